#include "pool/crew/crew.h"

#include "base/clock.h"
#include "plan/settings/runsettings.h"

#include <algorithm>
#include <new>
#include <utility>

Crew::Crew(const WorkerContext& context, std::function<void()> onAllLeft)
    : m_events(*context.events)
    , m_pauses(m_events.ofRun())
    , m_end(*context.end)
    , m_host(context, std::move(onAllLeft))
{
}

int Crew::prepare(int count)
{
    int started = 0;
    while (started < count && start(WorkerId{started + 1}, m_host.presence()))
        ++started;
    return started;
}

bool Crew::start(WorkerId worker, ThreadHost::Presence presence)
{
    if (!m_host.start(worker, std::move(presence)))
        return false;
    m_policy.came(worker);
    return true;
}

void Crew::execute(const PoolCommand& command)
{
    if (m_host.haveAllLeft())
        return;
    switch (command.kind) {
    case PoolCommand::Kind::Pause:
        if (m_policy.pause()) {
            m_host.setPaused(true);
            signalPause(EventKind::Paused);
        }
        break;
    case PoolCommand::Kind::Resume:
        if (m_policy.resume()) {
            signalPause(EventKind::Resumed);
            m_host.setPaused(false);
        }
        break;
    case PoolCommand::Kind::SetWorkers:
        setCount(std::clamp(command.workers, RunSettings::kMinWorkers, RunSettings::kMaxWorkers));
        break;
    }
}

void Crew::setCount(int count)
{
    if (count > m_policy.stayingCount())
        add(count - m_policy.stayingCount());
    else
        retireDownTo(count);
}

void Crew::add(int count)
{
    for (auto worker = m_policy.nextRetiring({0}); worker;
         worker = m_policy.nextRetiring(*worker)) {
        if (m_host.hasEnded(*worker))
            m_policy.ended(*worker);
    }
    for (; count > 0; --count) {
        auto presence = m_host.presence();
        if (!presence)
            return; // all jobs are done
        const auto worker = m_policy.nextToCome();
        const auto events = worker ? writerOf(*worker) : std::nullopt;
        // Its coming is signalled first: it stands before the worker's own events.
        if (events)
            events->send(Event{monotonicNs(), {}, *worker, EventKind::WorkerCame, {}});
        if (!events || !start(*worker, std::move(presence))) {
            if (events)
                events->send(Event{monotonicNs(), {}, *worker, EventKind::WorkerWent, {}});
            m_notGiven += count;
            return;
        }
    }
}

void Crew::retireDownTo(int count)
{
    while (const auto worker = m_policy.nextToRetire(count)) {
        m_policy.toldToRetire(*worker);
        // One that had left as the jobs were over counts as there until now.
        if (!m_host.retire(*worker)) {
            if (const auto events = writerOf(*worker))
                events->send(Event{monotonicNs(), {}, *worker, EventKind::WorkerWent, {}});
        }
    }
}

// Nothing where there is no memory for one; a worker that has begun has one.
std::optional<EventWriter> Crew::writerOf(WorkerId worker) const
{
    try {
        return m_events.ofWorker(worker);
    } catch (const std::bad_alloc&) {
        return std::nullopt;
    }
}

void Crew::signalPause(EventKind kind) const
{
    m_pauses.send(Event{m_end.stamp(), {}, {}, kind, {}});
}
