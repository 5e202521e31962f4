#include "pool/crew/threadhost.h"

#include <new>
#include <utility>

ThreadHost::ThreadHost(WorkerContext context, std::function<void()> onAllLeft)
    : m_context(std::move(context))
    , m_firstPresence(this, [onAllLeft = std::move(onAllLeft)](void*) { onAllLeft(); })
    , m_presence(m_firstPresence)
{
    m_context.gate = &m_gate;
    m_gate.close();
}

ThreadHost::~ThreadHost()
{
    letBegin();
    join();
}

void ThreadHost::letBegin()
{
    m_gate.open();
    m_firstPresence.reset();
}

bool ThreadHost::start(WorkerId id, Presence presence)
{
    Q_ASSERT(presence);
    try {
        if (std::size_t(id.number) > m_workers.size())
            m_workers.resize(std::size_t(id.number));
        Q_ASSERT(!workerOf(id));
        auto worker = std::make_unique<Worker>(id, m_context, std::move(presence));
        if (!worker->begin(QStringLiteral("worker %1").arg(id.number)))
            return false;
        workerOf(id) = std::move(worker);
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

void ThreadHost::setPaused(bool paused)
{
    if (paused)
        m_gate.close();
    else
        m_gate.open();
}

bool ThreadHost::retire(WorkerId id)
{
    return workerOf(id)->retire();
}

bool ThreadHost::hasEnded(WorkerId id)
{
    auto& worker = workerOf(id);
    if (worker && worker->isFinished())
        joinOne(worker);
    return !worker;
}

JobTally ThreadHost::join()
{
    for (auto& worker : m_workers) {
        if (worker)
            joinOne(worker);
    }
    return m_tally;
}

void ThreadHost::joinOne(std::unique_ptr<Worker>& worker)
{
    worker->join();
    m_tally += worker->tally();
    worker.reset();
}
