// What is asked of a run, a file or a plan without a window, and the answer in lines.
#pragma once

#include "files/imports/importedrun.h"
#include "insight/insight.h"
#include "plan/settings/runsettings.h"

#include <QFutureWatcher>
#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class RunRecord;

struct Answer
{
    QStringList lines{};                       // for standard output
    QStringList notes{};                       // for standard error
    int status = 0;                            // what a program returns; see exitstatus.h
    QString field{};                           // the setting that has to be changed, if any
    std::shared_ptr<const RunRecord> record{}; // that was asked about; nothing for a plan
    std::shared_ptr<const Insight> insight{};  // of the record
    std::optional<SizingCurve> curve{};        // where numbers of workers were asked for
};

// Works beside the main thread, on which it lives: all calls from there. One question at a time.
class Inquiry : public QObject
{
    Q_OBJECT

public:
    enum class Words {
        All,
        TimesAlone, // of the record, or the table where numbers of workers were asked for
    };

    explicit Inquiry(QObject* parent = nullptr);
    // Stops what is worked on and waits for it.
    ~Inquiry() override;

    // `workers` are the numbers that are simulated, ascending; empty where nobody asked for them.
    // Of a file: its figures, where the workers' time went, how long jobs that came over time
    // waited, what holds the run back, and how many workers are enough, or the table of workers.
    void askOfFile(const QString& path, const std::vector<int>& workers, Words words = Words::All,
                   JobsAre jobsAre = JobsAre::Outermost);
    // The same of a run that was followed and is over.
    void askOfFollowed(const std::shared_ptr<const RunRecord>& record);
    // Of a run that is over: the table of workers, with these measured times or its own; and what
    // exports say. After a stop what was measured is told without a forecast.
    void askOfRun(const std::shared_ptr<const RunRecord>& record, const std::vector<int>& workers,
                  const std::vector<MeasuredTimes>& measured);
    // Of a plan of jobs whose durations are known beforehand: the table of workers.
    void askOfPlan(const RunSettings& settings, const std::vector<int>& workers);

    bool isWorking() const { return m_isWorking; }
    // Ends soon; the answer says what there is.
    void stop() { m_stop.request_stop(); }

Q_SIGNALS:
    void answered(const Answer& answer);

private:
    template <typename Work>
    void ask(Work work);

    QFutureWatcher<std::shared_ptr<const Answer>> m_watcher;
    std::stop_source m_stop;
    bool m_isWorking = false;
};
