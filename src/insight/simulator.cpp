#include "insight/simulator.h"

#include "insight/sharing.h"
#include "timeline/timeline.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace {

// When each worker is free: the earliest first; of those of one time the one with the lower number.
class FreeWorkers
{
public:
    struct Free
    {
        qint64 fromNs;
        qint32 worker;

        bool operator>(const Free& other) const
        {
            return fromNs != other.fromNs ? fromNs > other.fromNs : worker > other.worker;
        }
    };

    FreeWorkers(std::size_t workers, qint64 fromNs)
    {
        for (std::size_t i = 0; i < workers; ++i)
            m_heap.push_back({fromNs, qint32(i)});
    }

    const Free& first() const { return m_heap.front(); }
    const std::vector<Free>& all() const { return m_heap; }

    // The first one is free later: once down the heap, in place of down and up.
    void moveFirst(qint64 laterNs)
    {
        const Free moved{laterNs, m_heap.front().worker};
        const std::size_t count = m_heap.size();
        std::size_t at = 0;
        for (std::size_t child = 1; child < count; child = 2 * at + 1) {
            child += child + 1 < count && m_heap[child] > m_heap[child + 1];
            if (!(moved > m_heap[child]))
                break;
            m_heap[at] = m_heap[child];
            at = child;
        }
        m_heap[at] = moved;
    }

private:
    std::vector<Free> m_heap;
};

// Each job takes as long as it takes, whatever the others do.
void simulateAlone(Simulation& run)
{
    const auto workers = std::size_t(run.change.workers);
    FreeWorkers free(workers, run.model.startUpNs);
    qint64 endNs = 0;
    qint64 lastStartNs = 0;
    for (std::size_t i = 0; i < run.tasks.size(); ++i) {
        if (i % kLookAtStopEvery == 0 && run.stop.stop_requested())
            return;
        const Task& task = run.tasks[i];
        const auto [freeNs, worker] = free.first();
        const qint64 startNs = std::max(freeNs, run.coming.ofJob(i, task));
        qint64 jobEndNs = startNs;
        addUpToMost(jobEndNs, task.cost.totalNs());
        run.keep(task, worker, startNs, jobEndNs);
        qint64 nextNs = jobEndNs;
        addUpToMost(nextNs, run.handOffNs);
        free.moveFirst(nextNs);
        addUpToMost(run.simulated.busyNs, task.cost.totalNs());
        endNs = std::max(endNs, jobEndNs);
        lastStartNs = std::max(lastStartNs, startNs);
    }
    for (const auto& each : free.all()) {
        const qint64 idleFromNs = std::max(each.fromNs - run.handOffNs, lastStartNs);
        addUpToMost(run.simulated.tailNs, std::max<qint64>(0, endNs - idleFromNs));
    }
    run.simulated.makespanNs = endNs;
}

bool jobsCompute(const std::vector<Task>& tasks)
{
    return std::ranges::any_of(tasks, [](const Task& task) { return task.cost.cpuNs > 0; });
}

} // namespace

Simulated simulate(const JobModel& model, const WhatIf& change, Spans spans,
                   const std::stop_token& stop)
{
    const std::vector<Task> tasks = tasksOf(model, change, stop);
    if (tasks.empty())
        return {};
    const Coming coming(model, change, tasks.size());
    Simulation run{
        model, change, tasks, coming, spans, stop, model.handOffNs / std::max(1, change.batch)};
    if (spans == Spans::Kept)
        run.simulated.spans.reserve(tasks.size());
    const bool isShared = model.cores > 0 && change.workers >= model.cores && jobsCompute(tasks);
    if (isShared || model.settings.pool.readTime.count() > 0)
        simulateSharing(run,
                        model.cores > 0 ? model.cores : std::numeric_limits<double>::infinity());
    else
        simulateAlone(run);
    run.simulated.makespanNs += model.afterLastNs;
    return std::move(run.simulated);
}

std::shared_ptr<const Timeline> timelineOf(const JobModel& model, const Simulated& simulated,
                                           int workers)
{
    auto timeline = std::make_shared<Timeline>(workers);
    timeline->beginElsewhere();
    for (const SimulatedSpan& span : simulated.spans) {
        Event event;
        event.job = model.job(std::size_t(span.place));
        event.worker = WorkerId{span.worker + 1};
        event.kind = EventKind::Started;
        event.timeNs = span.startNs;
        timeline->record(event);
        event.kind = EventKind::Finished;
        event.timeNs = span.endNs;
        timeline->record(event);
    }
    Event end;
    end.kind = EventKind::RunEnded;
    end.timeNs = simulated.makespanNs;
    timeline->record(end);
    timeline->conclude({});
    return timeline;
}
