#include "remote/agent/agentcrew.h"

#include "base/clock.h"
#include "pool/job.h"
#include "remote/brokernames.h"

#include <algorithm>
#include <utility>

namespace {

// Results that cross together, at most.
constexpr std::size_t kMostTogether = 100;
static_assert(kMostTogether <= ResultsMessage::kMaxResults);
// Events that are not told with a result are told that late.
constexpr qint64 kEventsEveryNs = 25'000'000;
// Who asks for a job and is not answered for so long goes on with others, and asks again later.
constexpr qint64 kAnswerNs = 100'000'000;
constexpr qint64 kUnansweredNs = 1'000'000'000;
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
        if (!openChannel(*run))
            return; // the connection is lost
    }
    // A run may wait for a result that was lost with the connection.
    for (WorkerSlot& slot : m_slots) {
        if (slot.run && slot.jobs.empty())
            signalPresence(slot, EventKind::WorkerCame);
    }
    assign();
}

bool AgentCrew::openChannel(ServedRun& run)
{
    run.tags = {};
    return !m_connection->openChannel(run.channel) &&
           !m_connection->confirmPublishings(run.channel);
}

void AgentCrew::disconnected()
{
    m_connection = nullptr;
    for (const auto& [id, run] : m_runs) {
        std::vector<JobInHand*> ended;
        for (const auto& [number, jobs] : std::exchange(run->unconfirmed, {}))
            ended.insert(ended.end(), jobs.begin(), jobs.end());
        std::ranges::for_each(ended, [](JobInHand* job) { job->isPublished = false; });
        run->ended.insert(run->ended.begin(), ended.begin(), ended.end());
    }
    for (WorkerSlot& slot : m_slots) {
        slot.consumer.clear();
        takeBack(slot);
        std::erase_if(slot.jobs, [](const JobInHand& job) { return !job.isWithWorker(); });
        for (JobInHand& job : slot.jobs)
            job.tag = 0;
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
            return QStringLiteral("it is about to end");
        auto run = std::make_shared<ServedRun>();
        run->id = offer.run;
        run->work = std::make_shared<AgentRun>(offer, int(m_slots.size()));
        run->prefetch = offer.prefetch;
        run->channel = kFirstOfRuns;
        while (std::ranges::any_of(
            m_runs, [&](const auto& other) { return other.second->channel == run->channel; }))
            ++run->channel;
        if (!mayAsk() || !openChannel(*run))
            return std::nullopt;
        if (const auto former = m_formerCounts.extract(offer.run))
            run->counts = std::move(former.mapped());
        run->counts.resize(m_slots.size());
        m_runs.emplace(offer.run, std::move(run));
    }
    ServedRun& run = *m_runs.at(offer.run);
    run.heardNs = monotonicNs();
    run.leaseNs = qint64(offer.leaseMs) * 1'000'000;
    const bool changes = std::exchange(run.isPaused, offer.isPaused) != offer.isPaused;
    for (WorkerSlot& slot : m_slots) {
        if (!changes || slot.run.get() != &run)
            continue;
        if (run.isPaused)
            takeBack(slot);
        else
            giveNext(slot);
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
    // What has not begun does not begin.
    for (WorkerSlot& slot : m_slots) {
        if (slot.run.get() == &run)
            giveUnbegunBack(slot, run.givesBack);
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
    return std::ranges::any_of(m_slots, [](const WorkerSlot& slot) { return !slot.jobs.empty(); });
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
            m_slots, [&](const WorkerSlot& slot) { return slot.run == run && !slot.jobs.empty(); });
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
        if (slot.run && slot.run->isOver)
            continue; // afterwards
        const auto wanted = runs.empty() ? nullptr : runs[i % runs.size()];
        // After its jobs, and it gets no more until then.
        if (!slot.jobs.empty() && slot.run != wanted && slot.run->prefetch > 1) {
            cancelConsumer(slot);
            giveUnbegunBack(slot, true);
        }
        if (!slot.jobs.empty())
            continue;
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
    cancelConsumer(slot);
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
    if (m_connection->consume(brokernames::jobsOf(slot.run->id), slot.consumer,
                              quint16(slot.run->prefetch), slot.run->channel)) {
        slot.consumer.clear();
        if (!m_connection->isLost())
            endRun(*slot.run, true); // its queue is gone
    }
}

void AgentCrew::cancelConsumer(WorkerSlot& slot)
{
    if (mayAsk() && !slot.consumer.isEmpty() && !slot.run->isOver)
        m_connection->cancelConsumer(slot.consumer, slot.run->channel);
    slot.consumer.clear();
}

void AgentCrew::giveUnbegunBack(WorkerSlot& slot, bool toTheirQueue)
{
    takeBack(slot);
    std::erase_if(slot.jobs, [&](const JobInHand& job) {
        if (job.isWithWorker())
            return false;
        if (m_connection && job.tag) {
            m_connection->giveBack(job.tag, toTheirQueue, slot.run->channel);
            slot.run->tags.wentBack(job.tag);
        }
        return true;
    });
}

WorkerSlot* AgentCrew::slotOf(const QByteArray& consumer)
{
    const auto found = std::ranges::find(m_slots, consumer, &WorkerSlot::consumer);
    return found == m_slots.end() || consumer.isEmpty() ? nullptr : &*found;
}

JobInHand* AgentCrew::jobInHand(const ServedRun& run, JobId job)
{
    for (WorkerSlot& slot : m_slots) {
        if (slot.run.get() != &run)
            continue;
        if (JobInHand* const found = slot.with(job))
            return found;
    }
    return nullptr;
}

// --- Jobs

void AgentCrew::takeJob(const BrokerMessage& message)
{
    WorkerSlot* const slot = slotOf(message.consumer);
    if (!slot) {
        m_connection->giveBack(message.tag, true, message.channel);
        return;
    }
    ServedRun& run = *slot->run;
    run.tags.came(message.tag);
    // Given back at once it would come again at once: it goes back when the channel is closed.
    if (run.isOver)
        return;
    auto decoded = messages::decoded<JobMessage>(message.body);
    if (std::holds_alternative<Problem>(decoded)) {
        m_connection->giveBack(message.tag, false, message.channel); // not one of ours
        run.tags.wentBack(message.tag);
        return;
    }
    auto& job = std::get<JobMessage>(decoded);
    const bool asks = message.isRedelivered || job.mustAsk;
    // What a worker here has in hand since before a connection was lost comes again: that worker
    // goes on, with this delivery, and this one receives anew.
    JobInHand* const known = asks ? jobInHand(run, job.job) : nullptr;
    if (known && known->tag == 0) {
        known->tag = message.tag;
        if (known->slot->consumer.isEmpty()) {
            known->slot->consumer = std::exchange(slot->consumer, {});
            beginConsuming(*slot);
        }
        return;
    }
    slot->jobs.push_back({slot, std::move(job), asks ? State::MustAsk : State::Ready,
                          message.isRedelivered, message.tag});
    giveNext(*slot);
}

// What may begin goes to the worker. What has to ask does so when the worker is free: it begins as
// soon as it may. Where nobody answers somebody else has it, and others go first.
void AgentCrew::giveNext(WorkerSlot& slot)
{
    if (!slot.run || slot.run->isPaused || slot.run->isOver)
        return;
    const qint64 nowNs = monotonicNs();
    bool isFree = true;
    for (JobInHand& job : slot.jobs) {
        switch (job.state) {
        case State::MustAsk:
            if (isFree)
                ask(job);
            return;
        case State::Asking:
            if (nowNs <= job.askedNs + kAnswerNs)
                return;
            break;
        case State::Ready:
            give(job);
            isFree = false;
            break;
        case State::Given:
            isFree = false;
            break;
        case State::Ended:
            break;
        }
    }
}

void AgentCrew::give(JobInHand& job)
{
    const ServedRun& run = *job.slot->run;
    job.state = State::Given;
    HandedJob handed{run.work, job.message, {}};
    handed.refusal =
        m_allowed.refusalOf(run.work->description(), handed.message.payload).value_or(QString());
    job.slot->worker->give(std::move(handed));
}

void AgentCrew::takeBack(WorkerSlot& slot)
{
    for (const JobId number : slot.worker->takeBack()) {
        if (JobInHand* const job = slot.with(number, State::Given))
            job->state = State::Ready;
    }
}

void AgentCrew::lookAfterAsking(WorkerSlot& slot, qint64 nowNs)
{
    bool isAnyAsking = false;
    for (JobInHand& job : slot.jobs) {
        isAnyAsking = isAnyAsking || job.state == State::Asking;
        if (job.state == State::Asking && nowNs > job.askedNs + kUnansweredNs)
            ask(job);
    }
    if (isAnyAsking)
        giveNext(slot);
}

void AgentCrew::ask(JobInHand& job)
{
    job.state = State::Asking;
    const bool isAgain = std::exchange(job.askedNs, monotonicNs()) != 0;
    if (!canPublish())
        return;
    const quint64 run = job.slot->run->id;
    const ClaimMessage claim{run,    m_agent, job.slot->id, job.message.job, job.isRedelivered,
                             isAgain};
    m_connection->publish({}, brokernames::eventsOf(run), messages::encoded(claim), {},
                          kUnanswered);
}

void AgentCrew::takeAnswer(const ClaimAnswer& answer)
{
    const auto index = std::size_t(answer.worker.number - 1);
    if (index >= m_slots.size())
        return;
    WorkerSlot& slot = m_slots[index];
    JobInHand* const job =
        slot.run && slot.run->id == answer.run ? slot.with(answer.job, State::Asking) : nullptr;
    if (!job)
        return;
    if (answer.mayBegin)
        job->state = State::Ready;
    else
        free(*job);
    giveNext(slot);
}

// Takes what the workers have signalled.
void AgentCrew::collect()
{
    for (const auto& known : m_runs) {
        ServedRun& run = *known.second;
        run.work->events().drain([&](const Event& event, const EventDetails& details) {
            WorkerSlot& slot = m_slots[std::size_t(event.worker.number - 1)];
            JobInHand& job = *slot.with(event.job, State::Given);
            job.events.push_back({run.nextCount(event.worker), event, details});
            if (event.kind == EventKind::Finished && event.status != JobStatus::Retried) {
                job.state = State::Ended;
                run.ended.push_back(&job);
                giveNext(slot);
            }
        });
    }
}

void AgentCrew::publishResults(ServedRun& run)
{
    ResultsMessage results{run.id, m_agent, {}};
    std::vector<JobInHand*> together;
    for (JobInHand* const job : std::exchange(run.ended, {})) {
        const JobStatus status = job->events.back().event.status;
        const bool goesBack = run.givesBack && status == JobStatus::Cancelled;
        // What its worker did before is known first.
        const bool canGoBack = !m_connection || !job->slot->awaitsConfirmation();
        if (goesBack && canGoBack) {
            tellGivenBack(*job);
            continue;
        }
        if (goesBack || !canPublish()) {
            run.ended.push_back(job);
            continue;
        }
        JobEnd end{job->message.job, 0, job->events};
        end.fit();
        if (status == JobStatus::Finished)
            end.value = resultOf(end.job).value;
        job->told = job->events.size();
        const bool isShort = end.isShort();
        if (!isShort || results.results.size() == kMostTogether)
            publish(run, std::exchange(results, {run.id, m_agent, {}}),
                    std::exchange(together, {}));
        results.results.push_back(std::move(end));
        together.push_back(job);
        if (!isShort)
            publish(run, std::exchange(results, {run.id, m_agent, {}}),
                    std::exchange(together, {}));
    }
    publish(run, results, std::move(together));
}

void AgentCrew::publish(ServedRun& run, const ResultsMessage& results, std::vector<JobInHand*> of)
{
    if (of.empty())
        return;
    // Not persistent: its confirmation would wait for the broker's disk, each time. A result that
    // is lost with the broker is missed by the run, which sends the job again.
    const quint64 number = m_connection->publish({}, brokernames::resultsOf(run.id),
                                                 messages::encoded(results), {}, run.channel);
    if (number == 0) {
        run.ended.insert(run.ended.end(), of.begin(), of.end());
        return;
    }
    std::ranges::for_each(of, [](JobInHand* job) { job->isPublished = true; });
    run.unconfirmed.emplace(number, std::move(of));
}

// Whoever is there learns that it is tried again.
void AgentCrew::tellGivenBack(JobInHand& job)
{
    ServedRun& run = *job.slot->run;
    AttemptEvent& last = job.events.back();
    last.event.status = JobStatus::Retried;
    last.isGivenBack = true;
    last.details.report =
        AttemptResult::failed(QStringLiteral("its agent has ended; another one gets the job"))
            .report;
    run.untold.insert(run.untold.end(), job.events.begin() + std::ptrdiff_t(job.told),
                      job.events.end());
    tell(run);
    if (m_connection && job.tag) {
        m_connection->giveBack(job.tag, true, run.channel);
        run.tags.wentBack(job.tag);
    }
    job.slot->jobs.remove_if([&job](const JobInHand& other) { return &other == &job; });
}

void AgentCrew::takePublishAnswer(const PublishAnswer& answer)
{
    const auto of = std::ranges::find_if(
        m_runs, [&](const auto& run) { return run.second->channel == answer.channel; });
    if (of == m_runs.end())
        return;
    const std::shared_ptr<ServedRun> run = of->second;
    auto& unconfirmed = run->unconfirmed;
    auto at = answer.isMultiple ? unconfirmed.begin() : unconfirmed.find(answer.upTo);
    while (at != unconfirmed.end() && at->first <= answer.upTo) {
        const std::vector<JobInHand*> jobs = std::move(at->second);
        at = unconfirmed.erase(at);
        for (JobInHand* const job : jobs) {
            if (answer.isTaken) {
                free(*job);
            } else {
                job->isPublished = false; // it is sent again when the agent next looks around
                run->ended.push_back(job);
            }
        }
        if (!answer.isMultiple)
            break;
    }
}

void AgentCrew::acknowledge(ServedRun& run)
{
    if (!m_connection)
        return;
    run.tags.settle([&](quint64 tag, bool isMultiple) {
        m_connection->acknowledge(tag, isMultiple, run.channel);
    });
}

// It is done with, and is acknowledged when the agent next looks around.
void AgentCrew::free(JobInHand& job)
{
    WorkerSlot& slot = *job.slot;
    if (job.tag)
        slot.run->tags.done(job.tag);
    slot.jobs.remove_if([&job](const JobInHand& other) { return &other == &job; });
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
        // What a worker did later is told later: results go another way, so until theirs are
        // confirmed nothing else of it does.
        if (slot.run.get() != &run || slot.hasEnded())
            continue;
        for (JobInHand& job : slot.jobs) {
            for (; job.told < job.events.size(); ++job.told)
                message.events.push_back(job.events[job.told]);
        }
    }
    if (!message.events.empty())
        m_connection->publish({}, brokernames::eventsOf(run.id), messages::encoded(message), {},
                              kUnanswered);
}

void AgentCrew::lookAround()
{
    const qint64 nowNs = monotonicNs();
    collect();
    for (const auto& [id, run] : m_runs)
        publishResults(*run);
    if (nowNs >= m_toldNs + kEventsEveryNs) {
        m_toldNs = nowNs;
        for (const auto& [id, run] : m_runs)
            tell(*run);
        for (WorkerSlot& slot : m_slots)
            lookAfterAsking(slot, nowNs);
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
    for (const auto& [id, run] : m_runs)
        acknowledge(*run);
    forgetRunsThatAreOver();
}

std::chrono::nanoseconds AgentCrew::timeToNext() const
{
    const bool hasUntold =
        std::ranges::any_of(m_runs, [](const auto& run) { return !run.second->untold.empty(); });
    // Workers signal what begins without calling anybody.
    return hasUntold || hasJobs() ? std::chrono::nanoseconds(kEventsEveryNs) : kIdle;
}
