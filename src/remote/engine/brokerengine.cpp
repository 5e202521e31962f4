#include "remote/engine/brokerengine.h"

#include "base/clock.h"
#include "base/durationtext.h"
#include "base/thread.h"
#include "base/visibletext.h"
#include "remote/brokernames.h"
#include "remote/remotetr.h"

#include <QRandomGenerator>
#include <QTime>

#include <algorithm>
#include <variant>

namespace {

constexpr quint16 kJobs = RunQueues::kJobs;
constexpr quint16 kRest = RunQueues::kRest;

constexpr qint64 kOfferEveryNs = 1'000 * kMsInNs;
constexpr qint32 kLeaseMs = 10'000;
// After the first agent others have so long to come before the run begins.
constexpr qint64 kSettlingNs = 200 * kMsInNs;
constexpr std::chrono::milliseconds kGathering(5);
// Agents that are there say so within that: before, nothing holds the run up.
constexpr qint64 kAnsweringNs = 1'000 * kMsInNs;
// Where no worker has a job for so long, though there are some, jobs may be lost.
constexpr qint64 kQuietNs = 3'000 * kMsInNs;
constexpr qint64 kStoppingNs = 2'000 * kMsInNs;
constexpr std::chrono::seconds kStoppingPatience(2);
constexpr qint64 kTogetherNs = 1 * kMsInNs;

} // namespace

BrokerEngine::BrokerEngine(const PlannedRun& plan, BrokerAddress address, RunEvents& events,
                           OnLane onLane, std::optional<Receiver<PoolCommand>> commands,
                           std::optional<Sender<QString>> news)
    : m_plan(plan)
    , m_address(std::move(address))
    , m_run(QRandomGenerator::system()->generate64())
    , m_onLane(std::move(onLane))
    , m_commands(std::move(commands))
    , m_runEvents(events.ofRun())
    , m_news(std::move(news))
    , m_check(plan.settings.jobs.count)
    , m_ledger(plan.settings.jobs.count)
    , m_lanes(events, m_ledger,
              [this](quint64 agent, WorkerId worker) {
                  const KnownAgent& known = *m_agents.find(agent);
                  const QString& host = known.hello.host;
                  m_onLane({host, m_names.of(agent, host), worker.number, known.clock.errorNs()});
              })
    , m_sender(plan, brokernames::jobsOf(m_run), m_ledger, m_lanes, events.ofFeeder())
    , m_queues(m_run)
    , m_watch(m_run, m_agents)
    , m_custody(m_run, plan.settings.pool.prefetch, m_ledger, m_lanes, m_agents, m_watch)
{
}

RunOutcome BrokerEngine::run(std::stop_token stop)
{
    const std::stop_callback wakes(stop, [this] { m_waker.wake(); });
    m_problem = connect(stop);
    if (m_problem || !gatherAgents(stop)) {
        endAll(true);
        if (stop.stop_requested()) {
            RunOutcome outcome;
            outcome.state = RunState::Stopped;
            return outcome;
        }
        return RunOutcome::failed(OutcomeCode::Broker, m_problem->message);
    }
    m_beganNs = monotonicNs();
    m_runEvents.send(Event{m_beganNs, {}, {}, EventKind::RunBegan, {}});
    m_hasBegun = true;
    m_quietSinceNs = m_beganNs;
    m_lanes.begin(m_beganNs);
    m_sender.begin(m_beganNs);
    carryOut(stop);
    const bool wasStopped = stop.stop_requested() && !m_ledger.areAllOver();
    m_sender.stop(monotonicNs());
    endAll(wasStopped || m_problem.has_value());
    // What did not answer in time ends there all the same, within the lease at the latest.
    m_lanes.cancelAll(monotonicNs(), QStringLiteral("its agent has not told how it ended"));
    const qint64 endNs =
        std::max(m_endNs > 0 && !m_problem ? m_endNs : monotonicNs(), m_lanes.lastNs());
    m_runEvents.send(Event{endNs, {}, {}, EventKind::RunEnded, {}});
    return outcome(wasStopped);
}

// --- The connection

std::optional<Problem> BrokerEngine::connect(const std::stop_token& stop)
{
    std::stop_source ending;
    const std::stop_callback ends(stop, [&ending] { ending.request_stop(); });
    auto opened = BrokerConnection::open(m_address, QStringLiteral("Poolscope run"), m_waker,
                                         ending.get_token());
    if (const auto* problem = std::get_if<Problem>(&opened))
        return *problem;
    m_connection = std::move(std::get<std::unique_ptr<BrokerConnection>>(opened));
    // One that is lost may be there for the broker for a while: nothing goes there any more.
    m_connection->setRank(m_connections++);
    if (auto problem = m_queues.open(*m_connection, m_sender.capacity())) {
        m_connection.reset();
        return problem;
    }
    m_watch.use(m_connection.get(), monotonicNs());
    m_custody.use(m_connection.get());
    return std::nullopt;
}

void BrokerEngine::reconnect(const std::stop_token& stop)
{
    const qint64 awaySinceNs = monotonicNs();
    const QString since = QTime::currentTime().toString(QStringLiteral("HH:mm:ss"));
    const auto lost = m_connection->next(std::chrono::nanoseconds(0));
    const auto tell = [&](const Problem& why) {
        m_news.tell(
            RemoteTr::tr("no connection to the broker since %1: %2; agents finish what they "
                         "have in hand")
                .arg(since, why.message));
    };
    if (const auto* why = std::get_if<ConnectionLost>(&lost))
        tell(why->why);
    m_connection.reset();
    m_toAcknowledge.reset();
    m_sender.disconnected();
    m_pause.reset();
    while (!stop.stop_requested()) {
        const auto problem = connect(stop);
        if (!problem)
            break;
        if (monotonicNs() - awaySinceNs > std::chrono::nanoseconds(kMostAway).count()) {
            m_problem = problem;
            return;
        }
        tell(*problem);
        sleepUntil(monotonicNs() + std::chrono::nanoseconds(m_pause.next()).count(), stop);
    }
    m_awayNs += monotonicNs() - awaySinceNs;
    m_watch.wasAway();
    m_offeredNs = 0;
}

// --- How it goes

bool BrokerEngine::gatherAgents(const std::stop_token& stop)
{
    const qint64 beganNs = monotonicNs();
    std::optional<qint64> firstNs;
    while (!stop.stop_requested()) {
        lookAfterAgents();
        const qint64 nowNs = monotonicNs();
        if (!firstNs && m_agents.serving() > 0)
            firstNs = nowNs;
        if (firstNs && m_watch.areClocksKnown() && nowNs > *firstNs + kSettlingNs &&
            m_lanes.present() > 0)
            return true;
        if (m_connection->isBlocked() &&
            nowNs > beganNs + std::chrono::nanoseconds(kBlocked).count()) {
            m_problem =
                Problem{RemoteTr::tr("the broker at %1 takes no jobs for now, as it is short "
                                     "of memory or disk")
                            .arg(m_address.shown())};
            return false;
        }
        const QString refusal = firstNs ? QString() : m_agents.refusal();
        const auto most = refusal.isEmpty() ? kFirstAgent : kOtherAgent;
        if (nowNs > beganNs + std::chrono::nanoseconds(most).count()) {
            m_problem = Problem{
                refusal.isEmpty()
                    ? RemoteTr::tr("no agent serves runs at %1: start one by poolscope worker "
                                   "--broker %1")
                          .arg(m_address.shown())
                    : RemoteTr::tr("no agent at %1 takes these jobs: %2")
                          .arg(m_address.shown(), visibleExcerpt(refusal, 200))};
            return false;
        }
        const bool isSoon = nowNs < beganNs + kAnsweringNs;
        m_news.tell(firstNs || isSoon ? QString() : heldUpBy());
        receive(kGathering);
        if (m_connection->isLost()) {
            const BrokerEvent lost = m_connection->next(std::chrono::nanoseconds(0));
            m_problem = std::get<ConnectionLost>(lost).why;
            return false;
        }
    }
    return false;
}

void BrokerEngine::carryOut(const std::stop_token& stop)
{
    while (!m_ledger.areAllOver() && !stop.stop_requested() && !m_problem) {
        if (m_connection->isLost()) {
            reconnect(stop);
            continue;
        }
        executeCommands();
        lookAfterAgents();
        lookForLostJobs();
        m_sender.send(*m_connection, kJobs, m_ledger.begun(), monotonicNs());
        m_news.tell(heldUpBy());
        receive(timeToNext());
    }
}

// Has the agents end what they do for this run, and clears what is at the broker.
void BrokerEngine::endAll(bool wasStopped)
{
    if (m_connection && !m_connection->isLost() && !m_connection->isBlocked()) {
        BrokerConnection& at = *m_connection;
        at.setPatience(kStoppingPatience);
        acknowledge();
        at.publish(brokernames::kToAgents, {}, messages::encoded(RunOverMessage{m_run}), {}, kRest);
        if (wasStopped)
            m_queues.clearJobs(at);
        const qint64 untilNs = monotonicNs() + kStoppingNs;
        while (m_lanes.isAnyBusy() && !at.isLost() && monotonicNs() < untilNs)
            receive(std::chrono::nanoseconds(untilNs - monotonicNs()));
        acknowledge();
        m_queues.remove(at);
    }
    const bool hasQueues = m_connection || m_hasBegun;
    if (hasQueues && (!m_connection || m_connection->isLost() || m_connection->isBlocked()))
        removeQueuesAnew();
}

// Where the connection is lost, or takes nothing, another one may tell agents that the run is over:
// its queues go.
void BrokerEngine::removeQueuesAnew() const
{
    const auto opened = BrokerConnection::open(m_address, RemoteTr::tr("Poolscope run"), m_waker,
                                               {}, kStoppingPatience);
    if (const auto* another = std::get_if<std::unique_ptr<BrokerConnection>>(&opened))
        m_queues.remove(**another);
}

RunOutcome BrokerEngine::outcome(bool wasStopped)
{
    const JobTally tally = m_ledger.tally();
    const int sent = std::max<int>(m_ledger.sent(), int(tally.taken));
    RunOutcome outcome =
        m_check.outcome(sent, sent - tally.taken, tally, wasStopped || m_problem.has_value());
    if (m_problem) {
        outcome.state = RunState::Failed;
        outcome.code = OutcomeCode::Broker;
        outcome.message = m_problem->message;
        return outcome;
    }
    const auto note = [&](qint64 count, const QString& text) {
        if (count > 0)
            outcome.addNote(text.contains(QLatin1String("%1")) ? text.arg(count) : text);
    };
    note(m_custody.lost(), RemoteTr::tr("attempts that lost their worker: %1"));
    note(m_duplicates, RemoteTr::tr("results that came twice, counted once: %1"));
    note(m_lanes.missing(), RemoteTr::tr("events of agents that never came: %1"));
    const auto noteShifted = [&](const RemoteLanes::Shifted& shifted, const QString& text) {
        note(shifted.count, text.arg(QString::number(shifted.count),
                                     shortDuration(std::chrono::nanoseconds(shifted.mostNs))));
    };
    noteShifted(m_lanes.startsTooEarly(),
                RemoteTr::tr("jobs that seemed to begin before they were sent, as clocks differ, "
                             "shown as begun then: %1, by %2 at most"));
    noteShifted(
        m_lanes.outOfOrder(),
        RemoteTr::tr("times that came before others of their lane, as clocks differ, workers "
                     "had been given up or results came late, shown later: %1, by %2 at "
                     "most"));
    // With one job in hand the order is that of the queue, but for moments and lost workers.
    if (const int prefetch = m_plan.settings.pool.prefetch; prefetch > 1) {
        note(m_lanes.begunOutOfOrder(),
             RemoteTr::tr("with %2 jobs in hand at a worker, jobs that began after one that was "
                          "sent later: %1")
                 .replace(QLatin1String("%2"), QString::number(prefetch)));
    }
    note(m_awayNs,
         RemoteTr::tr("the broker was away for %1 s").arg(double(m_awayNs) / 1e9, 0, 'f', 1));
    note(m_wasBlocked,
         RemoteTr::tr("the broker took no jobs for a while, as it was short of memory "
                      "or disk"));
    note(m_strange, RemoteTr::tr("messages that could not be used: %1 (%2)")
                        .arg(QString::number(m_strange), m_stranger));
    return outcome;
}

std::vector<HostClock> BrokerEngine::clocks() const
{
    std::vector<HostClock> clocks;
    for (const auto& [id, agent] : m_agents.all()) {
        HostClock clock = agent.clock.since(m_beganNs);
        for (const WorkerId lane : m_lanes.lanesOf(id))
            clock.lanes.push_back(lane.number - 1);
        if (!clock.lanes.empty())
            clocks.push_back(std::move(clock));
    }
    return clocks;
}

void BrokerEngine::executeCommands()
{
    if (!m_commands)
        return;
    while (const auto command = m_commands->tryReceive()) {
        const bool pauses = command->kind == PoolCommand::Kind::Pause;
        // How many workers there are is their agents' to say.
        if (command->kind == PoolCommand::Kind::SetWorkers || pauses == m_isPaused)
            continue;
        m_isPaused = pauses;
        m_runEvents.send(
            Event{monotonicNs(), {}, {}, pauses ? EventKind::Paused : EventKind::Resumed, {}});
        offer();
    }
}

std::chrono::nanoseconds BrokerEngine::timeToNext() const
{
    // Commands wake nobody.
    constexpr std::chrono::milliseconds kLookAround(50);
    return std::min<std::chrono::nanoseconds>(
        kLookAround, m_sender.timeToNext(monotonicNs()).value_or(kLookAround));
}

// Empty where nothing does.
QString BrokerEngine::heldUpBy() const
{
    if (m_connection->isBlocked())
        return RemoteTr::tr("the broker takes no messages, as it is short of memory or disk");
    if (m_agents.serving() == 0)
        return m_agents.refusal().isEmpty()
                   ? RemoteTr::tr("no agent is there: jobs wait for one")
                   : RemoteTr::tr("no agent that is there takes these jobs: they wait for another");
    return {};
}

// --- Agents

void BrokerEngine::offer()
{
    if (m_connection->isBlocked())
        return;
    m_offeredNs = monotonicNs();
    OfferMessage offer;
    offer.run = m_run;
    offer.leaseMs = kLeaseMs;
    offer.retries = m_plan.settings.jobs.retries;
    offer.prefetch = m_plan.settings.pool.prefetch;
    offer.isPaused = m_isPaused;
    offer.work = WorkDescription::of(m_plan.settings);
    m_connection->publish(brokernames::kToAgents, {}, messages::encoded(offer), {}, kRest);
}

void BrokerEngine::lookAfterAgents()
{
    const qint64 nowNs = monotonicNs();
    if (nowNs > m_offeredNs + kOfferEveryNs)
        offer();
    for (const quint64 agent : m_watch.lookAround(nowNs))
        agentWent(agent);
}

// A result may be lost with the broker after its job was acknowledged, and a queue with its data.
// What is sent again is begun only where nobody has it, so that a job that is not lost is not done
// twice.
void BrokerEngine::lookForLostJobs()
{
    const qint64 nowNs = monotonicNs();
    const bool isQuiet = m_sender.isDone() && !m_lanes.isAnyBusy() && !m_custody.isAnyWaiting() &&
                         !m_isPaused && m_agents.serving() > 0 && !m_connection->isBlocked();
    if (!isQuiet)
        m_quietSinceNs = nowNs;
    if (nowNs < m_quietSinceNs + kQuietNs)
        return;
    m_quietSinceNs = nowNs;
    const auto ready = m_connection->countMessages(brokernames::jobsOf(m_run));
    const auto* const count = std::get_if<qint64>(&ready);
    if (count && *count == 0)
        m_sender.sendAgain(m_ledger.missing());
}

void BrokerEngine::agentWent(quint64 id)
{
    KnownAgent* const agent = m_agents.find(id);
    if (!agent || std::exchange(agent->isGone, true) || !m_hasBegun)
        return;
    m_custody.agentWent(id);
}

// --- What comes

void BrokerEngine::receive(std::chrono::nanoseconds most)
{
    // What comes in a row is taken together, at a part of the cost.
    const qint64 sinceNs = monotonicNs() - m_receivedNs;
    if (sinceNs < kTogetherNs)
        m_connection->letMoreCome(std::chrono::nanoseconds(kTogetherNs - sinceNs));
    handle(m_connection->next(most));
    m_receivedNs = monotonicNs();
    // All that is there, so that it is acknowledged together.
    for (int left = 1'000; left > 0; --left) {
        const auto event = m_connection->nextAtHand();
        if (!event || std::holds_alternative<ConnectionLost>(*event))
            break;
        handle(*event);
    }
    acknowledge();
}

void BrokerEngine::acknowledge()
{
    if (m_toAcknowledge)
        m_connection->acknowledge(*m_toAcknowledge, true, kRest);
    m_toAcknowledge.reset();
}

void BrokerEngine::handle(const BrokerEvent& event)
{
    if (const auto* message = std::get_if<BrokerMessage>(&event)) {
        takeMessage(*message);
    } else if (const auto* answered = std::get_if<PublishAnswer>(&event)) {
        if (answered->channel == kJobs)
            m_sender.takeAnswer(*answered, monotonicNs());
    } else if (const auto* returned = std::get_if<PublishReturned>(&event)) {
        if (const auto gone = m_watch.goneBy(*returned, monotonicNs()))
            agentWent(*gone);
    } else if (const auto* blocked = std::get_if<BrokerBlocked>(&event)) {
        m_wasBlocked = m_wasBlocked || blocked->isBlocked;
        m_watch.mayTellAgain(monotonicNs());
    } else if (const auto* closed = std::get_if<ChannelClosed>(&event)) {
        m_problem = closed->why;
    } else if (std::holds_alternative<ConsumerCancelled>(event)) {
        m_problem = Problem{RemoteTr::tr("somebody has deleted the queues of the run")};
    }
    if (m_endNs == 0 && m_ledger.areAllOver())
        m_endNs = monotonicNs();
}

void BrokerEngine::takeMessage(const BrokerMessage& message)
{
    if (message.consumer == "results")
        m_toAcknowledge = message.tag;
    const auto head = messages::headOf(message.body);
    const auto strange = [this](const QString& why) {
        ++m_strange;
        m_stranger = why;
    };
    const auto take = [&]<typename Message>(std::type_identity<Message>,
                                            void (BrokerEngine::*use)(const Message&)) {
        const auto decoded = messages::decoded<Message>(message.body);
        if (const auto* problem = std::get_if<Problem>(&decoded)) {
            strange(problem->message);
            return;
        }
        const auto& of = std::get<Message>(decoded);
        if constexpr (requires {
                          of.agent;
                          of.run;
                      }) {
            if (!std::is_same_v<Message, HelloMessage> && of.run != m_run)
                return;
        }
        (this->*use)(of);
    };
    switch (head ? head->kind : MessageKind::Job) {
    case MessageKind::Hello:
        take(std::type_identity<HelloMessage>{}, &BrokerEngine::takeHello);
        break;
    case MessageKind::Results:
        take(std::type_identity<ResultsMessage>{}, &BrokerEngine::takeResults);
        break;
    case MessageKind::Events:
        take(std::type_identity<EventsMessage>{}, &BrokerEngine::takeEvents);
        break;
    case MessageKind::Claim:
        take(std::type_identity<ClaimMessage>{}, &BrokerEngine::takeClaim);
        break;
    case MessageKind::Pong:
        take(std::type_identity<PongMessage>{}, &BrokerEngine::takePong);
        break;
    default:
        strange(RemoteTr::tr("a message is not one of Poolscope's"));
        break;
    }
}

void BrokerEngine::takeHello(const HelloMessage& hello)
{
    m_agents.takeHello(hello, m_run, monotonicNs());
    if (hello.isLeaving)
        m_lanes.agentWent(hello.agent, monotonicNs());
}

void BrokerEngine::takePong(const PongMessage& pong)
{
    m_watch.takePong(pong, monotonicNs());
    KnownAgent& agent = *m_agents.find(pong.agent);
    if (!agent.clock.isKnown())
        return;
    for (const auto& message : std::exchange(agent.waiting, {})) {
        if (const auto* result = std::get_if<ResultsMessage>(&message))
            takeResults(*result);
        else
            takeEvents(std::get<EventsMessage>(message));
    }
}

bool BrokerEngine::waitsForClock(KnownAgent& agent, const auto& message)
{
    constexpr std::size_t kMost = 10'000;
    if (agent.clock.isKnown())
        return false;
    if (agent.waiting.size() < kMost) {
        agent.waiting.emplace_back(message);
    } else {
        ++m_strange;
        m_stranger = RemoteTr::tr("an agent does not say what its clock shows");
    }
    return true;
}

void BrokerEngine::takeEvents(const EventsMessage& message)
{
    KnownAgent& agent = m_agents.heard(message.agent, monotonicNs());
    if (waitsForClock(agent, message))
        return;
    for (const AttemptEvent& told : message.events)
        m_lanes.take(message.agent, told,
                     m_hasBegun ? agent.clock.at(told.event.timeNs) : TimeBase{});
}

void BrokerEngine::takeResults(const ResultsMessage& message)
{
    KnownAgent& agent = m_agents.heard(message.agent, monotonicNs());
    if (waitsForClock(agent, message))
        return;
    for (const JobEnd& result : message.results)
        takeResult(message.agent, result);
}

void BrokerEngine::takeResult(quint64 id, const JobEnd& result)
{
    const bool isWhole =
        !result.events.empty() && result.events.back().isEnd() && m_ledger.isOfRun(result.job) &&
        std::ranges::all_of(result.events,
                            [&](const AttemptEvent& told) { return told.event.job == result.job; });
    if (!isWhole || !m_hasBegun) {
        ++m_strange;
        m_stranger = RemoteTr::tr("a result is of no job of the run");
        return;
    }
    m_quietSinceNs = monotonicNs();
    KnownAgent& agent = *m_agents.find(id);
    const JobStatus status = result.events.back().event.status;
    const bool isFirst = m_ledger.end(result.job, status);
    if (isFirst && status == JobStatus::Finished)
        m_check.add(JobResult{result.job, result.value});
    m_duplicates += !isFirst;
    for (const AttemptEvent& told : result.events)
        m_lanes.take(id, told, agent.clock.at(told.event.timeNs), isFirst);
    m_custody.jobIsOver(result.job);
}

void BrokerEngine::takeClaim(const ClaimMessage& claim)
{
    m_agents.heard(claim.agent, monotonicNs());
    if (m_ledger.isOfRun(claim.job) && m_hasBegun)
        m_custody.take(claim);
}
