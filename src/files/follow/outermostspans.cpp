#include "files/follow/outermostspans.h"

#include "base/numbertext.h"
#include "files/io/filestr.h"

#include <algorithm>
#include <utility>

using Kind = FollowedEvent::Kind;

void OutermostSpans::show(quint64 number, std::vector<FollowedEvent>& shown)
{
    Held& held = at(number);
    if (std::exchange(held.isOver, true))
        return;
    --m_living;
    Thread& thread = m_threads[held.event.worker];
    const auto [from, to] = thread.held.equal_range(held.event.startNs);
    thread.held.erase(
        std::find_if(from, to, [number](const auto& entry) { return entry.second == number; }));
    if (held.event.startNs >= thread.shown.fromNs)
        thread.shown = {held.event.startNs, held.event.timeNs};
    shown.push_back(std::move(held.event));
}

void OutermostSpans::showAllOf(Thread& thread, std::vector<FollowedEvent>& shown)
{
    std::vector<quint64> numbers;
    for (const auto& [startNs, number] : thread.held)
        numbers.push_back(number);
    std::ranges::sort(numbers);
    for (const quint64 number : numbers)
        show(number, shown);
}

void OutermostSpans::showFirst(std::vector<FollowedEvent>& shown)
{
    show(m_first, shown);
    m_held.pop_front();
    ++m_first;
}

void OutermostSpans::showUntil(qint64 timeNs, std::vector<FollowedEvent>& shown)
{
    while (!m_held.empty() && (m_held.front().isOver || m_held.front().event.timeNs <= timeNs))
        showFirst(shown);
}

// Those that the span holds; all that are held ended before it.
void OutermostSpans::leaveOutWithin(Thread& thread, const FollowedEvent& span)
{
    const auto end = thread.held.lower_bound(span.timeNs);
    for (auto entry = thread.held.lower_bound(span.startNs); entry != end;) {
        Held& held = at(entry->second);
        if (held.event.timeNs > span.timeNs) { // it came late
            ++entry;
            continue;
        }
        held.isOver = true;
        --m_living;
        ++m_nested;
        entry = thread.held.erase(entry);
    }
}

void OutermostSpans::takeSpan(FollowedEvent event)
{
    Thread& thread = m_threads[event.worker];
    const bool isHeld = thread.holder.fromNs <= event.startNs &&
                        event.timeNs <= thread.holder.toNs && event.startNs < thread.holder.toNs;
    if (isHeld) {
        ++m_nested;
        return;
    }
    // What takes no time holds nothing.
    if (event.nesting == Nesting::ByTime && event.timeNs > event.startNs) {
        if (event.timeNs >= thread.holder.toNs)
            thread.holder = {event.startNs, event.timeNs};
        leaveOutWithin(thread, event);
        const bool holdsShown = thread.shown.fromNs >= event.startNs &&
                                thread.shown.fromNs < event.timeNs &&
                                thread.shown.toNs <= event.timeNs;
        if (holdsShown) {
            ++m_late;
            return;
        }
    }
    thread.held.emplace(event.startNs, m_first + m_held.size());
    m_held.push_back({std::move(event)});
    ++m_living;
}

void OutermostSpans::takeOne(FollowedEvent event, std::vector<FollowedEvent>& shown)
{
    if (event.nesting == Nesting::Within) {
        ++m_nested;
        return;
    }
    m_mayNest = m_mayNest || event.nesting == Nesting::ByTime;
    if (!m_mayNest) {
        shown.push_back(std::move(event));
        return;
    }
    m_newestNs = std::max(m_newestNs, event.timeNs);
    if (event.kind == Kind::Span) {
        takeSpan(std::move(event));
        return;
    }
    Thread& thread = m_threads[event.worker];
    if (event.kind == Kind::Started)
        showAllOf(thread, shown); // what it did before stands before it on its lane
    if (event.nesting == Nesting::ByTime) {
        if (event.kind == Kind::Started)
            thread.startedNs = event.timeNs;
        else
            thread.holder = thread.shown = {thread.startedNs, event.timeNs};
    }
    shown.push_back(std::move(event));
}

std::vector<FollowedEvent> OutermostSpans::take(std::vector<FollowedEvent> events)
{
    const auto isBeside = [](const FollowedEvent& event) {
        return event.nesting == Nesting::Beside;
    };
    if (!m_mayNest && std::ranges::all_of(events, isBeside))
        return events;
    std::vector<FollowedEvent> shown;
    for (FollowedEvent& event : events)
        takeOne(std::move(event), shown);
    while (m_held.size() > kMostHeld)
        showFirst(shown);
    if (!m_held.empty())
        showUntil(m_newestNs - kHoldNs, shown);
    return shown;
}

std::vector<FollowedEvent> OutermostSpans::takeAll()
{
    std::vector<FollowedEvent> shown;
    showUntil(std::numeric_limits<qint64>::max(), shown);
    return shown;
}

QStringList OutermostSpans::notes() const
{
    QStringList notes;
    if (m_nested > 0)
        notes += FilesTr::tr("%Ln spans lie within others of their thread: they are no jobs, and "
                             "not shown while they are followed; a file that is opened shows them",
                             nullptr, pluralCount(m_nested));
    if (m_late > 0)
        notes += FilesTr::tr(
            "%Ln spans came when spans within them were shown as jobs already: they are not shown, "
            "so that their time counts once; a file that is opened has them as jobs",
            nullptr, pluralCount(m_late));
    return notes;
}
