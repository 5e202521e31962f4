// What was run and what was recorded of it.
#pragma once

#include "plan/plannedrun.h"
#include "pool/runrole.h"
#include "timeline/lanelabel.h"
#include "timeline/timeline.h"

#include <QDateTime>
#include <QString>

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

// Where a record comes from.
struct RunOrigin
{
    QString kind{};                 // by its key, see originkind.h; empty for a run of Poolscope
    std::vector<LaneLabel> lanes{}; // by lane; empty where workers are numbered
    QString program{};              // what recorded it, with its version
    QDateTime recorded{};
    Machine machine{};

    // Of a run that begins now, here.
    static RunOrigin hereAndNow();
    bool isOurs() const { return kind.isEmpty(); }
    // What stands beside a lane, from 0: its name, or the number of its worker.
    QString laneName(int lane) const;
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
// for the sequential run's. Parts neither come nor go.
class RunRecord
{
public:
    explicit RunRecord(PlannedRun of, RunOrigin from = {});

    const std::vector<std::unique_ptr<RunPart>>& parts() const { return m_parts; }
    Timeline& pool() { return m_parts.front()->timeline; }
    const Timeline& pool() const { return m_parts.front()->timeline; }
    // Nothing when it is off.
    Timeline* sequential() { return timelineOf(RunRole::Sequential); }
    const Timeline* sequential() const { return timelineOf(RunRole::Sequential); }
    // Nothing where there is no such part.
    Timeline* timelineOf(RunRole role);
    const Timeline* timelineOf(RunRole role) const;

    // How the first part that could not be carried out ended; nothing where all could. Any thread.
    const RunOutcome* failure() const;
    // How long all parts have run together by then; see Timeline::elapsedNs(). Any thread.
    qint64 elapsedNs(qint64 monotonicNowNs) const;
    // The longest part, 1 at least; of a run that is over. Any thread.
    qint64 longestNs() const;
    // The memory of it all. Any thread.
    std::size_t bytes() const;

    PlannedRun plan; // stays as it is once anybody else may read it
    const RunSettings& settings = plan.settings;
    const RunOrigin origin;

private:
    std::vector<std::unique_ptr<RunPart>> m_parts;
};
