// What it costs to hand over a job: the same work through this project's channel and through those
// of others, in alternating runs of one process (Go's in a process of its own).
//
//     poolscope-handoff [--runs N] [--only ours,go,mutex,...] [--quick]
#include "measure.h"
#include "peers/channels.h"
#include "peers/goprogram.h"
#include "peers/handover.h"
#include "peers/kernel.h"
#include "report.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QThreadPool>

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace {

using peers::nsAJob;
using peers::Work;

// Nanoseconds a job; what the work would be wrong for is left out.
using Measure = std::function<std::optional<double>(const Work&)>;

template <typename Channels>
Measure throughChannels(const std::function<bool(const Work&)>& suits)
{
    return [suits](const Work& work) -> std::optional<double> {
        if (!suits(work))
            return std::nullopt;
        return nsAJob(work, [&] {
            return work.workers > 0 ? peers::sumThroughPool<Channels>(work)
                                    : peers::sumThroughPipe<Channels>(work);
        });
    };
}

// Whole pools have no capacity: they stand where all jobs fit.
bool takesAllJobs(const Work& work)
{
    return work.capacity == work.jobs;
}

std::optional<double> throughQThreadPool(const Work& work)
{
    if (!takesAllJobs(work) || work.workers == 0)
        return std::nullopt;
    return nsAJob(work, [&] {
        QThreadPool pool;
        pool.setMaxThreadCount(work.workers);
        std::atomic<qint64> sum = 0;
        for (int job = 1; job <= work.jobs; ++job)
            pool.start([&sum, job] { sum.fetch_add(job * 2, std::memory_order_relaxed); });
        pool.waitForDone();
        return sum.load();
    });
}

std::optional<double> throughTaskGroup(const Work& work)
{
    if (!takesAllJobs(work) || work.workers == 0)
        return std::nullopt;
    return nsAJob(work, [&] {
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                        std::size_t(work.workers) + 1);
        tbb::task_arena arena(work.workers + 1);
        std::atomic<qint64> sum = 0;
        arena.execute([&] {
            tbb::task_group group;
            for (int job = 1; job <= work.jobs; ++job)
                group.run([&sum, job] { sum.fetch_add(job * 2, std::memory_order_relaxed); });
            group.wait();
        });
        return sum.load();
    });
}

// Where few values fit, threads cannot but switch for each.
bool hasToSwitch(const Work& work)
{
    return work.capacity <= 16;
}

std::optional<double> throughKernel(const Work& work)
{
    if (!hasToSwitch(work))
        return std::nullopt;
    return peers::TurnTaking().nsThereAndBack(work.jobs);
}

struct Peer
{
    QString name;
    Measure measure;
};

std::vector<Peer> allPeers()
{
    const auto any = [](const Work&) {
        return true;
    };
    const auto withBuffer = [](const Work& work) {
        return work.capacity > 0;
    };
    std::vector<Peer> peers{{QStringLiteral("ours"), throughChannels<peers::OurChannel>(any)}};
    if (!peers::goProgram().isEmpty())
        peers.push_back({QStringLiteral("go"), [](const Work& work) {
                             return peers::nsAJobInGo(work);
                         }});
    peers.push_back({QStringLiteral("kernel"), throughKernel});
    peers.push_back({QStringLiteral("mutex"), throughChannels<peers::MutexAndConditions>(any)});
    peers.push_back({QStringLiteral("tbb"), throughChannels<peers::TbbBoundedQueue>(withBuffer)});
    peers.push_back(
        {QStringLiteral("moody"), throughChannels<peers::MoodycamelQueue>(takesAllJobs)});
    peers.push_back({QStringLiteral("qtpool"), throughQThreadPool});
    peers.push_back({QStringLiteral("tbbgroup"), throughTaskGroup});
    return peers;
}

std::vector<Work> allWork(bool quick)
{
    const int many = quick ? 300'000 : 1'000'000;
    const int few = quick ? 50'000 : 100'000; // where a job costs thousands of nanoseconds
    std::vector<Work> all;
    for (const int capacity : {many, 1'024, 16, 1, 0}) {
        const int jobs = capacity > 16 ? many : few;
        for (const int workers : {1, 2, 8, 64})
            all.push_back({jobs, capacity, workers});
        all.push_back({jobs, capacity, 0, 1, 1});
        all.push_back({jobs, capacity, 0, 4, 4});
    }
    return all;
}

QString nameOf(const Work& work)
{
    return work.workers > 0 ? QStringLiteral("%1 workers").arg(work.workers)
                            : QStringLiteral("%1:%2").arg(work.producers).arg(work.consumers);
}

using Times = std::map<QString, std::vector<double>>; // nanoseconds a job by peer

// Go's channels are to be reached where they seldom switch between threads. Where a job cannot but
// wait for two switches, Go makes them without the system: there a limit is the system's own cost.
void addVerdict(Report& report, const Work& work, const Times& times)
{
    const auto ours = times.find(QStringLiteral("ours"));
    const auto go = times.find(QStringLiteral("go"));
    const auto kernel = times.find(QStringLiteral("kernel"));
    if (ours == times.end() || go == times.end())
        return;
    const double ourNs = median(ours->second);
    const double goNs = median(go->second);
    const QString what =
        QStringLiteral("hand-off, capacity %1, %2, ÷ ").arg(work.capacity).arg(nameOf(work));
    QString beside = QStringLiteral("%1 ns, Go %2 ns").arg(figureText(ourNs), figureText(goNs));
    if (!hasToSwitch(work)) {
        report.add({what + QStringLiteral("Go"), ourNs / goNs, QStringLiteral("×"),
                    Target::atMost(1), beside});
    } else if (kernel != times.end()) {
        const double kernelNs = median(kernel->second);
        beside += QStringLiteral(", two switches by the kernel %1 ns").arg(figureText(kernelNs));
        report.add({what + QStringLiteral("what is allowed (1.5 × the kernel or 2 × Go)"),
                    ourNs / std::max(1.5 * kernelNs, 2 * goNs), QStringLiteral("×"),
                    Target::atMost(1), beside});
    }
}

void printRow(const Work& work, const std::vector<Peer>& peers, const Times& times)
{
    std::printf("| %7d | %-10s |", work.capacity, qPrintable(nameOf(work)));
    for (const Peer& peer : peers) {
        if (const auto found = times.find(peer.name); found != times.end())
            std::printf(" %8.0f |", median(found->second));
        else
            std::printf("        – |");
    }
    std::printf("\n");
    std::fflush(stdout);
}

Times measured(const Work& work, const std::vector<Peer>& peers, int runs)
{
    Times times;
    for (int run = 0; run < runs; ++run) {
        for (const Peer& peer : peers) {
            if (const auto ns = peer.measure(work))
                times[peer.name].push_back(*ns);
        }
    }
    return times;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("runs"), {}, QStringLiteral("count"), QStringLiteral("5")},
                       {QStringLiteral("only"), {}, QStringLiteral("peers")},
                       {QStringLiteral("quick"), {}}});
    parser.addHelpOption();
    parser.process(application);

    std::vector<Peer> peers = allPeers();
    const QStringList only = parser.value(QStringLiteral("only")).split(u',', Qt::SkipEmptyParts);
    if (!only.isEmpty())
        std::erase_if(peers, [&](const Peer& peer) { return !only.contains(peer.name); });
    const int runs = parser.value(QStringLiteral("runs")).toInt();

    std::printf("Nanoseconds a job, medians of %d alternating runs\n\n| capacity | threads   |",
                runs);
    for (const Peer& peer : peers)
        std::printf(" %8s |", qPrintable(peer.name));
    std::printf("\n");
    std::vector<std::pair<Work, Times>> all;
    for (const Work& work : allWork(parser.isSet(QStringLiteral("quick")))) {
        all.emplace_back(work, measured(work, peers, runs));
        printRow(work, peers, all.back().second);
    }
    std::printf("\n");
    Report report;
    for (const auto& [work, times] : all)
        addVerdict(report, work, times);
    report.conclude();
}
