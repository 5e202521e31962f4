#include "text/figures.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "text/speedup.h"
#include "text/texttr.h"

#include <algorithm>
#include <cmath>

using std::chrono::nanoseconds;

namespace {

QString aboveIdealText(const Timings& timings)
{
    const auto above = timings.aboveIdealNs();
    if (!above)
        return unknownText();
    const QString sign = *above < 0 ? QString() : QStringLiteral("+");
    const QString text = sign + readableDuration(nanoseconds(*above));
    if (timings.estimate.ideal.count() == 0)
        return text;
    return TextTr::tr("%1 (%2 %)")
        .arg(text)
        .arg(
            QString::number(100.0 * double(*above) / double(timings.estimate.ideal.count()), 'f', 2)
                .replace(u'-', QChar(0x2212)));
}

QString waitText(const RunStatistics& statistics)
{
    if (!statistics.waitMedianNs || !statistics.waitP95Ns)
        return unknownText();
    return TextTr::tr("%1 / %2").arg(readableDuration(nanoseconds(*statistics.waitMedianNs)),
                                     readableDuration(nanoseconds(*statistics.waitP95Ns)));
}

QString cpuTimeText(const RunStatistics& statistics)
{
    if (statistics.cpu.spans == 0)
        return unknownText();
    const double share =
        double(statistics.cpu.cpuNs) / std::max(1.0, double(statistics.cpu.durationsNs));
    return TextTr::tr("%1 (%2)").arg(readableDuration(nanoseconds(statistics.cpu.cpuNs)),
                                     percentText(share));
}

// Their sum only where all are there and it is not 2 × (1 + … + jobs).
QString resultsText(const Timings& timings)
{
    const auto& outcome = timings.pool.outcome;
    if (!outcome || !timings.ours)
        return unknownText();
    const QString received = numberText(outcome->resultsReceived);
    const qint64 jobs = timings.settings.jobs.count;
    const bool wrong = timings.settings.jobs.hasDurations() && outcome->resultsReceived == jobs &&
                       outcome->resultsSum != jobs * (jobs + 1);
    return wrong ? TextTr::tr("%1, their sum is wrong: %2")
                       .arg(received, numberText(outcome->resultsSum))
                 : received;
}

QString preemptedText(const RunStatistics& statistics)
{
    return statistics.cpu.spans > 0
               ? TextTr::tr("%Ln times", nullptr, pluralCount(statistics.cpu.preempted))
               : unknownText();
}

QString throughputText(const RunStatistics& statistics)
{
    if (statistics.elapsedNs == 0)
        return unknownText();
    const double rate = statistics.jobsPerSecond;
    return TextTr::tr("%1 jobs/s")
        .arg(rate >= 1000 ? numberText(std::llround(rate)) : QString::number(rate, 'f', 1));
}

// What makes a run that was carried to its end differ from a plain one.
QString notesText(const RunTimings& run, int jobs)
{
    QStringList notes;
    if (run.statistics.failed > 0)
        notes += TextTr::tr("%1 of %2 jobs failed")
                     .arg(numberText(qint64(run.statistics.failed)), numberText(jobs));
    if (run.statistics.pausedNs > 0)
        notes +=
            TextTr::tr("paused for %1").arg(readableDuration(nanoseconds(run.statistics.pausedNs)));
    if (run.statistics.workersChanged)
        notes += TextTr::tr("workers changed");
    return notes.join(QStringLiteral(" · "));
}

bool hasTime(const RunTimings* run)
{
    return run && run->finished() && run->statistics.elapsedNs > 0;
}

ComparedRow timesRow(const QString& label, const std::vector<const RunTimings*>& runs)
{
    ComparedRow row{label, {}, {}};
    int finished = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        row.values += runs[i] ? timeText(*runs[i]) : unknownText();
        if (!hasTime(runs[i]))
            continue;
        ++finished;
        const auto timeOf = [&runs](std::size_t run) {
            return runs[run]->statistics.elapsedNs;
        };
        if (row.best < 0 || timeOf(i) < timeOf(std::size_t(row.best)))
            row.best = int(i);
    }
    if (finished < 2)
        row.best = -1;
    return row;
}

ComparedRow ratioRow(const QString& label, const std::vector<const RunTimings*>& runs)
{
    ComparedRow row{label, {}, TextTr::tr("The time ÷ that of the first run")};
    for (const RunTimings* run : runs) {
        row.values += hasTime(run) && hasTime(runs.front())
                          ? ratioText(double(run->statistics.elapsedNs) /
                                      double(runs.front()->statistics.elapsedNs))
                          : unknownText();
    }
    return row;
}

} // namespace

QString unknownText()
{
    return QStringLiteral("–");
}

QString workersText(int workers)
{
    return TextTr::tr("%Ln workers", nullptr, pluralCount(workers));
}

std::vector<TimingRow> timingRows(const Timings& timings)
{
    const RunStatistics& pool = timings.pool.statistics;
    const bool began = timings.pool.began;
    const auto efficiency = timings.efficiency();
    return {
        {Figure::Finished, TextTr::tr("Jobs finished"),
         TextTr::tr("%1 / %2").arg(numberText(qint64(pool.finished)),
                                   numberText(timings.settings.jobs.count)),
         TextTr::tr("Jobs that ran to their end in the pool")},
        {Figure::Failed, TextTr::tr("Failed / tried again"),
         began ? TextTr::tr("%1 / %2").arg(numberText(qint64(pool.failed)),
                                           numberText(qint64(pool.retried)))
               : unknownText(),
         TextTr::tr(
             "Jobs that failed after all attempts / attempts that failed and were followed by "
             "another")},
        {Figure::Results, TextTr::tr("Results"), resultsText(timings),
         TextTr::tr(
             "Received from the results channel, each checked: the result of a job is 2 × its "
             "number")},
        {Figure::Efficiency, TextTr::tr("Efficiency"),
         efficiency ? percentText(*efficiency) : unknownText(),
         TextTr::tr(
             "Speed-up ÷ workers (their mean, where their number changed); pauses are left out")},
        {Figure::Utilisation, TextTr::tr("Worker utilisation"),
         began ? percentText(pool.utilisation) : unknownText(),
         TextTr::tr("Time at work ÷ (time of the pool × workers); pauses count")},
        {Figure::AboveIdeal, TextTr::tr("Above the ideal"), aboveIdealText(timings),
         TextTr::tr(
             "Time of the pool − ideal: no schedule can be faster; pauses count. Not known where "
             "the number of workers changed")},
        {Figure::WaitMedian, TextTr::tr("Wait, median / p95"), waitText(pool),
         TextTr::tr("From the moment a job is offered until a worker starts it")},
        {Figure::SenderWaited, TextTr::tr("Sender waited"),
         began && timings.ours ? readableDuration(nanoseconds(pool.blockedNs)) : unknownText(),
         TextTr::tr("For room in the jobs channel")},
        {Figure::CpuTime, TextTr::tr("CPU time"), cpuTimeText(pool),
         TextTr::tr(
             "Time that the jobs had a core, and its share of their durations; the rest they "
             "waited, for something or for a core. Of jobs that are long enough to measure")},
        {Figure::Preempted, TextTr::tr("Preempted"), preemptedText(pool),
         TextTr::tr(
             "Involuntary context switches: how often a job had to give its core to another, as "
             "happens where more workers compute than there are cores")},
        {Figure::Throughput, TextTr::tr("Throughput"), throughputText(pool),
         TextTr::tr("Jobs finished ÷ time of the pool")},
    };
}

std::vector<ComparedRow> comparedRows(const std::vector<Timings>& runs, const QString& first)
{
    std::vector<const RunTimings*> pools;
    std::vector<const RunTimings*> sequential;
    ComparedRow workers{TextTr::tr("Workers"), {}, {}};
    ComparedRow speedUp{TextTr::tr("Speed-up"), {}, {}};
    for (const Timings& run : runs) {
        pools.push_back(&run.pool);
        sequential.push_back(run.sequential ? &*run.sequential : nullptr);
        workers.values += numberText(run.settings.pool.workers);
        speedUp.values += speedUpCell(run);
    }
    const QString ratio = TextTr::tr("÷ %1").arg(first);
    std::vector<ComparedRow> rows{workers, timesRow(TextTr::tr("With the worker pool"), pools),
                                  ratioRow(ratio, pools)};
    if (std::ranges::any_of(sequential, [](const RunTimings* run) { return run != nullptr; })) {
        rows.push_back(timesRow(TextTr::tr("Without"), sequential));
        rows.push_back(ratioRow(ratio, sequential));
        rows.push_back(speedUp);
    }
    const std::size_t before = rows.size();
    for (const Timings& run : runs) {
        const auto figures = timingRows(run);
        if (rows.size() == before) {
            for (const TimingRow& figure : figures)
                rows.push_back({figure.label, {}, figure.meaning});
        }
        for (std::size_t i = 0; i < figures.size(); ++i)
            rows[before + i].values += figures[i].value;
    }
    return rows;
}

QString timeText(const RunTimings& run)
{
    return run.began ? readableDuration(nanoseconds(run.statistics.elapsedNs)) : unknownText();
}

QString stateText(const RunTimings& run, int jobs)
{
    const auto finished = qint64(run.statistics.finished);
    const auto failed = qint64(run.statistics.failed);
    if (run.running()) {
        QStringList text{(run.statistics.paused ? TextTr::tr("paused, %1 of %2 jobs done")
                                                : TextTr::tr("running, %1 of %2 jobs done"))
                             .arg(numberText(finished + failed), numberText(jobs))};
        if (failed > 0)
            text += TextTr::tr("%1 failed").arg(numberText(failed));
        if (run.statistics.held > 0)
            text += TextTr::tr("stopped by a signal: %1").arg(numberText(run.statistics.held));
        return text.join(QStringLiteral(" · "));
    }
    if (!run.outcome)
        return {};
    switch (run.outcome->state) {
    case RunState::Stopped:
        return run.began ? TextTr::tr("stopped after %1 of %2 jobs")
                               .arg(numberText(finished), numberText(jobs))
                         : TextTr::tr("not run");
    case RunState::Failed:
        return run.outcome->message;
    case RunState::Finished:
        break;
    }
    return notesText(run, jobs);
}
