// A worker of an agent: a thread that does what it is given.
#pragma once

#include "base/clock.h"
#include "base/thread.h"
#include "channel/channel.h"
#include "channel/futex.h"
#include "plan/settings/runsettings.h"
#include "remote/agent/agentrun.h"
#include "remote/waker.h"

#include <memory>
#include <vector>

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
    // The waker, which outlives it, is called when it has nothing more to do, and every kTellEvery
    // while jobs end: what ends in a row is told together.
    AgentWorker(WorkerId id, const Waker& waker) : m_id(id), m_waker(waker) {}
    ~AgentWorker() override
    {
        m_jobs.sender().close();
        call();
        join();
    }

    // --- The agent's thread.

    // Behind those that it has; PoolSettings::kMaxPrefetch of them at most.
    void give(HandedJob job)
    {
        m_jobs.sender().send(std::move(job));
        call();
    }
    // Those that it was given and has not begun: it does not begin them.
    std::vector<JobId> takeBack() const
    {
        std::vector<JobId> jobs;
        while (const auto job = m_jobs.receiver().tryReceive())
            jobs.push_back(job->message.job);
        return jobs;
    }

protected:
    void work() override
    {
        sleepPrecisely();
        qint64 toldNs = 0;
        for (;;) {
            const std::uint32_t calls = m_calls.load();
            auto job = m_jobs.receiver().tryReceive();
            if (job) {
                job->run->perform(m_id, job->message, job->refusal);
                const qint64 nowNs = monotonicNs();
                if (m_jobs.receiver().size() > 0 && nowNs < toldNs + kTellEveryNs)
                    continue;
                toldNs = nowNs;
                m_waker.wake();
            } else if (job.outcome() == ChannelOutcome::Closed) {
                return;
            } else {
                detail::sleepWhile(m_calls, calls);
            }
        }
    }

private:
    static constexpr qint64 kTellEveryNs = 1'000'000;

    // Only the agent's thread calls, and it does much in between: to look for it again and again
    // before sleeping, as a channel does, would take the processor from it.
    void call()
    {
        ++m_calls;
        detail::wakeOne(m_calls);
    }

    const WorkerId m_id;
    const Waker& m_waker;
    const Channel<HandedJob> m_jobs{PoolSettings::kMaxPrefetch};
    detail::FutexWord m_calls{0};
};
