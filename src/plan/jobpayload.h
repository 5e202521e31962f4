// What a job of a run is given beside its number.
#pragma once

#include "plan/jobdurations.h"
#include "plan/jobinputs.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

// A value: it can cross to another process with the job.
struct JobPayload
{
    std::chrono::nanoseconds duration{0}; // as planned; 0 where the work has its own
    QByteArray input{};                   // a line, or the path of a file
    std::optional<FileState> file{};      // of a file, as it was when it was listed

    bool operator==(const JobPayload&) const = default;

    QJsonObject toJson() const;
    // Nothing where that is none.
    static std::optional<JobPayload> fromJson(const QJsonObject& json);
};

// Those of all jobs of a run. In the process that planned it a job crosses as its number alone, and
// whoever performs it looks its payload up here. Copies share what they hold; any thread.
struct JobPayloads
{
    JobDurations durations = std::chrono::nanoseconds(0);
    JobInputs inputs{};

    // `job` is one of the run's.
    JobPayload of(JobId job) const
    {
        return {durations.of(job), inputs.of(job), inputs.fileOf(job)};
    }
};
