// Jobs at a message broker: ./run bench broker.
//
// A RabbitMQ of its own, agents as processes, the engine in this one; beside it, with the same
// broker, what it costs to publish, receive and acknowledge a message with nothing around it.

#include "base/clock.h"
#include "fixtures/agents.h"
#include "fixtures/realbroker.h"
#include "remote/waker.h"
#include "report.h"

#include <QCoreApplication>

#include <algorithm>
#include <list>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using fixtures::AgentProcess;
using fixtures::RunAtBroker;

namespace {

constexpr int kRounds = 3;
constexpr int kJobs = 20'000;
constexpr int kConsumers = 8;

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

std::list<AgentProcess> agents(const BrokerAddress& broker, std::initializer_list<int> workers)
{
    std::list<AgentProcess> all;
    for (const int each : workers) {
        if (!all.emplace_back(broker, each).isConnected())
            qFatal("an agent does not come");
    }
    return all;
}

RunSettings jobsOf(int count, std::chrono::nanoseconds each)
{
    RunSettings settings;
    settings.jobs.count = count;
    settings.jobs.duration = each;
    settings.pool.workers = 1;
    return settings;
}

double makespanS(const BrokerAddress& broker, const RunSettings& settings)
{
    RunAtBroker run(broker, settings);
    const RunOutcome& outcome = run.outcome();
    if (!outcome.allDone())
        qFatal("%s", qPrintable(outcome.message));
    return double(*run.timeline.makespanNs()) / 1e9;
}

std::unique_ptr<BrokerConnection> connected(const BrokerAddress& broker, const Waker& waker)
{
    auto opened = BrokerConnection::open(broker, QStringLiteral("plain"), waker, {});
    auto* const connection = std::get_if<std::unique_ptr<BrokerConnection>>(&opened);
    if (!connection)
        qFatal("%s", qPrintable(std::get<Problem>(opened).message));
    return std::move(*connection);
}

// Messages a second through one durable queue, persistent, each acknowledged, one unacknowledged at
// a consumer; the consumers are threads, each with a connection.
double plainPerSecond(const BrokerAddress& broker)
{
    const Waker waker;
    const QByteArray queue("plain");
    const auto sender = connected(broker, waker);
    sender->declareQueue(queue, {.isDurable = true});
    std::atomic<int> left{kJobs};
    std::vector<std::jthread> consumers;
    for (int i = 0; i < kConsumers; ++i) {
        consumers.emplace_back([&] {
            const Waker ownWaker;
            const auto connection = connected(broker, ownWaker);
            connection->consume(queue, "consumer", 1);
            while (left > 0) {
                const BrokerEvent event = connection->next(50ms);
                if (const auto* message = std::get_if<BrokerMessage>(&event)) {
                    connection->acknowledge(message->tag);
                    --left;
                }
            }
        });
    }
    const qint64 beganNs = monotonicNs();
    for (int i = 0; i < kJobs; ++i)
        sender->publish({}, queue, QByteArray(30, 'x'), {.isPersistent = true});
    while (left > 0)
        sender->next(1ms);
    const double seconds = double(monotonicNs() - beganNs) / 1e9;
    consumers.clear();
    sender->deleteQueue(queue);
    return kJobs / seconds;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    fixtures::RealBroker broker;
    if (!broker.start())
        return 1;
    Report report;
    std::vector<double> plain;
    std::vector<double> ours;
    {
        const auto workers = agents(broker.address(), {2, 2, 2, 2});
        for (int round = 0; round < kRounds; ++round) {
            plain.push_back(plainPerSecond(broker.address()));
            ours.push_back(kJobs / makespanS(broker.address(), jobsOf(kJobs, 0ns)));
        }
    }
    report.add({QStringLiteral("empty jobs at a broker, 4 agents × 2 workers"), median(ours),
                QStringLiteral("jobs/s"), Target::atLeast(4'000)});
    report.add({QStringLiteral("the same ÷ publish, receive, acknowledge alone"),
                median(ours) / median(plain), QStringLiteral("×"), Target::atLeast(0.6),
                QStringLiteral("that: %1/s").arg(figureText(median(plain)))});
    {
        const auto workers = agents(broker.address(), {2, 1});
        std::vector<double> times;
        for (int round = 0; round < kRounds; ++round)
            times.push_back(makespanS(broker.address(), jobsOf(5, 1s)));
        report.add({QStringLiteral("5 jobs of 1 s, 3 workers on 2 agents: makespan"), median(times),
                    QStringLiteral("s"), Target::atMost(2.02)});
    }
    report.conclude();
    return 0;
}
