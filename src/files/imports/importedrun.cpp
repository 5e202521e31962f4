#include "files/imports/importedrun.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "base/visibletext.h"
#include "files/io/filestr.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace {

// Placing a span costs a look at each lane of its thread, so a trace with millions of nested spans
// must not get millions of lanes. Slots of a host are not nested, and have no such limit.
constexpr std::size_t kMaxLanesOfThread = 256;
constexpr qint32 kNowhere = -1;

// Gives each span a lane of its thread; lanes are made as they are needed.
class LaneLayout
{
public:
    LaneLayout(std::size_t threads, std::size_t mostOfThread)
        : m_freeAt(threads), m_mostOfThread(mostOfThread)
    {
    }

    // The first lane of the thread that is free when the span starts; kNowhere where there is none.
    // Called in the order of the starts.
    qint32 place(const ImportedSpan& span)
    {
        auto& lanes = m_freeAt[std::size_t(span.thread)];
        for (SubLane& lane : lanes) {
            if (lane.freeAtNs <= span.startNs) {
                lane.freeAtNs = freeAfterNs(span);
                return lane.number;
            }
        }
        if (lanes.size() == m_mostOfThread || m_count == RunSettings::kMaxWorkers)
            return kNowhere;
        lanes.push_back({freeAfterNs(span), m_count});
        return m_count++;
    }

    int count() const { return m_count; }

    // The row of each lane, by its number: the lanes of a thread stand together.
    std::vector<qint32> rows() const
    {
        std::vector<qint32> rows(std::size_t(m_count), 0);
        qint32 row = 0;
        for (const auto& lanes : m_freeAt) {
            for (const SubLane& lane : lanes)
                rows[std::size_t(lane.number)] = row++;
        }
        return rows;
    }

    std::vector<LaneLabel> labels(const ImportedSpans& imported) const
    {
        std::vector<LaneLabel> labels;
        for (std::size_t i = 0; i < imported.threads.size(); ++i) {
            for (std::size_t slot = 1; slot <= m_freeAt[i].size(); ++slot)
                labels.push_back(imported.lanesAreSlots ? laneOfHost(imported.threads[i], slot)
                                                        : laneOfThread(imported.threads[i]));
        }
        return labels;
    }

private:
    struct SubLane
    {
        qint64 freeAtNs;
        qint32 number;
    };

    // What never ended has nothing behind it.
    static qint64 freeAfterNs(const ImportedSpan& span)
    {
        return span.end == SpanEnd::Never ? std::numeric_limits<qint64>::max() : span.endNs;
    }

    std::vector<std::vector<SubLane>> m_freeAt;
    const std::size_t m_mostOfThread;
    qint32 m_count = 0;
};

// Tells which spans are nested in others of their thread. One thread after the other in the order
// of the starts, those that start together the longest first.
class NestingFinder
{
public:
    explicit NestingFinder(std::vector<ImportedSpan>& spans, std::size_t threads)
        : m_spans(spans), m_open(threads)
    {
    }

    // Whether the span lies within another one, which is then marked as one that holds others.
    // Called for each in order.
    bool isWithin(std::size_t index)
    {
        const ImportedSpan& span = m_spans[index];
        auto& open = m_open[std::size_t(span.thread)];
        while (!open.empty() && m_spans[open.back()].endNs <= span.startNs)
            open.pop_back();
        // Spans that overlap without one holding the other are few.
        constexpr std::size_t kMaxLooks = 64;
        bool isHeld = false;
        const std::size_t looks = std::min(open.size(), kMaxLooks);
        for (std::size_t i = 0; i < looks && !isHeld; ++i) {
            ImportedSpan& holder = m_spans[open[open.size() - 1 - i]];
            isHeld = holder.endNs >= span.endNs;
            holder.holdsOthers |= isHeld;
        }
        if (span.nesting == Nesting::ByTime && span.end != SpanEnd::Never)
            open.push_back(index);
        return isHeld || span.nesting == Nesting::Within;
    }

private:
    std::vector<ImportedSpan>& m_spans;
    std::vector<std::vector<std::size_t>> m_open; // of each thread, by which others may be held
};

// A job that takes no time, beside others: it is over before one that starts then.
bool isMoment(const ImportedSpan& span)
{
    return span.endNs == span.startNs && span.nesting != Nesting::ByTime;
}

// In the order of the starts; of those that start together the longest comes first: it holds the
// others.
void sortByStart(ImportedSpans& imported)
{
    auto& spans = imported.spans;
    const auto isBefore = [](const ImportedSpan& a, const ImportedSpan& b) {
        if (a.startNs != b.startNs)
            return a.startNs < b.startNs;
        if (isMoment(a) != isMoment(b))
            return isMoment(a);
        return a.endNs > b.endNs;
    };
    if (imported.queuedNs.empty()) {
        std::ranges::stable_sort(spans, isBefore);
        return;
    }
    std::vector<std::size_t> order(spans.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return isBefore(spans[a], spans[b]); });
    std::vector<ImportedSpan> sorted;
    std::vector<qint64> queuedNs;
    for (const std::size_t index : order) {
        sorted.push_back(spans[index]);
        queuedNs.push_back(imported.queuedNs[index]);
    }
    spans = std::move(sorted);
    imported.queuedNs = std::move(queuedNs);
}

// Makes the record. The spans are in order, and so is what belongs to them.
class RecordMaker
{
public:
    RecordMaker(ImportedSpans imported, JobsAre jobsAre)
        : m_imported(std::move(imported))
        , m_jobsAre(jobsAre)
        , m_isNested(m_imported.spans.size(), false)
        , m_lanes(m_imported.spans.size(), kNowhere)
        , m_numbers(m_imported.spans.size(), 0)
        , m_mostOfThread(m_imported.lanesAreSlots ? std::size_t(RunSettings::kMaxWorkers)
                                                  : kMaxLanesOfThread)
        , m_jobs(m_imported.threads.size(), m_mostOfThread)
        , m_nested(m_imported.threads.size(), m_mostOfThread)
    {
    }

    ImportedRun make()
    {
        if (m_imported.namesLeftOut > 0)
            m_run.notes += FilesTr::tr("%Ln names are not kept: all names together are too long",
                                       nullptr, pluralCount(m_imported.namesLeftOut));
        tellNested();
        m_zeroNs = m_imported.spans.front().startNs;
        for (std::size_t i = 0; i < m_lanes.size(); ++i) {
            m_lanes[i] = (m_isNested[i] ? m_nested : m_jobs).place(m_imported.spans[i]);
            if (!m_isNested[i])
                m_jobOrder.push_back(quint32(i));
        }
        takeQueued();
        const auto withoutLane = std::ranges::count(m_lanes, kNowhere);
        const qint64 farthestNs =
            Timeline::kMaxLanesNs / std::max({1, m_jobs.count(), m_nested.count()});
        for (std::size_t i = 0; i < m_lanes.size(); ++i) {
            if (m_imported.spans[i].endNs - m_zeroNs > farthestNs)
                m_lanes[i] = kNowhere;
        }
        noteLeftOut(withoutLane, std::ranges::count(m_lanes, kNowhere) - withoutLane, farthestNs);
        bool isAnyShown = false;
        for (std::size_t i = 0; i < m_lanes.size() && !isAnyShown; ++i)
            isAnyShown = isShown(i, false);
        if (!isAnyShown)
            return std::move(m_run);
        for (std::size_t i = 0; i < m_lanes.size(); ++i) {
            if (m_lanes[i] != kNowhere)
                m_endNs = std::max(m_endNs, m_imported.spans[i].endNs - m_zeroNs);
        }
        makeRecord();
        recordJobs();
        recordNested();
        return std::move(m_run);
    }

private:
    bool isShown(std::size_t index, bool nested) const
    {
        return m_lanes[index] != kNowhere && m_isNested[index] == nested;
    }

    void tellNested()
    {
        NestingFinder finder(m_imported.spans, m_imported.threads.size());
        for (std::size_t i = 0; i < m_isNested.size(); ++i)
            m_isNested[i] = finder.isWithin(i);
        if (m_jobsAre == JobsAre::Innermost) {
            for (std::size_t i = 0; i < m_isNested.size(); ++i)
                m_isNested[i] = m_imported.spans[i].holdsOthers;
        }
        const auto nested = std::ranges::count(m_isNested, true);
        if (nested > 0)
            m_run.notes += m_jobsAre == JobsAre::Outermost
                               ? FilesTr::tr("%Ln spans lie within others of their thread: they "
                                             "are shown, but only the outermost are jobs",
                                             nullptr, pluralCount(nested))
                               : FilesTr::tr("%Ln spans hold others of their thread: they are "
                                             "shown, but only the innermost are jobs",
                                             nullptr, pluralCount(nested));
    }

    // A run begins when its first job is queued. Jobs are numbered in the order in which they were
    // queued; where some of a lane started in quite another one, nobody can tell a wait.
    void takeQueued()
    {
        auto& queuedNs = m_imported.queuedNs;
        if (queuedNs.empty())
            return;
        const qint64 firstNs = std::ranges::min(queuedNs);
        const bool isFar = m_zeroNs - firstNs > Timeline::kMaxLanesNs / RunSettings::kMaxWorkers;
        if (!isFar && queueInOrderOfLanes()) {
            std::ranges::stable_sort(m_jobOrder, {}, [&](quint32 i) { return queuedNs[i]; });
            m_zeroNs = std::min(m_zeroNs, std::ranges::min(queuedNs));
            return;
        }
        queuedNs.clear();
        m_run.notes += isFar ? FilesTr::tr("how long its jobs waited is not shown: one was queued "
                                           "more than 52 days before the first one started")
                             : FilesTr::tr("how long its jobs waited is not shown: they did not "
                                           "start in the order in which they were queued");
    }

    // Whether the jobs of each lane started in the order in which they were queued, or nearly so:
    // one that was queued a little earlier than the one before it is taken as queued with that, and
    // said.
    bool queueInOrderOfLanes()
    {
        constexpr qint64 kLittleNs = 10'000'000; // or a hundredth of its wait
        auto& queuedNs = m_imported.queuedNs;
        std::vector<qint64> lastOn(std::size_t(m_jobs.count()), std::numeric_limits<qint64>::min());
        qint64 moved = 0;
        qint64 farthestNs = 0;
        for (const quint32 i : m_jobOrder) {
            if (m_lanes[i] == kNowhere)
                continue;
            qint64& lastNs = lastOn[std::size_t(m_lanes[i])];
            if (queuedNs[i] < lastNs) {
                const qint64 farNs = lastNs - queuedNs[i];
                const qint64 waitNs = m_imported.spans[i].startNs - queuedNs[i];
                if (farNs > std::max(kLittleNs, waitNs / 100))
                    return false;
                queuedNs[i] = lastNs;
                farthestNs = std::max(farthestNs, farNs);
                ++moved;
            }
            lastNs = queuedNs[i];
        }
        if (moved > 0)
            m_run.notes +=
                FilesTr::tr("the waits of %Ln jobs are shown shorter, by up to %1: they were "
                            "queued before others that started earlier on their lane",
                            nullptr, pluralCount(moved))
                    .arg(readableDuration(std::chrono::nanoseconds(farthestNs)));
        return true;
    }

    // What is not shown, and why.
    void noteLeftOut(qsizetype withoutLane, qsizetype tooFar, qint64 farthestNs)
    {
        if (tooFar > 0)
            m_run.notes +=
                FilesTr::tr(
                    "%Ln spans are not shown: they end more than %1 after the first one starts",
                    nullptr, pluralCount(tooFar))
                    .arg(readableDuration(std::chrono::nanoseconds(farthestNs)));
        if (withoutLane > 0)
            m_run.notes += FilesTr::tr("%Ln spans are not shown: they need more than %1 lanes, or "
                                       "than %2 of one thread",
                                       nullptr, pluralCount(withoutLane))
                               .arg(RunSettings::kMaxWorkers)
                               .arg(m_mostOfThread);
    }

    // A run without events: a job for each span that has a lane and is not nested.
    void makeRecord()
    {
        std::vector<qint64> durations;
        auto names = std::make_shared<ByteLines>();
        NestedSpans nested;
        const auto number = [&](std::size_t i) {
            names->add(m_imported.names.at(std::size_t(m_imported.spans[i].name)));
            m_numbers[i] = qint32(names->count());
        };
        for (const quint32 i : m_jobOrder) {
            if (!isShown(i, false))
                continue;
            number(i);
            durations.push_back(m_imported.spans[i].endNs - m_imported.spans[i].startNs);
        }
        for (std::size_t i = 0; i < m_lanes.size(); ++i) {
            if (!isShown(i, true))
                continue;
            number(i);
            ++nested.count;
        }
        nested.lanes = m_nested.labels(m_imported);
        nested.areAround = m_jobsAre == JobsAre::Innermost;
        if (nested.count == 0)
            nested = {};
        RunSettings settings;
        settings.jobs.count = int(durations.size());
        settings.pool.workers = m_jobs.count();
        settings.baseline.when = SequentialRunWhen::Off;
        JobDurations each(std::move(durations));
        const Estimate estimate = estimateOf(settings, each);
        m_run.record = std::make_unique<RunRecord>(
            PlannedRun(settings, std::move(each), {std::move(names), nullptr}, estimate, {}),
            RunOrigin{.kind = m_imported.kind,
                      .lanes = m_jobs.labels(m_imported),
                      .nested = std::move(nested)});
    }

    void recordJobs()
    {
        Timeline& pool = m_run.record->pool();
        pool.beginElsewhere();
        for (const quint32 i : m_jobOrder) {
            if (m_imported.queuedNs.empty() || !isShown(i, false))
                continue;
            Event queued;
            queued.kind = EventKind::Queued;
            queued.timeNs = m_imported.queuedNs[i] - m_zeroNs;
            pool.record(queued);
        }
        const RunOutcome outcome = recordSpans(pool, false, m_jobs.rows());
        end(pool, outcome);
    }

    void recordNested()
    {
        if (Timeline* nested = m_run.record->nested()) {
            nested->beginElsewhere();
            end(*nested, recordSpans(*nested, true, m_nested.rows()));
        }
    }

    // Records the spans that have a lane, in the order of their starts.
    RunOutcome recordSpans(Timeline& timeline, bool nested, const std::vector<qint32>& rows)
    {
        RunOutcome outcome;
        for (std::size_t i = 0; i < m_lanes.size(); ++i) {
            if (!isShown(i, nested))
                continue;
            const ImportedSpan& span = m_imported.spans[i];
            Event event;
            event.job = JobId{m_numbers[i]};
            event.worker = WorkerId{rows[std::size_t(m_lanes[i])] + 1};
            event.kind = EventKind::Started;
            event.timeNs = span.startNs - m_zeroNs;
            timeline.record(event);
            ++outcome.jobsSent;
            if (span.end == SpanEnd::Never)
                continue;
            event.kind = EventKind::Finished;
            event.timeNs = span.endNs - m_zeroNs;
            event.status = span.end == SpanEnd::Failed      ? JobStatus::Failed
                           : span.end == SpanEnd::Cancelled ? JobStatus::Cancelled
                                                            : JobStatus::Finished;
            outcome.jobsFailed += event.status == JobStatus::Failed;
            outcome.jobsCancelled += event.status == JobStatus::Cancelled;
            outcome.resultsReceived += event.status == JobStatus::Finished;
            EventDetails details;
            if (span.failure >= 0)
                details.report = m_imported.failures[std::size_t(span.failure)];
            timeline.record(event, details);
        }
        return outcome;
    }

    void end(Timeline& timeline, const RunOutcome& outcome) const
    {
        Event end;
        end.kind = EventKind::RunEnded;
        end.timeNs = m_endNs;
        timeline.record(end);
        timeline.conclude(outcome);
    }

    ImportedSpans m_imported;
    const JobsAre m_jobsAre;
    std::vector<bool> m_isNested;
    std::vector<qint32> m_lanes;     // kNowhere where a span is not shown
    std::vector<quint32> m_jobOrder; // the spans that are jobs, in the order of their numbers
    std::vector<qint32> m_numbers;   // of what is shown, from 1
    const std::size_t m_mostOfThread;
    LaneLayout m_jobs;
    LaneLayout m_nested;
    qint64 m_zeroNs = 0;
    qint64 m_endNs = 0; // of all that is shown, from the zero
    ImportedRun m_run;
};

} // namespace

LaneLabel laneOfThread(const QString& thread)
{
    return beginningOf(thread, RunOrigin::kMaxNameLength);
}

LaneLabel laneOfHost(const QString& host, std::size_t number)
{
    const QString name = beginningOf(host, RunOrigin::kMaxNameLength);
    return {name.isEmpty() ? QStringLiteral("slot %1").arg(number)
                           : QStringLiteral("%1 slot %2").arg(name, QString::number(number)),
            host};
}

ImportedRun importedRun(ImportedSpans imported, JobsAre jobsAre)
{
    sortByStart(imported);
    return RecordMaker(std::move(imported), jobsAre).make();
}
