#include "session/runthread.h"

#include "base/diskuse.h"
#include "pool/sequentialrun.h"
#include "pool/workerpool.h"
#include "timeline/eventrecorder.h"
#include "work/workloads.h"

#include <QCoreApplication>

#include <atomic>
#include <new>
#include <thread>

namespace {

RunOutcome failedWith(const QString& message)
{
    RunOutcome outcome;
    outcome.state = RunState::Failed;
    outcome.message = message;
    return outcome;
}

RunOutcome withoutThread()
{
    return failedWith(QCoreApplication::translate(
        "RunThread", "the system gives no more threads: the run could not begin"));
}

RunOutcome withoutMemory()
{
    return failedWith(QCoreApplication::translate(
        "RunThread",
        "there is no memory for the run: what was recorded of it until then is shown"));
}

RunOutcome neverBegun()
{
    RunOutcome outcome;
    outcome.state = RunState::Stopped;
    return outcome;
}

// More than a person can give while the run looks away.
constexpr std::size_t kCommandCapacity = 4096;

// Of the whole program.
std::stop_source s_end;
std::atomic<int> s_goingOn{0};

// Counts a thread as long as it carries out a run.
class GoesOn
{
public:
    GoesOn() { ++s_goingOn; }
    ~GoesOn() { --s_goingOn; }
    GoesOn(const GoesOn&) = delete;
    GoesOn& operator=(const GoesOn&) = delete;
};

} // namespace

RunThread::RunThread(std::shared_ptr<RunRecord> record, std::stop_source stop)
    : m_record(std::move(record))
    , m_stop(std::move(stop))
    , m_stopAtEnd(s_end.get_token(), RequestStop{m_stop})
    , m_withoutThread(withoutThread())
    , m_withoutMemory(withoutMemory())
    , m_poolCommands(kCommandCapacity)
    , m_sequentialCommands(kCommandCapacity)
    , m_beside([this] { runSequential(); })
{
}

bool RunThread::command(const PoolCommand& command)
{
    const bool toPool = m_poolCommands.sender().trySend(command) == ChannelOutcome::Done;
    if (command.kind == PoolCommand::Kind::SetWorkers)
        return toPool;
    return m_sequentialCommands.sender().trySend(command) == ChannelOutcome::Done && toPool;
}

void RunThread::endAll(std::chrono::milliseconds most)
{
    constexpr std::chrono::milliseconds kLookAgain(1);
    s_end.request_stop();
    const auto until = std::chrono::steady_clock::now() + most;
    while (s_goingOn > 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(kLookAgain);
}

qint64 RunThread::readFromDisk() const
{
    return readFromDiskBytes() + m_work->readElsewhereBytes();
}

template <typename Run>
void RunThread::recordRun(Timeline& timeline, const Receiver<PoolCommand>& commands)
{
    try {
        const auto recorder = EventRecorder::start(timeline, m_stop);
        if (!recorder) {
            timeline.conclude(m_withoutThread);
            return;
        }
        const RunSettings& settings = m_record->settings;
        const qint64 readBefore = readFromDisk();
        RunOutcome outcome =
            Run(settings, *m_work, recorder->events(), commands).run(m_stop.get_token());
        // Of two runs that go on together nobody can tell which one has read what.
        if (settings.baseline.when != SequentialRunWhen::Alongside)
            outcome.readFromDiskBytes = readFromDisk() - readBefore;
        recorder->conclude(outcome);
    } catch (const std::bad_alloc&) {
        timeline.conclude(m_withoutMemory);
    }
}

void RunThread::concludeAsFailed()
{
    concludeAs(m_withoutThread);
}

void RunThread::concludeAs(const RunOutcome& outcome)
{
    m_record->pool().conclude(outcome);
    if (m_record->sequential())
        m_record->sequential()->conclude(neverBegun());
}

void RunThread::work()
{
    const GoesOn goesOn;
    try {
        m_work = workloadOf(m_record->plan);
    } catch (const std::bad_alloc&) {
        concludeAs(m_withoutMemory);
        return;
    }
    runAll();
    m_work.reset(); // what commands have left running after a stop ends here
}

void RunThread::runAll()
{
    switch (m_record->settings.baseline.when) {
    case SequentialRunWhen::Off:
        runPool();
        break;
    case SequentialRunWhen::After:
        runPool();
        if (m_record->pool().outcome()->state == RunState::Finished && !m_stop.stop_requested())
            runSequential();
        else
            m_record->sequential()->conclude(neverBegun());
        break;
    case SequentialRunWhen::Alongside:
        if (!m_beside.begin(QStringLiteral("sequential")))
            m_record->sequential()->conclude(m_withoutThread);
        runPool();
        m_beside.join();
        break;
    }
}

void RunThread::runPool()
{
    recordRun<WorkerPool>(m_record->pool(), m_poolCommands);
}

void RunThread::runSequential()
{
    recordRun<SequentialRun>(*m_record->sequential(), m_sequentialCommands);
}
