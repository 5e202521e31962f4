#include "analysis/figure.h"
#include "analysis/timings.h"
#include "base/clock.h"
#include "files/io/outputfile.h"
#include "files/trace/runmetadata.h"
#include "files/trace/runtrace.h"
#include "files/trace/statusword.h"
#include "files/trace/tracejson.h"
#include "files/trace/tracepart.h"
#include "timeline/runrecord.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace {

// Threads beyond those of all workers.
constexpr int kSenderTid = RunSettings::kMaxLanes + 1;
constexpr int kPausesTid = RunSettings::kMaxLanes + 2;
// Enough for any screen.
constexpr std::size_t kCounterSamples = 1000;

// The figures that are known, by their keys.
QByteArray figuresJson(const RunRecord& record)
{
    const Timings timings = timingsOf(record, monotonicNs(), Waits::Included);
    QJsonObject json;
    for (const auto& [figure, key] : kFigureKeys) {
        if (const auto number = numberOf(figure, timings))
            json.insert(QLatin1String(key),
                        std::visit([](auto value) { return QJsonValue(value); }, *number));
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

class TraceWriter
{
public:
    TraceWriter(const RunRecord& record, OutputFile& file, const FileProgress& progress)
        : m_record(record), m_progress(progress), m_json(file)
    {
        for (const auto& part : record.parts())
            m_spans += part->timeline.startedCount();
    }

    // False after a stop.
    bool write()
    {
        m_json.beginObject();
        m_json.text("displayTimeUnit", "ns");
        m_json.object("metadata", metadataJson(m_record));
        m_json.object("otherData", figuresJson(m_record));
        m_json.key("traceEvents");
        m_json.beginArray();
        for (const auto& part : m_record.parts()) {
            const TracePart& as = tracePartOf(part->role);
            m_role = part->role;
            writeTimeline(part->timeline, as.pid, as.process);
        }
        m_json.endArray();
        m_json.endObject();
        m_json.flush();
        return !m_progress.stop.stop_requested();
    }

private:
    void writeTimeline(const Timeline& timeline, int pid, const char* process)
    {
        m_json.name("process_name", pid, 0, process);
        for (int i = 0; i < timeline.laneCount(); ++i) {
            writeLane(timeline, timeline.lane(i), pid, i + 1);
            if (m_progress.stop.stop_requested())
                return;
        }
        writeWaits(timeline.blocked(), pid, kSenderTid, "sender of the jobs", "waits for room");
        writeWaits(timeline.pauses(), pid, kPausesTid, "pauses", "paused");
        writeLeft(timeline, pid);
        if (m_role != RunRole::Nested)
            writeCounters(timeline, pid);
    }

    QByteArray laneName(int tid) const
    {
        const auto& names = m_record.origin.lanesOf(m_role);
        if (std::size_t(tid) <= names.size())
            return names[std::size_t(tid) - 1].name.toUtf8();
        return "worker " + QByteArray::number(tid);
    }

    void writeLane(const Timeline& timeline, const Lane& lane, int pid, int tid)
    {
        m_json.name("thread_name", pid, tid, laneName(tid));
        m_json.sortAt(pid, tid, tid);
        if (lane.comesOrGoes()) {
            const auto presences = lane.presences();
            for (std::size_t i = 0; i < presences.size(); ++i) {
                if (i > 0 || tid > m_record.settings.pool.workers)
                    writeComing("worker came", pid, tid, presences[i].fromNs);
                if (presences[i].toNs)
                    writeComing("worker left", pid, tid, *presences[i].toNs);
            }
        }
        const std::size_t started = lane.startedCount();
        const std::size_t finished = lane.finishedCount();
        std::size_t block = 0;
        for (std::size_t i = 0; i < started; ++i) {
            writeSpan(timeline, lane, i, i < finished, pid, tid, lane.attemptNumberAt(i));
            if (block < lane.resultBlocks() && lane.resultBlock(block).span == i)
                writeResultBlock(lane, lane.resultBlock(block++), pid, tid);
            if (++m_written % kTellEvery == 0) {
                m_progress.tell(int(1000 * m_written / m_spans));
                if (m_progress.stop.stop_requested())
                    return;
            }
        }
    }

    void writeResultBlock(const Lane& lane, const Lane::ResultBlock& block, int pid, int tid)
    {
        m_json.beginEvent("result waits for room", block.toNs ? "X" : "B", pid, tid);
        m_json.text("cat", "result");
        m_json.time("ts", block.fromNs);
        if (block.toNs)
            m_json.time("dur", *block.toNs - block.fromNs);
        m_json.beginArguments();
        m_json.number("job", lane.job(block.span).number);
        m_json.endArguments();
    }

    void writeComing(const char* what, int pid, int tid, qint64 atNs)
    {
        m_json.beginEvent(what, "i", pid, tid);
        m_json.text("cat", "worker");
        m_json.time("ts", atNs);
        m_json.text("s", "t");
        m_json.endObject();
    }

    void writeSpan(const Timeline& timeline, const Lane& lane, std::size_t index, bool ended,
                   int pid, int tid, int attempt)
    {
        const Span span = lane.span(index);
        const auto jobIndex = std::size_t(span.job.number - 1);
        m_json.beginEvent(jobName(jobIndex), ended ? "X" : "B", pid, tid);
        m_json.text("cat", "job");
        m_json.time("ts", span.startNs);
        if (ended)
            m_json.time("dur", *span.endNs - span.startNs);
        m_json.beginArguments();
        m_json.number("job", span.job.number);
        if (ended)
            m_json.text("status", statusWord(span.status));
        if (attempt > 1)
            m_json.number("attempt", attempt);
        else if (jobIndex < timeline.queuedCount())
            m_json.number("wait_ns", span.startNs - timeline.queuedNs(jobIndex));
        if (ended) {
            if (const auto cpu = lane.cpuOf(index)) {
                m_json.number("cpu_ns", cpu->ns);
                m_json.number("taken_off", cpu->preempted);
                if (cpu->isReadyKnown())
                    m_json.number("ready_ns", cpu->readyNs);
            }
            if (const JobReport* report = lane.reportOf(index))
                writeReport(*report);
        }
        if (attempt == 1 && m_role == RunRole::Pool)
            writePlan(jobIndex);
        else if (m_role == RunRole::Nested)
            writeInput(jobIndex);
        m_json.endArguments();
    }

    // Good until the next call.
    std::string_view jobName(std::size_t index)
    {
        const auto& lines = m_record.plan.inputs.lines;
        if (!m_record.origin.isOurs() && lines && index < lines->count()) {
            m_name = QString::fromUtf8(lines->at(index)).toStdString();
        } else {
            std::array<char, 24> digits;
            const auto end = std::to_chars(digits.data(), digits.end(), index + 1).ptr;
            m_name.assign("job ").append(digits.data(), end);
        }
        return m_name;
    }

    void writeReport(const JobReport& report)
    {
        if (!report.error.isEmpty())
            m_json.text("error", report.error.toUtf8());
        if (!report.result.isEmpty())
            m_json.text("result", QString::fromUtf8(report.result).toUtf8());
        if (!report.program)
            return;
        const ProgramReport& program = *report.program;
        if (program.exitStatus)
            m_json.number("exit_status", *program.exitStatus);
        m_json.number("signal", program.signal);
        m_json.bytes("output", "output_base64", program.output);
        m_json.number("output_bytes", program.outputBytes);
        m_json.bytes("error_output", "error_output_base64", program.errorOutput);
        m_json.number("error_output_bytes", program.errorOutputBytes);
        if (program.heldBy != 0) {
            m_json.number("held_by", program.heldBy);
            m_json.number("held_ns", program.heldNs);
        }
    }

    void writeInput(std::size_t index)
    {
        const auto& lines = m_record.plan.inputs.lines;
        if (lines && index < lines->count())
            m_json.bytes("input", "input_base64", lines->at(index).toByteArray());
    }

    // What was known of a job beforehand, where jobs differ.
    void writePlan(std::size_t index)
    {
        const PlannedRun& plan = m_record.plan;
        if (const auto* each = plan.durations.each())
            m_json.number("planned_ns", (*each)[index]);
        writeInput(index);
        if (plan.inputs.states) {
            const FileState& state = (*plan.inputs.states)[index];
            m_json.number("input_bytes", state.bytes);
            m_json.number("input_modified_ns", state.modifiedNs);
        }
    }

    void writeWaits(const Lane& lane, int pid, int tid, const char* called, const char* what)
    {
        if (lane.startedCount() == 0)
            return;
        m_json.name("thread_name", pid, tid, called);
        m_json.sortAt(pid, tid, tid);
        for (std::size_t i = 0; i < lane.startedCount(); ++i) {
            const Span span = lane.span(i);
            m_json.beginEvent(what, span.endNs ? "X" : "B", pid, tid);
            if (tid == kSenderTid)
                m_json.text("cat", "sender");
            else
                m_json.text("cat", "pause");
            m_json.time("ts", span.startNs);
            if (span.endNs)
                m_json.time("dur", *span.endNs - span.startNs);
            m_json.beginArguments();
            m_json.number("job", span.job.number);
            m_json.endArguments();
        }
    }

    // Jobs that never started, where there is anything to say of them.
    void writeLeft(const Timeline& timeline, int pid)
    {
        const std::size_t queued = timeline.queuedCount();
        const bool planned = m_role == RunRole::Pool &&
                             (m_record.plan.durations.each() || m_record.plan.inputs.lines);
        const std::size_t jobs = planned ? std::size_t(m_record.settings.jobs.count) : queued;
        if (jobs == 0 || timeline.jobsStarted() >= jobs)
            return;
        const auto places = timeline.find(JobId{1}, JobId{qint32(jobs)});
        for (std::size_t i = 0; i < jobs && !m_progress.stop.stop_requested(); ++i) {
            if (places[i])
                continue;
            m_json.beginEvent(jobName(i), "i", pid, kSenderTid);
            m_json.text("cat", "left");
            m_json.time("ts",
                        i < queued ? timeline.queuedNs(i) : timeline.makespanNs().value_or(0));
            m_json.text("s", "t");
            m_json.beginArguments();
            m_json.number("job", qint64(i) + 1);
            m_json.number("queued", i < queued);
            if (planned)
                writePlan(i);
            m_json.endArguments();
        }
    }

    void writeCounters(const Timeline& timeline, int pid)
    {
        const qint64 endNs = timeline.makespanNs().value_or(0);
        for (const qint64 timeNs : sampleTimes(timeline, endNs)) {
            qint64 busy = 0;
            std::size_t jobsStarted = 0;
            for (int i = 0; i < timeline.laneCount(); ++i) {
                const Lane& lane = timeline.lane(i);
                const std::size_t by = lane.startedBy(timeNs, lane.startedCount());
                jobsStarted += lane.jobsIn(by);
                busy += qint64(by - lane.finishedBy(timeNs, by, lane.finishedCount()));
            }
            const std::size_t queued = timeline.queuedBy(timeNs, timeline.queuedCount());
            counter("jobs waiting", pid, timeNs, qint64(queued) - qint64(jobsStarted));
            counter("workers busy", pid, timeNs, busy);
        }
    }

    void counter(const char* what, int pid, qint64 timeNs, qint64 value)
    {
        m_json.beginEvent(what, "C", pid, 0);
        m_json.time("ts", timeNs);
        m_json.beginArguments();
        m_json.number("count", std::max<qint64>(0, value));
        m_json.endArguments();
    }

    // All times at which a counter changes, or evenly spread where there are many.
    static std::vector<qint64> sampleTimes(const Timeline& timeline, qint64 endNs)
    {
        std::vector<qint64> times;
        if (2 * timeline.startedCount() + timeline.queuedCount() > kCounterSamples) {
            for (std::size_t i = 0; i <= kCounterSamples; ++i)
                times.push_back(qint64(double(endNs) * double(i) / kCounterSamples));
            return times;
        }
        for (std::size_t i = 0; i < timeline.queuedCount(); ++i)
            times.push_back(timeline.queuedNs(i));
        for (int i = 0; i < timeline.laneCount(); ++i) {
            for (std::size_t k = 0; k < timeline.lane(i).startedCount(); ++k)
                times.push_back(timeline.lane(i).startNs(k));
            for (std::size_t k = 0; k < timeline.lane(i).finishedCount(); ++k)
                times.push_back(timeline.lane(i).endNs(k));
        }
        std::ranges::sort(times);
        times.erase(std::unique(times.begin(), times.end()), times.end());
        return times;
    }

    static constexpr std::size_t kTellEvery = 10'000;

    const RunRecord& m_record;
    const FileProgress& m_progress;
    TraceJson m_json;
    std::size_t m_spans = 1; // one more than there are: progress is divided by it
    std::size_t m_written = 0;
    RunRole m_role = RunRole::Pool; // of what is being written
    std::string m_name;
};

} // namespace

QString writeRunTrace(const RunRecord& record, const QString& path, const FileProgress& progress)
{
    OutputFile file(path);
    return TraceWriter(record, file, progress).write() ? file.commit() : stoppedWriting(path);
}
