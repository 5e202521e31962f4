#include "analysis/figure.h"
#include "analysis/runlog.h"
#include "analysis/timings.h"
#include "base/clock.h"
#include "fixtures/textpicture.h"
#include "pool/workerpool.h"
#include "text/figures.h"
#include "text/settingstext.h"
#include "text/speedup.h"
#include "timeline/eventrecorder.h"
#include "timeline/runrecord.h"
#include "work/sleepwork.h"

#include <QTest>

#include <algorithm>
#include <thread>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

// Copies a picture into a record's timeline.
void paint(Timeline& timeline, const std::vector<std::string>& lines, int jobs, qint64 endUnits)
{
    const auto at = [](qint64 units) {
        return fixtures::kBeganAtNs + units * kSecond;
    };
    timeline.record(Event{at(0), {}, {}, EventKind::RunBegan, {}});
    for (int job = 1; job <= jobs; ++job)
        timeline.record(Event{at(0), JobId{job}, {}, EventKind::Queued, {}});
    for (std::size_t i = 0; i < lines.size(); ++i)
        fixtures::recordLane(timeline, int(i + 1), lines[i], kSecond);
    if (endUnits == 0)
        return;
    timeline.record(Event{at(endUnits), {}, {}, EventKind::RunEnded, {}});
    RunOutcome outcome;
    outcome.jobsSent = outcome.resultsReceived = jobs;
    outcome.resultsSum = qint64(jobs) * (jobs + 1);
    timeline.conclude(outcome);
}

QString row(const Timings& timings, const char* label)
{
    for (const TimingRow& one : timingRows(timings)) {
        if (one.label == QLatin1String(label))
            return one.value;
    }
    return QStringLiteral("no such row");
}

} // namespace

class TestTimings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theArticlesRunGivesTheArticlesNumbers()
    {
        RunRecord record{RunSettings()};
        paint(record.pool(), {"14", "25", "3"}, 5, 2);
        paint(*record.sequential(), {"12345"}, 5, 5);
        const Timings timings = timingsOf(record, fixtures::kLongAfterNs, Waits::Included);
        QCOMPARE(timeText(timings.pool), QStringLiteral("2.000 s"));
        QCOMPARE(timeText(*timings.sequential), QStringLiteral("5.000 s"));
        QCOMPARE(timings.speedUp(), 2.5);
        QVERIFY(timings.speedUpIsFinal());
        QCOMPARE(row(timings, "Jobs finished"), QStringLiteral("5 / 5"));
        QCOMPARE(row(timings, "Results"), QStringLiteral("5"));
        QCOMPARE(numberOf(Figure::ResultsSum, timings), FigureNumber(qint64(30)));
        QCOMPARE(row(timings, "Efficiency"), QStringLiteral("83.3 %"));
        QCOMPARE(row(timings, "Worker utilisation"), QStringLiteral("83.3 %"));
        QCOMPARE(row(timings, "Above the ideal"), QStringLiteral("+0 s (0.00 %)"));
        QCOMPARE(row(timings, "Wait, median / p95"), QStringLiteral("0 s / 1.000 s"));
        QCOMPARE(row(timings, "Throughput"), QStringLiteral("2.5 jobs/s"));
    }

    void beforeTheRunThereAreNoNumbers()
    {
        const RunRecord record{RunSettings()};
        const Timings timings = timingsOf(record, fixtures::kLongAfterNs, Waits::Included);
        QCOMPARE(timeText(timings.pool), QStringLiteral("–"));
        QVERIFY(!timings.speedUp());
        QVERIFY(stateText(timings.pool, 5).isEmpty());
        QCOMPARE(row(timings, "Throughput"), QStringLiteral("–"));
    }

    void theSpeedUpGrowsWhileTheSequentialRunGoesOn()
    {
        RunRecord record{RunSettings()};
        paint(record.pool(), {"14", "25", "3"}, 5, 2);
        paint(*record.sequential(), {"1234>"}, 5, 0);
        const Timings timings =
            timingsOf(record, fixtures::kBeganAtNs + 4 * kSecond, Waits::Included);
        QCOMPARE(timings.speedUp(), 2.0);
        QVERIFY(!timings.speedUpIsFinal());
        QVERIFY(!timings.efficiency());
        QCOMPARE(stateText(*timings.sequential, 5), QStringLiteral("running, 3 of 5 jobs done"));
        record.sequential()->record(
            Event{fixtures::kBeganAtNs, JobId{4}, WorkerId{1}, EventKind::Held, {}});
        const Timings held = timingsOf(record, fixtures::kBeganAtNs + 4 * kSecond, Waits::Included);
        QCOMPARE(stateText(*held.sequential, 5),
                 QStringLiteral("running, 3 of 5 jobs done · stopped by a signal: 1"));
    }

    void whileItRunsWhatFailedIsDoneToo()
    {
        RunRecord record{RunSettings()};
        Timeline& pool = record.pool();
        pool.record(Event{fixtures::kBeganAtNs, {}, {}, EventKind::RunBegan});
        for (const JobStatus status : {JobStatus::Finished, JobStatus::Failed}) {
            const JobId job{status == JobStatus::Finished ? 1 : 2};
            const WorkerId worker{job.number};
            pool.record(Event{fixtures::kBeganAtNs, job, worker, EventKind::Started});
            pool.record(
                Event{fixtures::kBeganAtNs + kSecond, job, worker, EventKind::Finished, status});
        }
        const Timings timings =
            timingsOf(record, fixtures::kBeganAtNs + 2 * kSecond, Waits::Included);
        QCOMPARE(stateText(timings.pool, 5),
                 QStringLiteral("running, 2 of 5 jobs done · 1 failed"));
    }

    void aMomentOfARunThatHasEndedSinceIsShownAsItWasThen()
    {
        RunRecord record{RunSettings()};
        paint(record.pool(), {"14", "25", "3"}, 5, 2);
        paint(*record.sequential(), {"12345"}, 5, 5);
        const qint64 moment = fixtures::kBeganAtNs + kSecond * 3 / 2;
        const Timings timings = timingsOf(record, moment, Waits::Included);
        QVERIFY(timings.pool.running());
        QCOMPARE(timeText(timings.pool), QStringLiteral("1.500 s"));
        QCOMPARE(timings.pool.statistics.finished, std::size_t(3));
        QCOMPARE(timings.pool.statistics.busyNs, kSecond * 4);
        QCOMPARE(stateText(timings.pool, 5), QStringLiteral("running, 3 of 5 jobs done"));
        QVERIFY(!timings.speedUp() && !timings.aboveIdealNs());
        QCOMPARE(row(timings, "Results"), QStringLiteral("–"));
        const Timings before = timingsOf(record, 0, Waits::Included);
        QVERIFY(!before.pool.began);
    }

    void ratiosKeepTheirMeaningWhenTheyAreSmall()
    {
        QCOMPARE(ratioText(2.5), QString::fromUtf8("2.50×"));
        QCOMPARE(ratioText(0.5), QString::fromUtf8("0.50×"));
        QCOMPARE(ratioText(0.00421), QString::fromUtf8("0.0042×"));
        QCOMPARE(ratioText(1234.56), QString::fromUtf8("1234.6×"));
    }

    void aStoppedRunGivesNoSpeedUp()
    {
        RunRecord record{RunSettings()};
        record.pool().record(Event{0, {}, {}, EventKind::RunBegan, {}});
        record.pool().record(Event{1, JobId{1}, {}, EventKind::Queued, {}});
        record.pool().record(Event{1, JobId{1}, WorkerId{1}, EventKind::Started, {}});
        record.pool().record(
            Event{9, JobId{1}, WorkerId{1}, EventKind::Finished, JobStatus::Cancelled});
        record.pool().record(Event{10, {}, {}, EventKind::RunEnded, {}});
        RunOutcome stopped;
        stopped.state = RunState::Stopped;
        record.pool().conclude(stopped);
        record.sequential()->conclude(stopped);
        const Timings timings = timingsOf(record, fixtures::kLongAfterNs, Waits::Included);
        QVERIFY(!timings.speedUp());
        QVERIFY(!timings.aboveIdealNs());
        QCOMPARE(timings.pool.statistics.cancelled, std::size_t(1));
        QCOMPARE(timings.pool.statistics.finished, std::size_t(0));
        QCOMPARE(stateText(timings.pool, 5), QStringLiteral("stopped after 0 of 5 jobs"));
    }

    void percentilesAreTakenByNearestRank()
    {
        // Waits of 0, 1, 2 … 9 s, on one worker: of ten the 5th and the 10th.
        RunSettings settings;
        settings.jobs.count = 10;
        settings.pool.workers = 1;
        RunRecord record(settings);
        paint(record.pool(), {"123456789a"}, 10, 10);
        const auto statistics =
            statisticsOf(record.pool(), fixtures::kLongAfterNs, Waits::Included);
        QCOMPARE(statistics.waitMedianNs, std::optional<qint64>(4 * kSecond));
        QCOMPARE(statistics.waitP95Ns, std::optional<qint64>(9 * kSecond));
    }

    void numbersAndLogCanBeReadWhileTheRunGoesOn()
    {
        RunSettings settings;
        settings.jobs.count = 50'000;
        settings.pool.workers = 4;
        settings.jobs.duration = std::chrono::nanoseconds(0);
        settings.baseline.when = SequentialRunWhen::Off;
        RunRecord record(settings);
        const auto recorder = EventRecorder::start(record.pool(), {});
        const SleepWork work(settings.jobs.duration);
        std::jthread run(
            [&] { recorder->conclude(WorkerPool(settings, work, recorder->events()).run({})); });
        while (!record.pool().outcome()) {
            const auto statistics = statisticsOf(record.pool(), monotonicNs(), Waits::Included);
            QVERIFY(statistics.finished <= 50'000);
            QVERIFY(statistics.busyNs <= 4 * statistics.elapsedNs);
            const RunLog log(record.pool());
            const auto part = log.entries(log.count() / 2, 20);
            QVERIFY(std::ranges::is_sorted(part, {}, &LogEntry::timeNs));
        }
        QCOMPARE(statisticsOf(record.pool(), monotonicNs(), Waits::Included).finished,
                 std::size_t(50'000));
    }

    void settingsReadAsASentence()
    {
        QCOMPARE(settingsText(RunSettings()),
                 QString::fromUtf8("5 jobs · 3 workers · capacity 5 · 1 s each"));
        RunSettings one;
        one.jobs.count = one.pool.workers = 1;
        one.pool.capacity = 0;
        one.jobs.duration = std::chrono::nanoseconds(0);
        QCOMPARE(settingsText(one), QString::fromUtf8("1 job · 1 worker · capacity 0 · 0 s each"));
        one.jobs.failRate = 0.125;
        one.jobs.retries = 2;
        QCOMPARE(settingsText(one),
                 QString::fromUtf8("1 job · 1 worker · capacity 0 · 0 s each · 12.5 % fail · "
                                   "2 retries · seed 1"));
    }

    void whatMakesARunSpecialIsSaidAndInItsFigures()
    {
        // Worker 1 works 4 s with a second tried again and one failed; worker 2 comes at 2 s and
        // retires at 3 s. It is paused for a second.
        RunSettings settings;
        settings.pool.workers = 1;
        settings.jobs.count = 4;
        settings.baseline.when = SequentialRunWhen::Off;
        RunRecord record{settings};
        const auto send = [&](qint64 second, EventKind kind, int job = 0, int worker = 0,
                              JobStatus status = JobStatus::Finished) {
            record.pool().record(Event{fixtures::kBeganAtNs + second * kSecond, JobId{job},
                                       WorkerId{worker}, kind, status});
        };
        using enum EventKind;
        send(0, RunBegan);
        for (const int job : {1, 2, 3, 4})
            send(0, Queued, job);
        send(0, Started, 1, 1);
        send(1, Finished, 1, 1, JobStatus::Retried);
        send(1, Started, 1, 1);
        send(2, Finished, 1, 1);
        send(2, WorkerCame, 0, 2);
        send(2, Started, 2, 2);
        send(3, Finished, 2, 2);
        send(3, WorkerWent, 0, 2);
        send(2, Started, 3, 1);
        send(3, Finished, 3, 1, JobStatus::Failed);
        send(3, Paused);
        send(4, Resumed);
        send(4, Started, 4, 1);
        send(5, Finished, 4, 1);
        send(5, RunEnded);
        RunOutcome outcome;
        outcome.jobsFailed = 1;
        record.pool().conclude(outcome);

        const Timings timings = timingsOf(record, fixtures::kLongAfterNs, Waits::Included);
        const RunStatistics& pool = timings.pool.statistics;
        QCOMPARE(pool.started, std::size_t(4));
        QCOMPARE(pool.finished, std::size_t(3));
        QCOMPARE(pool.failed, std::size_t(1));
        QCOMPARE(pool.retried, std::size_t(1));
        QCOMPARE(pool.presentNs, 6 * kSecond);
        QCOMPARE(pool.pausedNs, kSecond);
        QCOMPARE(pool.utilisation, 5.0 / 6);
        QCOMPARE(*pool.waitMedianNs, 2 * kSecond); // 0, 2, 2 and 4: an attempt more is no wait
        QCOMPARE(row(timings, "Failed / tried again"), QStringLiteral("1 / 1"));
        QCOMPARE(row(timings, "Above the ideal"), QString::fromUtf8("–"));
        QCOMPARE(stateText(timings.pool, 4),
                 QString::fromUtf8("1 of 4 jobs failed · paused for 1.000 s · workers changed"));
    }

    void aPausedRunSaysSoForAsLongAsItIs()
    {
        RunRecord record{RunSettings()};
        const auto send = [&](double second, EventKind kind, int job = 0, int worker = 0) {
            record.pool().record(Event{fixtures::kBeganAtNs + qint64(second * double(kSecond)),
                                       JobId{job}, WorkerId{worker}, kind, JobStatus::Finished});
        };
        using enum EventKind;
        send(0, RunBegan);
        for (int job = 1; job <= 5; ++job)
            send(0, Queued, job);
        send(0, Started, 1, 1);
        send(0.5, Paused);
        send(1, Finished, 1, 1);
        const auto stateAt = [&](double second) {
            const qint64 moment = fixtures::kBeganAtNs + qint64(second * double(kSecond));
            return stateText(timingsOf(record, moment, Waits::LeftOut).pool, 5);
        };
        QCOMPARE(stateAt(0.4), QStringLiteral("running, 0 of 5 jobs done"));
        QCOMPARE(stateAt(2), QStringLiteral("paused, 1 of 5 jobs done"));
        send(3, Resumed);
        QCOMPARE(stateAt(2), QStringLiteral("paused, 1 of 5 jobs done")); // as it was then
        QCOMPARE(stateAt(3.5), QStringLiteral("running, 1 of 5 jobs done"));
        // Stopped in a pause it is no longer paused.
        send(4, Paused);
        send(5, RunEnded);
        RunOutcome outcome;
        outcome.state = RunState::Stopped;
        record.pool().conclude(outcome);
        QCOMPARE(stateAt(4.5), QStringLiteral("paused, 1 of 5 jobs done"));
        QCOMPARE(stateAt(6), QStringLiteral("stopped after 1 of 5 jobs"));
    }

    void bothRunsComeAlongOneScale()
    {
        const auto sharesOf = [](const std::vector<std::string>& pool, qint64 poolEnd,
                                 const std::vector<std::string>& sequential, qint64 end,
                                 double at) {
            RunRecord record{RunSettings()};
            paint(record.pool(), pool, 5, poolEnd);
            paint(*record.sequential(), sequential, 5, end);
            return raceSharesOf(timingsOf(
                record, fixtures::kBeganAtNs + qint64(at * double(kSecond)), Waits::LeftOut));
        };
        const RaceShares done = sharesOf({"14", "25", "3"}, 2, {"12345"}, 5, 9);
        QCOMPARE(done.pool, 0.4);
        QCOMPARE(done.sequential, 1.0);
        const RaceShares live = sharesOf({"14", "25", "3"}, 2, {"123>"}, 0, 2.5);
        QCOMPARE(live.pool, 0.4);
        QCOMPARE(live.sequential, 0.5);
    }

    void aPauseBringsNoRunForward()
    {
        RunRecord record{RunSettings()};
        paint(record.pool(), {"1>", "2>", "3>"}, 5, 0);
        for (int job = 1; job <= 3; ++job)
            record.pool().record(Event{fixtures::kBeganAtNs + kSecond, JobId{job}, WorkerId{job},
                                       EventKind::Finished, JobStatus::Finished});
        record.pool().record(Event{fixtures::kBeganAtNs + kSecond, {}, {}, EventKind::Paused, {}});
        const auto shareAt = [&](qint64 second) {
            return raceSharesOf(
                       timingsOf(record, fixtures::kBeganAtNs + second * kSecond, Waits::LeftOut))
                .pool;
        };
        QCOMPARE(shareAt(1), 0.2); // of the 5 s that the other run will take
        QCOMPARE(shareAt(60), 0.6);
    }

    void aRunThatWasStoppedCameAsFarAsItCame()
    {
        // Of ten jobs on one worker four were done.
        const auto shareOf = [](bool known, qint64 each, int units) {
            RunSettings settings;
            settings.jobs.count = 10;
            settings.pool.workers = 1;
            settings.jobs.duration = std::chrono::nanoseconds(each);
            settings.baseline.when = SequentialRunWhen::Off;
            RunRecord record(settings);
            paint(record.pool(), {"1234"}, 10, 0);
            record.pool().record(
                Event{fixtures::kBeganAtNs + units * kSecond, {}, {}, EventKind::RunEnded, {}});
            RunOutcome outcome;
            outcome.state = RunState::Stopped;
            record.pool().conclude(outcome);
            Timings timings = timingsOf(record, fixtures::kLongAfterNs, Waits::LeftOut);
            timings.estimate.known = known;
            return raceSharesOf(timings).pool;
        };
        QCOMPARE(shareOf(true, kSecond, 4), 0.4);
        QCOMPARE(shareOf(false, 0, 4), 0.4);
        QCOMPARE(shareOf(true, kSecond, 20), 0.4);     // after a long pause
        QCOMPARE(shareOf(true, kSecond / 10, 4), 0.4); // jobs took longer than they should have
    }
};

QTEST_GUILESS_MAIN(TestTimings)
#include "tst_timings.moc"
