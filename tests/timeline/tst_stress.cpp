#include "base/clock.h"
#include "base/seededrandom.h"
#include "pool/workerpool.h"
#include "timeline/eventrecorder.h"
#include "timeline/timeline.h"
#include "work/workload.h"

#include <QTest>

#include <stdexcept>
#include <thread>

using namespace std::chrono_literals;

// Runs that are all different: sizes, durations, failures, pauses, changes of the number of workers
// and stops by chance, and each is checked to the last job. POOLSCOPE_STRESS_SECONDS says how long
// (20), POOLSCOPE_STRESS_SEED which run alone.
namespace {

class Chance
{
public:
    explicit Chance(quint64 seed) : m_state(seed) {}

    // From 0 to `most`.
    int upTo(int most) { return int(bits() % quint64(most + 1)); }
    bool onceIn(int times) { return upTo(times - 1) == 0; }

private:
    quint64 bits() { return m_state = mixedBits(m_state); }

    quint64 m_state;
};

class ChanceWork : public Workload
{
public:
    ChanceWork(quint64 seed, int mostUs, int failsOnceIn)
        : m_seed(seed), m_mostUs(mostUs), m_failsOnceIn(failsOnceIn)
    {
    }

    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override
    {
        Chance chance(m_seed ^
                      mixedBits(quint64(attempt.job.number) * 128 + quint64(attempt.number)));
        const qint64 until = monotonicNs() + qint64{1000} * chance.upTo(m_mostUs);
        while (monotonicNs() < until && !stop.stop_requested())
            std::this_thread::yield();
        if (stop.stop_requested())
            return {JobStatus::Cancelled};
        if (m_failsOnceIn == 0 || !chance.onceIn(m_failsOnceIn))
            return {};
        if (chance.onceIn(2))
            throw std::runtime_error("thrown");
        return AttemptResult::failed(QStringLiteral("reported"));
    }

private:
    const quint64 m_seed;
    const int m_mostUs;
    const int m_failsOnceIn;
};

RunSettings settingsBy(Chance& chance)
{
    RunSettings settings;
    settings.jobs.count = 1 + chance.upTo(chance.onceIn(4) ? 20'000 : 800);
    settings.pool.workers = 1 + chance.upTo(chance.onceIn(8) ? 200 : 12);
    switch (chance.upTo(3)) {
    case 0:
        settings.pool.capacity = chance.upTo(1);
        break;
    case 1:
        settings.pool.capacity = 1 + chance.upTo(40);
        break;
    default:
        break;
    }
    settings.jobs.retries = chance.upTo(3);
    return settings;
}

PoolCommand commandBy(Chance& chance)
{
    switch (chance.upTo(3)) {
    case 0:
        return {PoolCommand::Kind::Pause, 0};
    case 1:
        return {PoolCommand::Kind::Resume, 0};
    default:
        return {PoolCommand::Kind::SetWorkers, 1 + chance.upTo(chance.onceIn(10) ? 300 : 15)};
    }
}

// What is wrong with what was recorded; empty when nothing is.
QString wrongIn(const Timeline& timeline, const RunSettings& settings, bool stopped)
{
    const RunOutcome& outcome = *timeline.outcome();
    if (outcome.state == RunState::Failed) // too few threads for workers that are added is not
        return outcome.message;
    if (!stopped && outcome.state != RunState::Finished)
        return QStringLiteral("it ended without having been stopped");

    enum class End : quint8 { None, Open, Done };
    std::vector<End> ends(std::size_t(settings.jobs.count), End::None);
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        if (lane.startedCount() != lane.finishedCount())
            return QStringLiteral("a job has no end");
        qint64 lastEndNs = 0;
        for (std::size_t k = 0; k < lane.finishedCount(); ++k) {
            const Span span = lane.span(k);
            if (span.startNs < lastEndNs || *span.endNs < span.startNs)
                return QStringLiteral("spans of a worker overlap");
            lastEndNs = *span.endNs;
            End& end = ends[std::size_t(span.job.number - 1)];
            if (end == End::Done)
                return QStringLiteral("job %1 ran twice").arg(span.job.number);
            if (end == End::None &&
                timeline.queuedNs(std::size_t(span.job.number - 1)) > span.startNs)
                return QStringLiteral("job %1 ran before it was queued").arg(span.job.number);
            end = span.status == JobStatus::Retried ? End::Open : End::Done;
            if (lane.attemptAt(k) > settings.jobs.retries + 1)
                return QStringLiteral("job %1 was tried too often").arg(span.job.number);
        }
    }
    const auto done = std::ranges::count(ends, End::Done);
    if (std::ranges::count(ends, End::Open) > 0)
        return QStringLiteral("a job was not tried again");
    if (!stopped && done != settings.jobs.count)
        return QStringLiteral("%1 of %2 jobs ended").arg(done).arg(settings.jobs.count);
    const StatusCounts counts = timeline.counts();
    if (done != qint64(counts.finished + counts.failed + counts.cancelled))
        return QStringLiteral("the counts do not add up");
    if (timeline.blocked().startedCount() != timeline.blocked().finishedCount())
        return QStringLiteral("the sender waits for ever");
    return {};
}

QString wrongInRun(quint64 seed)
{
    Chance chance(seed);
    const RunSettings settings = settingsBy(chance);
    const ChanceWork work(seed, chance.upTo(3) * 60, chance.upTo(4) * 3);
    const bool commands = !chance.onceIn(3);
    const bool stops = chance.onceIn(4);
    const int stopAfterUs = chance.upTo(20'000);

    Timeline timeline(settings.pool.workers);
    std::stop_source stop;
    const auto recorder = EventRecorder::start(timeline, stop);
    const Channel<PoolCommand> channel(8);
    {
        const std::jthread commander([&](const std::stop_token& over) {
            while (commands && !over.stop_requested()) {
                channel.sender().sendFor(commandBy(chance), 1ms, over);
                std::this_thread::sleep_for(std::chrono::microseconds(chance.upTo(2000)));
            }
        });
        const std::jthread goOn([&](const std::stop_token& over) {
            // However it is commanded, it comes to an end.
            while (!over.stop_requested()) {
                channel.sender().sendFor({PoolCommand::Kind::Resume, 0}, 1ms, over);
                std::this_thread::sleep_for(3ms);
            }
        });
        std::jthread stopper;
        if (stops) {
            stopper = std::jthread([&] {
                std::this_thread::sleep_for(std::chrono::microseconds(stopAfterUs));
                stop.request_stop();
            });
        }
        recorder->conclude(
            WorkerPool(settings, work, recorder->events(), channel).run(stop.get_token()));
    }
    return wrongIn(timeline, settings, stops);
}

} // namespace

class TestStress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRunEndsWithAllItsJobsAccountedFor()
    {
        bool given = false;
        const int only = qEnvironmentVariableIntValue("POOLSCOPE_STRESS_SEED", &given);
        if (given) {
            QCOMPARE(wrongInRun(quint64(only)), QString());
            return;
        }
        bool isLong = false;
        const int asked = qEnvironmentVariableIntValue("POOLSCOPE_STRESS_SECONDS", &isLong);
        const qint64 untilNs = monotonicNs() + qint64{1'000'000'000} * (isLong ? asked : 20);
        // Other runs each time; what fails names its seed.
        const auto first = quint64(monotonicNs() / 1'000'000) % 1'000'000'000;
        quint64 seed = first;
        for (; monotonicNs() < untilNs; ++seed) {
            const QString wrong = wrongInRun(seed);
            QVERIFY2(wrong.isEmpty(),
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(wrong)));
        }
        qInfo("%d runs", int(seed - first));
    }
};

QTEST_GUILESS_MAIN(TestStress)
#include "tst_stress.moc"
