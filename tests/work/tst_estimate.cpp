#include "work/estimate.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

// The best makespan of equal jobs of length 1, found by trying every assignment.
int bestByTrying(int jobs, int workers)
{
    std::vector<int> load(std::size_t(workers), 0);
    int best = jobs;
    const std::function<void(int)> assign = [&](int left) {
        if (left == 0) {
            best = std::min(best, *std::ranges::max_element(load));
            return;
        }
        for (int& one : load) {
            ++one;
            assign(left - 1);
            --one;
        }
    };
    assign(jobs);
    return best;
}

RunSettings settingsOf(int jobs, int workers, nanoseconds duration, SequentialRunWhen when)
{
    RunSettings settings;
    settings.jobs = jobs;
    settings.workers = workers;
    settings.duration = duration;
    settings.sequential = when;
    return settings;
}

// For equal jobs, on so many cores.
Estimate estimateOf(const RunSettings& settings, int cores = 2)
{
    return estimateOf(settings, JobDurations(settings.duration), cores);
}

nanoseconds totalTime(const RunSettings& settings)
{
    return totalTime(estimateOf(settings), settings.sequential);
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
                QCOMPARE(idealMakespan(jobs, workers, 1ns).count(), bestByTrying(jobs, workers));
        }
    }

    void whatComputesIsSharedAmongTheCores()
    {
        RunSettings settings = settingsOf(12, 6, 1s, SequentialRunWhen::After);
        QCOMPARE(estimateOf(settings, 2).ideal, nanoseconds(2s)); // waiting needs no core
        settings.work = WorkKind::Cpu;
        QCOMPARE(estimateOf(settings, 2).ideal, nanoseconds(6s));
        QCOMPARE(estimateOf(settings, 2).mostSpeedUp, 2.0);
        QCOMPARE(estimateOf(settings, 8).ideal, nanoseconds(2s));
        QCOMPARE(estimateOf(settings, 8).mostSpeedUp, 6.0);
        settings.work = WorkKind::Mixed;
        settings.cpuShare = 0.5;
        QCOMPARE(estimateOf(settings, 2).ideal, nanoseconds(3s));
        QCOMPARE(estimateOf(settings, 2).mostSpeedUp, 4.0);
        settings.cpuShare = 0;
        QCOMPARE(estimateOf(settings, 2).mostSpeedUp, 6.0);
    }

    void theLargestSettingsDoNotOverflow()
    {
        auto computing = settingsOf(RunSettings::kMaxJobs, 1024, RunSettings::kMaxDuration,
                                    SequentialRunWhen::After);
        computing.work = WorkKind::Cpu;
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
