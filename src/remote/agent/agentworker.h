// A worker of an agent: a thread that does what it is given.
#pragma once

#include "base/thread.h"
#include "channel/channel.h"
#include "remote/agent/agentrun.h"
#include "remote/waker.h"

#include <memory>

// A job, of whatever run, for one worker.
struct HandedJob
{
    std::shared_ptr<AgentRun> run{};
    JobMessage message{};
    QString refusal{}; // it fails with this
};

class AgentWorker final : public RunningThread
{
public:
    // The waker, which outlives it, is called when a job has ended.
    AgentWorker(WorkerId id, const Waker& waker) : m_id(id), m_waker(waker) {}
    ~AgentWorker() override
    {
        m_jobs.sender().close();
        join();
    }

    // The agent's thread: while it has none.
    void give(HandedJob job) const { m_jobs.sender().send(std::move(job)); }

protected:
    void work() override
    {
        sleepPrecisely();
        for (HandedJob& job : m_jobs.receiver()) {
            job.run->perform(m_id, job.message, job.refusal);
            job = {};
            m_waker.wake();
        }
    }

private:
    const WorkerId m_id;
    const Waker& m_waker;
    const Channel<HandedJob> m_jobs{1};
};
