#include "app/runthread.h"

#include "pool/sequentialrun.h"
#include "pool/sleepwork.h"
#include "pool/workerpool.h"
#include "timeline/eventrecorder.h"

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

// Has a run's events recorded into its timeline while it goes on.
template <typename Run>
void recordRun(Timeline& timeline, const RunSettings& settings, const std::stop_token& stop)
{
    const auto recorder = EventRecorder::start(timeline);
    if (!recorder) {
        timeline.conclude(withoutThread());
        return;
    }
    const SleepWork work(settings.duration);
    recorder->conclude(Run(settings, work, recorder->events()).run(stop));
}

} // namespace

RunThread::RunThread(std::shared_ptr<RunRecord> record, std::stop_token stop)
    : m_record(std::move(record)), m_stop(std::move(stop))
{
}

void RunThread::concludeAsFailed()
{
    m_record->pool.conclude(withoutThread());
    if (m_record->sequential)
        m_record->sequential->conclude(neverBegun());
}

void RunThread::work()
{
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
}

void RunThread::runPool()
{
    recordRun<WorkerPool>(m_record->pool, m_record->settings, m_stop);
}

void RunThread::runSequential()
{
    recordRun<SequentialRun>(*m_record->sequential, m_record->settings, m_stop);
}
