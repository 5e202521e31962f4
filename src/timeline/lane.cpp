#include "timeline/lane.h"

#include "timeline/countupto.h"

#include <algorithm>

void Lane::start(JobId job, qint64 timeNs)
{
    m_jobs.append(job.number);
    m_starts.append(timeNs);
}

void Lane::finish(qint64 timeNs, JobStatus status, std::shared_ptr<const QString> error)
{
    const std::size_t index = m_ends.size();
    if (index % kSumEvery == 0)
        m_busyBefore.append(m_busyNs);
    m_statuses.append(quint8(status));
    if (status != JobStatus::Finished)
        noteTrouble(index, status, std::move(error));
    const qint64 durationNs = timeNs - m_starts[index];
    m_busyNs += durationNs;
    if (durationNs < shortestNs())
        m_shortestNs.store(durationNs, std::memory_order_relaxed);
    if (durationNs > longestNs())
        m_longestNs.store(durationNs, std::memory_order_relaxed);
    m_ends.append(timeNs);
}

void Lane::noteTrouble(std::size_t index, JobStatus status, std::shared_ptr<const QString> error)
{
    Trouble trouble{};
    if (hasTrouble())
        trouble = m_troubles[m_troubles.size() - 1];
    trouble.span = qint64(index);
    trouble.error = error.get();
    trouble.failed += status == JobStatus::Failed;
    trouble.cancelled += status == JobStatus::Cancelled;
    trouble.retried += status == JobStatus::Retried;
    // Many failures may share one text.
    if (error && (m_errors.empty() || m_errors.back() != error))
        m_errors.push_back(std::move(error));
    m_troubles.append(trouble);
}

Span Lane::span(std::size_t index) const
{
    Span span{JobId{m_jobs[index]}, m_starts[index], std::nullopt, JobStatus::Finished};
    if (index < finishedCount()) {
        span.endNs = m_ends[index];
        span.status = JobStatus(m_statuses[index]);
    }
    return span;
}

std::size_t Lane::startedBy(qint64 timeNs, std::size_t count, std::size_t from,
                            std::size_t expected) const
{
    return countUpTo(m_starts, timeNs, count, from, expected);
}

std::size_t Lane::finishedBy(qint64 timeNs, std::size_t started, std::size_t finished) const
{
    if (started == 0)
        return 0;
    const bool lastHasEnded = started <= finished && m_ends[started - 1] <= timeNs;
    return lastHasEnded ? started : started - 1;
}

qint64 Lane::busyNs(qint64 timeNs, std::size_t started, qint64 nowNs) const
{
    if (started == 0)
        return 0;
    const std::size_t last = started - 1; // the only one that may reach beyond timeNs
    const qint64 end = last < finishedCount() ? m_ends[last] : std::max(nowNs, m_starts[last]);
    return durationsNs(last) + std::min(end, timeNs) - m_starts[last];
}

qint64 Lane::durationsNs(std::size_t count) const
{
    const std::size_t finished = finishedCount();
    const std::size_t firstOfBlock = count / kSumEvery * kSumEvery;
    // The sum of a block is published with the block's first end; while that one runs there is no
    // other in its block, and the sum is that of the block before, carried on.
    std::size_t index = firstOfBlock;
    qint64 busy = 0;
    if (firstOfBlock < finished) {
        busy = m_busyBefore[firstOfBlock / kSumEvery];
    } else if (firstOfBlock > 0) {
        index = firstOfBlock - kSumEvery;
        busy = m_busyBefore[index / kSumEvery];
    }
    for (; index < count; ++index)
        busy += m_ends[index] - m_starts[index];
    return busy;
}

qint64 Lane::busyNs(qint64 timeNs, qint64 nowNs) const
{
    return busyNs(timeNs, startedBy(timeNs, startedCount()), nowNs);
}

std::size_t Lane::troubledIn(std::size_t count) const
{
    std::size_t low = 0;
    std::size_t high = m_troubles.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (m_troubles[middle].span < qint64(count))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

StatusCounts Lane::countsOf(std::size_t count) const
{
    const std::size_t troubled = troubledIn(count);
    if (troubled == 0)
        return {count};
    const Trouble& last = m_troubles[troubled - 1];
    return {count - troubled, std::size_t(last.failed), std::size_t(last.cancelled),
            std::size_t(last.retried)};
}

std::size_t Lane::jobsIn(std::size_t count) const
{
    // Each attempt behind a retried one is one more at the same job.
    return count == 0 ? 0 : count - countsOf(count - 1).retried;
}

int Lane::attemptAt(std::size_t index) const
{
    std::size_t first = index;
    while (first > 0 && m_jobs[first - 1] == m_jobs[index])
        --first;
    return int(index - first) + 1;
}

const QString* Lane::errorOf(std::size_t index) const
{
    const std::size_t at = troubledIn(index);
    const bool troubled = at < m_troubles.size() && m_troubles[at].span == qint64(index);
    return troubled ? m_troubles[at].error : nullptr;
}

std::vector<Lane::Presence> Lane::presences() const
{
    std::vector<Presence> presences;
    if (m_presentAtStart)
        presences.push_back({0, std::nullopt});
    const std::size_t count = m_comings.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (presences.empty() || presences.back().toNs)
            presences.push_back({m_comings[i], std::nullopt});
        else
            presences.back().toNs = m_comings[i];
    }
    return presences;
}

qint64 Lane::presentNs(qint64 timeNs) const
{
    if (!comesOrGoes())
        return timeNs;
    qint64 ns = 0;
    for (const Presence& presence : presences())
        ns +=
            std::max<qint64>(0, std::min(presence.toNs.value_or(timeNs), timeNs) - presence.fromNs);
    return ns;
}
