// A run of others, as the workers of an agent carry it out.
#pragma once

#include "pool/jobrunner.h"
#include "pool/runevents.h"
#include "remote/messages/agentmessages.h"
#include "remote/messages/jobmessage.h"
#include "work/workload.h"

#include <memory>
#include <stop_token>
#include <vector>

// Made, stopped and drained by the agent's own thread, used by its workers. May throw
// std::bad_alloc when it is made.
class AgentRun
{
public:
    // For so many workers. Takes some 20 ms where jobs compute, once.
    AgentRun(const OfferMessage& offer, int workers);

    // A worker, one job at a time: does it, and signals all that happens to events(). Where there
    // is a refusal it fails with that.
    void perform(WorkerId worker, const JobMessage& job, const QString& refusal);

    // Jobs in hand end within 50 ms.
    void stop() { m_stop.request_stop(); }

    RunEvents& events() { return m_events; }
    const WorkDescription& description() const { return m_description; }

private:
    struct OnWorker
    {
        OnWorker(WorkerId worker, const Workload& work, int retries, RunEvents& ofRun,
                 std::stop_token stop)
            : runner(worker, work, retries, ofRun.ofWorker(worker), std::move(stop))
            , events(ofRun.ofWorker(worker))
        {
        }
        JobRunner runner;
        EventWriter events;
    };

    const WorkDescription m_description;
    const std::unique_ptr<const Workload> m_work;
    RunEvents m_events;
    std::stop_source m_stop;
    std::vector<std::unique_ptr<OnWorker>> m_workers; // by number − 1
};
