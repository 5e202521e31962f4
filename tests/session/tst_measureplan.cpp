// Which numbers of workers are measured, as times come in.
#include "session/measureplan.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <map>

namespace {

using Numbers = std::vector<int>;

std::vector<MeasuredTimes> measured(const std::map<int, qint64>& times)
{
    std::vector<MeasuredTimes> list;
    for (const auto& [workers, ns] : times)
        list.push_back({workers, {ns}});
    return list;
}

// All numbers that are asked for where so many workers take so long, in that order; checks that
// none comes twice and none above `most`.
Numbers allAsked(const MeasurePlan& plan, int most, const std::function<qint64(int)>& timeOf)
{
    Numbers asked;
    std::map<int, qint64> times;
    for (Numbers next = plan.nextNumbers({}, most); !next.empty();
         next = plan.nextNumbers(measured(times), most)) {
        for (const int workers : next) {
            if (workers < 1 || workers > most || !times.emplace(workers, timeOf(workers)).second)
                return {-1};
            asked.push_back(workers);
        }
    }
    return asked;
}

RunSettings jobsOf(WorkKind work, int count)
{
    RunSettings settings;
    settings.jobs.work = work;
    settings.jobs.count = count;
    return settings;
}

} // namespace

class TestMeasurePlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aListIsMeasuredAsItStands()
    {
        const MeasurePlan plan({2, 8, 64});
        QVERIFY(plan.nextNumbers({}, 4) == Numbers({2, 8, 64})); // `most` is for automatic ones
        QVERIFY(plan.nextNumbers(measured({{8, 5}, {16, 5}}), 4) == Numbers({2, 64}));
        QVERIFY(plan.nextNumbers(measured({{2, 5}, {8, 5}, {64, 5}}), 4).empty());
    }

    void theAutomaticOneDoublesUntilThatBringsTooLittle()
    {
        const MeasurePlan plan = MeasurePlan::automatic();
        QVERIFY(plan.nextNumbers({}, 1024) == Numbers({1}));
        QVERIFY(plan.nextNumbers(measured({{1, 1000}}), 1024) == Numbers({2}));
        QVERIFY(plan.nextNumbers(measured({{1, 1000}, {2, 500}}), 1024) == Numbers({4}));
        // 2.02 % less: another one; 2 % less: no more.
        QVERIFY(plan.nextNumbers(measured({{1, 10'000}, {2, 9'798}}), 1024) == Numbers({4}));
        QVERIFY(plan.nextNumbers(measured({{1, 10'000}, {2, 9'800}}), 1024).empty());
        QVERIFY(plan.nextNumbers(measured({{1, 1000}, {2, 2000}}), 1024).empty());
    }

    void thenItLooksForTheSmallestNumberThatIsEnough()
    {
        // Six lanes' worth of work: 4 is 50 % above 8, 6 within 5 %.
        const auto sixAtMost = [](int workers) {
            return qint64(12'000 / std::min(workers, 6));
        };
        QVERIFY(allAsked(MeasurePlan::automatic(), 1024, sixAtMost) ==
                Numbers({1, 2, 4, 8, 16, 5, 6, 7}));
        // Far apart it halves: 100 workers are enough.
        const auto hundred = [](int workers) {
            return qint64(1'000'000 / std::min(workers, 100));
        };
        const Numbers asked = allAsked(MeasurePlan::automatic(), 1024, hundred);
        QVERIFY(asked.size() < 20);
        QVERIFY(std::ranges::find(asked, 96) != asked.end()); // within 5 % of 100
        QVERIFY(std::ranges::find(asked, 95) != asked.end()); // and that is not
    }

    void oneWorkerThatIsEnoughAsksForNoMoreThanTwo()
    {
        QVERIFY(allAsked(MeasurePlan::automatic(), 1024, [](int) { return qint64(7); }) ==
                Numbers({1, 2}));
        QVERIFY(allAsked(MeasurePlan::automatic(), 1024, [](int) { return qint64(0); }) ==
                Numbers({1, 2}));
    }

    void itNeverAsksForMoreThanThereMayBe()
    {
        const auto perfect = [](int workers) {
            return qint64(1'000'000'000 / workers);
        };
        QVERIFY(allAsked(MeasurePlan::automatic(), 1, perfect) == Numbers({1}));
        QVERIFY(allAsked(MeasurePlan::automatic(), 2, perfect) == Numbers({1, 2}));
        QVERIFY(allAsked(MeasurePlan::automatic(), 6, perfect) == Numbers({1, 2, 4, 6, 5}));
        const Numbers all = allAsked(MeasurePlan::automatic(), RunSettings::kMaxWorkers, perfect);
        QVERIFY(std::ranges::find(all, RunSettings::kMaxWorkers) != all.end());
    }

    void itDecidesByTheMedian()
    {
        // One run of 2 workers was disturbed: they still are worth it.
        const std::vector<MeasuredTimes> times{{1, {1000, 1000, 1000}}, {2, {500, 510, 2000}}};
        QVERIFY(MeasurePlan::automatic().nextNumbers(times, 8) == Numbers({4}));
    }

    void moreWorkersThanJobsAreNotWorthMeasuring()
    {
        QCOMPARE(mostWorthMeasuring(jobsOf(WorkKind::Sleep, 1), 2), 1);
        QCOMPARE(mostWorthMeasuring(jobsOf(WorkKind::Sleep, 100), 2), 100);
        QCOMPARE(mostWorthMeasuring(jobsOf(WorkKind::Sleep, RunSettings::kMaxJobs), 2),
                 RunSettings::kMaxWorkers);
    }

    void whatMayComputeGetsFourForEachCore()
    {
        for (const WorkKind work :
             {WorkKind::Cpu, WorkKind::Mixed, WorkKind::Hash, WorkKind::Command}) {
            QCOMPARE(mostWorthMeasuring(jobsOf(work, 1000), 2), 8);
            QCOMPARE(mostWorthMeasuring(jobsOf(work, 5), 2), 5);
            QCOMPARE(mostWorthMeasuring(jobsOf(work, 1000), 0), 4); // nobody knows how many
            QCOMPARE(mostWorthMeasuring(jobsOf(work, 10'000), 1 << 30), RunSettings::kMaxWorkers);
        }
    }
};

QTEST_GUILESS_MAIN(TestMeasurePlan)
#include "tst_measureplan.moc"
