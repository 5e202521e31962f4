// What it costs to hand over a job: the same work through this project's channel and through those
// of others, in alternating runs of one process (Go's in a process of its own).
//
//     poolscope-handoff [--runs N] [--only ours,go,mutex,...] [--quick]
#include "channel/channel.h"
#include "peers/channels.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QProcess>
#include <QThreadPool>

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <numeric>
#include <thread>
#include <vector>

namespace {

struct Work
{
    int jobs;
    int capacity;
    int workers;       // between the two channels; 0: one channel alone
    int producers = 1; // threads that send
    int consumers = 1; // threads that receive, where there are no workers
};

class OurChannel
{
public:
    OurChannel(std::size_t capacity, int) : m_channel(capacity) {}
    void send(int value) { m_sender.send(std::move(value)); }
    std::optional<int> receive()
    {
        auto received = m_receiver.receive();
        return received ? std::optional(*received) : std::nullopt;
    }
    void close() { m_sender.close(); }

private:
    Channel<int> m_channel;
    Sender<int> m_sender = m_channel.sender();
    Receiver<int> m_receiver = m_channel.receiver();
};

using Threads = std::vector<std::thread>;

void joinAll(Threads& threads)
{
    for (std::thread& thread : threads)
        thread.join();
}

// Sends the jobs from 1 on, shared out evenly, and closes the channel behind the last.
template <typename Peer>
std::thread feeding(Peer& jobs, const Work& work)
{
    return std::thread([&jobs, work] {
        Threads producers;
        for (int p = 0; p < work.producers; ++p) {
            producers.emplace_back([&jobs, work, p] {
                for (int job = p + 1; job <= work.jobs; job += work.producers)
                    jobs.send(job);
            });
        }
        joinAll(producers);
        jobs.close();
    });
}

template <typename Peer>
qint64 sumThroughPool(const Work& work)
{
    Peer jobs(std::size_t(work.capacity), work.jobs);
    Peer results(std::size_t(work.capacity), work.jobs);
    Threads workers;
    for (int w = 0; w < work.workers; ++w) {
        workers.emplace_back([&] {
            while (const auto job = jobs.receive())
                results.send(*job * 2);
        });
    }
    std::thread feeder = feeding(jobs, work);
    qint64 sum = 0;
    for (int i = 0; i < work.jobs; ++i)
        sum += *results.receive();
    feeder.join();
    joinAll(workers);
    return sum;
}

template <typename Peer>
qint64 sumThroughPipe(const Work& work)
{
    Peer values(std::size_t(work.capacity), work.jobs);
    std::vector<qint64> sums(std::size_t(work.consumers), 0);
    Threads consumers;
    for (qint64& total : sums) {
        consumers.emplace_back([&] {
            qint64 sum = 0;
            while (const auto value = values.receive())
                sum += *value * 2;
            total = sum;
        });
    }
    std::thread feeder = feeding(values, work);
    feeder.join();
    joinAll(consumers);
    return std::accumulate(sums.begin(), sums.end(), qint64(0));
}

// Nanoseconds a job; what the work would be wrong for is left out.
using Measure = std::function<std::optional<double>(const Work&)>;

double nsAJob(const Work& work, const std::function<qint64()>& sum)
{
    const auto before = std::chrono::steady_clock::now();
    if (sum() != qint64(work.jobs) * (work.jobs + 1))
        qFatal("the results are wrong");
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - before;
    return took.count() / work.jobs;
}

template <typename Peer>
Measure throughChannels(const std::function<bool(const Work&)>& suits)
{
    return [suits](const Work& work) -> std::optional<double> {
        if (!suits(work))
            return std::nullopt;
        return nsAJob(work, [&] {
            return work.workers > 0 ? sumThroughPool<Peer>(work) : sumThroughPipe<Peer>(work);
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

std::optional<double> throughGo(const QString& program, const Work& work)
{
    QProcess go;
    go.start(program, {QStringLiteral("-jobs=%1").arg(work.jobs),
                       QStringLiteral("-capacity=%1").arg(work.capacity),
                       QStringLiteral("-workers=%1").arg(work.workers),
                       QStringLiteral("-producers=%1").arg(work.producers),
                       QStringLiteral("-consumers=%1").arg(work.consumers)});
    if (!go.waitForFinished(-1) || go.exitCode() != 0)
        qFatal("%s does not run: %s", qPrintable(program), go.readAllStandardError().constData());
    return go.readAllStandardOutput().trimmed().toDouble();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Peer
{
    QString name;
    Measure measure;
};

std::vector<Peer> peersOf(const QString& goProgram)
{
    const auto any = [](const Work&) {
        return true;
    };
    const auto withBuffer = [](const Work& work) {
        return work.capacity > 0;
    };
    std::vector<Peer> peers{{QStringLiteral("ours"), throughChannels<OurChannel>(any)}};
    if (!goProgram.isEmpty())
        peers.push_back({QStringLiteral("go"), [goProgram](const Work& work) {
                             return throughGo(goProgram, work);
                         }});
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

void printRow(const Work& work, const std::vector<Peer>& peers, int runs)
{
    std::map<QString, std::vector<double>> seen;
    for (int run = 0; run < runs; ++run) {
        for (const Peer& peer : peers) {
            if (const auto ns = peer.measure(work))
                seen[peer.name].push_back(*ns);
        }
    }
    std::printf("| %7d | %-10s |", work.capacity, qPrintable(nameOf(work)));
    for (const Peer& peer : peers) {
        if (seen.contains(peer.name))
            std::printf(" %8.0f |", median(seen[peer.name]));
        else
            std::printf("        – |");
    }
    if (seen.contains(QStringLiteral("go")) && seen.contains(QStringLiteral("ours")))
        std::printf(" %6.2f |",
                    median(seen[QStringLiteral("ours")]) / median(seen[QStringLiteral("go")]));
    std::printf("\n");
    std::fflush(stdout);
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

    std::vector<Peer> peers = peersOf(qEnvironmentVariable("POOLSCOPE_GO_PEER"));
    const QStringList only = parser.value(QStringLiteral("only")).split(u',', Qt::SkipEmptyParts);
    if (!only.isEmpty())
        std::erase_if(peers, [&](const Peer& peer) { return !only.contains(peer.name); });
    const int runs = parser.value(QStringLiteral("runs")).toInt();

    std::printf("Nanoseconds a job, medians of %d alternating runs\n\n| capacity | threads   |",
                runs);
    for (const Peer& peer : peers)
        std::printf(" %8s |", qPrintable(peer.name));
    std::printf(" ours/go |\n");
    for (const Work& work : allWork(parser.isSet(QStringLiteral("quick"))))
        printRow(work, peers, runs);
}
