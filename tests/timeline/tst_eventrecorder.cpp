#include "pool/workerpool.h"
#include "timeline/eventrecorder.h"
#include "timeline/timeline.h"
#include "work/sleepwork.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <limits>
#include <new>
#include <thread>

using namespace std::chrono_literals;

namespace {

// Larger blocks than this are refused, as by a system that has no more memory.
std::atomic<std::size_t> largestBlock = std::numeric_limits<std::size_t>::max();

} // namespace

void* operator new(std::size_t size)
{
    if (size <= largestBlock) {
        if (void* block = std::malloc(size))
            return block;
    }
    throw std::bad_alloc();
}

void* operator new[](std::size_t size)
{
    return operator new(size);
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

void* operator new(std::size_t size, std::align_val_t alignment)
{
    if (size <= largestBlock) {
        if (void* block = std::aligned_alloc(std::size_t(alignment), size))
            return block;
    }
    throw std::bad_alloc();
}

void operator delete(void* block, std::align_val_t) noexcept
{
    std::free(block);
}

void operator delete(void* block, std::size_t, std::align_val_t) noexcept
{
    std::free(block);
}

class TestEventRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEventOfARunIsRecorded()
    {
        Timeline timeline(8);
        RunSettings settings;
        settings.jobs.count = 20'000;
        settings.pool.workers = 8;
        settings.pool.capacity = 16;
        const auto recorder = EventRecorder::start(timeline, {});
        recorder->conclude(WorkerPool(settings, SleepWork(0ns), recorder->events()).run({}));
        QCOMPARE(timeline.queuedCount(), std::size_t(20'000));
        QCOMPARE(timeline.finishedCount(), std::size_t(20'000));
        QCOMPARE(timeline.outcome()->resultsReceived, 20'000);
        std::vector<int> seen(20'000, 0);
        for (int i = 0; i < timeline.laneCount(); ++i) {
            qint64 lastEnd = 0;
            for (std::size_t k = 0; k < timeline.lane(i).finishedCount(); ++k) {
                const Span span = timeline.lane(i).span(k);
                ++seen[std::size_t(span.job.number - 1)];
                QVERIFY(span.startNs >= lastEnd);
                QVERIFY(*span.endNs >= span.startNs);
                QVERIFY(timeline.queuedNs(std::size_t(span.job.number - 1)) <= span.startNs);
                lastEnd = *span.endNs;
            }
        }
        QVERIFY(std::ranges::all_of(seen, [](int times) { return times == 1; }));
    }

    void whenMemoryForEventsRunsOutTheRunEndsInOrderAndWhatIsThereStays()
    {
        Timeline timeline(3);
        RunSettings settings;
        settings.jobs.count = 1'000'000;
        settings.pool.workers = 3;
        settings.pool.capacity = 16;
        const std::stop_source stop;
        const auto recorder = EventRecorder::start(timeline, stop);
        largestBlock = 256 * 1024; // enough for the check of the jobs, not for all events
        const RunOutcome outcome =
            WorkerPool(settings, SleepWork(0ns), recorder->events()).run(stop.get_token());
        largestBlock = std::numeric_limits<std::size_t>::max();
        recorder->conclude(outcome);
        QVERIFY(stop.stop_requested());
        QCOMPARE(timeline.outcome()->state, RunState::Failed);
        QVERIFY2(timeline.outcome()->message.contains(QStringLiteral("memory")),
                 qPrintable(timeline.outcome()->message));
        QVERIFY(timeline.makespanNs().has_value());
        QVERIFY(timeline.finishedCount() > 1000);
        QVERIFY(timeline.finishedCount() < 1'000'000);
        for (int i = 0; i < timeline.laneCount(); ++i) {
            const Lane& lane = timeline.lane(i);
            for (std::size_t k = 0; k < lane.finishedCount(); ++k)
                QVERIFY(lane.startNs(k) <= lane.endNs(k));
        }
    }

    void anOutcomeThatTheEventsContradictIsAnError()
    {
        Timeline timeline(1);
        const auto recorder = EventRecorder::start(timeline, {});
        RunOutcome outcome;
        outcome.resultsReceived = 1; // but no event says so
        recorder->conclude(outcome);
        QCOMPARE(timeline.outcome()->state, RunState::Failed);
        QVERIFY(!timeline.outcome()->message.isEmpty());
    }

    void aReaderThatIsBlockedForTwoSecondsDelaysNoJob()
    {
        // 1 s of jobs of 10 ms. The reader of the timeline, as the window is, stands still for 2 s.
        Timeline timeline(2);
        RunSettings settings;
        settings.jobs.count = 200;
        settings.pool.workers = 2;
        const auto recorder = EventRecorder::start(timeline, {});
        std::jthread run([&] {
            recorder->conclude(WorkerPool(settings, SleepWork(10ms), recorder->events()).run({}));
        });
        std::this_thread::sleep_for(2s); // the blocked window
        run.join();
        QCOMPARE(timeline.finishedCount(), std::size_t(200));
        QVERIFY2(*timeline.makespanNs() < 2'000'000'000,
                 qPrintable(QString::number(*timeline.makespanNs())));
    }

    void theTimelineIsReadWhileItIsWritten()
    {
        Timeline timeline(4);
        RunSettings settings;
        settings.jobs.count = 30'000;
        settings.pool.workers = 4;
        const auto recorder = EventRecorder::start(timeline, {});
        std::jthread run([&] {
            recorder->conclude(WorkerPool(settings, SleepWork(0ns), recorder->events()).run({}));
        });
        bool right = true;
        while (!timeline.outcome()) {
            for (int i = 0; i < 4; ++i) {
                const Lane& lane = timeline.lane(i);
                const std::size_t finished = lane.finishedCount();
                const std::size_t started = lane.startedCount();
                right = right && finished <= started;
                if (finished > 0)
                    right = right && lane.endNs(finished - 1) >= lane.startNs(finished - 1);
            }
        }
        QVERIFY(right);
        QCOMPARE(timeline.finishedCount(), std::size_t(30'000));
    }
};

QTEST_GUILESS_MAIN(TestEventRecorder)
#include "tst_eventrecorder.moc"
