#include "base/seededrandom.h"
#include "fixtures/recordedrun.h"
#include "plan/runplanner.h"
#include "pool/sequentialrun.h"
#include "pool/workerpool.h"
#include "work/workloads.h"

#include <QTest>

#include <array>
#include <functional>

using namespace fixtures;
using namespace std::chrono_literals;
using std::chrono::microseconds;
using std::chrono::nanoseconds;

namespace {

// Work that fails as told.
class TroubledWork : public Workload
{
public:
    AttemptResult perform(Attempt attempt, const std::stop_token&) const override
    {
        return trouble(attempt);
    }
    std::function<AttemptResult(Attempt)> trouble;
};

// Settings of all kinds, of runs that take a few milliseconds.
class AnySettings
{
public:
    explicit AnySettings(quint64 seed) : m_seed(seed << 16) {}

    RunSettings draw()
    {
        RunSettings settings = settingsOf(1 + upTo(11), 1 + upTo(5));
        if (upTo(1))
            settings.pool.capacity = upTo(4);
        if (upTo(2) == 0)
            settings.pool.resultsCapacity = upTo(3);
        settings.pool.readTime = upTo(1) ? microseconds(upTo(300)) : 0us;
        settings.jobs.duration = upTo(4) ? microseconds(upTo(300)) : 0us;
        settings.jobs.work =
            std::array{WorkKind::Sleep, WorkKind::Cpu, WorkKind::Mixed}[std::size_t(upTo(2))];
        settings.jobs.cpuShare = upTo(10) / 10.0;
        settings.jobs.spread.kind =
            std::array{SpreadKind::Fixed, SpreadKind::Uniform, SpreadKind::Exponential,
                       SpreadKind::Bimodal}[std::size_t(upTo(3))];
        settings.jobs.order = SubmitOrder(upTo(3));
        settings.arrival.kind = ArrivalKind(upTo(2));
        settings.arrival.every = microseconds(upTo(200));
        settings.arrival.perSecond = 5'000;
        settings.jobs.retries = upTo(1) ? upTo(3) : 0;
        settings.jobs.failRate = std::array{0.0, 0.3, 0.8, 1.0}[std::size_t(upTo(3))];
        settings.seed = 1 + upTo(1'000'000);
        return settings;
    }

private:
    int upTo(int most) { return int(mixedBits(m_seed++) % quint64(most + 1)); }

    quint64 m_seed;
};

QString saidOf(const RunSettings& settings, qint64 tookNs, nanoseconds leastNs)
{
    return QStringLiteral("%1 jobs, %2 workers, work %3, %4 ns, reading %5 ns, arrival %6, "
                          "%7 retries, fail rate %8, seed %9: took %10 ns, but at least %11 ns")
        .arg(settings.jobs.count)
        .arg(settings.pool.workers)
        .arg(int(settings.jobs.work))
        .arg(settings.jobs.duration.count())
        .arg(settings.pool.readTime.count())
        .arg(int(settings.arrival.kind))
        .arg(settings.jobs.retries)
        .arg(settings.jobs.failRate)
        .arg(settings.seed)
        .arg(tookNs)
        .arg(leastNs.count());
}

PlannedRun planOf(const RunSettings& settings)
{
    return std::get<PlannedRun>(planRun(settings));
}

} // namespace

class TestIdealHolds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSlowReaderOfNoResultsTakesNoTime()
    {
        RunSettings settings = settingsOf(20, 20);
        settings.jobs.duration = 1ms;
        settings.pool.readTime = 50ms;
        settings.jobs.failRate = 1;
        const PlannedRun plan = planOf(settings);
        QCOMPARE(plan.estimate.ideal, nanoseconds(1ms));
        QCOMPARE(plan.estimate.sequential, nanoseconds(20ms));
        const auto work = workloadOf(plan);
        const Recorded pool = record<WorkerPool>(settings, *work);
        QVERIFY(pool.makespanNs() >= plan.estimate.ideal.count());
        const Recorded sequential = record<SequentialRun>(settings, *work);
        QVERIFY(sequential.makespanNs() >= plan.estimate.sequential.count());
    }

    void whatIsTriedAgainTakesItsTimeAgain()
    {
        RunSettings settings = settingsOf(4, 4);
        settings.jobs.duration = 1ms;
        settings.jobs.failRate = 1;
        settings.jobs.retries = 2;
        QCOMPARE(planOf(settings).estimate.ideal, nanoseconds(3ms));
        QCOMPARE(planOf(settings).estimate.sequential, nanoseconds(12ms));
    }

    void theRunEndsWithTheLastResultThoughItIsStillBeingRead()
    {
        // That a job fails must not make the reading of the last result count.
        RunSettings settings = settingsOf(2, 1);
        settings.pool.readTime = 1s;
        TroubledWork work;
        work.trouble = [](Attempt attempt) {
            return attempt.job.number == 1 ? AttemptResult::failed(QStringLiteral("no"))
                                           : AttemptResult();
        };
        const Recorded run = record<WorkerPool>(settings, work);
        QCOMPARE(run.outcome.resultsReceived, 1);
        const qint64 lastNs = run.of(EventKind::Finished).back().timeNs;
        const qint64 endNs = run.of(EventKind::RunEnded).front().timeNs;
        QVERIFY(endNs >= lastNs);
        QVERIFY(endNs - lastNs < 1'000'000'000);
    }

    void noRunOfAnyKindIsFasterThanItsIdeal()
    {
        for (quint64 round = 0; round < 600; ++round) {
            const RunSettings settings = AnySettings(round).draw();
            const PlannedRun plan = planOf(settings);
            const auto work = workloadOf(plan);
            const Recorded pool = record<WorkerPool>(settings, *work);
            QCOMPARE(pool.outcome.state, RunState::Finished);
            QVERIFY2(pool.makespanNs() >= plan.estimate.ideal.count(),
                     qPrintable(saidOf(settings, pool.makespanNs(), plan.estimate.ideal)));
            if (round % 4 > 0)
                continue;
            const Recorded sequential = record<SequentialRun>(settings, *work);
            QVERIFY2(
                sequential.makespanNs() >= plan.estimate.sequential.count(),
                qPrintable(saidOf(settings, sequential.makespanNs(), plan.estimate.sequential)));
        }
    }
};

QTEST_GUILESS_MAIN(TestIdealHolds)
#include "tst_idealholds.moc"
