#include "benches.h"
#include "measure.h"
#include "peers/goprogram.h"
#include "poolrun.h"
#include "report.h"

#include "pool/workerpool.h"
#include "timeline/eventrecorder.h"
#include "timeline/timeline.h"
#include "work/sleepwork.h"

#include <algorithm>
#include <cstdio>
#include <stop_token>
#include <thread>
#include <vector>

#include <sys/resource.h>

using namespace std::chrono_literals;

namespace {

constexpr int kRuns = 5;
constexpr double kIdealMs = 2000;

double processorMs()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval& time) {
        return double(time.tv_sec) * 1e3 + double(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

} // namespace

void benchMakespan(Report& report)
{
    const RunSettings settings; // the article's
    const peers::Work work{settings.jobs.count, settings.channelCapacity(), settings.pool.workers};
    std::printf("\nMakespan above the ideal, 5 jobs of 1 s on 3 workers\n");
    std::vector<double> above;
    std::vector<double> inGo;
    for (int i = 0; i < kRuns; ++i) {
        above.push_back(double(makespanOf(settings)) / 1e6 - kIdealMs);
        std::printf("  run %d  %8.3f ms", i + 1, above.back());
        if (const auto goNs = peers::nsAJobInGo(work, settings.jobs.duration)) {
            inGo.push_back(*goNs * work.jobs / 1e6 - kIdealMs);
            std::printf("   Go %8.3f ms", inGo.back());
        }
        std::printf("\n");
    }
    const QString what = QStringLiteral("5 × 1 s on 3 workers: makespan above 2 s (median of 5)");
    if (inGo.empty())
        report.add({what, median(above), QStringLiteral("ms")});
    else
        report.add({what, median(above), QStringLiteral("ms"), Target::atMost(median(inGo)),
                    QStringLiteral("Go %1 ms").arg(figureText(median(inGo)))});
}

void benchStop(Report& report)
{
    RunSettings settings;
    settings.jobs.count = 10'000;
    settings.pool.workers = RunSettings::kMaxWorkers;
    settings.jobs.duration = 1h;
    std::vector<double> times;
    for (int i = 0; i < kRuns; ++i) {
        Timeline timeline(settings.pool.workers);
        std::stop_source stop;
        qint64 stoppedNs = 0;
        const auto recorder = EventRecorder::start(timeline, stop);
        std::jthread stopper([&] {
            while (timeline.startedCount() < std::size_t(settings.pool.workers))
                std::this_thread::sleep_for(1ms);
            std::this_thread::sleep_for(100ms);
            stoppedNs = monotonicNs();
            stop.request_stop();
        });
        const SleepWork work(settings.jobs.duration);
        const RunOutcome outcome =
            WorkerPool(settings, work, recorder->events()).run(stop.get_token());
        const qint64 endedNs = monotonicNs();
        stopper.join();
        recorder->conclude(outcome);
        if (timeline.outcome()->state != RunState::Stopped)
            qFatal("%s", qPrintable(timeline.outcome()->message));
        times.push_back(double(endedNs - stoppedNs) / 1e6);
    }
    std::printf("\nStop of 1,024 workers with a job of 1 h each\n");
    report.add({QStringLiteral("Stop until 1,024 workers have left (median of 5)"), median(times),
                QStringLiteral("ms"), Target::atMost(50),
                QStringLiteral("at most %1 ms").arg(figureText(std::ranges::max(times)))});
}

void benchIdle(Report& report)
{
    const Channel<Job> jobs(16);
    std::vector<std::jthread> workers;
    for (int i = 0; i < RunSettings::kMaxWorkers; ++i) {
        workers.emplace_back([receiver = jobs.receiver()] {
            while (receiver.receive()) {
            }
        });
    }
    std::this_thread::sleep_for(500ms);
    const double before = processorMs();
    std::this_thread::sleep_for(5s);
    const double usedMs = processorMs() - before;
    jobs.sender().close();
    std::printf("\nWaiting workers\n");
    report.add({QStringLiteral("processor time of 1,024 waiting workers in 5 s"), usedMs,
                QStringLiteral("ms"), Target::atMost(5)});
}
