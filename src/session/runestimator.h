// What can be expected of settings, found out in the background where that takes time.
#pragma once

#include "plan/plannedrun.h"
#include "plan/runsettings.h"

#include <QFutureWatcher>
#include <QObject>

#include <optional>
#include <stop_token>

struct RunForecast
{
    int jobs = 0;
    Estimate estimate{};
    QString problem{};    // why there is nothing to run, if there is not
    QString note{};       // what is worth knowing
    bool pending = false; // it is still being found out
};

// Lives on the main thread; all calls from there.
class RunEstimator : public QObject
{
    Q_OBJECT

public:
    explicit RunEstimator(QObject* parent = nullptr);
    ~RunEstimator() override;

    // The forecast follows these settings: `changed` comes at once, and again when what had to be
    // found out is there.
    void follow(const RunSettings& settings);
    // Nothing is looked at until settings are followed again; `why` is the problem until then.
    void hold(const QString& why);
    const RunForecast& forecast() const { return m_forecast; }

Q_SIGNALS:
    void changed();

private:
    void findOut();
    void begin();

    std::optional<RunSettings> m_settings; // what of them a forecast depends on
    RunForecast m_forecast;
    QFutureWatcher<RunForecast> m_watcher;
    std::stop_source m_stop;
};
