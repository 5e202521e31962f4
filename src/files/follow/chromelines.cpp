#include "files/follow/chromelines.h"

#include "files/io/decimal.h"
#include "files/io/filestr.h"

#include <utility>

namespace {

constexpr int kUsInNs = 3; // decimals

// Pairs of a thread stand in the order of time: one that begins earlier is of another run.
constexpr qint64 kEarlierNs = 1'000'000'000;

std::string keyOf(const ChromeLines::Event& event)
{
    return event.pid.text + '/' + event.tid.text;
}

std::optional<qint64> timeIn(const JsonValue& value)
{
    return value.hasText() ? scaledDecimal(value.text, kUsInNs) : std::nullopt;
}

} // namespace

void ChromeLines::nameThread(const Event& event)
{
    if (event.name.text == "thread_name" && event.calledSo.type == JsonValue::Type::Text)
        m_called[keyOf(event)] = event.calledSo.text;
}

ChromeLines::Thread& ChromeLines::threadOf(const Event& event)
{
    const std::string key = keyOf(event);
    Thread& thread = m_threads[key];
    if (!thread.name.empty())
        return thread;
    const auto called = m_called.find(key);
    thread.name = called != m_called.end() ? called->second : "thread " + key;
    if (!m_taken.insert(thread.name).second)
        thread.name += ' ' + key;
    m_taken.insert(thread.name);
    return thread;
}

std::optional<Problem> ChromeLines::take(const Event& event, std::vector<FollowedEvent>& events)
{
    using Kind = FollowedEvent::Kind;
    const std::string& phase = event.phase.text;
    if (phase == "M") {
        nameThread(event);
        return std::nullopt;
    }
    if (phase != "X" && phase != "B" && phase != "E") {
        ++m_others;
        return std::nullopt;
    }
    const auto timeNs = timeIn(event.ts);
    if (!timeNs)
        return Problem{FilesTr::tr("its \"ts\" is no number of microseconds")};
    Thread& thread = threadOf(event);
    if (phase == "X") {
        const auto durationNs = timeIn(event.dur);
        if (!durationNs || *durationNs < 0 || *durationNs > kMaxTimeNs - *timeNs)
            return Problem{FilesTr::tr("its \"dur\" is no number of microseconds from 0 on")};
        events.push_back({.kind = Kind::Span,
                          .timeNs = *timeNs + *durationNs,
                          .startNs = *timeNs,
                          .job = event.name.text,
                          .worker = thread.name});
    } else if (phase == "B") {
        if (thread.lastNs > *timeNs && thread.lastNs - kEarlierNs > *timeNs)
            thread.depth = 0;
        thread.lastNs = *timeNs;
        m_nested += thread.depth > 0;
        if (thread.depth++ == 0)
            events.push_back({.kind = Kind::Started,
                              .timeNs = *timeNs,
                              .job = event.name.text,
                              .worker = thread.name});
    } else if (thread.depth == 0) {
        ++m_unpaired;
    } else if (--thread.depth == 0) {
        events.push_back({.kind = Kind::Finished, .timeNs = *timeNs, .worker = thread.name});
    }
    return std::nullopt;
}

void ChromeLines::beginAnew()
{
    for (auto& [key, thread] : m_threads)
        thread.depth = 0;
}

QStringList ChromeLines::notes() const
{
    QStringList notes;
    if (m_nested > 0)
        notes += FilesTr::tr("%1 spans lie within another one of their thread: they are a part of "
                             "that and no job of their own")
                     .arg(m_nested);
    if (m_unpaired > 0)
        notes += FilesTr::tr("%1 events end a span that nothing has begun; they are left out")
                     .arg(m_unpaired);
    if (m_others > 0)
        notes += FilesTr::tr("%1 events are neither complete (X) nor the beginning or the end of a "
                             "span (B, E); following passes over them")
                     .arg(m_others);
    return notes;
}
