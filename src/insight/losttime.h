// Where the time of the workers goes: a partition of it that adds up exactly.
#pragma once

#include "base/ids.h"

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <vector>

struct JobModel;
class RunRecord;

// Each instant of each lane at which its worker is there belongs to the first of these that
// matches. The attempt that counted is the one of its job that finished first. A job is in the jobs
// channel from when it was queued, in the hand of a sender that has no room among it, until it is
// taken for the first time; one that nobody takes any more, as the run was stopped, is not.
enum class LostPart {
    Paused,         // the run is paused and the worker has no job in hand, nor a result
    OnCore,         // an attempt that counted: on a core
    Ready,          // … ready without a core
    Waiting,        // … waiting for something else; ready, too, where that was not measured
    Running,        // … where it was not measured which of the three
    Failed,         // an attempt that failed, was cancelled or cut off, retried, or made again
    ResultsBlocked, // its result waits for room in the results channel
    StartUp,        // nothing taken since it came, though a job is there or none was sent so far
    HandOff,        // idle while the jobs channel is not empty
    NoJob,          // idle, the channel is empty, and its sender has not sent all
    Idle,           // idle before the last job is taken, where nobody recorded when jobs came
    TailOrder,      // nothing is left to take: what longest first would have saved of that
    TailRest,       // … and what no order can
    AfterLast,      // after the end of the last job
};
inline constexpr std::size_t kLostParts = 14;

// The keys of the parts, by which files and programs know them: each stays what it is.
inline constexpr std::array<const char*, kLostParts> kLostPartKeys{
    "paused",           "on_core",   "ready",    "waiting", "running", "failed",
    "results_blocked",  "start_up",  "hand_off", "no_job",  "idle",    "tail_by_order",
    "tail_unavoidable", "after_last"};

struct LostTime
{
    std::array<qint64, kLostParts> partsNs{};
    qint64 totalNs = 0; // that the workers were there: workers × makespan unless they changed
    int workers = 0;    // lanes, whenever their workers were there
    qint64 makespanNs = 0;

    qint64 of(LostPart part) const { return partsNs[std::size_t(part)]; }
    double shareOf(LostPart part) const
    {
        return totalNs > 0 ? double(of(part)) / double(totalNs) : 0;
    }
};

// Of the pool's part of a record that is over; `model` is that of the record. The parts add up to
// the total. The whole tail is TailRest where a simulation cannot tell what another order would
// save: the run was paused, stopped or failed, or workers came or went. Costs some passes over all
// spans, and two simulations; any thread. Nothing where the run is not over, no time passed, or
// after a stop. Throws std::bad_alloc.
std::optional<LostTime> lostTimeOf(const RunRecord& record, const JobModel& model,
                                   const std::stop_token& stop = {});

// A piece of a lane's time.
struct LaneStretch
{
    int lane; // from 0
    qint64 fromNs;
    qint64 toNs;
    bool operator==(const LaneStretch&) const = default;
};

// The stretches of those parts, lane by lane and in time order. On a core, ready and waiting are
// the jobs that did so: the whole of them. The two parts of the tail are the whole of it. Idle time
// that touches is one stretch. At most `most`, the longest ones, where there are more. Empty where
// lostTimeOf() is nothing. Costs as that without a simulation; any thread. Throws std::bad_alloc.
std::vector<LaneStretch> stretchesOf(const RunRecord& record, const std::vector<LostPart>& parts,
                                     std::size_t most, const std::stop_token& stop = {});
