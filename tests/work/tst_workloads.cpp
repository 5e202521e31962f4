#include "base/clock.h"
#include "fixtures/recordedrun.h"
#include "pool/workerpool.h"
#include "work/cpuwork.h"
#include "work/mixedwork.h"
#include "work/workloads.h"

#include <QTest>

#include <thread>

#include <sys/resource.h>

using namespace fixtures;
using namespace std::chrono_literals;

namespace {

// Processor time of the calling thread.
qint64 threadNs()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    const auto ns = [](const timeval& time) {
        return qint64{time.tv_sec} * 1'000'000'000 + qint64{time.tv_usec} * 1'000;
    };
    return ns(usage.ru_utime) + ns(usage.ru_stime);
}

struct Cost
{
    qint64 processorNs;
    qint64 elapsedNs;
};

Cost costOf(const Workload& work)
{
    const qint64 processorNs = threadNs();
    const qint64 beganNs = monotonicNs();
    work.perform({JobId{1}}, {});
    return {threadNs() - processorNs, monotonicNs() - beganNs};
}

RunSettings settingsOfWork(WorkKind kind, std::chrono::nanoseconds duration)
{
    RunSettings settings = settingsOf(1, 1);
    settings.jobs.work = kind;
    settings.jobs.duration = duration;
    return settings;
}

} // namespace

class TestWorkloads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sleepingTakesTimeAndNoProcessor()
    {
        const Cost cost = costOf(*workloadOf(settingsOfWork(WorkKind::Sleep, 100ms)));
        QVERIFY(cost.elapsedNs >= 100'000'000);
        QVERIFY(cost.processorNs < 20'000'000);
    }

    void computingUsesTheProcessorForTheDurationOrSo()
    {
        // Other programs may slow it down, a wrong calibration would be far off.
        const Cost cost = costOf(*workloadOf(settingsOfWork(WorkKind::Cpu, 200ms)));
        QVERIFY2(cost.processorNs > 100'000'000 && cost.processorNs < 1'000'000'000,
                 qPrintable(QString::number(cost.processorNs)));
    }

    void twiceTheDurationIsTwiceTheWork()
    {
        // The same work over and over is the same, whatever else the machine does: by its least.
        const auto leastNs = [](std::chrono::nanoseconds duration) {
            const CpuWork work(duration);
            qint64 least = costOf(work).processorNs;
            for (int i = 0; i < 4; ++i)
                least = std::min(least, costOf(work).processorNs);
            return double(least);
        };
        const double ratio = leastNs(80ms) / leastNs(40ms);
        QVERIFY2(ratio > 1.4 && ratio < 2.9, qPrintable(QString::number(ratio)));
    }

    void mixedWorkComputesForItsShareAndWaitsForTheRest()
    {
        const Cost cost = costOf(MixedWork(200ms, 0.25));
        QVERIFY(cost.elapsedNs >= 175'000'000);
        QVERIFY2(cost.processorNs > 25'000'000 && cost.processorNs < 250'000'000,
                 qPrintable(QString::number(cost.processorNs)));
        QVERIFY(costOf(MixedWork(50ms, 0)).processorNs < 20'000'000);
        QVERIFY(costOf(MixedWork(50ms, 1)).processorNs > 25'000'000);
    }

    void noDurationIsNoWork()
    {
        for (const WorkKind kind : {WorkKind::Sleep, WorkKind::Cpu, WorkKind::Mixed})
            QCOMPARE(workloadOf(settingsOfWork(kind, 0ns))->perform({JobId{1}}, {}).status,
                     JobStatus::Finished);
    }

    void eachKindStopsAtOnce_data()
    {
        QTest::addColumn<WorkKind>("kind");
        QTest::newRow("sleep") << WorkKind::Sleep;
        QTest::newRow("cpu") << WorkKind::Cpu;
        QTest::newRow("mixed") << WorkKind::Mixed;
    }

    void eachKindStopsAtOnce()
    {
        QFETCH(const WorkKind, kind);
        const auto work = workloadOf(settingsOfWork(kind, 1h));
        std::stop_source stop;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(30ms); // somewhere in the middle
            stop.request_stop();
        });
        QCOMPARE(work->perform({JobId{1}}, stop.get_token()).status, JobStatus::Cancelled);
        // That it has ended at all, an hour early, is the proof; QTest ends what takes minutes.
    }

    void jobsThatComputeGiveTheirResults()
    {
        const auto work = workloadOf(settingsOfWork(WorkKind::Cpu, 100us));
        const Recorded run = record<WorkerPool>(settingsOf(100, 4), *work);
        QCOMPARE(run.outcome.state, RunState::Finished);
        QCOMPARE(run.outcome.resultsSum, 100 * 101);
    }
};

QTEST_GUILESS_MAIN(TestWorkloads)
#include "tst_workloads.moc"
