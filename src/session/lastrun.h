// What the last run has told of how long its jobs take, where nothing tells that beforehand.
#pragma once

#include "plan/estimate.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <optional>
#include <stop_token>

class RunRecord;
class WorkBound;

// How long the jobs of a run took. Any thread.
struct JobsTold
{
    RunSettings jobs{}; // those that took so long; see jobsOf()
    std::shared_ptr<const WorkBound> bound{};
    int results = 0;                                      // of those jobs: one that fails has none
    std::optional<std::chrono::nanoseconds> sequential{}; // where they have run one after another

    // Whether a run tells: it is over and was not stopped, its jobs ran here and were ours, and had
    // no durations that are known beforehand.
    static bool areToldBy(const RunRecord& record);
    // Of a run that tells; nothing where there is no memory for that. A pass over all spans.
    static std::optional<JobsTold> by(const RunRecord& record, const std::stop_token& stop = {});
};

// Lives on the main thread; all calls from there.
class LastRun : public QObject
{
    Q_OBJECT

public:
    explicit LastRun(QObject* parent = nullptr);
    ~LastRun() override;

    // Learns from a run that is over, in the background. What was known before stays until then,
    // and where this one does not tell.
    void learnFrom(const std::shared_ptr<const RunRecord>& record);
    // What can be expected of a run with these settings, as many jobs as there are among them:
    // nothing where their jobs are not those of the run that was learned from.
    std::optional<Estimate> estimate(const RunSettings& settings) const;

Q_SIGNALS:
    // Something has been learned.
    void changed();

private:
    std::optional<JobsTold> m_told;
    QFutureWatcher<std::optional<JobsTold>> m_watcher;
    std::stop_source m_stop;
};
