// The thread of a run: what it is told, and how it ends where memory runs out.

#include "base/clock.h"
#include "session/runthread.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>
#include <thread>

using namespace std::chrono_literals;

namespace {

// How many allocations are still given to threads other than the test's; then all are refused, as
// by a system that has no more memory. Below 0: none is.
std::atomic<int> s_left{-1};
std::atomic<int> s_refused{0};
std::thread::id s_test;

// The program's own code, from the linker. Qt's constructors do not stand it that they are refused
// memory: it gets what it asks for.
extern "C" const char __executable_start;
extern "C" const char etext;

bool isRefused(const void* caller)
{
    const bool isOurs = caller >= &__executable_start && caller < &etext;
    if (s_left < 0 || !isOurs || std::this_thread::get_id() == s_test)
        return false;
    if (s_left.fetch_sub(1) > 0)
        return false;
    s_left = 0; // all from now on
    ++s_refused;
    return true;
}

void* given(std::size_t size, const void* caller)
{
    if (!isRefused(caller)) {
        if (void* block = std::malloc(size))
            return block;
    }
    throw std::bad_alloc();
}

} // namespace

void* operator new(std::size_t size)
{
    return given(size, __builtin_return_address(0));
}

void* operator new[](std::size_t size)
{
    return given(size, __builtin_return_address(0));
}

void* operator new[](std::size_t size, const std::nothrow_t&) noexcept
{
    return std::malloc(size);
}

void operator delete(void* block) noexcept
{
    std::free(block);
}

void operator delete(void* block, std::size_t) noexcept
{
    std::free(block);
}

void operator delete[](void* block) noexcept
{
    std::free(block);
}

void operator delete[](void* block, std::size_t) noexcept
{
    std::free(block);
}

namespace {

// A run on its thread, and what it recorded.
class Running
{
public:
    explicit Running(const RunSettings& settings)
        : m_record(std::make_shared<RunRecord>(settings)), m_thread(m_record, m_stop)
    {
    }
    ~Running()
    {
        m_stop.request_stop();
        m_thread.join();
    }

    void begin() { QVERIFY(m_thread.begin(QStringLiteral("run"))); }
    void join() { m_thread.join(); }
    void command(PoolCommand::Kind kind) { QVERIFY(m_thread.command({kind, 0})); }
    const Timeline& pool() const { return m_record->pool(); }
    const Timeline& sequential() const { return *m_record->sequential(); }

private:
    std::stop_source m_stop;
    const std::shared_ptr<RunRecord> m_record;
    RunThread m_thread;
};

RunSettings settingsOf(int jobs, std::chrono::nanoseconds duration, SequentialRunWhen sequential)
{
    RunSettings settings;
    settings.jobs.count = jobs;
    settings.pool.workers = 2;
    settings.jobs.duration = duration;
    settings.baseline.when = sequential;
    return settings;
}

std::size_t pausesBegun(const Timeline& timeline)
{
    return timeline.pauses().startedCount();
}

std::size_t pausesEnded(const Timeline& timeline)
{
    return timeline.pauses().finishedCount();
}

} // namespace

class TestRunThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { s_test = std::this_thread::get_id(); }
    void cleanup() { s_left = -1; }

    void whatTheProcessComputesIsAtLeastWhatItsJobsDo()
    {
        RunSettings settings = settingsOf(4, 5ms, SequentialRunWhen::After);
        settings.jobs.work = WorkKind::Cpu;
        Running run(settings);
        run.begin();
        run.join();
        constexpr qint64 kApart = 1'000'000; // the readings are not all of one moment
        for (const Timeline* timeline : {&run.pool(), &run.sequential()}) {
            qint64 jobsNs = 0;
            for (int i = 0; i < timeline->laneCount(); ++i)
                jobsNs += timeline->lane(i).cpuIn(timeline->lane(i).finishedCount()).cpuNs;
            QVERIFY(jobsNs > 0);
            QVERIFY(timeline->outcome()->processCpuNs >= jobsNs - kApart);
        }
    }

    void ofPartsAlongsideNobodyKnowsWhichOneComputed()
    {
        Running run(settingsOf(1, 1ms, SequentialRunWhen::Alongside));
        run.begin();
        run.join();
        QVERIFY(!run.pool().outcome()->processCpuNs);
        QVERIFY(!run.sequential().outcome()->processCpuNs);
    }

    void aPauseThatEndedInThePoolIsNotInTheRunAfterIt()
    {
        Running run(settingsOf(100, 10ms, SequentialRunWhen::After));
        run.command(PoolCommand::Kind::Pause);
        run.begin();
        QTRY_COMPARE(pausesBegun(run.pool()), std::size_t(1));
        run.command(PoolCommand::Kind::Resume);
        run.join();
        QCOMPARE(pausesEnded(run.pool()), std::size_t(1));
        QVERIFY(run.sequential().outcome()->allDone());
        QCOMPARE(pausesBegun(run.sequential()), std::size_t(0));
    }

    void alongsideBothPauseAndGoOn()
    {
        Running run(settingsOf(20, 20ms, SequentialRunWhen::Alongside));
        run.begin();
        QTRY_VERIFY(run.pool().startedCount() > 0 && run.sequential().startedCount() > 0);
        run.command(PoolCommand::Kind::Pause);
        QTRY_COMPARE(pausesBegun(run.pool()), std::size_t(1));
        QTRY_COMPARE(pausesBegun(run.sequential()), std::size_t(1));
        run.command(PoolCommand::Kind::Resume);
        run.join();
        QCOMPARE(pausesEnded(run.pool()), std::size_t(1));
        QCOMPARE(pausesEnded(run.sequential()), std::size_t(1));
        QVERIFY(run.pool().outcome()->allDone());
        QVERIFY(run.sequential().outcome()->allDone());
    }

    // From the first allocation of its threads on, then from the second, and so on until it needs
    // no more: every one of them is refused once, with all that follow.
    void whereverMemoryEndsTheRunSaysHowItEnded_data()
    {
        QTest::addColumn<SequentialRunWhen>("sequential");
        QTest::newRow("after") << SequentialRunWhen::After;
        QTest::newRow("alongside") << SequentialRunWhen::Alongside;
        QTest::newRow("off") << SequentialRunWhen::Off;
    }
    void whereverMemoryEndsTheRunSaysHowItEnded()
    {
        QFETCH(const SequentialRunWhen, sequential);
        RunSettings settings = settingsOf(70, 10us, sequential);
        settings.pool.capacity = 1;
        settings.pool.readTime = 1us;
        settings.arrival.kind = ArrivalKind::Every;
        settings.arrival.every = 20us;
        bool isEnough = false;
        for (int given = 0; !isEnough; ++given) {
            Running run(settings);
            s_refused = 0;
            s_left = given;
            run.begin();
            run.join();
            s_left = -1;
            isEnough = s_refused == 0;
            QVERIFY(run.pool().outcome());
            const RunOutcome& outcome = *run.pool().outcome();
            QVERIFY(!isEnough || outcome.allDone());
            if (sequential == SequentialRunWhen::Off)
                QCOMPARE(outcome.allDone(), isEnough);
            else
                QVERIFY(run.sequential().outcome());
            QVERIFY(outcome.state != RunState::Failed || !outcome.message.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestRunThread)
#include "tst_runthread.moc"
