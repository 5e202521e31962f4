#include "files/imports/importedrun.h"

#include "base/durationtext.h"
#include "base/visibletext.h"
#include "files/io/filestr.h"

#include <algorithm>

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
                lane.freeAtNs = span.endNs;
                return lane.number;
            }
        }
        if (lanes.size() == m_mostOfThread || m_count == RunSettings::kMaxWorkers)
            return kNowhere;
        lanes.push_back({span.endNs, m_count});
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
                labels.emplace_back(nameOf(imported, i, slot), imported.hostOf(i));
        }
        return labels;
    }

private:
    struct SubLane
    {
        qint64 freeAtNs;
        qint32 number;
    };

    static QString nameOf(const ImportedSpans& imported, std::size_t thread, std::size_t slot)
    {
        const QString name = beginningOf(imported.threads[thread], RunOrigin::kMaxNameLength);
        if (!imported.lanesAreSlots)
            return name;
        return name.isEmpty() ? FilesTr::tr("slot %1").arg(slot)
                              : FilesTr::tr("%1 slot %2").arg(name, QString::number(slot));
    }

    std::vector<std::vector<SubLane>> m_freeAt;
    const std::size_t m_mostOfThread;
    qint32 m_count = 0;
};

// What is not shown, and why.
QStringList leftOutNotes(qsizetype withoutLane, qsizetype tooFar, qint64 farthestNs,
                         std::size_t mostOfThread)
{
    QStringList notes;
    if (tooFar > 0)
        notes +=
            FilesTr::tr("%1 spans are not shown: they end more than %2 after the first one starts")
                .arg(tooFar)
                .arg(readableDuration(std::chrono::nanoseconds(farthestNs)));
    if (withoutLane > 0)
        notes +=
            FilesTr::tr("%1 spans are not shown: they need more than %2 lanes, or than %3 of one "
                        "thread")
                .arg(withoutLane)
                .arg(RunSettings::kMaxWorkers)
                .arg(mostOfThread);
    return notes;
}

// A run without events: a job for each span that has a lane.
std::unique_ptr<RunRecord> recordOf(const ImportedSpans& imported, const std::vector<qint32>& lanes,
                                    const LaneLayout& layout)
{
    std::vector<qint64> durations;
    auto names = std::make_shared<ByteLines>();
    for (std::size_t i = 0; i < imported.spans.size(); ++i) {
        if (lanes[i] == kNowhere)
            continue;
        durations.push_back(imported.spans[i].endNs - imported.spans[i].startNs);
        names->add(imported.names.at(std::size_t(imported.spans[i].name)));
    }
    RunSettings settings;
    settings.jobs.count = int(durations.size());
    settings.pool.workers = layout.count();
    settings.baseline.when = SequentialRunWhen::Off;
    JobDurations each(std::move(durations));
    const Estimate estimate = estimateOf(settings, each);
    return std::make_unique<RunRecord>(
        PlannedRun(settings, std::move(each), {std::move(names), nullptr}, estimate, {}),
        RunOrigin{.kind = imported.kind, .lanes = layout.labels(imported)});
}

// Records the spans that have a lane, in the order of their starts.
void recordSpans(Timeline& pool, const ImportedSpans& imported, const std::vector<qint32>& lanes,
                 const std::vector<qint32>& rows)
{
    const qint64 zeroNs = imported.spans.front().startNs;
    pool.beginElsewhere();
    RunOutcome outcome;
    qint64 endNs = 0;
    qint32 job = 0;
    for (std::size_t i = 0; i < imported.spans.size(); ++i) {
        if (lanes[i] == kNowhere)
            continue;
        const ImportedSpan& span = imported.spans[i];
        Event event;
        event.job = JobId{++job};
        event.worker = WorkerId{rows[std::size_t(lanes[i])] + 1};
        event.kind = EventKind::Started;
        event.timeNs = span.startNs - zeroNs;
        pool.record(event);
        event.kind = EventKind::Finished;
        event.timeNs = span.endNs - zeroNs;
        if (span.failure >= 0) {
            event.status = JobStatus::Failed;
            event.report = imported.failures[std::size_t(span.failure)];
            ++outcome.jobsFailed;
        }
        pool.record(event);
        endNs = std::max(endNs, event.timeNs);
    }
    Event end;
    end.kind = EventKind::RunEnded;
    end.timeNs = endNs;
    pool.record(end);
    outcome.jobsSent = job;
    outcome.resultsReceived = job - outcome.jobsFailed;
    pool.conclude(outcome);
}

} // namespace

ImportedRun importedRun(ImportedSpans imported)
{
    auto& spans = imported.spans;
    // Of those that start together the longest comes first: it holds the others.
    std::ranges::stable_sort(spans, [](const ImportedSpan& a, const ImportedSpan& b) {
        return a.startNs != b.startNs ? a.startNs < b.startNs : a.endNs > b.endNs;
    });
    const std::size_t mostOfThread =
        imported.lanesAreSlots ? std::size_t(RunSettings::kMaxWorkers) : kMaxLanesOfThread;
    LaneLayout layout(imported.threads.size(), mostOfThread);
    std::vector<qint32> lanes(spans.size());
    std::ranges::transform(spans, lanes.begin(),
                           [&layout](const ImportedSpan& span) { return layout.place(span); });
    const auto withoutLane = std::ranges::count(lanes, kNowhere);
    const qint64 zeroNs = spans.front().startNs;
    const qint64 farthestNs = Timeline::kMaxLanesNs / layout.count();
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].endNs - zeroNs > farthestNs)
            lanes[i] = kNowhere;
    }
    const auto leftOut = std::ranges::count(lanes, kNowhere);
    ImportedRun run;
    run.notes = leftOutNotes(withoutLane, leftOut - withoutLane, farthestNs, mostOfThread);
    if (std::size_t(leftOut) == spans.size())
        return run;
    run.record = recordOf(imported, lanes, layout);
    recordSpans(run.record->pool(), imported, lanes, layout.rows());
    return run;
}
