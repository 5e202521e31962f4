// What a person sets before a run.
#pragma once

#include <QtGlobal>

#include <chrono>
#include <limits>
#include <optional>

// When the same jobs run one after another, to compare with.
enum class SequentialRunWhen { After, Alongside, Off };

// What each job does for its duration.
enum class WorkKind {
    Sleep, // waits, as for a disk or a network
    Cpu,   // computes
    Mixed, // computes for a share of it and waits for the rest
};

struct RunSettings
{
    int jobs = 5;
    int workers = 3;
    std::optional<int> capacity; // of both channels; as many as jobs unless given
    std::chrono::nanoseconds duration = std::chrono::seconds(1); // of one job
    WorkKind work = WorkKind::Sleep;
    double cpuShare = 0.3; // of mixed work: computing, 0 to 1
    int retries = 0;       // how often a job that failed is tried again
    double failRate = 0;   // the probability with which an attempt fails on purpose, 0 to 1
    int seed = 1;          // of all that is left to chance
    SequentialRunWhen sequential = SequentialRunWhen::After;

    int channelCapacity() const { return capacity.value_or(jobs); }

    bool operator==(const RunSettings&) const = default;

    static constexpr int kMinJobs = 1;
    static constexpr int kMaxJobs = 10'000'000;
    static constexpr int kMinWorkers = 1;
    static constexpr int kMaxWorkers = 1024;
    static constexpr int kMinCapacity = 0;
    static constexpr int kMaxCapacity = kMaxJobs;
    static constexpr std::chrono::nanoseconds kMaxDuration = std::chrono::hours(1);
    static constexpr int kMaxRetries = 100;
    static constexpr int kMaxSeed = std::numeric_limits<int>::max();
};
