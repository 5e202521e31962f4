// How long a pool would take: the rules of the pool, event by event.

#include "base/seededrandom.h"
#include "insight/simulator.h"
#include "timeline/timeline.h"

#include <QTest>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace {

constexpr JobCost waits(qint64 ns)
{
    return {0, ns};
}

constexpr JobCost computes(qint64 ns)
{
    return {ns, 0};
}

JobModel modelWith(std::vector<JobCost> costs, int cores = 0)
{
    JobModel model;
    model.settings.jobs.count = int(costs.size());
    model.costs = std::move(costs);
    model.cores = cores;
    return model;
}

qint64 timeOf(const JobModel& model, const WhatIf& change)
{
    return simulate(model, change).makespanNs;
}

// Up to so many jobs that compute and wait, drawn at random.
std::vector<JobCost> someJobs(quint64& seed, quint64 most)
{
    std::vector<JobCost> costs(1 + mixedBits(seed++) % most);
    for (JobCost& cost : costs) {
        cost.cpuNs = qint64(mixedBits(seed++) % 50);
        cost.waitNs = qint64(mixedBits(seed++) % 50);
    }
    return costs;
}

// The same, in steps of one: who computes gets an equal share of each. Independent of the
// simulator but for the rules.
double timeInSteps(const std::vector<JobCost>& costs, int workers, int cores)
{
    struct Worker
    {
        double cpu = 0;
        double wait = 0;
        bool busy = false;
    };
    constexpr double kStep = 1.0 / 64;
    std::vector<Worker> pool(static_cast<std::size_t>(workers));
    std::size_t next = 0;
    double now = 0;
    for (;;) {
        for (Worker& worker : pool) {
            if (worker.busy && worker.cpu <= 1e-9 && worker.wait <= 1e-9)
                worker.busy = false;
            while (!worker.busy && next < costs.size()) {
                worker = {double(costs[next].cpuNs), double(costs[next].waitNs), true};
                ++next;
                if (worker.cpu <= 0 && worker.wait <= 0)
                    worker.busy = false;
            }
        }
        if (std::ranges::none_of(pool, &Worker::busy))
            return now;
        const auto computing =
            std::ranges::count_if(pool, [](const Worker& w) { return w.busy && w.cpu > 1e-9; });
        const double rate = computing <= cores ? 1 : double(cores) / double(computing);
        for (Worker& worker : pool) {
            if (!worker.busy)
                continue;
            double left = kStep;
            if (worker.cpu > 1e-9) {
                const double done = std::min(worker.cpu, left * rate);
                worker.cpu -= done;
                left -= done / rate;
            }
            worker.wait -= std::min(worker.wait, left);
        }
        now += kStep;
    }
}

} // namespace

class TestSimulator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theArticlesJobsTakeTwoSecondsOnThreeWorkersAndFiveOnOne()
    {
        const JobModel model = modelWith(std::vector(5, waits(1'000'000'000)));
        QCOMPARE(timeOf(model, {.workers = 3}), 2'000'000'000);
        QCOMPARE(timeOf(model, {.workers = 1}), 5'000'000'000);
        QCOMPARE(timeOf(model, {.workers = 1024}), 1'000'000'000);
    }

    void noJobsTakeNoTime()
    {
        QCOMPARE(timeOf(modelWith({}), {.workers = 3}), 0);
        QCOMPARE(timeOf(modelWith({waits(0)}, 2), {.workers = 3}), 0);
        QCOMPARE(timeOf(modelWith({computes(0), waits(0)}, 1), {.workers = 3}), 0);
    }

    void aJobStartsOnTheWorkerThatIsFreeFirst()
    {
        const Simulated run = simulate(modelWith({waits(3), waits(1), waits(1), waits(5)}),
                                       {.workers = 2}, Spans::Kept);
        QCOMPARE(run.makespanNs, 7);
        QCOMPARE(run.busyNs, 10);
        QCOMPARE(run.spans.size(), std::size_t(4));
        QCOMPARE(run.spans[2].worker, 1);
        QCOMPARE(run.spans[3].worker, 1);
        QCOMPARE(run.spans[3].startNs, 2);
        QCOMPARE(run.tailNs, 4); // worker 1 from 3 to 7
    }

    void whatComputesSharesTheCores()
    {
        const JobModel model = modelWith(std::vector(8, computes(1000)), 2);
        QCOMPARE(timeOf(model, {.workers = 1}), 8000);
        QCOMPARE(timeOf(model, {.workers = 2}), 4000);
        QCOMPARE(timeOf(model, {.workers = 4}), 4000);
        QCOMPARE(timeOf(model, {.workers = 8}), 4000);
        // Where nobody knows the cores, each job has its own.
        QCOMPARE(timeOf(modelWith(std::vector(8, computes(1000))), {.workers = 8}), 1000);
    }

    void waitingNeedsNoCore()
    {
        const JobModel model = modelWith(std::vector(8, JobCost{100, 900}), 1);
        // All compute together for 800, then wait together.
        QCOMPARE(timeOf(model, {.workers = 8}), 1700);
    }

    void anyJobsTakeAsLongAsInSmallSteps()
    {
        quint64 seed = 1;
        for (int round = 0; round < 60; ++round) {
            const auto costs = someJobs(seed, 20);
            const int workers = 1 + int(mixedBits(seed++) % 6);
            const int cores = 1 + int(mixedBits(seed++) % 4);
            const double expected = timeInSteps(costs, workers, cores);
            const auto got = double(timeOf(modelWith(costs, cores), {.workers = workers}));
            // A step for each job, and what is cut off to whole nanoseconds.
            const double tolerance = double(costs.size()) / 32 + 2;
            QVERIFY2(std::abs(got - expected) <= tolerance,
                     qPrintable(
                         QStringLiteral("%1: %2, in steps %3").arg(round).arg(got).arg(expected)));
        }
    }

    void longestFirstLeavesNoLongJobForTheEnd()
    {
        const JobModel model = modelWith({waits(1), waits(1), waits(1), waits(1), waits(4)});
        QCOMPARE(timeOf(model, {.workers = 2}), 6);
        QCOMPARE(timeOf(model, {.workers = 2, .order = SubmitOrder::Longest}), 4);
        QCOMPARE(timeOf(model, {.workers = 2, .order = SubmitOrder::Shortest}), 6);
    }

    void jobsStartNoEarlierThanTheyCome()
    {
        JobModel model = modelWith({waits(10), waits(10), waits(10)});
        model.settings.arrival = {ArrivalKind::Every, std::chrono::nanoseconds(100), 1};
        model.arrivalsNs = {0, 100, 200};
        QCOMPARE(timeOf(model, {.workers = 3}), 210);
        QCOMPARE(timeOf(model, {.workers = 3, .arrival = Arrival()}), 10);
        const Arrival slower{ArrivalKind::Every, std::chrono::nanoseconds(1000), 1};
        QCOMPARE(timeOf(model, {.workers = 1, .arrival = slower}), 2010);
    }

    void jobsComeWhenTheyDidThoughOneIsLeftOutOrSplit()
    {
        JobModel model = modelWith({waits(10), waits(10), waits(10)});
        model.settings.arrival = {ArrivalKind::Every, std::chrono::nanoseconds(100), 1};
        model.arrivalsNs = {0, 100, 200};
        for (const int workers : {1, 3}) {
            QCOMPARE(timeOf(model, {.workers = workers, .withoutJob = JobId{1}}), 210);
            const Simulated split = simulate(
                model, {.workers = workers, .split = WhatIf::Split{JobId{1}, 5}}, Spans::Kept);
            QCOMPARE(split.makespanNs, 210);
            QCOMPARE(split.spans.front().endNs, 2);
        }
        model.cores = 1;
        model.costs[0] = computes(10);
        QCOMPARE(timeOf(model, {.workers = 2, .split = WhatIf::Split{JobId{1}, 5}}), 210);
    }

    void resultsWaitForTheirReader()
    {
        JobModel model = modelWith(std::vector(4, waits(10)));
        model.settings.pool.readTime = std::chrono::nanoseconds(100);
        // Taken at 10, 110, 210 and 310, however many workers there are.
        QCOMPARE(timeOf(model, {.workers = 4}), 310);
        // Without room a worker holds its result until it is read: one each 100 from 10 on.
        const Simulated none = simulate(model, {.workers = 1, .resultsCapacity = 0}, Spans::Kept);
        QCOMPARE(none.makespanNs, 310);
        // The first is read at once. The second ends at 20 and is held until 110.
        QCOMPARE(none.spans[1].endNs, 20);
        QCOMPARE(none.spans[2].startNs, 110);
        const Simulated one = simulate(model, {.workers = 1, .resultsCapacity = 1}, Spans::Kept);
        QCOMPARE(one.spans[2].startNs, 20);
        QCOMPARE(one.spans[3].startNs, 110);
    }

    void failedAttemptsCostTheirTimeUnlessThereAreNone()
    {
        JobModel model = modelWith({waits(10), waits(10)});
        model.settings.jobs.retries = 2;
        model.failed = {{1, waits(7)}, {1, waits(5)}};
        QCOMPARE(timeOf(model, {.workers = 1}), 32);
        QCOMPARE(timeOf(model, {.workers = 1, .withoutFailures = true}), 20);
        QCOMPARE(timeOf(model, {.workers = 1, .retries = 0}), 17);
        QCOMPARE(timeOf(model, {.workers = 1, .retries = 1}), 22);
        QCOMPARE(timeOf(model, {.workers = 1, .retries = 9}), 32);
        model.lost = {1};
        QCOMPARE(timeOf(model, {.workers = 1, .retries = 4}), 52); // twice more as the last
    }

    void failuresOnPurposeFollowTheSeed()
    {
        JobModel model = modelWith(std::vector(200, waits(10)));
        model.settings.jobs.failRate = 0.5;
        model.settings.jobs.retries = 0;
        QCOMPARE(timeOf(model, {.workers = 1, .retries = 0}), 2000);
        const qint64 once = timeOf(model, {.workers = 1, .retries = 1});
        QVERIFY(once > 2800 && once < 3200);
    }

    void aJobCanBeLeftOutOrSplit()
    {
        const JobModel model = modelWith({waits(10), waits(101), waits(10)});
        QCOMPARE(timeOf(model, {.workers = 2, .withoutJob = JobId{2}}), 10);
        QCOMPARE(timeOf(model, {.workers = 1, .split = WhatIf::Split{JobId{2}, 4}}), 121);
        const Simulated split =
            simulate(model, {.workers = 8, .split = WhatIf::Split{JobId{2}, 4}}, Spans::Kept);
        QCOMPARE(split.makespanNs, 26);
        QCOMPARE(split.spans.size(), std::size_t(6));
        // One that is not there changes nothing.
        QCOMPARE(timeOf(model, {.workers = 1, .withoutJob = JobId{9}}), 121);
    }

    void handOverCostsOnceForABatch()
    {
        JobModel model = modelWith(std::vector(4, waits(10)));
        model.handOffNs = 4;
        model.startUpNs = 100;
        model.afterLastNs = 50;
        QCOMPARE(timeOf(model, {.workers = 1}), 100 + 40 + 3 * 4 + 50);
        QCOMPARE(timeOf(model, {.workers = 1, .batch = 4}), 100 + 40 + 3 * 1 + 50);
    }

    void noScheduleIsShorterThanItsWorkAndNoWorkerDoesTwoJobsAtOnce()
    {
        quint64 seed = 7;
        for (int round = 0; round < 300; ++round) {
            const auto costs = someJobs(seed, 40);
            JobModel model = modelWith(costs, int(mixedBits(seed++) % 4));
            if (mixedBits(seed++) % 3 == 0)
                model.settings.pool.readTime =
                    std::chrono::nanoseconds(qint64(mixedBits(seed++) % 60));
            model.handOffNs = qint64(mixedBits(seed++) % 3);
            WhatIf change{.workers = 1 + int(mixedBits(seed++) % 6)};
            change.resultsCapacity = int(mixedBits(seed++) % 3);
            const Simulated run = simulate(model, change, Spans::Kept);
            qint64 work = 0;
            for (const JobCost& cost : model.costs)
                work += cost.totalNs();
            QVERIFY(run.busyNs >= work);
            QVERIFY(run.makespanNs * change.workers >= work);
            QCOMPARE(run.spans.size(), model.size());
            std::vector<qint64> freeNs(std::size_t(change.workers), 0);
            std::vector<bool> done(model.size(), false);
            for (const SimulatedSpan& span : run.spans) {
                QVERIFY(span.startNs >= freeNs[std::size_t(span.worker)]);
                QVERIFY(span.endNs >= span.startNs && span.endNs <= run.makespanNs);
                freeNs[std::size_t(span.worker)] = span.endNs;
                QVERIFY(!done[std::size_t(span.place)]);
                done[std::size_t(span.place)] = true;
            }
            // What is kept does not change what is computed.
            QCOMPARE(timeOf(model, change), run.makespanNs);
        }
    }

    void spansMakeATimelineThatIsOver()
    {
        JobModel model = modelWith({waits(10), waits(20), waits(30)});
        model.numbers = {2, 5, 9};
        const Simulated run = simulate(model, {.workers = 2}, Spans::Kept);
        const auto timeline = timelineOf(model, run, 2);
        QCOMPARE(timeline->laneCount(), 2);
        QCOMPARE(timeline->makespanNs().value(), run.makespanNs);
        QVERIFY(timeline->outcome() != nullptr);
        const auto place = timeline->find(JobId{9});
        QVERIFY(place.has_value());
        QCOMPARE(timeline->lane(place->lane).startNs(place->index), 10);
    }

    void aStopEndsItEarly()
    {
        std::stop_source stop;
        stop.request_stop();
        const JobModel model = modelWith(std::vector(100'000, JobCost{5, 5}), 1);
        QVERIFY(simulate(model, {.workers = 2}, Spans::LeftOut, stop.get_token()).busyNs <
                1'000'000);
    }
};

QTEST_APPLESS_MAIN(TestSimulator)
#include "tst_simulator.moc"
