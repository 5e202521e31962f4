// What was run and what was recorded of it.
#pragma once

#include "plan/plannedrun.h"
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
    QString kind{};               // "a ninja log"; empty for a run of Poolscope
    std::vector<QString> lanes{}; // their names by lane; empty where workers are numbered
    QString program{};            // what recorded it, with its version
    QDateTime recorded{};
    Machine machine{};

    // Of a run that begins now, here.
    static RunOrigin hereAndNow();
    bool isOurs() const { return kind.isEmpty(); }
    // What stands beside a lane, from 0: its name, or the number of its worker.
    QString laneName(int lane) const;
    // Longer names are cut where they are read.
    static constexpr qsizetype kLongestName = 100;
};

struct RunRecord
{
    explicit RunRecord(PlannedRun of, RunOrigin from = {})
        : plan(std::move(of))
        , origin(std::move(from))
        , pool(plan.settings.pool.workers)
        , sequential(plan.settings.baseline.when == SequentialRunWhen::Off
                         ? nullptr
                         : std::make_unique<Timeline>(1))
    {
    }

    // How long both have run together by then; see Timeline::elapsedNs(). Any thread.
    qint64 elapsedNs(qint64 monotonicNowNs) const;
    // The longer one of the pool and the sequential run, 1 at least; of a run that is over. Any
    // thread.
    qint64 longestNs() const;
    // The memory of it all. Any thread.
    std::size_t bytes() const;

    PlannedRun plan; // stays as it is once anybody else may read it
    const RunSettings& settings = plan.settings;
    const RunOrigin origin;
    Timeline pool;
    const std::unique_ptr<Timeline> sequential; // nothing when it is off
};
