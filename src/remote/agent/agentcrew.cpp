#include "remote/agent/agentcrew.h"

#include "base/clock.h"
#include "pool/job.h"
#include "remote/brokernames.h"
#include "remote/remotetr.h"

#include <algorithm>
#include <utility>

namespace {

// Events that are not told with a result are told that late.
constexpr qint64 kTellEveryNs = 25'000'000;
constexpr qint64 kAskAgainNs = 1'000'000'000;
constexpr std::chrono::nanoseconds kIdle = std::chrono::milliseconds(250);
constexpr std::size_t kMostFormer = 100;

} // namespace

AgentCrew::AgentCrew(quint64 agent, int workers, AllowedWork allowed, const Waker& waker,
                     std::function<void(quint64 run)> onRunOver)
    : m_agent(agent)
    , m_allowed(std::move(allowed))
    , m_onRunOver(std::move(onRunOver))
    , m_slots(std::size_t(workers))
{
    for (int i = 0; i < workers; ++i) {
        m_slots[std::size_t(i)].id = WorkerId{i + 1};
        m_slots[std::size_t(i)].worker = std::make_unique<AgentWorker>(WorkerId{i + 1}, waker);
    }
}

bool AgentCrew::begin()
{
    return std::ranges::all_of(m_slots, [](const WorkerSlot& slot) {
        return slot.worker->begin(QStringLiteral("worker %1").arg(slot.id.number));
    });
}

void AgentCrew::connected(BrokerConnection& connection)
{
    m_connection = &connection;
    for (const auto& [id, run] : m_runs) {
        run->heardNs = monotonicNs();
        if (connection.openChannel(run->channel))
            return; // the connection is lost
    }
    assign();
}

void AgentCrew::disconnected()
{
    m_connection = nullptr;
    m_unconfirmed.clear();
    for (WorkerSlot& slot : m_slots) {
        slot.consumer.clear();
        if (!slot.job)
            continue;
        if (slot.job->state == State::Asking || slot.job->state == State::Waiting) {
            slot.job.reset();
        } else {
            slot.job->tag = 0;
            slot.job->resultNumber = 0;
        }
    }
}

// --- Runs

std::optional<QString> AgentCrew::takeOffer(const OfferMessage& offer)
{
    const auto known = m_runs.find(offer.run);
    if (known == m_runs.end()) {
        if (auto refusal = m_allowed.refusalOf(offer.work))
            return refusal;
        if (m_isLeaving)
            return RemoteTr::tr("it is about to end");
        auto run = std::make_shared<ServedRun>();
        run->id = offer.run;
        run->work = std::make_shared<AgentRun>(offer, int(m_slots.size()));
        if (const auto former = m_formerCounts.extract(offer.run))
            run->counts = std::move(former.mapped());
        run->counts.resize(m_slots.size());
        run->channel = kFirstOfRuns;
        while (std::ranges::any_of(
            m_runs, [&](const auto& other) { return other.second->channel == run->channel; }))
            ++run->channel;
        if (!mayAsk() || m_connection->openChannel(run->channel))
            return std::nullopt;
        m_runs.emplace(offer.run, std::move(run));
    }
    ServedRun& run = *m_runs.at(offer.run);
    run.heardNs = monotonicNs();
    run.leaseNs = qint64(offer.leaseMs) * 1'000'000;
    const bool resumes = std::exchange(run.isPaused, offer.isPaused) && !offer.isPaused;
    if (resumes) {
        for (WorkerSlot& slot : m_slots) {
            if (slot.run.get() == &run && slot.job && slot.job->state == State::Waiting)
                startOrWait(slot);
        }
    }
    if (known == m_runs.end())
        assign();
    return std::nullopt;
}

void AgentCrew::takeRunOver(quint64 run)
{
    if (const auto known = m_runs.find(run); known != m_runs.end())
        endRun(*known->second, false);
}

void AgentCrew::endRun(ServedRun& run, bool givesBack)
{
    run.isOver = true;
    run.givesBack = run.givesBack || givesBack;
    run.work->stop();
    for (WorkerSlot& slot : m_slots) {
        if (slot.run.get() != &run || !slot.job)
            continue;
        // What has not begun does not begin.
        if (slot.job->state == State::Asking || slot.job->state == State::Waiting) {
            if (m_connection && slot.job->tag)
                m_connection->giveBack(slot.job->tag, run.givesBack, run.channel);
            slot.job.reset();
        }
    }
}

void AgentCrew::giveAllBack()
{
    m_isLeaving = true;
    for (const auto& [id, run] : m_runs)
        endRun(*run, true);
}

bool AgentCrew::hasJobs() const
{
    return std::ranges::any_of(m_slots,
                               [](const WorkerSlot& slot) { return slot.job.has_value(); });
}

void AgentCrew::takeCancelled(const QByteArray& consumer)
{
    if (WorkerSlot* const slot = slotOf(consumer)) {
        slot->consumer.clear();
        endRun(*slot->run, true);
    }
}

void AgentCrew::takeChannelClosed(quint16 channel)
{
    for (const auto& [id, run] : m_runs) {
        if (run->channel == channel)
            endRun(*run, true);
    }
}

void AgentCrew::forgetRunsThatAreOver()
{
    if (m_connection && !mayAsk())
        return;
    bool isAnyGone = false;
    for (auto at = m_runs.begin(); at != m_runs.end();) {
        const auto& run = at->second;
        const bool hasJobs = std::ranges::any_of(
            m_slots, [&](const WorkerSlot& slot) { return slot.run == run && slot.job; });
        if (!run->isOver || hasJobs) {
            ++at;
            continue;
        }
        for (WorkerSlot& slot : m_slots) {
            if (slot.run == run)
                leave(slot);
        }
        if (m_connection)
            m_connection->closeChannel(run->channel);
        if (run->givesBack) {
            if (m_formerCounts.size() == kMostFormer)
                m_formerCounts.erase(m_formerCounts.begin());
            m_formerCounts.insert_or_assign(run->id, run->counts);
        }
        m_onRunOver(run->id);
        at = m_runs.erase(at);
        isAnyGone = true;
    }
    if (isAnyGone)
        assign();
}

// --- Workers and their runs

void AgentCrew::assign()
{
    if (m_connection && !mayAsk())
        return;
    std::vector<std::shared_ptr<ServedRun>> runs;
    for (const auto& [id, run] : m_runs) {
        if (!run->isOver)
            runs.push_back(run);
    }
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        WorkerSlot& slot = m_slots[i];
        if (slot.job || (slot.run && slot.run->isOver))
            continue; // afterwards
        const auto wanted = runs.empty() ? nullptr : runs[i % runs.size()];
        if (slot.run != wanted) {
            leave(slot);
            if (wanted)
                join(slot, wanted);
        } else if (slot.run && slot.consumer.isEmpty()) {
            beginConsuming(slot);
        }
    }
}

void AgentCrew::join(WorkerSlot& slot, std::shared_ptr<ServedRun> run)
{
    slot.run = std::move(run);
    signalPresence(slot, EventKind::WorkerCame);
    beginConsuming(slot);
}

void AgentCrew::leave(WorkerSlot& slot)
{
    if (!slot.run)
        return;
    if (m_connection && !slot.consumer.isEmpty() && !slot.run->isOver)
        m_connection->cancelConsumer(slot.consumer, slot.run->channel);
    slot.consumer.clear();
    signalPresence(slot, EventKind::WorkerWent);
    tell(*slot.run);
    slot.run.reset();
}

void AgentCrew::signalPresence(WorkerSlot& slot, EventKind kind)
{
    slot.run->untold.push_back(
        {slot.run->nextCount(slot.id), Event{monotonicNs(), {}, slot.id, kind, {}}, {}});
}

void AgentCrew::beginConsuming(WorkerSlot& slot)
{
    if (!mayAsk())
        return;
    slot.consumer = "worker" + QByteArray::number(++m_consumers);
    if (m_connection->consume(brokernames::jobsOf(slot.run->id), slot.consumer, 1,
                              slot.run->channel)) {
        slot.consumer.clear();
        endRun(*slot.run, true); // its queue is gone
    }
}

WorkerSlot* AgentCrew::slotOf(const QByteArray& consumer)
{
    const auto found = std::ranges::find(m_slots, consumer, &WorkerSlot::consumer);
    return found == m_slots.end() || consumer.isEmpty() ? nullptr : &*found;
}

WorkerSlot* AgentCrew::slotWith(const ServedRun& run, JobId job)
{
    const auto found = std::ranges::find_if(m_slots, [&](const WorkerSlot& slot) {
        return slot.run.get() == &run && slot.job && slot.job->message.job == job;
    });
    return found == m_slots.end() ? nullptr : &*found;
}

// --- Jobs

void AgentCrew::takeJob(const BrokerMessage& message)
{
    WorkerSlot* const slot = slotOf(message.consumer);
    // Given back at once it would come again at once: it goes back when the channel is closed.
    if (slot && slot->run->isOver)
        return;
    if (!slot || slot->job) {
        m_connection->giveBack(message.tag, true, message.channel);
        return;
    }
    auto decoded = messages::decoded<JobMessage>(message.body);
    if (std::holds_alternative<Problem>(decoded)) {
        m_connection->giveBack(message.tag, false, message.channel); // not one of ours
        return;
    }
    JobInHand job;
    job.message = std::move(std::get<JobMessage>(decoded));
    job.tag = message.tag;
    job.isRedelivered = message.isRedelivered;
    // What a worker here has in hand since before a connection was lost comes again: that worker
    // goes on, with this delivery, and this one receives anew.
    WorkerSlot* const other = slotWith(*slot->run, job.message.job);
    if (other && other->job->tag == 0 && other->consumer.isEmpty()) {
        other->job->tag = message.tag;
        other->consumer = std::exchange(slot->consumer, {});
        beginConsuming(*slot);
        return;
    }
    const bool asks = message.isRedelivered || job.message.mustAsk;
    slot->job = std::move(job);
    if (asks)
        ask(*slot);
    else
        startOrWait(*slot);
}

void AgentCrew::ask(WorkerSlot& slot)
{
    slot.job->state = State::Asking;
    const bool isAgain = std::exchange(slot.job->askedNs, monotonicNs()) != 0;
    if (!canPublish())
        return;
    const ClaimMessage claim{
        slot.run->id, m_agent, slot.id, slot.job->message.job, slot.job->isRedelivered, isAgain};
    m_connection->publish({}, brokernames::eventsOf(slot.run->id), messages::encoded(claim), {},
                          kUnanswered);
}

void AgentCrew::takeAnswer(const ClaimAnswer& answer)
{
    const auto index = std::size_t(answer.worker.number - 1);
    if (index >= m_slots.size())
        return;
    WorkerSlot& slot = m_slots[index];
    if (!slot.run || slot.run->id != answer.run || !slot.job ||
        slot.job->message.job != answer.job || slot.job->state != State::Asking)
        return;
    if (answer.mayBegin)
        startOrWait(slot);
    else
        free(slot);
}

void AgentCrew::startOrWait(WorkerSlot& slot)
{
    if (slot.run->isPaused) {
        slot.job->state = State::Waiting;
        return;
    }
    slot.job->state = State::Running;
    HandedJob handed{slot.run->work, slot.job->message, {}};
    handed.refusal = m_allowed.refusalOf(slot.run->work->description(), handed.message.payload)
                         .value_or(QString());
    slot.worker->give(std::move(handed));
}

// Takes what the workers have signalled.
void AgentCrew::collect()
{
    for (const auto& known : m_runs) {
        ServedRun& run = *known.second;
        run.work->events().drain([&](const Event& event, const EventDetails& details) {
            WorkerSlot& slot = m_slots[std::size_t(event.worker.number - 1)];
            slot.job->events.push_back({run.nextCount(event.worker), event, details});
            if (event.kind == EventKind::Finished && event.status != JobStatus::Retried)
                slot.job->state = State::Ended;
        });
    }
}

void AgentCrew::settleEnded(WorkerSlot& slot)
{
    AttemptEvent& last = slot.job->events.back();
    if (!slot.run->givesBack || last.event.status != JobStatus::Cancelled) {
        publishResult(slot);
        return;
    }
    // Whoever is there learns that it is tried again.
    last.event.status = JobStatus::Retried;
    last.isGivenBack = true;
    last.details.report =
        AttemptResult::failed(RemoteTr::tr("its agent has ended; another one gets the job")).report;
    tell(*slot.run);
    if (m_connection && slot.job->tag)
        m_connection->giveBack(slot.job->tag, true, slot.run->channel);
    slot.job.reset();
}

void AgentCrew::publishResult(WorkerSlot& slot)
{
    if (slot.job->resultNumber || !canPublish())
        return;
    ResultMessage result;
    result.run = slot.run->id;
    result.agent = m_agent;
    result.job = slot.job->message.job;
    result.events = slot.job->events;
    if (result.events.back().event.status == JobStatus::Finished)
        result.value = resultOf(result.job).value;
    slot.job->told = slot.job->events.size();
    // Not persistent: its confirmation would wait for the broker's disk, each time. A result that
    // is lost with the broker is missed by the run, which sends the job again.
    slot.job->resultNumber = m_connection->publish({}, brokernames::resultsOf(slot.run->id),
                                                   messages::encoded(result), {}, kAnswered);
    if (slot.job->resultNumber)
        m_unconfirmed.emplace(slot.job->resultNumber, &slot);
}

void AgentCrew::takePublishAnswer(const PublishAnswer& answer)
{
    if (answer.channel != kAnswered)
        return;
    auto at = answer.isMultiple ? m_unconfirmed.begin() : m_unconfirmed.find(answer.upTo);
    while (at != m_unconfirmed.end() && at->first <= answer.upTo) {
        WorkerSlot& slot = *at->second;
        at = m_unconfirmed.erase(at);
        if (answer.isTaken)
            free(slot);
        else
            slot.job->resultNumber = 0; // it is sent again when the agent next looks around
        if (!answer.isMultiple)
            break;
    }
}

// It is done with, and the worker takes the next one.
void AgentCrew::free(WorkerSlot& slot)
{
    if (m_connection && slot.job->tag)
        m_connection->acknowledge(slot.job->tag, false, slot.run->channel);
    slot.job.reset();
    if (slot.consumer.isEmpty() || m_runs.size() > 1)
        assign();
}

// --- Telling

bool AgentCrew::canPublish() const
{
    return m_connection && !m_connection->isLost() && !m_connection->isBlocked();
}

// A broker that takes no publishings does not answer either.
bool AgentCrew::mayAsk() const
{
    return m_connection && !m_connection->isBlocked();
}

void AgentCrew::tell(ServedRun& run)
{
    if (!canPublish())
        return;
    EventsMessage message{run.id, m_agent, std::exchange(run.untold, {})};
    for (WorkerSlot& slot : m_slots) {
        if (slot.run.get() != &run || !slot.job)
            continue;
        // The end of a job is told with its result.
        const std::size_t end =
            slot.job->events.size() -
            (slot.job->state == State::Ended && slot.job->events.back().isEnd() ? 1 : 0);
        for (; slot.job->told < end; ++slot.job->told)
            message.events.push_back(slot.job->events[slot.job->told]);
    }
    if (!message.events.empty())
        m_connection->publish({}, brokernames::eventsOf(run.id), messages::encoded(message), {},
                              kUnanswered);
}

void AgentCrew::lookAround()
{
    const qint64 nowNs = monotonicNs();
    collect();
    for (WorkerSlot& slot : m_slots) {
        if (slot.job && slot.job->state == State::Ended)
            settleEnded(slot);
        else if (slot.job && slot.job->state == State::Asking &&
                 nowNs > slot.job->askedNs + kAskAgainNs)
            ask(slot);
    }
    if (nowNs >= m_toldNs + kTellEveryNs) {
        m_toldNs = nowNs;
        for (const auto& [id, run] : m_runs)
            tell(*run);
    }
    const bool isBlocked = m_connection && !mayAsk();
    for (const auto& [id, run] : m_runs) {
        if (isBlocked) // and so are runs, it may be
            run->heardNs = nowNs;
        if (m_connection && !run->isOver && nowNs > run->heardNs + run->leaseNs)
            endRun(*run, true);
    }
    if (std::exchange(m_wasBlocked, isBlocked) && !isBlocked)
        assign();
    forgetRunsThatAreOver();
}

std::chrono::nanoseconds AgentCrew::timeToNext() const
{
    const bool isBusy = std::ranges::any_of(m_slots, [](const WorkerSlot& slot) {
        return slot.job &&
               (slot.job->state == State::Ended || slot.job->told < slot.job->events.size());
    });
    const bool hasUntold = isBusy || std::ranges::any_of(m_runs, [](const auto& run) {
                               return !run.second->untold.empty();
                           });
    // Workers signal what begins without calling anybody.
    return hasUntold || hasJobs() ? std::chrono::nanoseconds(kTellEveryNs) : kIdle;
}
