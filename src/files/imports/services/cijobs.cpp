#include "files/imports/services/cijobs.h"

#include "files/io/filestr.h"

#include <algorithm>

void CiJobs::add(const CiWork& job, const std::string& runner, const std::vector<CiWork>& steps,
                 qint64 byte)
{
    if (!addSpan(job, threadOf(runner), Nesting::Beside, byte))
        return;
    const std::size_t place = m_read.spans.spans.size() - 1;
    const qint32 thread = m_read.spans.spans[place].thread;
    bool holdsOthers = false;
    for (const CiWork& step : steps)
        holdsOthers |= addSpan(step, thread, Nesting::Within, byte);
    m_read.spans.spans[place].holdsOthers = holdsOthers;
}

void CiJobs::leaveOut(qint64 byte, const QString& why)
{
    if (m_leftOut++ == 0)
        m_firstLeftOut = FilesTr::tr("the job at byte %1 is left out: %2").arg(byte).arg(why);
}

void CiJobs::noteUnknown(const QString& word)
{
    constexpr qsizetype kMost = 10;
    if (m_unknown.size() < kMost && !m_unknown.contains(word))
        m_unknown += word;
}

bool CiJobs::addSpan(const CiWork& work, qint32 thread, Nesting nesting, qint64 byte)
{
    const bool isOver = work.state != CiState::Running;
    if (work.state == CiState::Skipped) {
        ++m_skipped;
        return false;
    }
    if (work.queued.isWrong || work.start.isWrong || work.end.isWrong) {
        leaveOut(byte, FilesTr::tr("one of its times is none that can be read"));
        return false;
    }
    if (work.state == CiState::Waiting || !work.start.ns) {
        ++m_waiting;
        return false;
    }
    if (isOver && !work.end.ns) {
        leaveOut(byte, FilesTr::tr("it is over but has no end"));
        return false;
    }
    const qint64 startNs = *work.start.ns;
    const qint64 endNs = isOver ? *work.end.ns : startNs;
    if (endNs < startNs) {
        leaveOut(byte, FilesTr::tr("it ends before it starts"));
        return false;
    }
    auto& spans = m_read.spans;
    if (spans.spans.size() == std::size_t(RunSettings::kMaxJobs)) {
        leaveOut(byte, FilesTr::tr("there are too many jobs"));
        return false;
    }
    ImportedSpan span{.startNs = startNs,
                      .endNs = endNs,
                      .thread = thread,
                      .name = qint32(spans.names.count()),
                      .nesting = nesting};
    if (work.state == CiState::Failed) {
        span.end = SpanEnd::Failed;
        span.failure = m_failures.ofFirstLine(work.error);
    } else if (work.state == CiState::Cancelled) {
        span.end = SpanEnd::Cancelled;
    } else if (!isOver) {
        span.end = SpanEnd::Never;
    }
    spans.addName(work.name);
    spans.spans.push_back(span);
    spans.queuedNs.push_back(std::min(work.queued.ns.value_or(startNs), startNs));
    m_hasQueued |= work.queued.ns.has_value();
    m_lastNs = std::max(m_lastNs, endNs);
    return true;
}

qint32 CiJobs::threadOf(const std::string& runner)
{
    const auto [place, isNew] = m_threads.emplace(runner, qint32(m_read.spans.threads.size()));
    if (isNew)
        m_read.spans.threads.push_back(QString::fromStdString(runner));
    return place->second;
}

QStringList CiJobs::notes() const
{
    QStringList notes;
    if (m_leftOut == 1)
        notes += m_firstLeftOut;
    else if (m_leftOut > 1)
        notes += FilesTr::tr("%1; and %2 more like that").arg(m_firstLeftOut).arg(m_leftOut - 1);
    if (m_skipped > 0)
        notes += FilesTr::tr("skipped jobs and steps, which are not shown: %1").arg(m_skipped);
    if (m_waiting > 0)
        notes += FilesTr::tr("jobs and steps that had not started, which are not shown: %1")
                     .arg(m_waiting);
    if (!m_unknown.isEmpty())
        notes += FilesTr::tr("what they ended as is not known, and shown as finished: %1")
                     .arg(m_unknown.join(QStringLiteral(", ")));
    return notes;
}

SpansRead CiJobs::finish(const QString& problem)
{
    auto& spans = m_read.spans;
    for (ImportedSpan& span : spans.spans) {
        if (span.end == SpanEnd::Never)
            span.endNs = std::max(span.startNs, m_lastNs);
    }
    // Where no runner is named, as many slots are shown as jobs ran at once.
    spans.lanesAreSlots = spans.threads.size() == 1 && spans.threads.front().isEmpty();
    if (!spans.lanesAreSlots)
        std::ranges::replace(spans.threads, QString(), QStringLiteral("no runner named"));
    if (!m_hasQueued)
        spans.queuedNs.clear();
    spans.failures = m_failures.take();
    m_read.notes = notes();
    m_read.problem = problem;
    return std::move(m_read);
}
