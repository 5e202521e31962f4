#include "base/seededrandom.h"
#include "plan/estimate.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

// The best makespan, found by trying every assignment.
qint64 bestByTrying(const std::vector<qint64>& ns, int workers)
{
    std::vector<qint64> load(std::size_t(workers), 0);
    qint64 best = std::numeric_limits<qint64>::max();
    const std::function<void(std::size_t)> assign = [&](std::size_t job) {
        if (job == ns.size()) {
            best = std::min(best, *std::ranges::max_element(load));
            return;
        }
        for (qint64& one : load) {
            one += ns[job];
            assign(job + 1);
            one -= ns[job];
        }
    };
    assign(0);
    return best;
}

RunSettings settingsOf(int jobs, int workers, nanoseconds duration, SequentialRunWhen when)
{
    RunSettings settings;
    settings.jobs.count = jobs;
    settings.pool.workers = workers;
    settings.jobs.duration = duration;
    settings.baseline.when = when;
    return settings;
}

// For equal jobs, on so many cores.
Estimate estimateOf(const RunSettings& settings, int cores = 2)
{
    return estimateOf(settings, JobDurations(settings.jobs.duration), cores);
}

nanoseconds totalTime(const RunSettings& settings)
{
    return totalTime(estimateOf(settings), settings.baseline.when);
}

} // namespace

class TestEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theArticlesRunHasAnIdealOfTwoSeconds()
    {
        const Estimate estimate = estimateOf(RunSettings());
        QCOMPARE(estimate.ideal, nanoseconds(2s));
        QCOMPARE(estimate.sequential, nanoseconds(5s));
        QCOMPARE(estimate.mostSpeedUp, 2.5);
    }

    void theIdealIsTheBestOfAllAssignments()
    {
        for (int jobs = 1; jobs <= 7; ++jobs) {
            for (int workers = 1; workers <= 4; ++workers)
                QCOMPARE(idealMakespan(jobs, workers, 1ns).count(),
                         bestByTrying(std::vector<qint64>(std::size_t(jobs), 1), workers));
        }
    }

    void theIdealOfUnequalJobsIsBelowEveryAssignmentAndOftenReachesTheBest()
    {
        quint64 seed = 1;
        int reached = 0;
        constexpr int kRounds = 200;
        for (int round = 0; round < kRounds; ++round) {
            std::vector<qint64> ns(1 + std::size_t(mixedBits(seed++) % 7));
            for (qint64& one : ns)
                one = qint64(mixedBits(seed++) % 20);
            const int workers = 1 + int(mixedBits(seed++) % 4);
            const qint64 best = bestByTrying(ns, workers);
            const qint64 ideal = MakespanBound(ns).with(workers).count();
            QVERIFY2(ideal <= best, qPrintable(QString::number(round)));
            reached += ideal == best;
        }
        QVERIFY(reached > kRounds * 3 / 4);
        // 3 and 3 and 2 and 2 and 2 on two workers: none can do it in 6, but the bound is 6.
        QCOMPARE(MakespanBound({3, 3, 2, 2, 2}).with(2).count(), 6);
        // Three of 5 on two workers: one does two.
        QCOMPARE(MakespanBound({5, 5, 5, 1}).with(2).count(), 10);
        QCOMPARE(MakespanBound({}).with(2).count(), 0);
        QCOMPARE(MakespanBound(std::vector<qint64>(7, 10)).with(3).count(), 30);
    }

    void whatComesLateCannotBeDoneEarly()
    {
        RunSettings settings = settingsOf(5, 5, 1s, SequentialRunWhen::After);
        settings.arrival = {ArrivalKind::Every, 2s, 1};
        const Estimate slow = estimateOf(settings);
        QCOMPARE(slow.ideal, nanoseconds(9s)); // the last comes after 8
        QCOMPARE(slow.sequential, nanoseconds(9s));
        settings.arrival.every = 100ms;
        QCOMPARE(estimateOf(settings).ideal, nanoseconds(1400ms));
        QCOMPARE(estimateOf(settings).sequential, nanoseconds(5s));
        settings.pool.workers = 1;
        QCOMPARE(estimateOf(settings).ideal, nanoseconds(5s));
    }

    void theReaderTakesItsTimeForAllButTheLast()
    {
        RunSettings settings = settingsOf(5, 5, 1s, SequentialRunWhen::After);
        settings.pool.readTime = 2s;
        QCOMPARE(estimateOf(settings).ideal, nanoseconds(8s));
        QCOMPARE(estimateOf(settings).sequential, nanoseconds(13s));
    }

    void whatFilesAndCommandsTakeIsNotKnown()
    {
        RunSettings settings;
        settings.jobs.work = WorkKind::Hash;
        QVERIFY(!estimateOf(settings).known);
        settings.jobs.work = WorkKind::Command;
        QVERIFY(!estimateOf(settings).known);
    }

    void whatComputesIsSharedAmongTheCores()
    {
        RunSettings settings = settingsOf(12, 6, 1s, SequentialRunWhen::After);
        QCOMPARE(estimateOf(settings, 2).ideal, nanoseconds(2s)); // waiting needs no core
        settings.jobs.work = WorkKind::Cpu;
        QCOMPARE(estimateOf(settings, 2).ideal, nanoseconds(6s));
        QCOMPARE(estimateOf(settings, 2).mostSpeedUp, 2.0);
        QCOMPARE(estimateOf(settings, 8).ideal, nanoseconds(2s));
        QCOMPARE(estimateOf(settings, 8).mostSpeedUp, 6.0);
        settings.jobs.work = WorkKind::Mixed;
        settings.jobs.cpuShare = 0.5;
        QCOMPARE(estimateOf(settings, 2).ideal, nanoseconds(3s));
        QCOMPARE(estimateOf(settings, 2).mostSpeedUp, 4.0);
        settings.jobs.cpuShare = 0;
        QCOMPARE(estimateOf(settings, 2).mostSpeedUp, 6.0);
    }

    void theLargestSettingsDoNotOverflow()
    {
        auto computing = settingsOf(RunSettings::kMaxJobs, 1024, RunSettings::kMaxDuration,
                                    SequentialRunWhen::After);
        computing.jobs.work = WorkKind::Cpu;
        QVERIFY(estimateOf(computing, 1).ideal > nanoseconds::max() / 1.001);
        const auto largest = settingsOf(RunSettings::kMaxJobs, 1, RunSettings::kMaxDuration,
                                        SequentialRunWhen::After);
        QCOMPARE(estimateOf(largest).ideal, nanoseconds::max());
        QCOMPARE(totalTime(largest), nanoseconds::max());
    }

    void emptyJobsTakeNoTimeAtBest()
    {
        const Estimate estimate = estimateOf(settingsOf(100, 8, 0ns, SequentialRunWhen::Off));
        QCOMPARE(estimate.ideal, nanoseconds(0));
        QVERIFY(estimate.mostSpeedUp > 7);
    }

    void theTotalDependsOnWhenTheSequentialRunTakesPlace()
    {
        QCOMPARE(totalTime(settingsOf(5, 3, 1s, SequentialRunWhen::After)), nanoseconds(7s));
        QCOMPARE(totalTime(settingsOf(5, 3, 1s, SequentialRunWhen::Alongside)), nanoseconds(5s));
        QCOMPARE(totalTime(settingsOf(5, 3, 1s, SequentialRunWhen::Off)), nanoseconds(2s));
    }
};

QTEST_GUILESS_MAIN(TestEstimate)
#include "tst_estimate.moc"
