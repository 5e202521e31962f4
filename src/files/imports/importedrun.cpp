#include "files/imports/importedrun.h"

#include "base/durationtext.h"
#include "base/visibletext.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ImportedRun", text);
}

// Looking for a free lane looks at all of a thread: where millions of spans stand in one another it
// must end. Jobs that ran at once on a host are another thing.
constexpr std::size_t kMostLanesOfThread = 256;
constexpr qint32 kNowhere = -1;

// The lanes of each thread, as they are needed.
class LaneLayout
{
public:
    LaneLayout(std::size_t threads, std::size_t mostOfThread)
        : m_freeAt(threads), m_mostOfThread(mostOfThread)
    {
    }

    // A lane of the thread that is free from the start of the span on. Spans come as they start.
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

    // For each number that was given, its place from the top: threads one below the other.
    std::vector<qint32> order() const
    {
        std::vector<qint32> places(std::size_t(m_count), 0);
        qint32 place = 0;
        for (const auto& lanes : m_freeAt) {
            for (const SubLane& lane : lanes)
                places[std::size_t(lane.number)] = place++;
        }
        return places;
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
        return name.isEmpty() ? tr("slot %1").arg(slot)
                              : tr("%1 slot %2").arg(name, QString::number(slot));
    }

    std::vector<std::vector<SubLane>> m_freeAt;
    const std::size_t m_mostOfThread;
    qint32 m_count = 0;
};

} // namespace

ImportedRun importedRun(ImportedSpans imported)
{
    auto& spans = imported.spans;
    // Of those that start together the longest comes first: it holds the others.
    std::ranges::stable_sort(spans, [](const ImportedSpan& a, const ImportedSpan& b) {
        return a.startNs != b.startNs ? a.startNs < b.startNs : a.endNs > b.endNs;
    });
    const std::size_t mostOfThread =
        imported.lanesAreSlots ? std::size_t(RunSettings::kMaxWorkers) : kMostLanesOfThread;
    LaneLayout layout(imported.threads.size(), mostOfThread);
    std::vector<qint32> lanes(spans.size());
    std::ranges::transform(spans, lanes.begin(),
                           [&layout](const ImportedSpan& span) { return layout.place(span); });
    const auto withoutLane = std::ranges::count(lanes, kNowhere);
    const qint64 zeroNs = spans.front().startNs;
    const std::vector<qint32> places = layout.order();
    const qint64 farthestNs = Timeline::kMaxLanesNs / qint64(places.size());
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].endNs - zeroNs > farthestNs)
            lanes[i] = kNowhere;
    }
    const auto leftOut = std::ranges::count(lanes, kNowhere);
    ImportedRun run;
    if (leftOut > withoutLane)
        run.notes += tr("%1 spans are not shown: they end more than %2 after the first one starts")
                         .arg(leftOut - withoutLane)
                         .arg(readableDuration(std::chrono::nanoseconds(farthestNs)));
    if (withoutLane > 0)
        run.notes += tr("%1 spans are not shown: they need more than %2 lanes, or than %3 of one "
                        "thread")
                         .arg(withoutLane)
                         .arg(RunSettings::kMaxWorkers)
                         .arg(mostOfThread);
    if (std::size_t(leftOut) == spans.size())
        return run;

    RunSettings settings;
    settings.jobs.count = int(spans.size() - std::size_t(leftOut));
    settings.pool.workers = int(places.size());
    settings.baseline.when = SequentialRunWhen::Off;
    std::vector<qint64> durations;
    auto names = std::make_shared<ByteLines>();
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (lanes[i] == kNowhere)
            continue;
        durations.push_back(spans[i].endNs - spans[i].startNs);
        names->add(imported.names.at(std::size_t(spans[i].name)));
    }
    JobDurations each(std::move(durations));
    const Estimate estimate = estimateOf(settings, each);
    run.record = std::make_unique<RunRecord>(
        PlannedRun(settings, std::move(each), {std::move(names), nullptr}, estimate, {}),
        RunOrigin{.kind = imported.kind, .lanes = layout.labels(imported)});

    Timeline& pool = run.record->pool();
    pool.beginElsewhere();
    RunOutcome outcome;
    qint64 endNs = 0;
    qint32 job = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (lanes[i] == kNowhere)
            continue;
        Event event;
        event.job = JobId{++job};
        event.worker = WorkerId{places[std::size_t(lanes[i])] + 1};
        event.kind = EventKind::Started;
        event.timeNs = spans[i].startNs - zeroNs;
        pool.record(event);
        event.kind = EventKind::Finished;
        event.timeNs = spans[i].endNs - zeroNs;
        if (spans[i].failure >= 0) {
            event.status = JobStatus::Failed;
            event.report = imported.failures[std::size_t(spans[i].failure)];
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
    return run;
}
