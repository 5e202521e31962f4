#include "timeline/lane.h"

#include <algorithm>

namespace {

// How many of the records, which stand in the order of their spans, are of the first `count` spans.
// The first `from` are.
template <typename Record>
std::size_t recordsIn(const AppendOnly<Record>& records, std::size_t count, std::size_t from = 0)
{
    std::size_t low = from;
    std::size_t high = records.size();
    for (std::size_t step = 1; step < high - low; step *= 2) {
        if (records[low + step].span >= qint64(count)) {
            high = low + step;
            break;
        }
        low += step + 1;
    }
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (records[middle].span < qint64(count))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// The record of a span, if there is one.
template <typename Record>
const Record* recordOf(const AppendOnly<Record>& records, std::size_t index)
{
    const std::size_t at = recordsIn(records, index);
    return at < records.size() && records[at].span == qint64(index) ? &records[at] : nullptr;
}

std::size_t bytesOf(const JobReport& report)
{
    std::size_t bytes = sizeof(report) + std::size_t(report.error.size()) * sizeof(QChar) +
                        std::size_t(report.result.size());
    if (report.program)
        bytes += sizeof(ProgramReport) + std::size_t(report.program->output.size()) +
                 std::size_t(report.program->errorOutput.size());
    return bytes;
}

} // namespace

Lane::CpuSum& Lane::CpuSum::operator+=(const CpuSum& other)
{
    spans += other.spans;
    durationsNs += other.durationsNs;
    cpuNs += other.cpuNs;
    preempted += other.preempted;
    readySpans += other.readySpans;
    readyNs += other.readyNs;
    return *this;
}

void Lane::start(JobId job, qint64 timeNs, int attempt)
{
    const std::size_t index = m_starts.size();
    Q_ASSERT(m_ends.size() == index); // one job at a time
    Q_ASSERT(index == 0 || timeNs >= m_ends[index - 1]);
    Q_ASSERT(areResultsTaken(timeNs));
    const bool isBehindRetried =
        index > 0 && JobStatus(m_statuses[index - 1]) == JobStatus::Retried;
    const bool goesOn = isBehindRetried && m_jobs[index - 1] == job.number;
    m_jobs.append(job.number);
    // Only what differs from what its neighbours say is kept: a span costs no more for it.
    const bool isNumbered = attempt > 0 && attempt != (goesOn ? attemptNumberAt(index - 1) + 1 : 1);
    if (isNumbered)
        m_numbered.append({qint64(index), attempt});
    // It was to be tried again, and another worker did, whether or not it has come back since.
    if (isBehindRetried && (!goesOn || isNumbered))
        m_passedOn.append({qint64(index - 1)});
    if (job.number < m_highestJob)
        m_outOfOrder.append({qint64(index), m_highestJob});
    m_highestJob = std::max(m_highestJob, job.number);
    m_starts.append(timeNs);
}

void Lane::finish(qint64 timeNs, JobStatus status, std::shared_ptr<const JobReport> report,
                  std::optional<CpuUse> cpu)
{
    const std::size_t index = m_ends.size();
    Q_ASSERT(index + 1 == m_starts.size()); // there is one that has started
    Q_ASSERT(timeNs >= m_starts[index]);
    if (index % kSumEvery == 0)
        m_busyBefore.append(m_busyNs);
    m_statuses.append(quint8(status));
    if (status != JobStatus::Finished)
        noteTrouble(index, status);
    if (report)
        noteReport(index, std::move(report));
    const qint64 durationNs = timeNs - m_starts[index];
    if (cpu)
        noteCpu(index, durationNs, *cpu);
    m_busyNs += durationNs;
    if (durationNs < shortestNs())
        m_shortestNs.store(durationNs, std::memory_order_relaxed);
    if (durationNs > longestNs())
        m_longestNs.store(durationNs, std::memory_order_relaxed);
    m_ends.append(timeNs);
}

void Lane::noteCpu(std::size_t index, qint64 durationNs, const CpuUse& cpu)
{
    CpuSum sum = cpuOfMeasured(m_measured.size());
    sum += {1,
            durationNs,
            cpu.ns,
            cpu.preempted,
            cpu.isReadyKnown(),
            cpu.isReadyKnown() ? cpu.readyNs : 0};
    m_measured.append({qint64(index), sum.durationsNs, sum.cpuNs, sum.preempted,
                       qint64(sum.readySpans), sum.readyNs});
}

void Lane::noteTrouble(std::size_t index, JobStatus status)
{
    Trouble trouble{};
    if (hasTrouble())
        trouble = m_troubles[m_troubles.size() - 1];
    trouble.span = qint64(index);
    trouble.failed += status == JobStatus::Failed;
    trouble.cancelled += status == JobStatus::Cancelled;
    trouble.retried += status == JobStatus::Retried;
    m_troubles.append(trouble);
}

void Lane::noteReport(std::size_t index, std::shared_ptr<const JobReport> report)
{
    // Many failures may share one text.
    if (m_reportsOwned.empty() || m_reportsOwned.back() != report) {
        m_reportBytes.fetch_add(bytesOf(*report), std::memory_order_relaxed);
        m_reportsOwned.push_back(std::move(report));
    }
    m_reports.append({qint64(index), m_reportsOwned.back().get()});
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
    return m_starts.countUpTo(timeNs, count, from, expected);
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

std::size_t Lane::troubledIn(std::size_t count, std::size_t from) const
{
    return recordsIn(m_troubles, count, from);
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
    // Each attempt behind a retried one is one more at the same job; so is one of a job that was
    // delivered again.
    const std::size_t troubled = m_troubles.size();
    if (m_numbered.size() == 0 && (troubled == 0 || m_troubles[troubled - 1].retried == 0))
        return count; // nearly always
    return count == 0 ? 0
                      : count + recordsIn(m_passedOn, count - 1) - countsOf(count - 1).retried -
                            recordsIn(m_numbered, count);
}

int Lane::attemptAt(std::size_t index) const
{
    std::size_t first = index;
    while (first > 0 && m_jobs[first - 1] == m_jobs[index])
        --first;
    return int(index - first) + 1;
}

int Lane::attemptNumberAt(std::size_t index) const
{
    for (std::size_t first = index;; --first) {
        if (const Numbered* numbered = recordOf(m_numbered, first))
            return numbered->attempt + int(index - first);
        if (first == 0 || m_jobs[first - 1] != m_jobs[index])
            return int(index - first) + 1;
    }
}

bool Lane::isOutOfOrder(std::size_t index) const
{
    return recordOf(m_outOfOrder, index) != nullptr;
}

qint32 Lane::highestJobAt(std::size_t index) const
{
    const OutOfOrder* found = recordOf(m_outOfOrder, index);
    return found ? found->highestBefore : m_jobs[index];
}

std::size_t Lane::firstInOrder(JobId job, std::size_t started) const
{
    std::size_t low = 0;
    std::size_t high = started;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (highestJobAt(middle) < job.number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const JobReport* Lane::reportOf(std::size_t index) const
{
    const Report* found = recordOf(m_reports, index);
    return found ? found->report : nullptr;
}

const QString* Lane::errorOf(std::size_t index) const
{
    const JobReport* report = reportOf(index);
    return report && !report->error.isEmpty() ? &report->error : nullptr;
}

std::optional<CpuUse> Lane::cpuOf(std::size_t index) const
{
    const std::size_t at = recordsIn(m_measured, index);
    if (at == m_measured.size() || m_measured[at].span != qint64(index))
        return std::nullopt;
    const CpuSum before = cpuOfMeasured(at);
    const CpuSum upTo = cpuOfMeasured(at + 1);
    return CpuUse{upTo.cpuNs - before.cpuNs, qint32(upTo.preempted - before.preempted),
                  upTo.readySpans > before.readySpans ? upTo.readyNs - before.readyNs
                                                      : CpuUse::kNotKnown};
}

Lane::CpuSum Lane::cpuIn(std::size_t count) const
{
    return cpuOfMeasured(recordsIn(m_measured, count));
}

Lane::CpuSum Lane::cpuOfMeasured(std::size_t count) const
{
    if (count == 0)
        return {};
    const Measured& last = m_measured[count - 1];
    return {count,       last.durationsNs, last.cpuNs, last.preempted, std::size_t(last.readySpans),
            last.readyNs};
}

void Lane::blockResult(qint64 timeNs)
{
    Q_ASSERT(mayBlockResult(timeNs));
    m_blockedResults.append({qint64(m_ends.size()) - 1, timeNs});
}

void Lane::unblockResult(qint64 timeNs)
{
    Q_ASSERT(mayUnblockResult(timeNs));
    m_blockEnds.append(timeNs);
}

Lane::ResultBlock Lane::resultBlock(std::size_t index) const
{
    const BlockedResult& blocked = m_blockedResults[index];
    const bool isOver = index < m_blockEnds.size();
    return {std::size_t(blocked.span), blocked.fromNs,
            isOver ? std::optional(m_blockEnds[index]) : std::nullopt};
}

bool Lane::areResultsTaken(qint64 timeNs) const
{
    const std::size_t count = m_blockedResults.size();
    return count == m_blockEnds.size() && (count == 0 || m_blockEnds[count - 1] <= timeNs);
}

bool Lane::mayBlockResult(qint64 timeNs) const
{
    const std::size_t spans = m_ends.size();
    const std::size_t count = m_blockedResults.size();
    return spans > 0 && spans == m_starts.size() && timeNs >= m_ends[spans - 1] &&
           count == m_blockEnds.size() &&
           (count == 0 || m_blockedResults[count - 1].span < qint64(spans) - 1);
}

bool Lane::mayUnblockResult(qint64 timeNs) const
{
    const std::size_t count = m_blockedResults.size();
    return count > m_blockEnds.size() && timeNs >= m_blockedResults[count - 1].fromNs;
}

void Lane::come(qint64 timeNs)
{
    Q_ASSERT(mayCome(timeNs));
    m_passages.append({timeNs, true});
}

void Lane::go(qint64 timeNs)
{
    Q_ASSERT(mayGo(timeNs));
    m_passages.append({timeNs, false});
}

bool Lane::isPresent() const
{
    const std::size_t count = m_passages.size();
    return count > 0 ? m_passages[count - 1].came : m_presentAtStart;
}

qint64 Lane::lastPassageNs() const
{
    const std::size_t count = m_passages.size();
    return count > 0 ? m_passages[count - 1].timeNs : std::numeric_limits<qint64>::min();
}

std::vector<Lane::Presence> Lane::presences() const
{
    std::vector<Presence> presences;
    if (m_presentAtStart)
        presences.push_back({0, std::nullopt});
    const std::size_t count = m_passages.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Passage& passage = m_passages[i];
        if (passage.came)
            presences.push_back({passage.timeNs, std::nullopt});
        else
            presences.back().toNs = passage.timeNs;
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

std::size_t Lane::bytes() const
{
    return sizeof(Lane) + m_jobs.bytes() + m_numbered.bytes() + m_passedOn.bytes() +
           m_outOfOrder.bytes() + m_starts.bytes() + m_statuses.bytes() + m_busyBefore.bytes() +
           m_troubles.bytes() + m_reports.bytes() + m_measured.bytes() + m_ends.bytes() +
           m_passages.bytes() + m_blockedResults.bytes() + m_blockEnds.bytes() +
           m_reportBytes.load(std::memory_order_relaxed);
}
