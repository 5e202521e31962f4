#include "base/cpuuse.h"
#include "base/readytime.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

bool isCounted()
{
    QFile file(QStringLiteral("/proc/thread-self/schedstat"));
    return file.open(QIODevice::ReadOnly) && !file.readAll().startsWith("0 0 0");
}

// The calling thread keeps to one core, the first that it may use.
bool keepToOneCore()
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return false;
    int first = 0;
    while (first < CPU_SETSIZE && !CPU_ISSET(first, &allowed))
        ++first;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    return sched_setaffinity(0, sizeof one, &one) == 0;
}

} // namespace

class TestReadyTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!isCounted())
            QSKIP("this kernel does not count ready time");
    }

    void itNeverGoesBack()
    {
        auto before = threadReadyNs();
        QVERIFY(before);
        for (int i = 0; i < 10'000; ++i) {
            const auto now = threadReadyNs();
            QVERIFY(now && *now >= *before);
            before = now;
        }
    }

    void ofTwoThreadsOnOneCoreOneWaitsForIt()
    {
        std::atomic<bool> enough = false;
        std::atomic<bool> kept = true;
        const auto compute = [&] {
            if (!keepToOneCore())
                kept = false;
            const CpuUse before = threadCpuUse();
            while (kept && !enough) {
                if (threadCpuUse().since(before).readyNs > 1'000'000)
                    enough = true;
            }
        };
        std::jthread one(compute);
        std::jthread other(compute);
        one.join();
        other.join();
        if (!kept)
            QSKIP("threads cannot be kept to a core here");
        QVERIFY(enough);
    }

    void whereOneReadingIsUnknownSoIsWhatIsBetween()
    {
        const CpuUse known{10, 2, 7};
        const CpuUse unknown{4, 1};
        QCOMPARE(known.since({4, 1, 5}), (CpuUse{6, 1, 2}));
        QVERIFY(!known.since(unknown).isReadyKnown());
        QVERIFY(!unknown.since(known).isReadyKnown());
    }

    void aProcessThatHasEndedCanStillBeAsked()
    {
        const pid_t child = fork();
        if (child == 0)
            _exit(0);
        QVERIFY(child > 0);
        siginfo_t info{};
        QCOMPARE(waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT), 0);
        QVERIFY(readyNsOf(child));
        QCOMPARE(waitpid(child, nullptr, 0), child);
        QVERIFY(!readyNsOf(child));
    }

    void manyThreadsDoNotUseUpTheDescriptors()
    {
        constexpr int kThreads = 300;
        std::atomic<int> known = 0;
        const auto open = [] {
            return QDir(QStringLiteral("/proc/self/fd"))
                .entryList(QDir::System | QDir::Files)
                .size();
        };
        const auto before = open();
        {
            std::latch all(kThreads);
            std::vector<std::jthread> threads;
            for (int i = 0; i < kThreads; ++i) {
                threads.emplace_back([&] {
                    known += threadReadyNs().has_value();
                    all.arrive_and_wait();
                });
            }
        }
        QVERIFY(known > 200);
        QVERIFY(known <= 256);
        QCOMPARE(open(), before);
        std::jthread later([&] { known = threadReadyNs().has_value() ? -1 : 0; });
        later.join();
        QCOMPARE(known, -1); // those have ended
    }
};

QTEST_GUILESS_MAIN(TestReadyTime)
#include "tst_readytime.moc"
