// What a person sets before a run.
#pragma once

#include <QString>
#include <QtGlobal>

#include <chrono>
#include <limits>
#include <optional>

// When the same jobs run one after another, to compare with.
enum class SequentialRunWhen { After, Alongside, Off };

// What each job does.
enum class WorkKind {
    Sleep,   // waits for its duration, as for a disk or a network
    Cpu,     // computes for it
    Mixed,   // computes for a share of it and waits for the rest
    Hash,    // reads a file and computes its SHA-256
    Command, // runs a program
};

// The distribution of the durations of jobs that sleep or compute. All have the same mean, the
// duration that is set, so that runs with different ones compare.
enum class SpreadKind {
    Fixed,       // all equal
    Uniform,     // equally likely from the mean − `width` to the mean + `width`
    Exponential, // as the times between independent events
    Bimodal,     // most short, `longShare` of them `longFactor` times as long
    Pareto,      // a heavy tail, with the exponent `shape`; at most kMaxOfMean times the mean
    File,        // one a line of `file`, as they were measured elsewhere
};

struct Spread
{
    SpreadKind kind = SpreadKind::Fixed;
    double width = 0.5;      // of the mean, 0 to 1
    double longShare = 0.05; // of the jobs, 0 to 1
    double longFactor = 10;  // 1 to kMaxFactor
    double shape = 1.5;      // kMinShape to kMaxShape: the lower, the heavier the tail
    QString file{};

    bool operator==(const Spread&) const = default;

    static constexpr double kMaxFactor = 1000;
    static constexpr double kMinShape = 1.1;
    static constexpr double kMaxShape = 10;
    static constexpr double kMaxOfMean = 1000;
};

// In which order the jobs are numbered and sent.
enum class SubmitOrder {
    Submitted, // as they come
    Shortest,  // shortest first: the least waiting on average
    Longest,   // longest first: no long job is left for the end
    Random,    // in a random order that depends on the seed alone
};

// When the jobs arrive.
enum class ArrivalKind {
    All,     // all at the beginning
    Every,   // one after each `every`, the first at the beginning
    Poisson, // a Poisson process with the rate `perSecond`
};

struct Arrival
{
    ArrivalKind kind = ArrivalKind::All;
    std::chrono::nanoseconds every = std::chrono::milliseconds(100);
    double perSecond = 10; // kMinRate to kMaxRate

    bool operator==(const Arrival&) const = default;

    static constexpr double kMinRate = 0.001;
    static constexpr double kMaxRate = 1e6;
};

// What the jobs are.
struct JobSettings
{
    int count = 5; // where the work has an input, as many as it holds
    WorkKind work = WorkKind::Sleep;
    std::chrono::nanoseconds duration = std::chrono::seconds(1); // of one job, or their mean
    Spread spread{};
    double cpuShare = 0.3;  // of mixed work: computing, 0 to 1
    QString input{};        // of hash: a folder or file; of a command: a list, a folder, or "-"
    bool recursive = false; // folders within the folder, too
    bool hasNuls = false;   // the parts of a list end with NUL, not with its lines
    QString command{};      // with its placeholders
    std::optional<std::chrono::nanoseconds> timeout{}; // of a command; none unless given
    SubmitOrder order = SubmitOrder::Submitted;
    int retries = 0;     // how often a job that failed is tried again
    double failRate = 0; // the probability with which an attempt fails on purpose, 0 to 1

    // Whether the work sleeps or computes for durations that are known beforehand.
    bool hasDurations() const { return work != WorkKind::Hash && work != WorkKind::Command; }

    bool operator==(const JobSettings&) const = default;
};

// The workers, and the channels between them and the rest.
struct PoolSettings
{
    int workers = 3;
    std::optional<int> capacity{};        // of both channels; as many as jobs unless given
    std::optional<int> resultsCapacity{}; // of the results channel, where it has its own
    std::chrono::nanoseconds readTime{0}; // for which each result keeps its reader busy
    // Where the workers are agents at a message broker: its address, without a password (see
    // brokeraddress.h). Empty for those of this machine.
    QString broker{};
    int prefetch = 1; // jobs that each of those agents' workers may have in hand, 1 to kMaxPrefetch

    bool areElsewhere() const { return !broker.isEmpty(); }

    bool operator==(const PoolSettings&) const = default;

    static constexpr int kMaxPrefetch = 100;
};

// What the pool is compared with.
struct BaselineSettings
{
    SequentialRunWhen when = SequentialRunWhen::After;

    bool operator==(const BaselineSettings&) const = default;
};

struct RunSettings
{
    JobSettings jobs{};
    Arrival arrival{};
    PoolSettings pool{};
    BaselineSettings baseline{};
    int seed = 1; // of all that is left to chance

    int channelCapacity() const { return pool.capacity.value_or(jobs.count); }
    int resultsChannelCapacity() const { return pool.resultsCapacity.value_or(channelCapacity()); }
    // How many workers there may be at most.
    int mostLanes() const { return pool.areElsewhere() ? kMaxLanes : kMaxWorkers; }

    bool operator==(const RunSettings&) const = default;

    static constexpr int kMinJobs = 1;
    static constexpr int kMaxJobs = 10'000'000;
    static constexpr int kMinWorkers = 1;
    static constexpr int kMaxWorkers = 1024; // threads of this machine, or of one agent
    static constexpr int kMaxLanes = 4096;   // workers of a run, those of all its agents together
    static constexpr int kMinCapacity = 0;
    static constexpr int kMaxCapacity = kMaxJobs;
    static constexpr std::chrono::nanoseconds kMaxDuration = std::chrono::hours(1);
    static constexpr int kMaxRetries = 100;
    static constexpr int kMaxSeed = std::numeric_limits<int>::max();
};
