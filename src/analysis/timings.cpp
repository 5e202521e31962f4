#include "analysis/timings.h"

#include "analysis/speedup.h"
#include "pool/durationtext.h"
#include "timeline/runrecord.h"

#include <QCoreApplication>
#include <QLocale>

using std::chrono::nanoseconds;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Timings", text);
}

QString none()
{
    return QStringLiteral("–");
}

QString number(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

QString percentText(double share)
{
    return QStringLiteral("%1 %").arg(share * 100, 0, 'f', 1);
}

QString aboveIdealText(const Timings& timings)
{
    const auto above = timings.aboveIdealNs();
    if (!above)
        return none();
    const QString sign = *above < 0 ? QString() : QStringLiteral("+");
    const QString text = sign + readableDuration(nanoseconds(*above));
    if (timings.estimate.ideal.count() == 0)
        return text;
    return tr("%1 (%2 %)")
        .arg(text)
        .arg(
            QString::number(100.0 * double(*above) / double(timings.estimate.ideal.count()), 'f', 2)
                .replace(u'-', QChar(0x2212)));
}

QString waitText(const RunStatistics& statistics)
{
    if (!statistics.waitMedianNs || !statistics.waitP95Ns)
        return none();
    return tr("%1 / %2").arg(readableDuration(nanoseconds(*statistics.waitMedianNs)),
                             readableDuration(nanoseconds(*statistics.waitP95Ns)));
}

// What was measured of all jobs' time in the processor.
QString computingText(const RunStatistics& statistics)
{
    if (statistics.cpu.spans == 0)
        return none();
    const double share =
        double(statistics.cpu.cpuNs) / std::max(1.0, double(statistics.cpu.durationsNs));
    return tr("%1 (%2)").arg(readableDuration(nanoseconds(statistics.cpu.cpuNs)),
                             percentText(share));
}

QString resultsText(const RunOutcome& outcome, const RunSettings& settings)
{
    if (!settings.hasDurations()) // hashes have no sum
        return number(outcome.resultsReceived);
    return tr("%1 / %2").arg(number(outcome.resultsReceived), number(outcome.resultsSum));
}

QString throughputText(const RunStatistics& statistics)
{
    if (statistics.elapsedNs == 0)
        return none();
    const double rate = statistics.jobsPerSecond;
    return tr("%1 jobs/s").arg(rate >= 1000 ? number(qint64(rate)) : QString::number(rate, 'f', 1));
}

// What makes a run that was carried to its end differ from a plain one.
QString notesText(const RunTimings& run, int jobs)
{
    QStringList notes;
    if (run.statistics.failed > 0)
        notes +=
            tr("%1 of %2 jobs failed").arg(number(qint64(run.statistics.failed)), number(jobs));
    if (run.statistics.pausedNs > 0)
        notes += tr("paused for %1").arg(readableDuration(nanoseconds(run.statistics.pausedNs)));
    if (run.statistics.workersChanged)
        notes += tr("workers changed");
    return notes.join(QStringLiteral(" · "));
}

RunTimings runTimingsOf(const Timeline& timeline, qint64 monotonicNowNs, Waits waits)
{
    RunTimings run;
    // The outcome first: what is published with it is then in the numbers. A run that has ended
    // since the moment that is asked for was still going on then.
    const RunOutcome* outcome = timeline.outcome();
    const bool wasOver =
        outcome && timeline.elapsedNs(monotonicNowNs) >= timeline.makespanNs().value_or(0);
    if (wasOver)
        run.outcome = *outcome;
    run.began = timeline.beganAtNs().value_or(monotonicNowNs + 1) <= monotonicNowNs;
    run.statistics = statisticsOf(timeline, monotonicNowNs, waits);
    return run;
}

QString spreadText(const RunSettings& settings)
{
    const QString mean = shortDuration(settings.duration);
    switch (settings.spread.kind) {
    case SpreadKind::Uniform:
        return tr("%1 each ± %2 %").arg(mean).arg(settings.spread.width * 100);
    case SpreadKind::Exponential:
        return tr("%1 on average, exponential").arg(mean);
    case SpreadKind::Bimodal:
        return tr("%1 on average, %2 % take %3 times as long")
            .arg(mean)
            .arg(settings.spread.longShare * 100)
            .arg(settings.spread.longFactor);
    case SpreadKind::Pareto:
        return tr("%1 on average, heavy tail %2").arg(mean).arg(settings.spread.shape);
    case SpreadKind::File:
        return tr("durations from a file");
    case SpreadKind::Fixed:
        break;
    }
    return tr("%1 each").arg(mean);
}

QString workText(const RunSettings& settings)
{
    switch (settings.work) {
    case WorkKind::Hash:
        return tr("hashing files");
    case WorkKind::Command:
        return tr("running a command");
    case WorkKind::Cpu:
        return spreadText(settings) + QStringLiteral(" · ") + tr("computing");
    case WorkKind::Mixed:
        return spreadText(settings) + QStringLiteral(" · ") +
               tr("%1 % computing").arg(settings.cpuShare * 100);
    case WorkKind::Sleep:
        break;
    }
    return spreadText(settings);
}

QString orderText(SubmitOrder order)
{
    switch (order) {
    case SubmitOrder::Shortest:
        return tr("shortest first");
    case SubmitOrder::Longest:
        return tr("longest first");
    case SubmitOrder::Random:
        return tr("random order");
    case SubmitOrder::Submitted:
        break;
    }
    return {};
}

// Whether anything is left to the seed.
bool hasChance(const RunSettings& settings)
{
    const bool drawn = settings.hasDurations() && settings.spread.kind != SpreadKind::Fixed &&
                       settings.spread.kind != SpreadKind::File;
    return drawn || settings.order == SubmitOrder::Random ||
           settings.arrival.kind == ArrivalKind::Poisson || settings.failRate > 0;
}

} // namespace

bool Timings::hasStoodStill() const
{
    return pool.statistics.stillNs > 0 || (sequential && sequential->statistics.stillNs > 0);
}

bool Timings::isLikeWithLike() const
{
    const bool goesOnInPauses =
        settings.arrival.kind != ArrivalKind::All || settings.readTime.count() > 0;
    return !goesOnInPauses || !hasStoodStill();
}

std::optional<double> Timings::speedUp() const
{
    if (!pool.finished() || !sequential || !sequential->began || !isLikeWithLike())
        return std::nullopt;
    if (pool.statistics.activeNs() == 0 || (sequential->outcome && !sequential->finished()))
        return std::nullopt;
    const double factor =
        double(sequential->statistics.activeNs()) / double(pool.statistics.activeNs());
    // Before both times can be compared at all there is nothing to say.
    return factor >= 1 || sequential->outcome ? std::optional(factor) : std::nullopt;
}

std::optional<double> Timings::mostSpeedUp() const
{
    if (!estimate.known || pool.statistics.workersChanged || !isLikeWithLike())
        return std::nullopt;
    return estimate.mostSpeedUp;
}

bool Timings::speedUpIsFinal() const
{
    return pool.finished() && sequential && sequential->finished();
}

std::optional<double> Timings::efficiency() const
{
    const auto factor = speedUp();
    if (!factor || !speedUpIsFinal())
        return std::nullopt;
    const RunStatistics& run = pool.statistics;
    return *factor * double(run.activeNs()) / double(run.presentNs - run.presentStillNs);
}

std::optional<qint64> Timings::aboveIdealNs() const
{
    if (!pool.finished() || pool.statistics.workersChanged || !estimate.known)
        return std::nullopt;
    return pool.statistics.elapsedNs - estimate.ideal.count();
}

RaceShares raceSharesOf(const Timings& timings)
{
    const Estimate& estimate = timings.estimate;
    const auto elapsedOf = [](const RunTimings& run) {
        return double(run.statistics.elapsedNs);
    };
    // What a run takes as a whole. Where nobody knew that beforehand, or it was stopped or paused
    // and that time is over, its jobs tell; before one is done they count as half a job.
    const auto wholeOf = [&](const RunTimings& run, nanoseconds expected) {
        const double elapsed = elapsedOf(run);
        if (run.finished())
            return elapsed;
        const bool isLate =
            (run.outcome || run.statistics.pausedNs > 0) && elapsed >= double(expected.count());
        if (estimate.known && !isLate)
            return std::max(elapsed, double(expected.count()));
        const auto done = double(run.statistics.finished + run.statistics.failed);
        return elapsed * timings.settings.jobs / std::max(done, 0.5);
    };
    const RunTimings none;
    const RunTimings& sequential = timings.sequential ? *timings.sequential : none;
    double wholeNs = std::max(1.0, wholeOf(timings.pool, estimate.ideal));
    if (timings.sequential)
        wholeNs = std::max(wholeNs, wholeOf(sequential, estimate.sequential));
    return {elapsedOf(timings.pool) / wholeNs, elapsedOf(sequential) / wholeNs};
}

Timings timingsOf(const RunRecord& record, qint64 monotonicNowNs, Waits waits)
{
    Timings timings{record.settings, record.plan.estimate, record.origin.isOurs(),
                    runTimingsOf(record.pool, monotonicNowNs, waits), std::nullopt};
    if (record.sequential)
        timings.sequential = runTimingsOf(*record.sequential, monotonicNowNs, Waits::LeftOut);
    return timings;
}

std::vector<TimingRow> timingRows(const Timings& timings)
{
    const RunStatistics& pool = timings.pool.statistics;
    const bool began = timings.pool.began;
    const auto& outcome = timings.pool.outcome;
    const auto efficiency = timings.efficiency();
    return {
        {tr("Jobs finished"),
         tr("%1 / %2").arg(number(qint64(pool.finished)), number(timings.settings.jobs)),
         tr("Jobs that ran to their end in the pool")},
        {tr("Failed / tried again"),
         began ? tr("%1 / %2").arg(number(qint64(pool.failed)), number(qint64(pool.retried)))
               : none(),
         tr("Jobs that failed after all attempts / attempts that failed and were followed by "
            "another")},
        {tr("Results / their sum"),
         outcome && timings.ours ? resultsText(*outcome, timings.settings) : none(),
         tr("Received from the results channel, each checked / the result of a job is 2 × its "
            "number")},
        {tr("Efficiency"), efficiency ? percentText(*efficiency) : none(),
         tr("Speed-up ÷ workers (their mean, where their number changed); pauses are left out")},
        {tr("Worker utilisation"), began ? percentText(pool.utilisation) : none(),
         tr("Time at work ÷ (time of the pool × workers); pauses count")},
        {tr("Above the ideal"), aboveIdealText(timings),
         tr("Time of the pool − what no schedule can beat; pauses count. Not known where the "
            "number of workers changed")},
        {tr("Wait, median / p95"), waitText(pool),
         tr("From the moment a job is offered until a worker starts it")},
        {tr("Sender waited"), began ? readableDuration(nanoseconds(pool.blockedNs)) : none(),
         tr("For room in the jobs channel")},
        {tr("Jobs computed"), computingText(pool),
         tr("Time that the jobs had a core, and its share of their durations; the rest they "
            "waited, for something or for a core. Of jobs that are long enough to measure")},
        {tr("Taken off their core"),
         pool.cpu.spans > 0 ? tr("%1 times").arg(number(pool.cpu.takenOff)) : none(),
         tr("Involuntary context switches: how often a job had to give its core to another, as "
            "happens where more workers compute than there are cores")},
        {tr("Throughput"), throughputText(pool), tr("Jobs finished ÷ time of the pool")},
    };
}

std::vector<ComparedRow> comparedRows(const Timings& first, const Timings& second)
{
    const auto ratioOf = [](const RunTimings& a, const RunTimings& b) {
        return a.statistics.elapsedNs > 0 && b.statistics.elapsedNs > 0
                   ? ratioText(double(b.statistics.elapsedNs) / double(a.statistics.elapsedNs))
                   : QString();
    };
    const auto timeOf = [](const std::optional<RunTimings>& run) {
        return run ? timeText(*run) : none();
    };
    const bool bothSequential = first.sequential && second.sequential;
    std::vector<ComparedRow> rows{
        {tr("With the worker pool"), timeText(first.pool), timeText(second.pool),
         ratioOf(first.pool, second.pool)},
        {tr("Without"), timeOf(first.sequential), timeOf(second.sequential),
         bothSequential ? ratioOf(*first.sequential, *second.sequential) : QString()},
        {tr("Speed-up"), speedUpCell(first), speedUpCell(second), {}}};
    const auto ofFirst = timingRows(first);
    const auto ofSecond = timingRows(second);
    for (std::size_t i = 0; i < ofFirst.size(); ++i)
        rows.push_back({ofFirst[i].label, ofFirst[i].value, ofSecond[i].value, {}});
    return rows;
}

QString timeText(const RunTimings& run)
{
    return run.began ? readableDuration(nanoseconds(run.statistics.elapsedNs)) : none();
}

QString stateText(const RunTimings& run, int jobs)
{
    const auto finished = qint64(run.statistics.finished);
    if (run.running()) {
        QStringList text{(run.statistics.paused ? tr("paused, %1 of %2 jobs done")
                                                : tr("running, %1 of %2 jobs done"))
                             .arg(number(finished), number(jobs))};
        if (run.statistics.held > 0)
            text += tr("stopped by a signal: %1").arg(number(run.statistics.held));
        return text.join(QStringLiteral(" · "));
    }
    if (!run.outcome)
        return {};
    switch (run.outcome->state) {
    case RunState::Stopped:
        return run.began ? tr("stopped after %1 of %2 jobs").arg(number(finished), number(jobs))
                         : tr("not run");
    case RunState::Failed:
        return run.outcome->message;
    case RunState::Finished:
        break;
    }
    return notesText(run, jobs);
}

QString runText(const RunRecord& record)
{
    if (record.origin.isOurs())
        return settingsText(record.settings);
    return tr("%1: %2 spans on %3 lanes")
        .arg(record.origin.kind, number(record.settings.jobs), number(record.settings.workers));
}

QString settingsText(const RunSettings& settings)
{
    const auto counted = [](int count, const char* one, const char* many) {
        return (count == 1 ? tr(one) : tr(many)).arg(number(count));
    };
    QStringList parts{counted(settings.jobs, "%1 job", "%1 jobs"),
                      counted(settings.workers, "%1 worker", "%1 workers"),
                      tr("capacity %1").arg(number(settings.channelCapacity()))};
    if (settings.resultsCapacity)
        parts += tr("results %1").arg(number(*settings.resultsCapacity));
    if (settings.readTime.count() > 0)
        parts += tr("%1 to read a result").arg(shortDuration(settings.readTime));
    parts += workText(settings);
    if (settings.order != SubmitOrder::Submitted)
        parts += orderText(settings.order);
    if (settings.arrival.kind == ArrivalKind::Every)
        parts += tr("one every %1").arg(shortDuration(settings.arrival.every));
    else if (settings.arrival.kind == ArrivalKind::Poisson)
        parts += tr("%1 a second come at random").arg(settings.arrival.perSecond);
    if (settings.failRate > 0)
        parts += tr("%1 % fail").arg(settings.failRate * 100);
    if (settings.retries > 0)
        parts += counted(settings.retries, "%1 retry", "%1 retries");
    if (hasChance(settings))
        parts += tr("seed %1").arg(settings.seed);
    return parts.join(QStringLiteral(" · "));
}
