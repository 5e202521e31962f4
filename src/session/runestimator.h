// What can be expected of a run with these settings, computed in the background where it takes
// time.
#pragma once

#include "plan/plannedrun.h"
#include "plan/settings/runsettings.h"

#include <QFutureWatcher>
#include <QObject>
#include <QStringList>

#include <optional>
#include <stop_token>

struct RunForecast
{
    int jobs = 0;
    Estimate estimate{};
    QString problem{};           // why there is nothing to run, if there is not
    QString field{};             // the setting that the problem is with, by its name, or empty
    QString note{};              // of the plan, such as folders that could not be read
    QStringList firstCommands{}; // as they will run, three at most; see shellText()
    // Still being computed: the rest is of earlier settings, but for a problem with the command.
    bool pending = false;
};

// Lives on the main thread; all calls from there.
class RunEstimator : public QObject
{
    Q_OBJECT

public:
    explicit RunEstimator(QObject* parent = nullptr);
    ~RunEstimator() override;

    // Forecasts these settings. Where they differ in what a forecast depends on, `changed` comes at
    // once, and again when a pending forecast is there.
    void follow(const RunSettings& settings);
    // Reads nothing until follow() is called again; until then the forecast's problem is `why`.
    void hold(const QString& why);
    const RunForecast& forecast() const { return m_forecast; }

Q_SIGNALS:
    void changed();

private:
    void findOut();
    // What is wrong with the command is known at once.
    void tellOfCommand();
    void begin();

    std::optional<RunSettings> m_settings; // what of them a forecast depends on
    RunForecast m_forecast;
    QFutureWatcher<RunForecast> m_watcher;
    std::stop_source m_stop;
};
