#include "pool/crew.h"

#include "base/clock.h"
#include "plan/runsettings.h"

#include <algorithm>
#include <new>
#include <utility>

Crew::Crew(WorkersPlace place, RunEnd& end, std::function<void()> onAllLeft)
    : m_place(std::move(place))
    , m_end(end)
    , m_firstPresence(this, [onAllLeft = std::move(onAllLeft)](void*) { onAllLeft(); })
    , m_presence(m_firstPresence)
{
    m_place.gate = &m_gate;
}

Crew::~Crew()
{
    m_firstPresence.reset();
    join();
}

int Crew::begin(int count)
{
    int started = 0;
    while (started < count && start(WorkerId{started + 1}, m_firstPresence))
        ++started;
    m_firstPresence.reset();
    return started;
}

bool Crew::start(WorkerId id, std::shared_ptr<void> presence)
{
    try {
        const auto at = std::size_t(id.number - 1);
        if (at >= m_slots.size())
            m_slots.resize(at + 1);
        auto worker = std::make_unique<Worker>(id, m_place, std::move(presence));
        if (!worker->begin(QStringLiteral("worker %1").arg(id.number)))
            return false;
        m_slots[at] = {std::move(worker), true};
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

void Crew::obey(const PoolCommand& command)
{
    if (m_presence.expired())
        return;
    switch (command.kind) {
    case PoolCommand::Kind::Pause:
        if (!std::exchange(m_paused, true)) {
            m_gate.close();
            signalPause(EventKind::Paused);
        }
        break;
    case PoolCommand::Kind::Resume:
        if (std::exchange(m_paused, false)) {
            signalPause(EventKind::Resumed);
            m_gate.open();
        }
        break;
    case PoolCommand::Kind::SetWorkers:
        setCount(std::clamp(command.workers, RunSettings::kMinWorkers, RunSettings::kMaxWorkers));
        break;
    }
}

void Crew::setCount(int count)
{
    int tooMany = stayingCount() - count;
    add(-tooMany);
    for (std::size_t at = m_slots.size(); at-- > 0 && tooMany > 0;) {
        if (!std::exchange(m_slots[at].staying, false))
            continue;
        // What left when the jobs were over counts as there until now.
        if (!m_slots[at].worker->retire())
            signalWorker(EventKind::WorkerWent, m_slots[at].worker->id());
        --tooMany;
    }
}

void Crew::add(int count)
{
    for (std::size_t at = 0; count > 0; ++at) {
        if (at < m_slots.size() && !isFree(at))
            continue;
        auto presence = m_presence.lock();
        if (!presence)
            return; // all jobs are done
        // Its coming is signalled first: it stands before the worker's own events.
        const WorkerId id{qint32(at + 1)};
        const bool numbered = at < std::size_t(RunSettings::kMaxWorkers);
        if (numbered)
            signalWorker(EventKind::WorkerCame, id);
        if (!numbered || !start(id, std::move(presence))) {
            if (numbered)
                signalWorker(EventKind::WorkerWent, id);
            m_notGiven += count;
            return;
        }
        --count;
    }
}

bool Crew::isFree(std::size_t at)
{
    Slot& slot = m_slots[at];
    if (slot.worker && !slot.staying && slot.worker->isFinished()) {
        slot.worker->join();
        m_tally += slot.worker->tally();
        slot = {};
    }
    return !slot.worker;
}

void Crew::signalWorker(EventKind kind, WorkerId worker) const
{
    m_place.events.send(Event{monotonicNs(), {}, worker, kind, {}});
}

void Crew::signalPause(EventKind kind) const
{
    m_place.events.send(Event{m_end.stamp(), {}, {}, kind, {}});
}

int Crew::stayingCount() const
{
    return int(std::ranges::count_if(m_slots, &Slot::staying));
}

JobTally Crew::join()
{
    for (Slot& slot : m_slots) {
        if (!slot.worker)
            continue;
        slot.worker->join();
        m_tally += slot.worker->tally();
        slot = {};
    }
    return m_tally;
}
