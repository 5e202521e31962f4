#include "base/seededrandom.h"
#include "fixtures/recordedrun.h"
#include "pool/workerpool.h"
#include "timeline/timeline.h"

#include <QDirIterator>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace fixtures;
using namespace std::chrono_literals;

namespace {

using Kind = PoolCommand::Kind;

// How many workers' threads there are. One that has left a pool signals nothing of it.
int workerThreads()
{
    int count = 0;
    QDirIterator tasks(QStringLiteral("/proc/self/task"), QDir::Dirs | QDir::NoDotAndDotDot);
    while (tasks.hasNext()) {
        QFile name(tasks.next() + QStringLiteral("/comm"));
        count += name.open(QIODevice::ReadOnly) && name.readAll().startsWith("worker ");
    }
    return count;
}

// A pool that runs beside the test; its jobs end as far as the test lets them.
class HeldPool : public Workload
{
public:
    explicit HeldPool(const RunSettings& settings)
        : m_commands(64), m_thread([this, settings] {
            m_recorded = record<WorkerPool>(settings, *this, {}, m_commands,
                                            [this](const Event& event) { note(event); });
        })
    {
    }
    ~HeldPool() override { letGo(RunSettings::kMaxJobs); }

    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [&] { return attempt.job.number <= m_mayEnd; });
        return {};
    }

    // The jobs up to this number may end.
    void letGo(int lastJob)
    {
        const std::lock_guard lock(m_mutex);
        m_mayEnd = lastJob;
        m_changed.notify_all();
    }
    void setWorkers(int count) { m_commands.sender().send({Kind::SetWorkers, count}); }
    int started() const { return m_started; }
    int came() const { return m_came; }
    int went() const { return m_went; }

    const Recorded& end()
    {
        m_thread.join();
        return m_recorded;
    }

private:
    void note(const Event& event)
    {
        m_started += event.kind == EventKind::Started;
        m_came += event.kind == EventKind::WorkerCame;
        m_went += event.kind == EventKind::WorkerWent;
    }

    mutable std::mutex m_mutex;
    mutable std::condition_variable_any m_changed;
    int m_mayEnd = 0;
    std::atomic<int> m_started{0};
    std::atomic<int> m_came{0};
    std::atomic<int> m_went{0};
    const Channel<PoolCommand> m_commands;
    Recorded m_recorded;
    std::jthread m_thread;
};

std::unique_ptr<Timeline> timelineOf(const Recorded& run, int workers)
{
    auto timeline = std::make_unique<Timeline>(workers);
    for (const Event& event : run.events)
        timeline->record(event);
    return timeline;
}

// Whether a worker comes only when it is not there, and goes and works only when it is.
QString contradictionIn(const Recorded& run, int workers)
{
    std::vector<bool> present(RunSettings::kMaxWorkers + 1, false);
    std::vector<qint64> lastNs(RunSettings::kMaxWorkers + 1, 0);
    for (int number = 1; number <= workers; ++number)
        present[std::size_t(number)] = true;
    for (const Event& event : run.events) {
        if (event.worker.number == 0)
            continue;
        const auto at = std::size_t(event.worker.number);
        const bool comes = event.kind == EventKind::WorkerCame;
        if (present[at] == comes || event.timeNs < lastNs[at])
            return QStringLiteral("worker %1, event %2").arg(at).arg(int(event.kind));
        if (comes || event.kind == EventKind::WorkerWent)
            present[at] = comes;
        lastNs[at] = event.timeNs;
    }
    return {};
}

} // namespace

class TestPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comingsAndGoingsAreThoseOfAPlainModel()
    {
        for (quint64 round = 0; round < 200; ++round) {
            quint64 seed = round << 16;
            const bool atStart = mixedBits(seed++) % 2 == 0;
            Lane lane(atStart);
            std::vector<bool> there; // by nanosecond
            bool present = atStart;
            for (int passage = 0; passage < 12; ++passage) {
                const auto wait = std::size_t(mixedBits(seed++) % 4);
                there.insert(there.end(), wait, present);
                const auto nowNs = qint64(there.size());
                QCOMPARE(lane.isPresent(), present);
                QCOMPARE(lane.mayCome(nowNs), !present);
                QCOMPARE(lane.mayGo(nowNs), present);
                QVERIFY(!lane.mayCome(-1) || passage == 0);
                if (present)
                    lane.go(nowNs);
                else
                    lane.come(nowNs);
                present = !present;
            }
            there.insert(there.end(), 3, present);
            qint64 ns = 0;
            for (std::size_t at = 0; at < there.size(); ++at) {
                QCOMPARE(lane.presentNs(qint64(at)), ns);
                ns += there[at];
            }
            QCOMPARE(lane.presences().back().toNs.has_value(), !present);
        }
    }

    void aWorkerThatIsAddedWhenOthersHaveNoMoreJobsHasARowOfItsOwn()
    {
        // The article's example, and a fourth worker when the first of three has left.
        HeldPool pool(settingsOf(5, 3));
        QTRY_COMPARE(pool.started(), 3);
        pool.letGo(3);
        QTRY_COMPARE(pool.started(), 5);
        QTRY_COMPARE(workerThreads(), 2);
        pool.setWorkers(4);
        QTRY_COMPARE(pool.came(), 1);
        pool.letGo(5);
        const Recorded& run = pool.end();
        QCOMPARE(run.outcome.state, RunState::Finished);
        QCOMPARE(contradictionIn(run, 3), QString());
        const auto timeline = timelineOf(run, 3);
        QCOMPARE(timeline->laneCount(), 4);
        for (int row = 0; row < 3; ++row)
            QVERIFY(!timeline->lane(row).comesOrGoes());
        QVERIFY(timeline->lane(3).isPresent());
        const qint64 makespanNs = *timeline->makespanNs();
        const qint64 cameNs = timeline->lane(3).presences().front().fromNs;
        QCOMPARE(timeline->presentNs(makespanNs), 3 * makespanNs + makespanNs - cameNs);
    }

    void aWorkerThatHadNoMoreJobsGoesWhenItIsToldTo()
    {
        HeldPool pool(settingsOf(4, 4));
        QTRY_COMPARE(pool.started(), 4);
        pool.letGo(3);
        QTRY_COMPARE(workerThreads(), 1);
        pool.setWorkers(1);
        QTRY_VERIFY(pool.went() >= 2); // one of the three may be worker 1, and its job another's
        pool.setWorkers(4);
        QTRY_VERIFY(pool.came() >= 2);
        pool.letGo(4);
        const Recorded& run = pool.end();
        QCOMPARE(run.outcome.state, RunState::Finished);
        QCOMPARE(contradictionIn(run, 4), QString());
        // Numbers are given again: the presence that was before has ended.
        const auto timeline = timelineOf(run, 4);
        int again = 0;
        for (int row = 0; row < timeline->laneCount(); ++row) {
            const auto presences = timeline->lane(row).presences();
            again += presences.size() == 2 && presences.front().toNs <= presences.back().fromNs;
        }
        QVERIFY(again >= 2);
    }

    void howeverWorkersComeAndGoTheyComeBeforeTheyGo()
    {
        for (quint64 round = 0; round < 40; ++round) {
            quint64 seed = round << 16;
            const auto upTo = [&seed](int most) {
                return int(mixedBits(seed++) % quint64(most + 1));
            };
            WatchedWork work;
            work.onJob = [](JobId, const std::stop_token&) {
                std::this_thread::sleep_for(100us);
            };
            const int workers = 1 + upTo(5);
            const RunSettings settings = settingsOf(30 + upTo(30), workers, upTo(3));
            const Channel<PoolCommand> commands(1);
            std::jthread commander([&](const std::stop_token& over) {
                for (std::size_t at = 0; at < 60; ++at) {
                    if (commands.sender().send({Kind::SetWorkers, 1 + upTo(11)}, over) !=
                        ChannelOutcome::Done)
                        return;
                    std::this_thread::sleep_for(std::chrono::microseconds(upTo(300)));
                }
            });
            const Recorded run = record<WorkerPool>(settings, work, {}, commands);
            commander.request_stop();
            QCOMPARE(run.outcome.state, RunState::Finished);
            QCOMPARE(contradictionIn(run, workers), QString());
            const auto timeline = timelineOf(run, workers);
            QVERIFY(timeline->presentNs(*timeline->makespanNs()) >= *timeline->makespanNs());
        }
    }
};

QTEST_GUILESS_MAIN(TestPresence)
#include "tst_presence.moc"
