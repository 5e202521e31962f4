// How many workers are enough.

#include "fixtures/equaljobs.h"
#include "insight/sizing.h"
#include "plan/plannedrun.h"
#include "plan/runplanner.h"
#include "timeline/runrecord.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <numeric>

using namespace std::chrono_literals;

namespace {

JobModel modelWith(std::vector<JobCost> costs, int workers, int cores = 0)
{
    JobModel model;
    model.settings.jobs.count = int(costs.size());
    model.settings.pool.workers = workers;
    model.costs = std::move(costs);
    model.cores = cores;
    return model;
}

std::vector<int> upTo(int last)
{
    std::vector<int> numbers(std::size_t(last), 0);
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

SizingPoint measuredPoint(int workers, std::vector<qint64> ns)
{
    return {.workers = workers, .measured = MeasuredTimes{workers, std::move(ns)}};
}

PlannedRun planOf(RunSettings settings)
{
    return std::get<PlannedRun>(planRun(settings));
}

} // namespace

class TestSizing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theArticlesFiveJobsNeedFiveWorkersToBeFastest()
    {
        const JobModel model = modelWith(std::vector(5, JobCost{0, 1'000'000'000}), 3);
        const SizingCurve curve = sizingOf(model, upTo(5), {});
        QCOMPARE(curve.points.size(), std::size_t(5));
        QCOMPARE(curve.points[2].simulatedNs.value(), 2'000'000'000);
        QCOMPARE(curve.points[2].boundNs, 2'000'000'000);
        QCOMPARE(curve.enough->workers, 5);
        QCOMPARE(curve.enough->ns, 1'000'000'000);
        QVERIFY(!curve.enough->measured);
        QCOMPARE(curve.now, 3);
    }

    void enoughIsTheSmallestWithinFivePercentOfTheBest()
    {
        const std::vector<SizingPoint> points{{.workers = 1, .simulatedNs = 2000},
                                              {.workers = 2, .simulatedNs = 1051},
                                              {.workers = 3, .simulatedNs = 1050},
                                              {.workers = 4, .simulatedNs = 1000},
                                              {.workers = 5, .simulatedNs = 1040}};
        const auto enough = enoughOf(points);
        QCOMPARE(enough->workers, 3);
        QCOMPARE(enough->from, 1);
        QCOMPARE(enough->to, 5);
        QVERIFY(!enoughOf({}));
        QVERIFY(!enoughOf({{.workers = 1}}));
    }

    void measuredTimesDecideAloneOnceThereAreThree()
    {
        std::vector<SizingPoint> points{{.workers = 1, .simulatedNs = 100},
                                        measuredPoint(2, {900, 1000, 1100}),
                                        measuredPoint(3, {1000})};
        points[1].simulatedNs = points[2].simulatedNs = 50;
        QCOMPARE(enoughOf(points)->workers, 2);
        QVERIFY(!enoughOf(points)->measured);
        points.push_back(measuredPoint(4, {500}));
        points.push_back({.workers = 5, .simulatedNs = 10});
        QVERIFY(enoughOf(points)->measured);
        QCOMPARE(enoughOf(points)->workers, 4);
        QCOMPARE(enoughOf(points)->from, 2);
        QCOMPARE(enoughOf(points)->to, 4);
    }

    void whereAllNumbersWereMeasuredTheSimulatedTimesDecideNothing()
    {
        std::vector<SizingPoint> points{measuredPoint(1, {1000}), measuredPoint(1024, {3000})};
        points[0].simulatedNs = 1000;
        points[1].simulatedNs = 300;
        QVERIFY(enoughOf(points)->measured);
        QCOMPARE(enoughOf(points)->workers, 1);
        QCOMPARE(enoughOf(points)->ns, 1000);
    }

    void whatWasStoppedHasNoTime()
    {
        std::stop_source stop;
        stop.request_stop();
        RunSettings settings;
        settings.jobs.count = 20;
        settings.jobs.spread.kind = SpreadKind::Exponential;
        const PlannedRun plan = planOf(settings);
        const SizingCurve curve = sizingOf(plan, 2, upTo(8), {{2, {500}}}, stop.get_token());
        QCOMPARE(curve.points.size(), std::size_t(8));
        for (const SizingPoint& point : curve.points)
            QVERIFY(!point.simulatedNs && !point.leastNs && !point.mostNs);
        QVERIFY(curve.points[1].measured.has_value());
        QVERIFY(!curve.enough);
    }

    void measuredTimesDoNotDecideWhereTheForecastStillFalls()
    {
        std::vector<SizingPoint> points{measuredPoint(1, {900}),
                                        measuredPoint(2, {450}),
                                        measuredPoint(3, {300}),
                                        {.workers = 16, .simulatedNs = 60}};
        for (SizingPoint& point : points) {
            if (point.measured)
                point.simulatedNs = point.measured->medianNs();
        }
        QCOMPARE(enoughOf(points)->workers, 16);
        QVERIFY(!enoughOf(points)->measured);
        // As far off as a forecast may be.
        points.back().simulatedNs = 280;
        QCOMPARE(enoughOf(points)->workers, 3);
        QVERIFY(enoughOf(points)->measured);
    }

    void runsOfOtherMachinesDoNotCount()
    {
        const auto runOn = [](int cores) {
            RunOrigin origin;
            origin.machine.cores = cores;
            auto record = std::make_shared<RunRecord>(RunSettings(), origin);
            record->pool().record(Event{});
            record->pool().record(Event{100, {}, {}, EventKind::RunEnded, {}});
            record->pool().conclude({});
            return record;
        };
        const auto here = runOn(2);
        QCOMPARE(measuredTimes(*here, {runOn(2)}).front().timesNs.size(), std::size_t(2));
        QCOMPARE(measuredTimes(*here, {runOn(8)}).front().timesNs.size(), std::size_t(1));
    }

    void noSimulatedTimeLiesBelowTheBound()
    {
        RunSettings settings;
        settings.jobs.count = 60;
        settings.jobs.duration = 1ms;
        settings.jobs.spread.kind = SpreadKind::Pareto;
        for (const WorkKind work : {WorkKind::Sleep, WorkKind::Cpu, WorkKind::Mixed}) {
            for (const ArrivalKind arrival : {ArrivalKind::All, ArrivalKind::Poisson}) {
                settings.jobs.work = work;
                settings.arrival.kind = arrival;
                settings.arrival.perSecond = 2000;
                const SizingCurve curve = sizingOf(planOf(settings), 2, upTo(40), {});
                for (const SizingPoint& point : curve.points)
                    QVERIFY2(*point.simulatedNs >= point.boundNs - 60, // whole nanoseconds
                             qPrintable(QString::number(point.workers)));
                QVERIFY(curve.enough.has_value());
            }
        }
    }

    void drawnDurationsHaveABandThatHoldsMostDraws()
    {
        RunSettings settings;
        settings.jobs.count = 50;
        settings.jobs.spread.kind = SpreadKind::Exponential;
        const SizingCurve drawn = sizingOf(planOf(settings), 2, upTo(8), {});
        int inside = 0;
        for (const SizingPoint& point : drawn.points) {
            QVERIFY(point.leastNs && point.mostNs && *point.leastNs < *point.mostNs);
            inside += *point.simulatedNs >= *point.leastNs && *point.simulatedNs <= *point.mostNs;
        }
        QVERIFY(inside > 0);
        // Equal ones are known.
        settings.jobs.spread.kind = SpreadKind::Fixed;
        QVERIFY(!sizingOf(planOf(settings), 2, upTo(8), {}).points.front().leastNs);
    }

    void theErrorIsThatOfThePointsThatWereMeasured()
    {
        const JobModel model = modelWith(std::vector(4, JobCost{0, 100}), 1);
        const SizingCurve curve =
            sizingOf(model, {1, 4}, {{1, {500}}, {2, {190, 200, 260}}, {4, {125}}});
        QCOMPARE(curve.points.size(), std::size_t(3)); // 2 was measured, too
        QCOMPARE(curve.error->points, std::size_t(3));
        QCOMPARE(curve.error->worst, 0.2);
        QCOMPARE(curve.error->median, 0.2);
        QVERIFY(!sizingOf(model, {1}, {}).error);
    }

    void numbersGoToWhereMoreCanHelpNoMore()
    {
        QCOMPARE(numbersToLookAt(modelWith({}, 3)), (std::vector<int>{1}));
        QCOMPARE(numbersToLookAt(modelWith({JobCost{0, 5}}, 3)), (std::vector<int>{1}));
        QCOMPARE(numbersToLookAt(modelWith(std::vector(5, JobCost{0, 5}), 3)), upTo(5));
        // Ten jobs' worth of time besides a long one: ten workers have nothing to do at its end.
        std::vector<JobCost> jobs(1000, JobCost{0, 1});
        jobs.push_back({0, 200});
        QCOMPARE(numbersToLookAt(modelWith(jobs, 3)), upTo(12));
        // What computes has no use for many more than there are cores.
        QCOMPARE(numbersToLookAt(modelWith(std::vector(500, JobCost{9, 0}), 3, 4)), upTo(16));
    }

    void thereAreSixtyFourNumbersAtMostAndTheRunsOwnIsAmongThem()
    {
        for (const int now : {1, 3, 25, 26, 27, 333, 500, 1023, 1024}) {
            for (const std::size_t jobs : {30, 900, 1024, 5000}) {
                const auto numbers =
                    numbersToLookAt(modelWith(std::vector(jobs, JobCost{0, 7}), now));
                QVERIFY(numbers.size() <= 64);
                QCOMPARE(numbers.front(), 1);
                QVERIFY(std::ranges::adjacent_find(numbers, std::ranges::greater_equal()) ==
                        numbers.end());
                QVERIFY(numbers.back() <= RunSettings::kMaxWorkers);
                if (std::size_t(now) <= jobs)
                    QVERIFY2(std::ranges::find(numbers, now) != numbers.end(),
                             qPrintable(QString::number(now)));
            }
        }
    }

    void runsOfTheSameJobsCountAsMeasured()
    {
        const auto shown = fixtures::equalJobs(20, 2, 1000);
        const auto same = fixtures::equalJobs(20, 4, 1000);
        const auto again = fixtures::equalJobs(20, 4, 900);
        const auto other = fixtures::equalJobs(21, 4, 1000);
        const auto measured = measuredTimes(*shown, {same, shown, other, again});
        QCOMPARE(measured.size(), std::size_t(2));
        QCOMPARE(measured[0].workers, 2);
        QCOMPARE(measured[0].timesNs.size(), std::size_t(1));
        QCOMPARE(measured[1].timesNs, (std::vector<qint64>{5400, 6000}));
        QCOMPARE(measured[1].medianNs(), 5400);
    }

    void recordsOfOthersAreComparedWithThemselvesAlone()
    {
        RunRecord a(RunSettings(), RunOrigin{.kind = QStringLiteral("ninja")});
        RunRecord b(RunSettings(), RunOrigin{.kind = QStringLiteral("ninja")});
        QVERIFY(!haveSameJobs(a, b));
        QVERIFY(haveSameJobs(a, a));
    }

    void workersAndChannelsMayDifferBetweenRunsOfTheSameJobs()
    {
        RunSettings settings;
        RunRecord a(settings);
        settings.pool.workers = 9;
        settings.pool.capacity = 0;
        settings.baseline.when = SequentialRunWhen::Off;
        QVERIFY(haveSameJobs(a, RunRecord(settings)));
        settings.pool.readTime = 1ms;
        QVERIFY(haveSameJobs(a, a));
        settings.jobs.duration = 2s;
        QVERIFY(!haveSameJobs(a, RunRecord(settings)));
    }
};

QTEST_APPLESS_MAIN(TestSizing)
#include "tst_sizing.moc"
