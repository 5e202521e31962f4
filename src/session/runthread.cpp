#include "session/runthread.h"

#include "base/cpuuse.h"
#include "base/diskuse.h"
#include "base/visibletext.h"
#include "plan/settings/brokeraddress.h"
#include "pool/runengine.h"
#include "remote/engine/brokerengine.h"
#include "session/sessiontr.h"
#include "timeline/eventrecorder.h"
#include "work/workloads.h"

#include <algorithm>
#include <new>
#include <span>

namespace {

RunOutcome withoutThread()
{
    return RunOutcome::failed(
        OutcomeCode::NoThreads,
        SessionTr::tr("the system gives no more threads: the run could not begin"));
}

RunOutcome withoutMemory()
{
    return RunOutcome::failed(
        OutcomeCode::NoMemory,
        SessionTr::tr(
            "there is no memory for the run: what was recorded of it until then is shown"));
}

RunOutcome neverBegun()
{
    RunOutcome outcome;
    outcome.state = RunState::Stopped;
    return outcome;
}

// 15 characters at most.
QString threadName(RunRole role)
{
    return role == RunRole::Sequential ? QStringLiteral("sequential") : QStringLiteral("pool");
}

// More than a person can give while the run looks away.
constexpr std::size_t kCommandCapacity = 4096;

} // namespace

RunThread::RunThread(std::shared_ptr<RunRecord> record, std::stop_source stop,
                     std::optional<Sender<QString>> news)
    : m_record(std::move(record))
    , m_stop(std::move(stop))
    , m_stopAtEnd(m_stop)
    , m_news(std::move(news))
    , m_withoutThread(withoutThread())
    , m_withoutMemory(withoutMemory())
{
    const auto& parts = m_record->parts();
    m_parts.reserve(parts.size());
    for (const auto& part : parts)
        m_parts.push_back({*part, Channel<PoolCommand>(kCommandCapacity)});
    if (!areAlongside())
        return;
    for (std::size_t i = 1; i < m_parts.size(); ++i)
        m_parts[i].thread = std::make_unique<FunctionThread>([this, i] { runPart(m_parts[i]); });
}

bool RunThread::command(const PoolCommand& command)
{
    bool taken = true;
    for (const Running& running : m_parts) {
        const bool concernsIt =
            command.kind != PoolCommand::Kind::SetWorkers || running.part.role == RunRole::Pool;
        if (concernsIt && running.commands.sender().trySend(command) != ChannelOutcome::Done)
            taken = false;
    }
    return taken;
}

void RunThread::endAll(std::chrono::milliseconds most)
{
    beginProgramEnd(most);
}

qint64 RunThread::readFromDisk() const
{
    return readFromDiskBytes() + m_work->readElsewhereBytes();
}

bool RunThread::areAlongside() const
{
    return m_record->settings.baseline.when == SequentialRunWhen::Alongside;
}

void RunThread::runPart(const Running& running)
{
    Timeline& timeline = running.part.timeline;
    try {
        const auto recorder = EventRecorder::start(timeline, m_stop);
        if (!recorder) {
            timeline.conclude(m_withoutThread);
            return;
        }
        const auto engine = engineOf(running, recorder->events());
        const qint64 readBefore = readFromDisk();
        const qint64 cpuBeforeNs = processCpuNs();
        RunOutcome outcome = engine->run(m_stop.get_token());
        // Of parts that go on together nobody can tell which one has read or computed what.
        if (!areAlongside()) {
            outcome.readFromDiskBytes = readFromDisk() - readBefore;
            outcome.processCpuNs = std::max<qint64>(0, processCpuNs() - cpuBeforeNs);
        }
        if (running.part.role == RunRole::Pool)
            m_clocks = engine->clocks();
        recorder->conclude(outcome);
    } catch (const std::bad_alloc&) {
        timeline.conclude(m_withoutMemory);
    }
}

// The pool's part is carried out elsewhere where the settings name a broker.
std::unique_ptr<RunEngine> RunThread::engineOf(const Running& running, RunEvents& events) const
{
    const RunSettings& settings = m_record->settings;
    if (running.part.role != RunRole::Pool || !settings.pool.areElsewhere())
        return makeEngine(m_record->plan, running.part.role, *m_work, events, running.commands);
    const auto address = BrokerAddress::parse(settings.pool.broker);
    return std::make_unique<BrokerEngine>(
        m_record->plan, std::get<BrokerAddress>(address), events,
        [lanes = m_record->origin.lanes](const RemoteLaneName& name) {
            lanes.add({SessionTr::tr("%1 · %2").arg(visibleText(name.agent),
                                                    QString::number(name.worker)),
                       visibleText(name.host), name.clockErrorNs});
        },
        running.commands, m_news);
}

void RunThread::concludeAsFailed()
{
    concludeAs(m_withoutThread);
}

void RunThread::concludeAs(const RunOutcome& outcome)
{
    for (const Running& running : m_parts)
        running.part.timeline.conclude(&running == &m_parts.front() ? outcome : neverBegun());
}

void RunThread::work()
{
    const HoldsUpProgramEnd goesOn;
    try {
        m_work = workloadOf(m_record->plan);
    } catch (const std::bad_alloc&) {
        concludeAs(m_withoutMemory);
        return;
    }
    runAll();
    m_work.reset(); // what commands have left running after a stop ends here
}

// The first part runs on this thread. The others run on their own threads meanwhile, or here once
// those before them have finished.
void RunThread::runAll()
{
    const auto others = std::span(m_parts).subspan(1);
    for (const Running& other : others) {
        if (other.thread && !other.thread->begin(threadName(other.part.role)))
            other.part.timeline.conclude(m_withoutThread);
    }
    runPart(m_parts.front());
    bool goOn = m_parts.front().part.timeline.outcome()->state == RunState::Finished;
    for (const Running& other : others) {
        if (other.thread) {
            other.thread->join();
        } else if (goOn && !m_stop.stop_requested()) {
            runPart(other);
            goOn = other.part.timeline.outcome()->state == RunState::Finished;
        } else {
            other.part.timeline.conclude(neverBegun());
        }
    }
}
