#include "files/trace/runtrace.h"

#include "files/trace/statusword.h"
#include "files/trace/tracepart.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace {

// More than a person makes; every figure costs a look at each.
constexpr std::size_t kMaxPauses = 1000;

constexpr qint64 kClockGrainNs = 1'000'000'000;
constexpr qint64 kNotQueued = std::numeric_limits<qint64>::min();

std::optional<int> workerOf(const std::string& thread)
{
    int worker = 0;
    const auto end = thread.data() + thread.size();
    const auto result = std::from_chars(thread.data(), end, worker);
    return result.ec == std::errc() && result.ptr == end && worker >= 1 &&
                   worker <= RunSettings::kMaxLanes
               ? std::optional(worker)
               : std::nullopt;
}

QByteArray bytesOf(const std::string& text, const std::string& base64)
{
    return base64.empty() ? QByteArray::fromStdString(text)
                          : QByteArray::fromBase64(QByteArray::fromStdString(base64));
}

template <typename Value>
void put(std::vector<Value>& values, std::size_t index, Value value, const Value& missing)
{
    if (values.size() <= index)
        values.resize(index + 1, missing);
    values[index] = std::move(value);
}

// Whether a span may stand behind those of a lane: a job comes again where it is tried again, and
// where it was delivered again, which its attempt tells; one that has not come before, which
// `isNew` says, may be of a worker that takes jobs in another order than ours do.
bool fitsBehind(const Lane& lane, JobId job, qint64 startNs, int attempt, bool isNew)
{
    const std::size_t count = lane.startedCount();
    if (count == 0)
        return true;
    if (lane.finishedCount() < count || lane.endNs(count - 1) > startNs ||
        !lane.areResultsTaken(startNs))
        return false;
    const Span last = lane.span(count - 1);
    return last.job < job || (last.job == job && last.status == JobStatus::Retried) ||
           attempt > 1 || isNew;
}

// The number of an attempt as it is to be recorded behind those of a lane: 0, for what the lane
// itself can tell, behind one that was retried.
int attemptBehind(const Lane& lane, JobId job, std::optional<qint64> attempt)
{
    const std::size_t count = lane.finishedCount();
    if (count > 0 && lane.span(count - 1).status == JobStatus::Retried &&
        lane.job(count - 1) == job)
        return 0;
    return int(std::clamp<qint64>(attempt.value_or(0), 0, std::numeric_limits<qint32>::max()));
}

// A job has no more processor time than it took, but for the grain of the clocks, and was not ready
// without a core for longer. Nothing where it was not measured.
std::optional<CpuUse> cpuOf(const TraceEvent& event)
{
    const TraceEvent::Arguments& arguments = event.arguments;
    if (!arguments.cpuNs)
        return std::nullopt;
    const qint64 mostNs = *event.durationNs + kClockGrainNs;
    CpuUse cpu;
    cpu.ns = std::clamp<qint64>(*arguments.cpuNs, 0, mostNs);
    cpu.preempted = qint32(
        std::clamp<qint64>(arguments.preempted.value_or(0), 0, std::numeric_limits<qint32>::max()));
    if (arguments.readyNs)
        cpu.readyNs = std::clamp<qint64>(*arguments.readyNs, 0, mostNs);
    return cpu;
}

} // namespace

RunTraceLoader::RunTraceLoader(RunMetadata metadata) : m_metadata(std::move(metadata))
{
    const auto& parts = m_metadata.record->parts();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        m_processes.push_back({parts[i]->role,
                               std::to_string(tracePartOf(parts[i]->role).pid),
                               &parts[i]->timeline,
                               m_metadata.ends[i],
                               {}});
        if (m_metadata.ends[i].began)
            parts[i]->timeline.beginElsewhere();
    }
}

// Nothing where the record lacks that part; what is of none that is known is the pool's.
RunTraceLoader::Process* RunTraceLoader::processOf(const TraceEvent& event)
{
    for (Process& process : m_processes) {
        if (process.pid == event.process)
            return &process;
    }
    const bool isKnown = std::ranges::any_of(kTraceParts, [&event](const TracePart& part) {
        return event.process == std::to_string(part.pid);
    });
    return isKnown ? nullptr : &m_processes.front();
}

bool RunTraceLoader::take(const TraceEvent& event)
{
    Process* process = processOf(event);
    bool taken = true;
    if (event.phase == 'X' || event.phase == 'B')
        taken = process && takeComplete(*process, event);
    else if (event.phase == 'i')
        taken = process && takeInstant(*process, event);
    m_leftOut += !taken;
    return taken;
}

// Whether it is the number of a job, or of a span among those that are nested.
bool RunTraceLoader::isOf(const Process& process, qint64 job) const
{
    const RunRecord& record = *m_metadata.record;
    const int jobs = record.settings.jobs.count;
    return process.role == RunRole::Nested ? job > jobs && job <= record.numberedCount()
                                           : job >= 1 && job <= jobs;
}

// Waits and pauses end with the run at the latest, also where their end was stamped after it.
qint64 RunTraceLoader::latestWaitNs(const Process& process) const
{
    return process.end.makespanNs.value_or(m_metadata.farthestNs());
}

bool RunTraceLoader::takeComplete(Process& process, const TraceEvent& event)
{
    const auto job = event.arguments.job;
    const bool complete = event.phase == 'X';
    if (!job || !event.startNs || event.outOfRange || *event.startNs < 0 ||
        complete != event.durationNs.has_value() || event.durationNs.value_or(0) < 0 ||
        *event.startNs + event.durationNs.value_or(0) > m_metadata.farthestNs())
        return false;
    if (!process.timeline->beganAtNs())
        return false;
    const bool inRun = isOf(process, *job);
    if (event.category == "job" || event.category == "result") {
        const auto worker = workerOf(event.thread);
        if (!worker || *worker > process.timeline->laneCount() || !inRun)
            return false;
        return event.category == "job" ? takeSpan(process, event, *worker)
                                       : takeResultBlock(process, event, *worker);
    }
    const bool sender = event.category == "sender";
    if (!(sender ? inRun : event.category == "pause" && *job == 0))
        return false;
    return takeWait(process, event, sender ? EventKind::SendBlocked : EventKind::Paused);
}

bool RunTraceLoader::takeWait(Process& process, const TraceEvent& event, EventKind kind)
{
    const bool sender = kind == EventKind::SendBlocked;
    Event record;
    record.kind = kind;
    record.job = JobId{qint32(*event.arguments.job)};
    record.timeNs = std::min(*event.startNs, latestWaitNs(process));
    const Lane& lane = sender ? process.timeline->blocked() : process.timeline->pauses();
    const std::size_t count = lane.startedCount();
    if (!sender && count >= kMaxPauses)
        return false;
    if (count > 0 && (lane.finishedCount() < count || lane.endNs(count - 1) > record.timeNs))
        return false;
    process.timeline->record(record);
    if (event.durationNs) {
        record.timeNs = std::min(*event.startNs + *event.durationNs, latestWaitNs(process));
        record.kind = sender ? EventKind::SendUnblocked : EventKind::Resumed;
        process.timeline->record(record);
    }
    return true;
}

bool RunTraceLoader::takeResultBlock(Process& process, const TraceEvent& event, int worker)
{
    Event record;
    record.kind = EventKind::ResultBlocked;
    record.job = JobId{qint32(*event.arguments.job)};
    record.worker = WorkerId{worker};
    record.timeNs = std::min(*event.startNs, latestWaitNs(process));
    const Lane& lane = process.timeline->lane(worker - 1);
    // Only a job that finished has a result, and only that of the last one can wait.
    if (!lane.mayBlockResult(record.timeNs))
        return false;
    const Span last = lane.span(lane.finishedCount() - 1);
    if (last.job != record.job || last.status != JobStatus::Finished)
        return false;
    process.timeline->record(record);
    if (event.durationNs) {
        record.timeNs = std::min(*event.startNs + *event.durationNs, latestWaitNs(process));
        record.kind = EventKind::ResultUnblocked;
        process.timeline->record(record);
    }
    return true;
}

// Workers of other programs, and those at a broker, may take jobs in another order than their own.
bool RunTraceLoader::comeInAnyOrder() const
{
    const RunRecord& record = *m_metadata.record;
    return !record.origin.isOurs() || record.settings.pool.areElsewhere();
}

bool RunTraceLoader::isNew(const Process& process, JobId job) const
{
    const auto place = std::size_t(job.number) - 1;
    return comeInAnyOrder() && (place >= process.begun.size() || !process.begun[place]);
}

bool RunTraceLoader::takeSpan(Process& process, const TraceEvent& event, int worker)
{
    Event record;
    record.job = JobId{qint32(*event.arguments.job)};
    record.worker = WorkerId{worker};
    record.timeNs = *event.startNs;
    record.kind = EventKind::Started;
    const auto status = statusOfWord(event.arguments.status);
    if (event.durationNs && !status)
        return false;
    const Lane& lane = process.timeline->lane(worker - 1);
    record.attempt = attemptBehind(lane, record.job, event.arguments.attempt);
    if (!fitsBehind(lane, record.job, record.timeNs, record.attempt, isNew(process, record.job)))
        return false;
    if (comeInAnyOrder())
        put(process.begun, std::size_t(record.job.number) - 1, true, false);
    process.timeline->record(record);
    if (event.durationNs) {
        record.timeNs += *event.durationNs;
        record.kind = EventKind::Finished;
        record.status = *status;
        process.timeline->record(record, {cpuOf(event), reportOf(event)});
    }
    if (event.arguments.waitNs)
        takeJob(process, event, *event.startNs - *event.arguments.waitNs);
    else
        takeJob(process, event, kNotQueued);
    return true;
}

void RunTraceLoader::takeJob(Process& process, const TraceEvent& event, qint64 queuedNs)
{
    const auto index = std::size_t(*event.arguments.job - 1);
    if (queuedNs != kNotQueued)
        put(process.queued, index, queuedNs, kNotQueued);
    if (process.role == RunRole::Sequential)
        return;
    const TraceEvent::Arguments& arguments = event.arguments;
    if (arguments.plannedNs && process.role == RunRole::Pool)
        put(m_planned, index, *arguments.plannedNs, qint64(0));
    if (!arguments.input.empty() || !arguments.inputBase64.empty())
        put(m_inputs, index, bytesOf(arguments.input, arguments.inputBase64), QByteArray());
    if (arguments.inputBytes)
        put(m_states, index,
            FileState{*arguments.inputBytes, arguments.inputModifiedNs.value_or(0)}, FileState());
}

bool RunTraceLoader::takeInstant(Process& process, const TraceEvent& event)
{
    if (!event.startNs || event.outOfRange)
        return false;
    if (event.category == "left") {
        const auto job = event.arguments.job;
        if (!job || *job < 1 || *job > m_metadata.record->settings.jobs.count)
            return false;
        takeJob(process, event,
                event.arguments.queued.value_or(0) == 1 ? *event.startNs : kNotQueued);
        return true;
    }
    const auto worker = workerOf(event.thread);
    if (event.category != "worker" || !worker || *event.startNs < 0 ||
        *event.startNs > m_metadata.farthestNs() || !m_metadata.record->origin.isOurs() ||
        !process.timeline->beganAtNs())
        return false;
    Event record;
    record.worker = WorkerId{*worker};
    record.timeNs = *event.startNs;
    const bool came = event.name == "worker came";
    if (!came && event.name != "worker left")
        return false;
    const bool isThere = *worker <= process.timeline->laneCount();
    if (isThere) {
        const Lane& lane = process.timeline->lane(*worker - 1);
        if (!(came ? lane.mayCome(record.timeNs) : lane.mayGo(record.timeNs)))
            return false;
    } else if (!came || *worker > process.timeline->laneCount() + 1) {
        return false;
    }
    record.kind = came ? EventKind::WorkerCame : EventKind::WorkerWent;
    process.timeline->record(record);
    return true;
}

std::shared_ptr<const JobReport> RunTraceLoader::reportOf(const TraceEvent& event)
{
    const TraceEvent::Arguments& arguments = event.arguments;
    if (arguments.error.empty() && arguments.result.empty() && !arguments.signal)
        return nullptr;
    JobReport report;
    report.error = QString::fromStdString(arguments.error);
    report.result = QByteArray::fromStdString(arguments.result);
    if (arguments.signal) {
        auto program = std::make_shared<ProgramReport>();
        if (arguments.exitStatus)
            program->exitStatus = int(*arguments.exitStatus);
        program->signal = int(*arguments.signal);
        program->output = bytesOf(arguments.output, arguments.outputBase64);
        program->errorOutput = bytesOf(arguments.errorOutput, arguments.errorOutputBase64);
        program->outputBytes = arguments.outputBytes.value_or(0);
        program->errorOutputBytes = arguments.errorOutputBytes.value_or(0);
        program->heldBy = int(arguments.heldBy.value_or(0));
        program->heldNs = arguments.heldNs.value_or(0);
        report.program = std::move(program);
    }
    // Many failures have the same text: they share the report.
    const bool same = m_lastReport && !report.program && !m_lastReport->program &&
                      m_lastReport->error == report.error && m_lastReport->result == report.result;
    if (!same)
        m_lastReport = std::make_shared<const JobReport>(std::move(report));
    return m_lastReport;
}

void RunTraceLoader::conclude(Process& process)
{
    const TimelineEnd& end = process.end;
    Event record;
    record.kind = EventKind::Queued;
    for (const qint64 queuedNs : process.queued) {
        if (queuedNs == kNotQueued || !end.began)
            break; // jobs are queued one after another
        record.timeNs = queuedNs;
        process.timeline->record(record);
    }
    if (end.makespanNs && end.began) {
        record.kind = EventKind::RunEnded;
        const qint64 lastNs = process.timeline->lastNs();
        m_leftOut += *end.makespanNs < lastNs;
        record.timeNs = std::clamp(*end.makespanNs, lastNs, m_metadata.farthestNs());
        process.timeline->record(record);
    }
    process.timeline->conclude(end.outcome);
}

std::unique_ptr<RunRecord> RunTraceLoader::finish()
{
    RunRecord& record = *m_metadata.record;
    const auto jobs = std::size_t(record.settings.jobs.count);
    if (!m_planned.empty()) {
        m_planned.resize(jobs, 0);
        record.plan.durations = JobDurations(std::move(m_planned));
    }
    if (!m_inputs.empty()) {
        auto lines = std::make_shared<ByteLines>();
        m_inputs.resize(std::size_t(record.numberedCount()));
        for (const QByteArray& input : m_inputs)
            lines->add(input);
        record.plan.inputs.lines = std::move(lines);
    }
    if (!m_states.empty() && record.plan.inputs.lines) {
        m_states.resize(jobs);
        record.plan.inputs.states =
            std::make_shared<const std::vector<FileState>>(std::move(m_states));
    }
    for (Process& process : m_processes)
        conclude(process);
    return std::move(m_metadata.record);
}
