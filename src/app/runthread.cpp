#include "app/runthread.h"

#include "pool/diskuse.h"
#include "pool/sequentialrun.h"
#include "pool/workerpool.h"
#include "timeline/eventrecorder.h"
#include "work/workloads.h"

#include <QCoreApplication>

namespace {

RunOutcome withoutThread()
{
    RunOutcome outcome;
    outcome.state = RunState::Failed;
    outcome.message = QCoreApplication::translate(
        "RunThread", "the system gives no more threads: the run could not begin");
    return outcome;
}

RunOutcome neverBegun()
{
    RunOutcome outcome;
    outcome.state = RunState::Stopped;
    return outcome;
}

// More than a person can give while the run looks away.
constexpr std::size_t kCommandCapacity = 4096;

} // namespace

RunThread::RunThread(std::shared_ptr<RunRecord> record, std::stop_source stop)
    : m_record(std::move(record))
    , m_stop(std::move(stop))
    , m_poolCommands(kCommandCapacity)
    , m_sequentialCommands(kCommandCapacity)
{
}

bool RunThread::command(const PoolCommand& command)
{
    const bool toPool = m_poolCommands.sender().trySend(command) == ChannelOutcome::Done;
    if (command.kind == PoolCommand::Kind::SetWorkers)
        return toPool;
    return m_sequentialCommands.sender().trySend(command) == ChannelOutcome::Done && toPool;
}

template <typename Run>
void RunThread::recordRun(Timeline& timeline, const Receiver<PoolCommand>& commands)
{
    const auto recorder = EventRecorder::start(timeline, m_stop);
    if (!recorder) {
        timeline.conclude(withoutThread());
        return;
    }
    const RunSettings& settings = m_record->settings;
    const auto readSoFar = [this] {
        return readFromDiskBytes() + m_work->readElsewhereBytes();
    };
    const qint64 readBefore = readSoFar();
    RunOutcome outcome =
        Run(settings, *m_work, recorder->events(), commands).run(m_stop.get_token());
    // Of two runs that go on together nobody can tell which one has read what.
    if (settings.sequential != SequentialRunWhen::Alongside)
        outcome.readFromDiskBytes = readSoFar() - readBefore;
    recorder->conclude(outcome);
}

void RunThread::concludeAsFailed()
{
    m_record->pool.conclude(withoutThread());
    if (m_record->sequential)
        m_record->sequential->conclude(neverBegun());
}

void RunThread::work()
{
    m_work = workloadOf(m_record->plan);
    switch (m_record->settings.sequential) {
    case SequentialRunWhen::Off:
        runPool();
        break;
    case SequentialRunWhen::After:
        runPool();
        if (m_record->pool.outcome()->state == RunState::Finished && !m_stop.stop_requested())
            runSequential();
        else
            m_record->sequential->conclude(neverBegun());
        break;
    case SequentialRunWhen::Alongside: {
        FunctionThread beside([this] { runSequential(); });
        if (!beside.begin(QStringLiteral("sequential")))
            m_record->sequential->conclude(withoutThread());
        runPool();
        beside.join();
        break;
    }
    }
    m_work.reset(); // what commands have left running after a stop ends here
}

void RunThread::runPool()
{
    recordRun<WorkerPool>(m_record->pool, m_poolCommands);
}

void RunThread::runSequential()
{
    recordRun<SequentialRun>(*m_record->sequential, m_sequentialCommands);
}
