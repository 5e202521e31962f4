// What holds a run back, with its evidence and what a change would gain: numbers and codes alone.
#pragma once

#include "insight/jobmodel.h"
#include "insight/losttime.h"
#include "insight/simulator.h"
#include "insight/sizing.h"

#include <array>
#include <optional>
#include <stop_token>
#include <vector>

enum class FindingKind {
    Order,          // longest first would save much
    LongestJob,     // one job sets the end
    MoreWorkers,    // more workers help
    MoreThanCores,  // more workers than cores bring nothing
    HandOff,        // much time between jobs: hand over several together
    Starved,        // jobs come too seldom: workers do not help
    ResultsBlocked, // results wait for their reader
    Failures,       // attempts that failed cost much
    StartUp,        // the workers came late
    ColdRun,        // its files were read from the disk
    TooManyWorkers, // fewer would take as long
};
inline constexpr std::size_t kFindingKinds = 11;

// What "Try" does: it looks at a what-if, or runs the same again.
enum class TryWhat { Nothing, WhatIf, RunAgain };

struct Finding
{
    FindingKind kind = FindingKind::Order;
    double share = 0;           // what its threshold is about, 0 to 1
    qint64 gainNs = 0;          // of the makespan, as simulated; 0 where no time is saved
    int workers = 0;            // of MoreWorkers, MoreThanCores and TooManyWorkers: so many do
    std::optional<JobId> job{}; // of Order the one that ended last, of LongestJob the longest
    qint64 jobNs = 0;           // how long it took; of LongestJob with all its attempts
    qint64 jobStartNs = 0;
    qint64 costNs = 0; // worker time that it is about
    // Nothing where no change saves time, or none can be simulated.
    TryWhat tryWhat = TryWhat::Nothing;
    WhatIf change{};                     // of a what-if: never what the run was, and its gain
    std::vector<LaneStretch> evidence{}; // what Show lights up
};

enum class FindingsState {
    Told,     // what there is to say is said; it may be nothing
    TooShort, // the run is too short to tell, without its pauses
    NotOver,  // it was stopped or failed: its jobs say too little
    TooFew,   // fewer than two jobs finished
    NoWork,   // no job took any time
};

struct Findings
{
    FindingsState state = FindingsState::Told;
    std::vector<Finding> findings{}; // kMost at most; most gain first, then the largest share

    static constexpr std::size_t kMost = 5;
    // Below it threads that start and clocks that tick are a few percent of the run: 0.5 ms of
    // 10 ms, by the figures of tests/bench.
    static constexpr qint64 kTooShortNs = 10'000'000;
};

// When a finding is told: its share is at least the threshold.
struct FindingRule
{
    FindingKind kind;
    const char* key; // by which files and programs know it: it stays what it is
    double threshold;
    const char* source; // why that much
};
inline constexpr double kWorthwhile = Enough::kWithin;
inline constexpr std::array<FindingRule, kFindingKinds> kFindingRules{{
    {FindingKind::Order, "order", kWorthwhile,
     "of the time, saved by longest first: what is within 5 % counts as equal"},
    {FindingKind::LongestJob, "longest_job", 0.9,
     "the longest job ÷ the time: no number of workers saves more than the rest of it"},
    {FindingKind::MoreWorkers, "more_workers", 0.8,
     "of the time in which all workers are busy and jobs wait: at a utilisation of 80 % a job of "
     "an M/M/1 queue waits four times as long as it takes, ρ ÷ (1 − ρ)"},
    {FindingKind::MoreThanCores, "more_than_cores", 0.1,
     "of the workers' time, ready without a core, where as many workers as cores take at most 5 % "
     "longer: twice what counts as equal"},
    {FindingKind::HandOff, "hand_off", kWorthwhile,
     "of the workers' time between jobs: what is within 5 % counts as equal"},
    {FindingKind::Starved, "starved", 0.2,
     "of the workers' time without a job: the rest of the 80 % from which more workers help"},
    {FindingKind::ResultsBlocked, "results_blocked", kWorthwhile,
     "of the workers' time: what is within 5 % counts as equal"},
    {FindingKind::Failures, "failures", kWorthwhile,
     "of the workers' time: what is within 5 % counts as equal"},
    {FindingKind::StartUp, "start_up", kWorthwhile,
     "of the workers' time: what is within 5 % counts as equal"},
    {FindingKind::ColdRun, "cold_run", 0.1,
     "of the workers' time, waiting, where files were read from the disk: twice what is within "
     "5 %"},
    {FindingKind::TooManyWorkers, "too_many_workers", 0.25,
     "of the workers who could go while the time stays within 1 %: one of four at least"},
}};

const FindingRule& ruleOf(FindingKind kind);

// Whether there may be findings, and if not, why. Any thread.
FindingsState findingsStateOf(const RunRecord& record, const JobModel& model);

// Of a record that is over, from its model, its lost time and its curve. Gains compare simulated
// times: that of the change with that of the run as it was. Where workers came or went there is no
// number of workers that it was simulated with: then only what was recorded is told, without a
// change. Any thread; some simulations and passes over all spans. A stop leaves it incomplete.
Findings findingsOf(const RunRecord& record, const JobModel& model, const LostTime& lost,
                    const SizingCurve& curve, const std::stop_token& stop = {});
