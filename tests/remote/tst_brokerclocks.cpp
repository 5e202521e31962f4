// Runs on agents whose clocks show something else, and to whom messages take their time.
#include "fixtures/realbroker.h"
#include "fixtures/runsatbroker.h"
#include "fixtures/slowproxy.h"

#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <list>

#include <sys/stat.h>

using namespace std::chrono_literals;
using fixtures::AgentProcess;
using fixtures::RealBroker;
using fixtures::RunAtBroker;
using fixtures::sleepingJobs;
using fixtures::SlowProxy;
using fixtures::wrongWith;

namespace {

constexpr qint64 kMs = 1'000'000;
// What a job takes until it has left its mark, on a machine that has much to do.
constexpr qint64 kBeginningNs = 150 * kMs;

qint64 nsOf(const timespec& time)
{
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

// Jobs that leave a file with the time when they began, by the clock of the system.
class MarkingJobs
{
public:
    RunSettings settings(int count) const
    {
        RunSettings settings = sleepingJobs(count, 0ns);
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command =
            QStringLiteral("sh -c ': > %1/{n}; exec sleep 0.1'").arg(m_folder.path());
        return settings;
    }
    static QStringList allowed()
    {
        return {QStringLiteral("--allow"), QStringLiteral("command:/bin/sh")};
    }

    // When the job began, by the clock of this process; 0 where it has not.
    qint64 beganNs(JobId job) const
    {
        struct stat marked
        {
        };
        const QByteArray path = m_folder.filePath(QString::number(job.number)).toLocal8Bit();
        if (::stat(path.constData(), &marked) != 0)
            return 0;
        timespec wall{};
        ::clock_gettime(CLOCK_REALTIME, &wall);
        return monotonicNs() - (nsOf(wall) - nsOf(marked.st_mtim));
    }

private:
    const QTemporaryDir m_folder;
};

} // namespace

class TestBrokerClocks : public QObject
{
    Q_OBJECT

private:
    // A program of its own for which the monotonic clock of the system shows so much more.
    static QStringList withClock(std::chrono::seconds shift)
    {
        return {QStringLiteral("unshare"), QStringLiteral("--map-root-user"),
                QStringLiteral("--time"), QStringLiteral("--monotonic"),
                QString::number(shift.count())};
    }
    static bool mayShiftClocks()
    {
        const QStringList trying = withClock(1s) + QStringList{QStringLiteral("true")};
        return QProcess::execute(trying.first(), trying.mid(1)) == 0;
    }

    // By how much the bars of a run are further off than is said of their lanes, at most; less what
    // a job takes to begin.
    static qint64 worstExcessNs(const RunAtBroker& run, const MarkingJobs& jobs)
    {
        qint64 worstNs = 0;
        for (int i = 0; i < run.timeline.laneCount(); ++i) {
            const Lane& lane = run.timeline.lane(i);
            const qint64 toldNs = *run.hosts[std::size_t(i)].clockErrorNs;
            for (std::size_t at = 0; at < lane.startedCount(); ++at) {
                const qint64 shownNs = *run.timeline.beganAtNs() + lane.startNs(at);
                const qint64 aheadNs = jobs.beganNs(lane.job(at)) - shownNs;
                worstNs = std::max({worstNs, -aheadNs - toldNs, aheadNs - toldNs - kBeginningNs});
            }
        }
        return worstNs;
    }

    // What is said of how far off they are, at most.
    static qint64 worstToldNs(const RunAtBroker& run)
    {
        qint64 worstNs = 0;
        for (const LaneLabel& label : run.hosts)
            worstNs = std::max(worstNs, *label.clockErrorNs);
        return worstNs;
    }

    // Bars that end before they begin, or begin before their job was sent.
    static int impossibleBars(const Timeline& timeline)
    {
        int count = 0;
        for (int i = 0; i < timeline.laneCount(); ++i) {
            const Lane& lane = timeline.lane(i);
            for (std::size_t at = 0; at < lane.finishedCount(); ++at) {
                const auto job = std::size_t(lane.job(at).number - 1);
                count +=
                    lane.endNs(at) < lane.startNs(at) || lane.startNs(at) < timeline.queuedNs(job);
            }
        }
        return count;
    }

    RealBroker m_broker;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_broker.start()); }
    void cleanupTestCase() { m_broker.stop(); }

    void barsStandWhereTheyHappenedWhateverTheClocksShow()
    {
        if (!mayShiftClocks())
            QSKIP("no program of this system may have a clock of its own here");
        const MarkingJobs jobs;
        std::list<AgentProcess> agents;
        for (const auto shift : {0s, 3'600s, -60s})
            QVERIFY(
                agents.emplace_back(m_broker.address(), 1, MarkingJobs::allowed(), withClock(shift))
                    .isConnected());
        RunAtBroker run(m_broker.address(), jobs.settings(15));
        QCOMPARE(wrongWith(run, 15), QString());
        QCOMPARE(run.timeline.laneCount(), 3);
        QVERIFY2(worstExcessNs(run, jobs) < 5 * kMs,
                 qPrintable(QString::number(worstExcessNs(run, jobs))));
        QVERIFY2(worstToldNs(run) < 20 * kMs, qPrintable(QString::number(worstToldNs(run))));
        QCOMPARE(impossibleBars(run.timeline), 0);
        QVERIFY2(run.timeline.durations()->longestNs < 1'000 * kMs,
                 qPrintable(QString::number(run.timeline.durations()->longestNs)));
    }

    // The error is half of what a message takes there and back, at most.
    void barsAreOffByHalfOfTheDelayAtMost_data()
    {
        QTest::addColumn<qint64>("thereMs");
        QTest::addColumn<qint64>("backMs");
        QTest::newRow("the same both ways") << qint64(50) << qint64(50);
        QTest::newRow("on the way to the agent") << qint64(0) << qint64(100);
        QTest::newRow("on the way back") << qint64(100) << qint64(0);
    }
    void barsAreOffByHalfOfTheDelayAtMost()
    {
        QFETCH(qint64, thereMs);
        QFETCH(qint64, backMs);
        SlowProxy network(m_broker.address());
        network.delay(std::chrono::milliseconds(thereMs), std::chrono::milliseconds(backMs));
        const MarkingJobs jobs;
        AgentProcess agent(network.address(), 2, MarkingJobs::allowed());
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), jobs.settings(8));
        QCOMPARE(wrongWith(run, 8), QString());
        QVERIFY2(worstExcessNs(run, jobs) < 5 * kMs,
                 qPrintable(QString::number(worstExcessNs(run, jobs))));
        // What is said is half of the delay, and of what the rest takes.
        const qint64 halfNs = (thereMs + backMs) * kMs / 2;
        QVERIFY2(worstToldNs(run) >= halfNs && worstToldNs(run) < halfNs + 20 * kMs,
                 qPrintable(QString::number(worstToldNs(run))));
        QCOMPARE(impossibleBars(run.timeline), 0);
    }
};

QTEST_GUILESS_MAIN(TestBrokerClocks)
#include "tst_brokerclocks.moc"
