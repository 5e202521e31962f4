#include "pool/workerpool.h"

#include "base/clock.h"
#include "base/numbertext.h"
#include "base/thread.h"
#include "pool/crew/crew.h"
#include "pool/feeder.h"
#include "pool/pooltr.h"
#include "pool/runcheck.h"
#include "pool/runend.h"

#include <algorithm>
#include <latch>
#include <new>
#include <span>

namespace {

constexpr std::size_t kMostReceived = 256;

RunOutcome failedWith(OutcomeCode code, const QString& message, const RunOutcome& soFar = {})
{
    RunOutcome outcome = soFar;
    outcome.state = RunState::Failed;
    outcome.code = code;
    outcome.message = message;
    return outcome;
}

} // namespace

WorkerPool::WorkerPool(const RunSettings& settings, const Workload& work, RunEvents& events,
                       std::optional<Receiver<PoolCommand>> commands)
    : m_settings(settings), m_work(work), m_events(events), m_commands(std::move(commands))
{
}

RunOutcome WorkerPool::run(std::stop_token stop)
{
    try {
        RunOutcome outcome =
            runWith(Channel<Job>(std::size_t(m_settings.channelCapacity())),
                    Channel<JobResult>(std::size_t(m_settings.resultsChannelCapacity())), stop);
        outcome.addNote(m_work.takeNote());
        return outcome;
    } catch (const std::bad_alloc&) {
        return failedWith(
            OutcomeCode::NoMemory,
            PoolTr::tr("there is not enough memory for channels of capacity %1 and %2 and "
                       "the check of %3 jobs; no job was run")
                .arg(m_settings.channelCapacity())
                .arg(m_settings.resultsChannelCapacity())
                .arg(m_settings.jobs.count));
    }
}

// Gives when the last result was received. Those that are there are taken together, unless it takes
// time to read each of them.
qint64 WorkerPool::receiveAll(const Receiver<JobResult>& results, RunCheck& check, RunEnd& end,
                              const std::stop_token& stop)
{
    qint64 lastNs = 0;
    const auto received = [&](std::span<const JobResult> some) {
        for (const JobResult& result : some)
            check.add(result);
        lastNs = check.complete() ? end.mark() : monotonicNs();
    };
    if (const qint64 readNs = m_settings.pool.readTime.count(); readNs > 0) {
        for (const JobResult& result : results) {
            received({&result, 1});
            sleepUntil(lastNs + readNs, stop);
        }
        return lastNs;
    }
    while (results.receiveSome(m_batch, kMostReceived) == ChannelOutcome::Done) {
        received(m_batch);
        m_batch.clear();
    }
    return lastNs;
}

RunOutcome WorkerPool::runWith(const Channel<Job>& jobs, const Channel<JobResult>& results,
                               const std::stop_token& stop)
{
    RunCheck check(m_settings.jobs.count);
    RunEnd end;
    qint64 allLeftNs = 0;
    Crew crew({&m_work, m_settings.jobs.retries, nullptr, &end, jobs, results, &m_events, stop},
              [&allLeftNs, &end, &results] {
                  allLeftNs = end.mark();
                  results.sender().close();
              });
    // Executes the commands from when the first workers have started; until then this thread uses
    // the crew.
    std::stop_source over;
    std::latch workersAreThere(1);
    FunctionThread foreman([this, &crew, &workersAreThere, over = over.get_token()] {
        workersAreThere.wait();
        while (const auto command = m_commands->receive(over))
            crew.execute(*command);
    });

    // Whatever allocates is made before the first thread starts: if an allocation failed later, the
    // exception would leave here while workers wait for jobs that nobody sends. What can be made
    // before the zero of the run is.
    m_batch.reserve(kMostReceived);
    const EventWriter events = m_events.ofRun();
    for (int worker = 1; worker <= m_settings.pool.workers; ++worker)
        m_events.ofWorker(WorkerId{worker});
    Feeder feeder(m_settings, jobs, m_events.ofFeeder(), stop, end);
    FunctionThread feeding([&feeder] { feeder.sendRest(); });
    const bool hasForeman = !m_commands || foreman.begin(QStringLiteral("foreman"));
    const int started = crew.prepare(hasForeman ? m_settings.pool.workers : 0);

    const qint64 beganNs = monotonicNs();
    feeder.countFrom(beganNs);
    events.send(Event{beganNs, {}, {}, EventKind::RunBegan, {}});
    if (started < m_settings.pool.workers) {
        over.request_stop();
        workersAreThere.count_down();
        foreman.join();
        jobs.sender().close();
        crew.begin();
        crew.join();
        events.send(Event{monotonicNs(), {}, {}, EventKind::RunEnded, {}});
        return failedWith(
            OutcomeCode::NoThreads,
            PoolTr::tr("the system gives no more threads: %1 of %2 workers could be started, "
                       "no job was run")
                .arg(started)
                .arg(m_settings.pool.workers));
    }

    crew.begin();
    workersAreThere.count_down();

    // As in the article this thread sends the jobs. Where the channel has no room for all of them,
    // or some come later, another thread sends the rest: if this one waited for room in the jobs
    // channel, nobody would receive the results, and the workers could not go on either.
    bool fed = true;
    if (!feeder.sendWhileThereIsRoom()) {
        fed = feeding.begin(QStringLiteral("feeder"));
        if (!fed)
            jobs.sender().close();
    }

    const qint64 lastResultNs = receiveAll(results, check, end, stop);
    over.request_stop();
    foreman.join();
    feeding.join();
    const JobTally tally = crew.join();
    // Where jobs have no result, the last of them may end after the last result.
    const qint64 endNs = check.complete() ? lastResultNs : std::max(lastResultNs, allLeftNs);
    events.send(Event{endNs, {}, {}, EventKind::RunEnded, {}});

    const auto left = qint64(jobs.receiver().size());
    RunOutcome outcome = check.outcome(feeder.sent(), left, tally, stop.stop_requested());
    if (!fed)
        return failedWith(
            OutcomeCode::NoThreads,
            PoolTr::tr("the system gives no more threads: only %1 of %2 jobs could be sent")
                .arg(feeder.sent())
                .arg(m_settings.jobs.count),
            outcome);
    if (crew.notGiven() > 0 && outcome.message.isEmpty()) {
        outcome.code = OutcomeCode::WorkersNotAdded;
        outcome.message =
            PoolTr::tr("%Ln workers that were asked for could not be added: the system gives no "
                       "more threads, or retired workers still had all %1 numbers",
                       nullptr, pluralCount(crew.notGiven()))
                .arg(RunSettings::kMaxWorkers);
    }
    return outcome;
}
