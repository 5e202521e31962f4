// The work that channels are compared by: jobs through a channel, workers and a second channel, or
// through one channel alone.
#pragma once

#include "channel/channel.h"

#include <QtGlobal>

#include <chrono>
#include <functional>
#include <numeric>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace peers {

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

inline void joinAll(Threads& threads)
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

// `sum` does the work once and gives the sum of its results; nanoseconds a job.
inline double nsAJob(const Work& work, const std::function<qint64()>& sum)
{
    const auto before = std::chrono::steady_clock::now();
    if (sum() != qint64(work.jobs) * (work.jobs + 1))
        qFatal("the results are wrong");
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - before;
    return took.count() / work.jobs;
}

} // namespace peers
