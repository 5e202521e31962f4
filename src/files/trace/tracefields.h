// Which fields of an event are read, and where each goes: a new one is one line here and its member
// in TraceEvent.
#pragma once

#include "files/io/decimal.h"
#include "files/trace/traceevent.h"

#include <array>
#include <limits>
#include <span>
#include <string_view>

// A field by its name. What has the other type, a text for a number, is passed over.
struct TraceField
{
    using Take = void (*)(TraceEvent&, std::string_view);

    std::string_view name;
    Take takeText = nullptr;
    Take takeNumber = nullptr;   // as it is written
    bool opensArguments = false; // an object within it holds the arguments
};

namespace tracefields {

constexpr qint64 kAny = std::numeric_limits<qint64>::max();

// `value` as a whole number, after a shift by `decimals`; an event beyond the range is marked.
inline std::optional<qint64> whole(TraceEvent& event, std::string_view value, int decimals,
                                   qint64 farthest)
{
    const auto number = scaledDecimal(value, decimals, farthest);
    event.outOfRange = event.outOfRange || !number;
    return number;
}

// Goes to that member of the event.
template <std::string TraceEvent::*Member>
void text(TraceEvent& event, std::string_view value)
{
    event.*Member = value;
}

// Microseconds with a fraction, to whole nanoseconds.
template <std::optional<qint64> TraceEvent::*Member>
void time(TraceEvent& event, std::string_view value)
{
    constexpr int kNsInUs = 3;
    event.*Member = whole(event, value, kNsInUs, kMaxTimeNs);
}

inline void phase(TraceEvent& event, std::string_view value)
{
    event.phase = value.size() == 1 ? value.front() : '\0';
}

// Goes to that member of the arguments.
template <std::string TraceEvent::Arguments::*Member>
void argument(TraceEvent& event, std::string_view value)
{
    event.arguments.*Member = value;
}

template <std::optional<qint64> TraceEvent::Arguments::*Member, qint64 Farthest = kMaxTimeNs>
void argument(TraceEvent& event, std::string_view value)
{
    event.arguments.*Member = whole(event, value, 0, Farthest);
}

} // namespace tracefields

// Looked through from the front: what stands in every event comes first.
constexpr std::array<TraceField, 8> kEventFields{{
    {"ph", tracefields::phase},
    {"pid", tracefields::text<&TraceEvent::process>, tracefields::text<&TraceEvent::process>},
    {"tid", tracefields::text<&TraceEvent::thread>, tracefields::text<&TraceEvent::thread>},
    {"ts", nullptr, tracefields::time<&TraceEvent::startNs>},
    {"dur", nullptr, tracefields::time<&TraceEvent::durationNs>},
    {"name", tracefields::text<&TraceEvent::name>},
    {"cat", tracefields::text<&TraceEvent::category>},
    {"args", nullptr, nullptr, true},
}};

constexpr std::array<TraceField, 26> kArgumentFields = [] {
    using A = TraceEvent::Arguments;
    using tracefields::argument;
    using tracefields::kAny;
    return std::array<TraceField, 26>{{
        {"job", nullptr, argument<&A::job>},
        {"status", argument<&A::status>},
        {"attempt", nullptr, argument<&A::attempt>},
        {"wait_ns", nullptr, argument<&A::waitNs>},
        {"cpu_ns", nullptr, argument<&A::cpuNs>},
        {"taken_off", nullptr, argument<&A::preempted>},
        {"planned_ns", nullptr, argument<&A::plannedNs>},
        {"name", argument<&A::name>},
        {"detail", argument<&A::detail>},
        {"error", argument<&A::error>},
        {"result", argument<&A::result>},
        {"exit_status", nullptr, argument<&A::exitStatus>},
        {"signal", nullptr, argument<&A::signal>},
        {"output", argument<&A::output>},
        {"output_base64", argument<&A::outputBase64>},
        {"output_bytes", nullptr, argument<&A::outputBytes, kAny>},
        {"error_output", argument<&A::errorOutput>},
        {"error_output_base64", argument<&A::errorOutputBase64>},
        {"error_output_bytes", nullptr, argument<&A::errorOutputBytes, kAny>},
        {"held_by", nullptr, argument<&A::heldBy>},
        {"held_ns", nullptr, argument<&A::heldNs, kAny>},
        {"input", argument<&A::input>},
        {"input_base64", argument<&A::inputBase64>},
        {"input_bytes", nullptr, argument<&A::inputBytes, kAny>},
        {"input_modified_ns", nullptr, argument<&A::inputModifiedNs, kAny>},
        {"queued", nullptr, argument<&A::queued>},
    }};
}();

// The field of that name; nothing for one that is not read.
inline const TraceField* fieldNamed(std::span<const TraceField> fields, std::string_view name)
{
    for (const TraceField& field : fields) {
        if (name == field.name)
            return &field;
    }
    return nullptr;
}
