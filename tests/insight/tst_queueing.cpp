#include "insight/queueing.h"

#include "fixtures/textpicture.h"
#include "timeline/runrecord.h"

#include <QTest>

#include <cmath>
#include <random>
#include <vector>

namespace {

void compareNear(double actual, double expected, double within = 1e-9)
{
    QVERIFY2(std::abs(actual - expected) <= within * std::max(std::abs(expected), 1e-300),
             qPrintable(QStringLiteral("%1 is not %2").arg(actual, 0, 'g', 15).arg(expected)));
}

// Jobs come one by one and are run in that order, each by the worker that is free first.
struct Served
{
    qint64 comesNs;
    qint64 lastsNs;
};

std::unique_ptr<RunRecord> recordOf(const std::vector<Served>& jobs, int workers,
                                    ArrivalKind arrival = ArrivalKind::Poisson)
{
    RunSettings settings;
    settings.jobs.count = int(jobs.size());
    settings.pool.workers = workers;
    settings.arrival.kind = arrival;
    settings.baseline.when = SequentialRunWhen::Off;
    auto record = std::make_unique<RunRecord>(settings);
    Timeline& pool = record->pool();
    pool.beginElsewhere();
    std::vector<qint64> free(std::size_t(workers), 0);
    int number = 0;
    for (const Served& job : jobs) {
        Event event;
        event.kind = EventKind::Queued;
        event.job = JobId{++number};
        event.timeNs = job.comesNs;
        pool.record(event);
        const auto worker = std::ranges::min_element(free);
        event.worker = WorkerId{int(worker - free.begin()) + 1};
        event.kind = EventKind::Started;
        event.timeNs = std::max(*worker, job.comesNs);
        pool.record(event);
        event.kind = EventKind::Finished;
        event.timeNs += job.lastsNs;
        *worker = event.timeNs;
        pool.record(event);
    }
    pool.record(Event{*std::ranges::max_element(free) + 5, {}, {}, EventKind::RunEnded});
    pool.conclude({});
    return record;
}

std::vector<Served> poissonJobs(std::size_t count, double gapNs, double lastsNs, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::exponential_distribution<double> draw;
    std::vector<Served> jobs;
    double at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        jobs.push_back({qint64(at), qint64(lastsNs * draw(random))});
        at += gapNs * draw(random);
    }
    return jobs;
}

constexpr qint64 kMs = 1'000'000;

} // namespace

class TestQueueing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // With one worker jobs wait as often as it is busy; with two, C = ρ a ÷ (1 + ρ), which is 1 ÷ 3
    // at a = 1 (Kleinrock, "Queueing Systems", volume 1, 1975, section 3.5: M/M/m).
    void erlangCIsThatOfTheTextbooks()
    {
        for (const double load : {0.0, 0.1, 0.5, 0.99})
            compareNear(erlangC(1, load), load);
        compareNear(erlangC(2, 1), 1.0 / 3);
        for (const double load : {0.2, 1.0, 1.9})
            compareNear(erlangC(2, load), load * load / (2 + load));
        // Summed as it is written: aᶜ ÷ c! ÷ (1 − ρ) over that and the sum of aᵏ ÷ k! below c.
        compareNear(erlangC(5, 4), 0.554113, 1e-5);
        compareNear(erlangC(10, 8), 0.409180, 1e-5);
    }

    void erlangCStaysWithinItsBoundsForThousandsOfWorkers()
    {
        double before = 1;
        for (int workers = 901; workers <= 100'000; workers += 997) {
            const double waits = erlangC(workers, 900);
            QVERIFY(std::isfinite(waits) && waits >= 0 && waits <= before);
            before = waits;
        }
        QCOMPARE(erlangC(4, 4), 1.0);
        QCOMPARE(erlangC(4, 100), 1.0);
        QCOMPARE(erlangC(0, 0), 1.0);
        QCOMPARE(erlangC(3, 0), 0.0);
    }

    void theMeanWaitIsExactForPoissonArrivalsAndExponentialJobs()
    {
        // M/M/1: ρ S ÷ (1 − ρ). M/M/2: C S ÷ (2 − a).
        compareNear(*meanWaitSeconds({8, 0.1, 1, 1}, 1), 0.8 * 0.1 / 0.2);
        compareNear(*meanWaitSeconds({10, 0.1, 1, 1}, 2), 0.1 / 3);
    }

    void equalJobsWaitHalfAsLong()
    {
        // M/D/1, by Pollaczek and Khinchine.
        compareNear(*meanWaitSeconds({8, 0.1, 1, 0}, 1), *meanWaitSeconds({8, 0.1, 1, 1}, 1) / 2);
        QCOMPARE(*meanWaitSeconds({8, 0.1, 0, 0}, 1), 0.0); // D/D/1
    }

    void tooFewWorkersHaveNoMeanWait()
    {
        QVERIFY(!meanWaitSeconds({10, 0.1, 1, 1}, 1)); // just as much as one can do
        QVERIFY(!meanWaitSeconds({100, 0.1, 1, 1}, 9));
        QVERIFY(!meanWaitSeconds({1, 0.1, 1, 1}, 0));
        QVERIFY(meanWaitSeconds({100, 0.1, 1, 1}, 11));
        QCOMPARE(*meanWaitSeconds({0, 0.1, 1, 1}, 1), 0.0);
    }

    void theWorkersForAWaitAreTheSmallestNumber()
    {
        const Traffic traffic{100, 0.1, 1, 2};
        for (const double wait : {1.0, 0.1, 0.01, 0.001, 1e-6}) {
            const auto workers = workersForWait(traffic, wait, 1024);
            QVERIFY(workers);
            QVERIFY(*meanWaitSeconds(traffic, *workers) <= wait);
            const auto fewer = meanWaitSeconds(traffic, *workers - 1);
            QVERIFY(!fewer || *fewer > wait);
        }
        QCOMPARE(workersForWait(traffic, 1000, 1024), std::optional(11));
        QVERIFY(!workersForWait(traffic, 1000, 10));
        QVERIFY(!workersForWait(traffic, -1, 1024));
        QVERIFY(!workersForWait(traffic, 1, 0));
    }

    void theTrafficIsThatOfTheRecord()
    {
        // Every 10 ms a job of 20 and 40 ms alternately.
        std::vector<Served> jobs;
        for (int i = 0; i < 100; ++i)
            jobs.push_back({i * 10 * kMs, (i % 2 ? 40 : 20) * kMs});
        const auto traffic = trafficOf(*recordOf(jobs, 4, ArrivalKind::Every));
        QVERIFY(traffic);
        compareNear(traffic->arrivalsPerSecond, 100);
        compareNear(traffic->serviceSeconds, 0.03);
        QVERIFY(traffic->arrivalVariation < 1e-12);
        compareNear(traffic->serviceVariation, 1.0 / 9);
        compareNear(traffic->offeredLoad(), 3);
    }

    void drawnTrafficVariesAsItsDistribution()
    {
        const auto traffic = trafficOf(*recordOf(poissonJobs(50'000, 10e6, 25e6, 5), 4));
        QVERIFY(traffic);
        compareNear(traffic->arrivalsPerSecond, 100, 0.03);
        compareNear(traffic->arrivalVariation, 1, 0.05);
        compareNear(traffic->serviceVariation, 1, 0.05);
    }

    void theoryAndARecordOfPoissonJobsAgree()
    {
        const auto record = recordOf(poissonJobs(200'000, 10e6, 24e6, 3), 3); // ρ = 0.8
        const auto traffic = trafficOf(*record);
        QVERIFY(traffic);
        compareNear(*meanWaitSeconds(*traffic, 3), double(*meanWaitNs(*record)) / 1e9, 0.06);
    }

    void attemptsAtAJobAreOneService()
    {
        std::vector<Served> jobs(10, {0, 10 * kMs});
        for (std::size_t i = 0; i < jobs.size(); ++i)
            jobs[i].comesNs = qint64(i) * 50 * kMs;
        RunSettings settings;
        settings.jobs.count = 10;
        settings.arrival.kind = ArrivalKind::Every;
        RunRecord record(settings);
        record.pool().beginElsewhere();
        for (int number = 1; number <= 10; ++number) {
            const qint64 comesNs = (number - 1) * 50 * kMs;
            Event event{comesNs, JobId{number}, WorkerId{1}, EventKind::Queued};
            record.pool().record(event);
            for (const JobStatus status : {JobStatus::Retried, JobStatus::Finished}) {
                event.kind = EventKind::Started;
                event.timeNs += kMs;
                record.pool().record(event);
                event.kind = EventKind::Finished;
                event.status = status;
                event.timeNs += 10 * kMs;
                record.pool().record(event);
            }
        }
        record.pool().record(Event{600 * kMs, {}, {}, EventKind::RunEnded});
        record.pool().conclude({});
        compareNear(trafficOf(record)->serviceSeconds, 0.02);
        QCOMPARE(*meanWaitNs(record), kMs);
    }

    void jobsThatAreThereFromTheStartAreNoTraffic()
    {
        const std::vector<Served> jobs(100, {0, kMs});
        QVERIFY(!trafficOf(*recordOf(jobs, 4, ArrivalKind::All)));
        QVERIFY(!trafficOf(*recordOf(jobs, 4, ArrivalKind::Poisson))); // they came all at once
    }

    void fewerThanTenJobsAreNoTraffic()
    {
        const auto jobs = poissonJobs(10, 1e6, 1e6, 1);
        QVERIFY(trafficOf(*recordOf(jobs, 2)));
        QVERIFY(!trafficOf(*recordOf({jobs.begin(), jobs.begin() + 9}, 2)));
        QVERIFY(!trafficOf(*recordOf({}, 2)));
    }

    void aRunThatGoesOnIsNoTraffic()
    {
        RunSettings settings;
        settings.arrival.kind = ArrivalKind::Every;
        RunRecord record(settings);
        fixtures::recordRun(record.pool(), {"123456789a>"}, kMs);
        QVERIFY(!trafficOf(record));
        QVERIFY(!littlesLawOf(record));
    }

    void littlesLawHoldsOverAnyRecordWithAllJobsDone()
    {
        std::mt19937 random(2);
        const auto upTo = [&](int most) {
            return 1 + int(random() % unsigned(most));
        };
        for (unsigned seed = 1; seed <= 200; ++seed) {
            const auto record = recordOf(
                poissonJobs(std::size_t(upTo(500)), upTo(20'000'000), upTo(50'000'000), seed),
                upTo(8));
            const auto law = littlesLawOf(*record);
            QVERIFY(law);
            compareNear(law->meanJobs, law->arrivalsTimesWait);
        }
    }

    void littlesLawCountsJobsByTheirTime()
    {
        // Two jobs of 10 ms on one worker, in a run of 20 ms and 5 ns: 2, then 1 in the pool.
        const auto law = littlesLawOf(*recordOf({{0, 10 * kMs}, {0, 10 * kMs}}, 1));
        QVERIFY(law);
        compareNear(law->meanJobs, 30e6 / 20'000'005);
    }

    void littlesLawNeedsAllJobs()
    {
        RunSettings settings;
        settings.jobs.count = 2;
        RunRecord record(settings);
        record.pool().beginElsewhere();
        for (const int number : {1, 2})
            record.pool().record(Event{0, JobId{number}, {}, EventKind::Queued});
        record.pool().record(Event{0, JobId{1}, WorkerId{1}, EventKind::Started});
        record.pool().record(Event{kMs, JobId{1}, WorkerId{1}, EventKind::Finished});
        record.pool().record(Event{kMs, {}, {}, EventKind::RunEnded});
        record.pool().conclude({});
        QVERIFY(!littlesLawOf(record)); // the second one never ran
        QVERIFY(!littlesLawOf(*recordOf({}, 1)));
    }
};

QTEST_GUILESS_MAIN(TestQueueing)
#include "tst_queueing.moc"
