// Which fields of an event are read, and where each goes: a new one is one line here and its member
// in TraceEvent.
#pragma once

#include "files/io/decimal.h"
#include "files/trace/traceevent.h"

#include <array>
#include <limits>
#include <string_view>

// A field by its name. What has the other type, a text for a number, is passed over.
struct TraceField
{
    using Take = void (*)(TraceEvent&, std::string_view);
    enum class Holds : quint8 { Value, Time, Arguments, Ids };

    std::string_view name;
    Take takeText = nullptr;
    Take takeNumber = nullptr; // as it is written
    Holds holds = Holds::Value;
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

// Microseconds with a fraction, to whole nanoseconds. Some write them as texts.
template <std::optional<qint64> TraceEvent::*Member>
void time(TraceEvent& event, std::string_view value)
{
    constexpr int kNsInUs = 3;
    event.*Member = whole(event, value, kNsInUs, kMaxTimeNs);
    if (!(event.*Member)) [[unlikely]]
        event.timeFault.kind =
            isDecimal(value) ? TimeFault::Kind::OutOfRange : TimeFault::Kind::NoNumber;
}

inline void localId(TraceEvent& event, std::string_view value)
{
    event.id = value;
    event.idIsLocal = true;
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

constexpr std::array<TraceField, 11> kEventFields{{
    {"ph", tracefields::phase},
    {"pid", tracefields::text<&TraceEvent::process>, tracefields::text<&TraceEvent::process>},
    {"tid", tracefields::text<&TraceEvent::thread>, tracefields::text<&TraceEvent::thread>},
    {"ts", tracefields::time<&TraceEvent::startNs>, tracefields::time<&TraceEvent::startNs>,
     TraceField::Holds::Time},
    {"dur", tracefields::time<&TraceEvent::durationNs>, tracefields::time<&TraceEvent::durationNs>,
     TraceField::Holds::Time},
    {"name", tracefields::text<&TraceEvent::name>},
    {"cat", tracefields::text<&TraceEvent::category>},
    {"id", tracefields::text<&TraceEvent::id>, tracefields::text<&TraceEvent::id>},
    {"id2", nullptr, nullptr, TraceField::Holds::Ids},
    {"scope", tracefields::text<&TraceEvent::scope>, tracefields::text<&TraceEvent::scope>},
    {"args", nullptr, nullptr, TraceField::Holds::Arguments},
}};

// What "id2" holds.
constexpr std::array<TraceField, 2> kIdFields{{
    {"local", tracefields::localId, tracefields::localId},
    {"global", tracefields::text<&TraceEvent::id>, tracefields::text<&TraceEvent::id>},
}};

constexpr std::array<TraceField, 30> kArgumentFields = [] {
    using A = TraceEvent::Arguments;
    using tracefields::argument;
    using tracefields::kAny;
    return std::array<TraceField, 30>{{
        {"job", nullptr, argument<&A::job>},
        {"status", argument<&A::status>},
        {"attempt", nullptr, argument<&A::attempt>},
        {"wait_ns", nullptr, argument<&A::waitNs>},
        {"cpu_ns", nullptr, argument<&A::cpuNs>},
        {"ready_ns", nullptr, argument<&A::readyNs>},
        {"taken_off", nullptr, argument<&A::preempted>},
        {"planned_ns", nullptr, argument<&A::plannedNs>},
        {"name", argument<&A::name>},
        {"detail", argument<&A::detail>},
        {"func_or_class_name", argument<&A::function>},
        {"key", argument<&A::key>},
        {"sort_index", nullptr, argument<&A::sortIndex>},
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

// Finds a field by its name with a single comparison: no two of a table have the same slot.
template <std::size_t Count>
class TraceFieldIndex
{
public:
    constexpr explicit TraceFieldIndex(const std::array<TraceField, Count>& fields)
        : m_fields(&fields)
    {
        while (!fill())
            ++m_factor; // a table without such a factor does not compile
    }

    // Nothing for one that is not read.
    const TraceField* find(std::string_view name) const
    {
        const std::size_t place = name.empty() ? Count : m_places[slotOf(name)];
        return place < Count && isSame((*m_fields)[place].name, name) ? &(*m_fields)[place]
                                                                      : nullptr;
    }

private:
    static constexpr std::size_t kSlots = 256;

    // Byte by byte: the parser has just put a zero behind the name, and the wide loads of memcmp()
    // would wait for it.
    static bool isSame(std::string_view a, std::string_view b)
    {
        if (a.size() != b.size())
            return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (a[i] != b[i])
                return false;
        }
        return true;
    }

    constexpr std::size_t slotOf(std::string_view name) const
    {
        const auto first = static_cast<unsigned char>(name.front());
        const auto last = static_cast<unsigned char>(name.back());
        return (name.size() + m_factor * first + last * 7U) % kSlots;
    }

    // False where two fields have the same slot.
    constexpr bool fill()
    {
        m_places.fill(Count);
        for (std::size_t i = 0; i < Count; ++i) {
            quint8& place = m_places[slotOf((*m_fields)[i].name)];
            if (place != Count)
                return false;
            place = quint8(i);
        }
        return true;
    }

    const std::array<TraceField, Count>* m_fields;
    std::size_t m_factor = 1;
    std::array<quint8, kSlots> m_places{};
};

constexpr TraceFieldIndex kEventIndex(kEventFields);
constexpr TraceFieldIndex kIdIndex(kIdFields);
constexpr TraceFieldIndex kArgumentIndex(kArgumentFields);
