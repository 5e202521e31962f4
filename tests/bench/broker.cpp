// Jobs at a message broker: ./run bench broker [empty] [long] [many], or all parts.
//
// A RabbitMQ of its own, agents as processes, the engine in this one; beside it, with the same
// broker, what it costs to publish, consume and acknowledge a message with nothing around it, and
// Celery. Then the window over agents with many workers.

#include "measure.h"
#include "peers/brokerpeers.h"
#include "report.h"

#include "app/controls/appearance.h"
#include "app/window/mainwindow.h"
#include "base/keptmemory.h"
#include "fixtures/agents.h"
#include "fixtures/realbroker.h"
#include "session/terminal/commandline.h"
#include "timeline/runrecord.h"

#include <QAction>
#include <QApplication>

#include <list>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using fixtures::AgentProcess;
using fixtures::RunAtBroker;

namespace {

constexpr int kRounds = 5;
constexpr int kJobs = 20'000;
constexpr int kTasks = 4'000; // of Celery, which is slower
constexpr int kAgents = 4;
constexpr int kWorkersEach = 2;

std::list<AgentProcess> agents(const BrokerAddress& broker, const std::vector<int>& workers)
{
    std::list<AgentProcess> all;
    for (const int each : workers) {
        if (!all.emplace_back(broker, each).isConnected())
            qFatal("an agent does not come");
    }
    return all;
}

RunSettings jobsOf(int count, std::chrono::nanoseconds each, int prefetch = 1)
{
    RunSettings settings;
    settings.jobs.count = count;
    settings.jobs.duration = each;
    settings.pool.workers = 1;
    settings.pool.prefetch = prefetch;
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

// Beside the plain queue in turn, with as many messages in hand.
double benchEmptyJobs(Report& report, const BrokerAddress& broker, int prefetch)
{
    std::vector<double> plain;
    std::vector<double> ours;
    const peers::AtBroker of{kJobs, kAgents, kWorkersEach, prefetch};
    const auto workers = agents(broker, std::vector<int>(kAgents, kWorkersEach));
    for (int round = 0; round < kRounds; ++round) {
        plain.push_back(peers::plainPerSecond(broker, of));
        ours.push_back(kJobs / makespanS(broker, jobsOf(kJobs, 0ns, prefetch)));
    }
    const QString inHand = QStringLiteral("%1 in hand").arg(prefetch);
    report.add({QStringLiteral("empty jobs at a broker, 4 agents × 2 workers, ") + inHand,
                median(ours), QStringLiteral("jobs/s"), Target::atLeast(4'000),
                QStringLiteral("%1 to %2")
                    .arg(figureText(std::ranges::min(ours)), figureText(std::ranges::max(ours)))});
    report.add({QStringLiteral("the same ÷ publish, consume, acknowledge in C, ") + inHand,
                median(ours) / median(plain), QStringLiteral("×"), Target::atLeast(0.6),
                QStringLiteral("that: %1/s").arg(figureText(median(plain)))});
    return median(ours);
}

void benchBesideCelery(Report& report, const BrokerAddress& broker, double ours)
{
    const QString what = QStringLiteral("empty jobs, 1 in hand, ÷ Celery's tasks");
    const auto celery = peers::celeryPerSecond(broker, {kTasks, kAgents, kWorkersEach});
    if (!celery) {
        report.leaveOut(what, QStringLiteral("Celery is not installed"));
        return;
    }
    report.add({what, ours / *celery, QStringLiteral("×"), Target::atLeast(5),
                QStringLiteral("that: %1/s").arg(figureText(*celery))});
}

void benchEmpty(Report& report, const BrokerAddress& broker)
{
    const double ours = benchEmptyJobs(report, broker, 1);
    benchEmptyJobs(report, broker, 10);
    benchBesideCelery(report, broker, ours);
}

void benchLongJobs(Report& report, const BrokerAddress& broker)
{
    const auto workers = agents(broker, {2, 1});
    const double makespan = medianOf(kRounds, [&] { return makespanS(broker, jobsOf(5, 1s)); });
    report.add({QStringLiteral("5 jobs of 1 s, 3 workers on 2 agents: makespan"), makespan,
                QStringLiteral("s"), Target::atMost(2.02)});
}

// Each worker a thread that sleeps, as the machine has no 2,000 cores.
void benchManyWorkers(Report& report, const BrokerAddress& broker)
{
    constexpr int kManyAgents = 20;
    constexpr int kManyWorkers = 2'000;
    const auto workers = agents(broker, std::vector<int>(kManyAgents, kManyWorkers / kManyAgents));
    CommandLine line;
    for (const auto& [name, text] : {std::pair("jobs", "10000"),
                                     {"duration", "2s"},
                                     {"spread", "uniform:50%"},
                                     {"sequential", "off"}})
        line.given.emplace_back(QLatin1String(name), QLatin1String(text));
    line.given.emplace_back(QStringLiteral("broker"), broker.shown());
    MainWindow window(line);
    window.resize(1600, 900);
    window.show();
    QApplication::processEvents(); // its first frame is not of the run
    window.startRun();
    const auto* runAction = window.findChild<QAction*>(QStringLiteral("actionRun"));
    const double stallMs = longestStallMs([runAction] { return runAction->isEnabled(); });
    const Timeline& pool = window.run()->pool();
    const RunOutcome& outcome = *pool.outcome();
    window.hide(); // to close it would ask whether the run is kept
    if (!outcome.allDone() || pool.laneCount() != kManyWorkers)
        qFatal("%d lanes: %s", pool.laneCount(), qPrintable(outcome.message));
    report.add(
        {QStringLiteral("2,000 workers in 20 agents, 10,000 jobs of 1 to 3 s: longest stall"),
         stallMs, QStringLiteral("ms"), Target::atMost(33),
         QStringLiteral("makespan %1 s, work ÷ workers 10 s; %2")
             .arg(figureText(double(*pool.makespanNs()) / 1e9),
                  outcome.message.isEmpty() ? QStringLiteral("no event lost") : outcome.message)});
}

} // namespace

int main(int argc, char** argv)
{
    keepFreedMemory(); // as the window does
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("poolscope-bench"));
    Appearance::setUp();
    fixtures::RealBroker broker;
    if (!broker.start())
        return 1;
    const QStringList wanted = QApplication::arguments().mid(1);
    const std::pair<const char*, void (*)(Report&, const BrokerAddress&)> benches[] = {
        {"empty", benchEmpty}, {"long", benchLongJobs}, {"many", benchManyWorkers}};
    Report report;
    for (const auto& [name, bench] : benches) {
        if (wanted.isEmpty() || wanted.contains(QLatin1String(name)))
            bench(report, broker.address());
    }
    report.conclude();
    return 0;
}
