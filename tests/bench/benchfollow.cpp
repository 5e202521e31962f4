#include "benches.h"
#include "measure.h"
#include "report.h"

#include "app/window/mainwindow.h"
#include "base/filedescriptor.h"
#include "session/terminal/commandline.h"
#include "timeline/runrecord.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QTemporaryDir>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr int kSeconds = 60;
constexpr int kEventsInMs = 100;
constexpr qint64 kNsInMs = 1'000'000;
constexpr int kWorkers = 8;

// A started and a finished line for each job, in order, stamped over the millisecond.
std::string linesOf(qint64 firstJob, qint64 beganNs)
{
    std::string text;
    for (int i = 0; i < kEventsInMs / 2; ++i) {
        const std::string rest = ",\"job\":" + std::to_string(firstJob + i) +
                                 ",\"worker\":" + std::to_string((firstJob + i) % kWorkers) + "}\n";
        const qint64 startNs = beganNs + i * (kNsInMs / (kEventsInMs / 2));
        text += "{\"ts_ns\":" + std::to_string(startNs) + ",\"ev\":\"started\"" + rest;
        text += "{\"ts_ns\":" + std::to_string(startNs + 10'000) + ",\"ev\":\"finished\"" + rest;
    }
    return text;
}

// Writes so many events in each millisecond of the clock, and counts them.
void writeAll(const QString& path, std::atomic<qint64>& written)
{
    const FileDescriptor pipe(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC));
    const qint64 beganNs = monotonicNs();
    for (qint64 ms = 0; ms < kSeconds * 1000; ++ms) {
        const qint64 untilNs = beganNs + (ms + 1) * kNsInMs;
        std::this_thread::sleep_for(std::chrono::nanoseconds(untilNs - monotonicNs()));
        const std::string text = linesOf(ms * (kEventsInMs / 2), untilNs - kNsInMs);
        for (std::size_t at = 0; at < text.size();) {
            const auto count = ::write(pipe.get(), text.data() + at, text.size() - at);
            if (count <= 0)
                return;
            at += std::size_t(count);
        }
        written += kEventsInMs;
    }
}

} // namespace

void benchFollow(Report& report)
{
    std::printf("\n100,000 events a second from a pipe for %d s, with the window open\n", kSeconds);
    const QTemporaryDir folder;
    CommandLine line;
    line.follow = folder.filePath(QStringLiteral("events"));
    if (::mkfifo(QFile::encodeName(line.follow).constData(), 0600) != 0)
        qFatal("there is no pipe");
    MainWindow window(line);
    window.resize(1600, 900);
    window.show();
    QApplication::processEvents();
    std::atomic<qint64> written{0};
    const std::jthread writer([&] { writeAll(line.follow, written); });
    const auto* runAction = window.findChild<QAction*>(QStringLiteral("actionRun"));
    // Until a second has passed it does not know whether they come in order.
    constexpr qint64 kFirst = 110'000;
    double mostBehindS = 0;
    const double stallMs = longestStallMs([&] {
        const qint64 sent = written;
        const auto run = window.run();
        if (!run || sent < kFirst)
            return false;
        const auto seen = qint64(run->pool().startedCount() + run->pool().finishedCount());
        mostBehindS = std::max(mostBehindS, double(sent - seen) / (kEventsInMs * 1000.0));
        return runAction->isEnabled();
    });
    const auto run = window.run();
    const auto jobs = qint64(run->pool().finishedCount());
    report.add({QStringLiteral("100,000 events a second are followed: the most it falls behind"),
                mostBehindS * 1000, QStringLiteral("ms"), Target::atMost(100),
                QStringLiteral("%1 of %2 jobs are there")
                    .arg(jobs)
                    .arg(qint64(kSeconds) * 1000 * kEventsInMs / 2)});
    report.add({QStringLiteral("longest stall of the event loop meanwhile"), stallMs,
                QStringLiteral("ms"), Target::atMost(16)});
    report.add({QStringLiteral("memory of a job that was followed, with its name"),
                double(run->bytes()) / double(std::max<qint64>(1, jobs)), QStringLiteral("bytes")});
}
