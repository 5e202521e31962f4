// What was run and what was recorded of it.
#pragma once

#include "plan/plannedrun.h"
#include "pool/hostclock.h"
#include "pool/runrole.h"
#include "timeline/lanelabel.h"
#include "timeline/timeline.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <atomic>
#include <memory>
#include <vector>

// On what a run was recorded. Names no user and no host. Empty where nobody knows.
struct Machine
{
    int cores = 0;
    QString system{};
    QString kernel{};
    QString architecture{};

    static Machine thisOne();
    bool operator==(const Machine&) const = default;
};

// Spans of others that lie within the jobs of a record, or around them: they are shown, and are
// neither jobs nor at work beside them.
struct NestedSpans
{
    int count = 0;          // numbered behind the jobs; so are their names
    LaneLabels lanes{};     // as many as they need; none where there are no such spans
    bool areAround = false; // the innermost spans are the jobs, not the outermost

    bool operator==(const NestedSpans&) const = default;
};

// Where a record comes from.
struct RunOrigin
{
    QString kind{};                  // by its key, see originkind.h; empty for a run of Poolscope
    LaneLabels lanes{};              // empty where workers are numbered
    std::vector<HostClock> clocks{}; // by which lanes of the pool were told, where not by the run's
    NestedSpans nested{};
    QStringList notes{}; // what of its file is not shown, or not as it stands there
    QString program{};   // what recorded it, with its version
    QDateTime recorded{};
    Machine machine{};

    // Of a run that begins now, here.
    static RunOrigin hereAndNow();
    bool isOurs() const { return kind.isEmpty(); }
    // What lanes of that part are called; empty where workers are numbered.
    const LaneLabels& lanesOf(RunRole role) const;
    // What stands beside a lane, from 0: its name, or the number of its worker.
    QString laneName(int lane, RunRole role = RunRole::Pool) const;
    // Longer names are cut where they are read.
    static constexpr qsizetype kMaxNameLength = 100;
};

struct RunPart
{
    RunPart(RunRole is, int workers) : role(is), timeline(workers) {}

    const RunRole role;
    Timeline timeline;
};

// What was run, and a part for each way in which it was: the pool's first, and where it was asked
// for the sequential run's; behind them nested spans of others. Parts neither come nor go.
class RunRecord
{
public:
    explicit RunRecord(PlannedRun of, RunOrigin from = {});
    // Of a run that another program carries out and tells of while it goes on: its jobs and workers
    // come one by one, with names that are added to `names` and `from.lanes`.
    static std::shared_ptr<RunRecord> followed(std::shared_ptr<const ByteLines> names,
                                               RunOrigin from);
    // Of a run whose workers are agents' at a broker: they come one by one, with names that are
    // added to `origin.lanes`, the first with the beginning.
    static std::shared_ptr<RunRecord> onAgents(PlannedRun of, RunOrigin from);
    // The plan of a run that is followed and over: what has been seen, `durations` by job. Takes a
    // few passes over all jobs. Any thread.
    PlannedRun planSeen(std::vector<qint64> durations) const;
    // That is its plan from now on, before anybody but the caller's thread reads the record;
    // `notes` are its own.
    void settle(PlannedRun seen, const QStringList& notes);

    // Of a run on agents that is over: the plan says from now on how many workers it had at first,
    // and the origin what their clocks were taken for; as settle(). Of others nothing changes.
    void settleAgents(std::vector<HostClock> clocks);

    // How many jobs the run has; of one that is followed, so far. Any thread.
    int jobs() const;
    // The settings, with the jobs and workers of a run that is followed so far. Any thread.
    RunSettings settingsNow() const;

    const std::vector<std::unique_ptr<RunPart>>& parts() const { return m_parts; }
    Timeline& pool() { return m_parts.front()->timeline; }
    const Timeline& pool() const { return m_parts.front()->timeline; }
    // Nothing when it is off.
    Timeline* sequential() { return timelineOf(RunRole::Sequential); }
    const Timeline* sequential() const { return timelineOf(RunRole::Sequential); }
    // Spans within or around the jobs; nothing where there are none.
    Timeline* nested() { return timelineOf(RunRole::Nested); }
    const Timeline* nested() const { return timelineOf(RunRole::Nested); }
    // Where the spans of that number are: nested ones', or the pool.
    const Timeline& timelineWith(JobId number) const;
    // The pool's jobs, and what is numbered behind them.
    int numberedCount() const { return settings.jobs.count + origin.nested.count; }
    // Nothing where there is no such part.
    Timeline* timelineOf(RunRole role);
    const Timeline* timelineOf(RunRole role) const;

    // How the first part that could not be carried out ended; nothing where all could. Any thread.
    const RunOutcome* failure() const;
    // How long all ways of carrying the jobs out have taken together by then; see
    // Timeline::elapsedNs(). Any thread.
    qint64 elapsedNs(qint64 monotonicNowNs) const;
    // The longest part, 1 at least; of a run that is over. Any thread.
    qint64 longestNs() const;
    // The memory of it all. Any thread.
    std::size_t bytes() const;

    PlannedRun plan; // stays as it is once anybody else may read it
    const RunSettings& settings = plan.settings;
    RunOrigin origin; // likewise

private:
    std::vector<std::unique_ptr<RunPart>> m_parts;
    int workersAtFirst() const;

    std::atomic<bool> m_workersCome{false}; // how many there are is not planned
    std::atomic<bool> m_grows{false};       // what is planned is complete once it no longer does
};
