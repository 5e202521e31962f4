// What the job is given that a worker of an agent has in hand.
#pragma once

#include "plan/jobpayload.h"

// Jobs come to an agent one by one, each with its payload, while a workload asks by the job's
// number. It asks on the thread of the worker that has the job: that keeps the payload here.
class CurrentPayload
{
public:
    // While it lives, on this thread; `payload` outlives it.
    explicit CurrentPayload(const JobPayload& payload) { current() = &payload; }
    ~CurrentPayload() { current() = nullptr; }
    Q_DISABLE_COPY_MOVE(CurrentPayload)

    // Gives those of whatever thread asks.
    static JobPayloads payloads()
    {
        JobPayloads all;
        all.durations = JobDurations(
            [](JobId) { return current() ? current()->duration : std::chrono::nanoseconds(0); });
        all.inputs.source = std::make_shared<const JobInputs::Source>([](JobId) {
            return current() ? JobInput{current()->input, current()->file} : JobInput{};
        });
        return all;
    }

private:
    static const JobPayload*& current()
    {
        static thread_local const JobPayload* payload = nullptr;
        return payload;
    }
};
