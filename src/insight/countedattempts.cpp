#include "insight/countedattempts.h"

#include "base/sortunlessstopped.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace {

constexpr qint64 kNotTaken = std::numeric_limits<qint64>::max();

// Calls found(span, lane) for each, lane by lane.
template <typename Found>
void forEachSpan(const Timeline& timeline, const std::stop_token& stop, Found found)
{
    constexpr std::size_t kLookEvery = 4096;
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        const std::size_t count = lane.startedCount();
        for (std::size_t at = 0; at < count; ++at) {
            if (at % kLookEvery == 0 && stop.stop_requested())
                return;
            found(lane.span(at), i);
        }
    }
}

bool hasFinished(const Span& span)
{
    return span.endNs && span.status == JobStatus::Finished;
}

} // namespace

CountedAttempts::CountedAttempts(const Timeline& timeline, const std::stop_token& stop)
{
    std::vector<bool> finished;
    forEachSpan(timeline, stop, [&](const Span& span, int lane) {
        const auto job = std::size_t(span.job.number);
        if (job >= m_takesNs.size()) {
            const std::size_t room = std::max(job + 1, 2 * m_takesNs.size());
            m_takesNs.resize(room, kNotTaken);
            finished.resize(room);
        }
        m_takesNs[job] = std::min(m_takesNs[job], span.startNs);
        if (!hasFinished(span))
            return;
        if (finished[job])
            m_firstOf.try_emplace(span.job.number, Finish{kNotTaken, lane});
        finished[job] = true;
    });
    std::erase(m_takesNs, kNotTaken);
    if (!std::ranges::is_sorted(m_takesNs)) // jobs are mostly taken in their order
        sortUnlessStopped(m_takesNs, stop, std::less<>());
    if (!m_firstOf.empty())
        findFirstOf(timeline, stop);
}

void CountedAttempts::findFirstOf(const Timeline& timeline, const std::stop_token& stop)
{
    forEachSpan(timeline, stop, [&](const Span& span, int lane) {
        const auto found = m_firstOf.find(span.job.number);
        if (found != m_firstOf.end() && hasFinished(span))
            found->second = std::min(found->second, Finish{*span.endNs, lane});
    });
}

bool CountedAttempts::counts(const Span& span, int lane) const
{
    if (!hasFinished(span))
        return false;
    const auto found = m_firstOf.find(span.job.number);
    return found == m_firstOf.end() || found->second == Finish{*span.endNs, lane};
}
