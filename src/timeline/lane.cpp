#include "timeline/lane.h"

#include "timeline/countupto.h"

void Lane::start(JobId job, qint64 timeNs)
{
    m_jobs.append(job.number);
    m_starts.append(timeNs);
}

void Lane::finish(qint64 timeNs, JobStatus status)
{
    const std::size_t index = m_ends.size();
    if (index % kSumEvery == 0)
        m_busyBefore.append(m_busyNs);
    m_statuses.append(quint8(status));
    if (status != JobStatus::Finished)
        m_troubled.append(qint64(index));
    const qint64 durationNs = timeNs - m_starts[index];
    m_busyNs += durationNs;
    if (durationNs < shortestNs())
        m_shortestNs.store(durationNs, std::memory_order_relaxed);
    if (durationNs > longestNs())
        m_longestNs.store(durationNs, std::memory_order_relaxed);
    m_ends.append(timeNs);
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
    const std::size_t troubled = m_troubled.size();
    return count == 0 ? 0 : countUpTo(m_troubled, qint64(count) - 1, troubled, 0);
}
