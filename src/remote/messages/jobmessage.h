// A job on its way to a worker.
#pragma once

#include "plan/jobpayload.h"
#include "plan/settings/runsettings.h"
#include "remote/messages/message.h"

struct JobMessage
{
    static constexpr MessageKind kKind = MessageKind::Job;
    static constexpr qsizetype kMaxInputBytes = 1 << 20;

    JobId job{};
    bool mustAsk = false; // it may be there twice: whoever has it asks before it begins
    JobPayload payload{};

    template <typename Fields>
    static void pass(Fields& fields, auto& message)
    {
        fields.number(message.job.number, RunSettings::kMinJobs, RunSettings::kMaxJobs);
        fields.flag(message.mustAsk);
        auto ns = qint64(message.payload.duration.count());
        fields.number(ns, qint64(0), qint64(kMaxDurationNs));
        if constexpr (Fields::kReads)
            message.payload.duration = std::chrono::nanoseconds(ns);
        fields.bytes(message.payload.input, kMaxInputBytes);
        fields.optional(message.payload.file, [&](auto& file) {
            fields.number(file.bytes);
            fields.number(file.modifiedNs);
        });
    }

private:
    // Some distributions have jobs that are longer than the mean that may be set.
    static constexpr qint64 kMaxDurationNs = qint64(1) << 53;
};
