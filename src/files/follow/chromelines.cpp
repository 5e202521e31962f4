#include "files/follow/chromelines.h"

#include "base/numbertext.h"
#include "files/imports/traces/asyncrule.h"
#include "files/imports/traces/pairingfaults.h"
#include "files/imports/traces/tracenames.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"

#include <algorithm>
#include <utility>

using Kind = FollowedEvent::Kind;

namespace {

// Pairs of a thread stand in the order of time: one that begins earlier is of another run.
constexpr qint64 kEarlierNs = 1'000'000'000;

// More asynchronous spans, or more bytes in their names, are never open at a time.
constexpr std::size_t kMostOpen = 1'000'000;
constexpr std::size_t kMostOpenBytes = 256 << 20;

constexpr char kThreadMark = '\x1f';

QByteArrayView viewOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

} // namespace

bool ChromeLines::isThread(const std::string& worker)
{
    return worker.starts_with(kThreadMark);
}

LaneLabel ChromeLines::laneOf(const std::string& worker)
{
    if (m_namesNow.empty())
        m_namesNow = m_names.namesOf(m_hasSpans);
    return laneOfThread(m_namesNow[std::size_t(std::stoi(worker.substr(1)))]);
}

ChromeLines::Thread& ChromeLines::threadAt(qint32 number)
{
    if (m_threads.size() <= std::size_t(number))
        m_threads.resize(std::size_t(number) + 1);
    return m_threads[std::size_t(number)];
}

std::string ChromeLines::workerOf(qint32 thread)
{
    if (m_hasSpans.size() <= std::size_t(thread))
        m_hasSpans.resize(std::size_t(thread) + 1);
    m_hasSpans[std::size_t(thread)] = true;
    return kThreadMark + std::to_string(thread);
}

std::string ChromeLines::nameOf(const TraceEvent& event)
{
    return std::string(spanName(event, m_room));
}

std::optional<Problem> ChromeLines::take(const TraceEvent& event,
                                         std::vector<FollowedEvent>& events)
{
    m_hasEvents = true;
    m_namesNow.clear();
    if (event.phase == 'M') {
        m_names.takeMetadata(event);
        return std::nullopt;
    }
    if (!hasDuration(event.phase)) {
        m_withoutDuration.add(event.phase);
        return std::nullopt;
    }
    if (!event.startNs)
        return Problem{FilesTr::tr("its \"ts\" is no number of microseconds")};
    if (event.timeFault.kind != TimeFault::Kind::None || event.durationNs.value_or(0) < 0 ||
        event.durationNs.value_or(0) > kMaxTimeNs - *event.startNs)
        return Problem{FilesTr::tr("its \"dur\" is no number of microseconds from 0 on")};
    const qint32 thread = m_names.threadOf(event);
    if (thread == TraceThreads::kNone) {
        ++m_withoutThread;
        return std::nullopt;
    }
    switch (event.phase) {
    case 'X':
        takeComplete(event, thread, events);
        break;
    case 'B':
        begin(event, thread, events);
        break;
    case 'E':
        end(event, thread, events);
        break;
    case 'b':
    case 'S':
        beginAsync(event, thread);
        break;
    default:
        endAsync(event, thread, events);
        break;
    }
    return std::nullopt;
}

// By what has come of its thread so far.
bool ChromeLines::isHeld(const Thread& thread, qint64 startNs, qint64 endNs) const
{
    return thread.complete.holds(startNs, endNs) ||
           (thread.depth > 0 && thread.outermostNs <= startNs);
}

void ChromeLines::takeComplete(const TraceEvent& event, qint32 number,
                               std::vector<FollowedEvent>& events)
{
    if (isSumOfSpans(event)) {
        ++m_sums;
        return;
    }
    FollowedEvent span{.kind = Kind::Span,
                       .nesting = Nesting::ByTime,
                       .timeNs = *event.startNs + event.durationNs.value_or(0),
                       .startNs = *event.startNs,
                       .job = nameOf(event),
                       .worker = workerOf(number)};
    Thread& thread = threadAt(number);
    if (!event.durationNs) {
        ++m_endless;
        span.kind = Kind::Started;
        span.nesting = Nesting::Beside; // it holds no others
    } else if (isHeld(thread, span.startNs, span.timeNs)) {
        span.nesting = Nesting::Within;
    } else if (span.timeNs > thread.complete.toNs) {
        thread.complete = {span.startNs, span.timeNs};
    }
    events.push_back(std::move(span));
}

void ChromeLines::begin(const TraceEvent& event, qint32 number, std::vector<FollowedEvent>& events)
{
    const qint64 timeNs = *event.startNs;
    Thread& thread = threadAt(number);
    if (thread.lastNs > timeNs && thread.lastNs - kEarlierNs > timeNs) {
        thread.depth = 0;
        thread.complete = {};
    }
    thread.lastNs = timeNs;
    FollowedEvent started{.kind = Kind::Started,
                          .nesting = Nesting::Within,
                          .timeNs = timeNs,
                          .job = nameOf(event),
                          .worker = workerOf(number)};
    if (thread.depth++ == 0) {
        thread.isHeld = thread.complete.holds(timeNs, timeNs);
        thread.outermost = started.job;
        thread.outermostNs = timeNs;
        if (!thread.isHeld)
            started.nesting = Nesting::ByTime;
    }
    events.push_back(std::move(started));
}

void ChromeLines::end(const TraceEvent& event, qint32 number, std::vector<FollowedEvent>& events)
{
    Thread& thread = threadAt(number);
    if (thread.depth == 0)
        ++m_endsAlone;
    else if (--thread.depth == 0 && !thread.isHeld)
        events.push_back({.kind = Kind::Finished,
                          .nesting = Nesting::ByTime,
                          .timeNs = *event.startNs,
                          .job = thread.outermost,
                          .worker = workerOf(number)});
}

void ChromeLines::beginAsync(const TraceEvent& event, qint32 thread)
{
    const qint32 side = m_names.sideThreadOf(event);
    if (side == TraceThreads::kNone) {
        ++m_withoutThread;
        return;
    }
    Async begun{*event.startNs, nameOf(event), thread, side};
    if (m_openCount == kMostOpen || begun.name.size() > kMostOpenBytes - m_openBytes) {
        ++m_tooManyOpen;
        return;
    }
    ++m_openCount;
    m_openBytes += begun.name.size();
    m_open[std::string(asyncKey(event, m_room))].push_back(std::move(begun));
}

std::size_t ChromeLines::openAsync(const std::vector<Async>& open, const TraceEvent& end,
                                   qint32 thread) const
{
    std::string room;
    const std::string_view name = spanName(end, room);
    return asyncrule::bestOf(open.size(), [&](std::size_t i) {
        const Async& begun = open[i];
        return asyncrule::likeness(isSameName(viewOf(begun.name), viewOf(name)),
                                   begun.thread == thread,
                                   m_names.processOf(begun.thread) == m_names.processOf(thread));
    });
}

bool ChromeLines::isWithinAnother(const std::vector<Async>& open, std::size_t index) const
{
    const qint32 process = m_names.processOf(open[index].thread);
    const std::size_t looks = std::min(index, asyncrule::kMostLookedAt);
    return std::any_of(
        open.begin() + std::ptrdiff_t(index - looks), open.begin() + std::ptrdiff_t(index),
        [&](const Async& other) { return m_names.processOf(other.thread) == process; });
}

void ChromeLines::endAsync(const TraceEvent& event, qint32 number,
                           std::vector<FollowedEvent>& events)
{
    const auto found = m_open.find(std::string(asyncKey(event, m_room)));
    if (found == m_open.end()) {
        ++m_endsAlone;
        return;
    }
    std::vector<Async>& open = found->second;
    const std::size_t index = openAsync(open, event, number);
    const bool isWithin = isWithinAnother(open, index);
    const Async begun = std::move(open[index]);
    open.erase(open.begin() + std::ptrdiff_t(index));
    if (open.empty())
        m_open.erase(found);
    --m_openCount;
    m_openBytes -= begun.name.size();
    const qint64 endNs = std::max(begun.startNs, *event.startNs);
    const qint32 where = begun.thread == number ? number : begun.side;
    events.push_back({.kind = Kind::Span,
                      .nesting = isWithin || isHeld(threadAt(where), begun.startNs, endNs)
                                     ? Nesting::Within
                                     : Nesting::Beside,
                      .timeNs = endNs,
                      .startNs = begun.startNs,
                      .job = begun.name,
                      .worker = workerOf(where)});
}

void ChromeLines::finish(std::vector<FollowedEvent>& events)
{
    for (const auto& [key, open] : m_open) {
        for (std::size_t i = 0; i < open.size(); ++i)
            events.push_back(
                {.kind = Kind::Started,
                 .nesting = isWithinAnother(open, i) ? Nesting::Within : Nesting::Beside,
                 .timeNs = open[i].startNs,
                 .job = open[i].name,
                 .worker = workerOf(open[i].thread)});
        m_neverEnded += qint64(open.size());
    }
    m_open.clear();
    m_openCount = m_openBytes = 0;
    for (Thread& thread : m_threads) {
        thread.depth = 0;
        thread.complete = {};
    }
}

QStringList ChromeLines::notes() const
{
    QStringList notes;
    const auto note = [&notes](qint64 count, const QString& text) {
        if (count > 0)
            notes += text;
    };
    note(m_endless,
         FilesTr::tr(
             "%Ln spans have no duration: they are shown as not finished, to the end of the trace",
             nullptr, pluralCount(m_endless)));
    note(m_neverEnded,
         FilesTr::tr(
             "%Ln spans have no end: they are shown as not finished, to the end of the trace",
             nullptr, pluralCount(m_neverEnded)));
    note(m_endsAlone, FilesTr::tr("%Ln ends have no beginning", nullptr, pluralCount(m_endsAlone)));
    if (m_tooManyOpen > 0)
        notes +=
            FilesTr::tr("%Ln asynchronous spans are not shown: too many were open when they began",
                        nullptr, pluralCount(m_tooManyOpen));
    note(m_sums,
         FilesTr::tr("%Ln sums of spans (Total …) are not shown: they are no time of their own",
                     nullptr, pluralCount(m_sums)));
    if (m_withoutThread > 0)
        notes += FilesTr::tr("%Ln events are not shown: they are of more than %1 threads", nullptr,
                             pluralCount(m_withoutThread))
                     .arg(TraceThreads::kMost);
    const QString others = m_withoutDuration.text();
    if (!others.isEmpty())
        notes += FilesTr::tr("not shown, as they have no duration: %1").arg(others);
    return notes;
}
