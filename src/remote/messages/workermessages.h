// What agents tell of jobs.
#pragma once

#include "remote/messages/attemptevent.h"
#include "remote/messages/message.h"

#include <algorithm>
#include <vector>

// What became of a job.
struct JobEnd
{
    static constexpr std::size_t kMaxEvents = 1'000; // two an attempt, and what was held

    JobId job{};
    qint32 value = 0;                   // 2 × the job's number, where it finished
    std::vector<AttemptEvent> events{}; // all of this delivery, the last one its end

    // It says no more than that.
    bool isShort() const
    {
        return events.size() <= 2 && std::ranges::all_of(events, [](const AttemptEvent& event) {
                   return !event.details.report;
               });
    }

    // Leaves out what there is no room for in a message: what the programs of early attempts wrote,
    // and the first events of very many.
    void fit()
    {
        constexpr int kOutputs = 8; // of two times AttemptEvent::kMaxOutputBytes
        int outputs = 0;
        for (auto event = events.rbegin(); event != events.rend(); ++event) {
            auto& report = event->details.report;
            if (!report || !report->program || ++outputs <= kOutputs)
                continue;
            auto without = std::make_shared<JobReport>(*report);
            without->program.reset();
            report = std::move(without);
        }
        if (events.size() > kMaxEvents)
            events.erase(events.begin(), events.end() - kMaxEvents);
    }

    template <typename Fields>
    static void pass(Fields& fields, auto& of)
    {
        fields.number(of.job.number, RunSettings::kMinJobs, RunSettings::kMaxJobs);
        fields.number(of.value);
        fields.list(of.events, kMaxEvents, [&](auto& event) { AttemptEvent::pass(fields, event); });
    }
};

// What became of jobs of an agent's workers that ended together. They are acknowledged once this
// has been confirmed.
struct ResultsMessage
{
    static constexpr MessageKind kKind = MessageKind::Results;
    static constexpr std::size_t kMaxResults = 1'000;

    quint64 run = 0;
    quint64 agent = 0;
    std::vector<JobEnd> results{};

    template <typename Fields>
    static void pass(Fields& fields, auto& message)
    {
        fields.number(message.run);
        fields.number(message.agent);
        fields.list(message.results, kMaxResults,
                    [&](auto& result) { JobEnd::pass(fields, result); });
    }
};

// What has happened since the last of them; the live picture.
struct EventsMessage
{
    static constexpr MessageKind kKind = MessageKind::Events;
    static constexpr std::size_t kMaxEvents = 10'000;

    quint64 run = 0;
    quint64 agent = 0;
    std::vector<AttemptEvent> events{};

    template <typename Fields>
    static void pass(Fields& fields, auto& message)
    {
        fields.number(message.run);
        fields.number(message.agent);
        fields.list(message.events, kMaxEvents,
                    [&](auto& event) { AttemptEvent::pass(fields, event); });
    }
};

// A worker has a job that somebody may have had before, and asks before it begins.
struct ClaimMessage
{
    static constexpr MessageKind kKind = MessageKind::Claim;

    quint64 run = 0;
    quint64 agent = 0;
    WorkerId worker{};
    JobId job{};
    bool isRedelivered = false; // somebody had it; else it may only be there twice
    bool isAgain = false;       // it has asked before, for the same delivery

    template <typename Fields>
    static void pass(Fields& fields, auto& message)
    {
        fields.number(message.run);
        fields.number(message.agent);
        fields.number(message.worker.number, RunSettings::kMinWorkers, RunSettings::kMaxWorkers);
        fields.number(message.job.number, RunSettings::kMinJobs, RunSettings::kMaxJobs);
        fields.flag(message.isRedelivered);
        fields.flag(message.isAgain);
    }
};

// The answer, to the queue of the agent.
struct ClaimAnswer
{
    static constexpr MessageKind kKind = MessageKind::Answer;

    quint64 run = 0;
    WorkerId worker{};
    JobId job{};
    bool mayBegin = false; // else it is over, and acknowledged without being done

    template <typename Fields>
    static void pass(Fields& fields, auto& message)
    {
        fields.number(message.run);
        fields.number(message.worker.number, RunSettings::kMinWorkers, RunSettings::kMaxWorkers);
        fields.number(message.job.number, RunSettings::kMinJobs, RunSettings::kMaxJobs);
        fields.flag(message.mayBegin);
    }
};
