#include "files/exports/runtables.h"

#include "analysis/timings.h"
#include "base/clock.h"
#include "files/io/csvrows.h"
#include "files/io/jobcolumns.h"
#include "files/io/outputfile.h"
#include "files/trace/statusword.h"
#include "timeline/runrecord.h"

#include <algorithm>

namespace {

// Found together, each lane is searched once for all of them.
constexpr qint32 kJobsAtOnce = 4096;

QByteArray wordFor(const Span& span)
{
    const std::string_view word = span.endNs ? statusWord(span.status) : "running";
    return {word.data(), qsizetype(word.size())};
}

QByteArray jobTitles()
{
    CsvRows row;
    for (const std::string_view title : kJobColumns)
        row << QByteArray(title.data(), qsizetype(title.size()));
    row.end();
    return row.take();
}

class JobRows
{
public:
    explicit JobRows(const RunRecord& record, RunRole role = RunRole::Pool)
        : m_record(record), m_role(role), m_timeline(*record.timelineOf(role))
    {
    }

    QByteArray take() { return m_rows.take(); }

    void add(JobId job, const std::optional<Timeline::Place>& place)
    {
        const auto index = std::size_t(job.number - 1);
        std::optional<qint64> queuedNs;
        if (index < m_timeline.queuedCount())
            queuedNs = m_timeline.queuedNs(index);
        m_rows << qint64(job.number);
        const JobReport* report = nullptr;
        if (place) {
            report = addSpan(m_timeline.lane(place->lane), *place, queuedNs);
        } else {
            m_rows << QByteArray() << QByteArray("not run") << qint64(0) << queuedNs;
            for (int i = 0; i < 6; ++i)
                m_rows << QByteArray();
        }
        const auto& lines = m_record.plan.inputs.lines;
        m_rows << (lines && index < lines->count() ? QString::fromUtf8(lines->at(index)).toUtf8()
                                                   : QByteArray())
               << (report ? QString::fromUtf8(report->result).toUtf8() : QByteArray())
               << (report ? report->error.toUtf8() : QByteArray());
        m_rows.end();
    }

private:
    const JobReport* addSpan(const Lane& lane, const Timeline::Place& place,
                             std::optional<qint64> queuedNs)
    {
        const Span span = lane.span(place.index);
        const int attempts = lane.attemptNumberAt(place.index);
        const qint64 startNs =
            lane.startNs(place.index + 1 - std::size_t(lane.attemptAt(place.index)));
        m_rows << m_record.origin.laneName(place.lane, m_role).toUtf8() << wordFor(span)
               << qint64(attempts) << queuedNs << startNs << span.endNs;
        m_rows << (queuedNs ? std::optional(startNs - *queuedNs) : std::nullopt)
               << (span.endNs ? std::optional(*span.endNs - startNs) : std::nullopt);
        const auto cpu = span.endNs ? lane.cpuOf(place.index) : std::nullopt;
        m_rows << (cpu ? std::optional(cpu->ns) : std::nullopt)
               << (cpu ? std::optional(qint64(cpu->preempted)) : std::nullopt);
        return span.endNs ? lane.reportOf(place.index) : nullptr;
    }

    const RunRecord& m_record;
    const RunRole m_role;
    const Timeline& m_timeline;
    CsvRows m_rows;
};

QByteArray timingTitles()
{
    CsvRows row;
    for (const char* title : {"run",
                              "state",
                              "workers",
                              "jobs",
                              "finished",
                              "failed",
                              "cancelled",
                              "retried",
                              "time_ns",
                              "ideal_ns",
                              "speed_up",
                              "efficiency_percent",
                              "utilisation_percent",
                              "wait_median_ns",
                              "wait_p95_ns",
                              "paused_ns",
                              "sender_waited_ns",
                              "cpu_ns",
                              "taken_off",
                              "jobs_per_s"})
        row << QByteArray(title);
    row.end();
    return row.take();
}

QByteArray stateWord(const RunTimings& run)
{
    if (!run.began)
        return "not run";
    if (!run.outcome)
        return "running";
    return run.outcome->state == RunState::Finished  ? "finished"
           : run.outcome->state == RunState::Stopped ? "stopped"
                                                     : "failed";
}

// What is compared of the two runs stands in the row of the pool.
QByteArray timingRow(const Timings& timings, const RunTimings& run, bool isPool)
{
    const auto inPool = [isPool](auto value) {
        return isPool ? std::optional(value) : std::nullopt;
    };
    const RunStatistics& of = run.statistics;
    const auto efficiency = timings.efficiency();
    const bool measured = of.cpu.spans > 0;
    CsvRows row;
    row << QByteArray(isPool ? "pool" : "sequential") << stateWord(run)
        << qint64(isPool ? timings.settings.pool.workers : 1) << qint64(timings.settings.jobs.count)
        << qint64(of.finished) << qint64(of.failed) << qint64(of.cancelled) << qint64(of.retried)
        << of.elapsedNs
        << (isPool && timings.estimate.known ? std::optional(qint64(timings.estimate.ideal.count()))
                                             : std::nullopt)
        << (isPool ? timings.speedUp() : std::nullopt)
        << (isPool && efficiency ? std::optional(100 * *efficiency) : std::nullopt)
        << 100 * of.utilisation << of.waitMedianNs << of.waitP95Ns << of.pausedNs
        << inPool(of.blockedNs) << (measured ? std::optional(of.cpu.cpuNs) : std::nullopt)
        << (measured ? std::optional(of.cpu.preempted) : std::nullopt) << of.jobsPerSecond;
    row.end();
    return row.take();
}

} // namespace

QString writeJobTable(const RunRecord& record, const QString& path, const FileProgress& progress)
{
    constexpr qint64 kPermille = 1000;
    OutputFile file(path);
    const QByteArray titles = jobTitles();
    file.write(titles.constData(), std::size_t(titles.size()));
    const qint32 jobs = record.settings.jobs.count;
    const qint32 all = record.numberedCount();
    const auto writeRows = [&](RunRole role, qint32 from, qint32 to) {
        JobRows rows(record, role);
        for (qint32 first = from; first <= to && !progress.stop.stop_requested();
             first += kJobsAtOnce) {
            const qint32 last = std::min(to, first + kJobsAtOnce - 1);
            const auto places = record.timelineOf(role)->find(JobId{first}, JobId{last});
            for (qint32 number = first; number <= last; ++number)
                rows.add(JobId{number}, places[std::size_t(number - first)]);
            const QByteArray text = rows.take();
            file.write(text.constData(), std::size_t(text.size()));
            progress.tell(int(kPermille * last / all));
        }
    };
    writeRows(RunRole::Pool, 1, jobs);
    if (record.nested())
        writeRows(RunRole::Nested, jobs + 1, all);
    return progress.stop.stop_requested() ? stoppedWriting(path) : file.commit();
}

QByteArray timingTable(const Timings& timings)
{
    QByteArray table = timingTitles() + timingRow(timings, timings.pool, true);
    if (timings.sequential)
        table += timingRow(timings, *timings.sequential, false);
    return table;
}
