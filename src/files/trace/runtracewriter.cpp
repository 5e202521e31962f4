#include "analysis/diskreads.h"
#include "analysis/timings.h"
#include "base/clock.h"
#include "files/io/outputfile.h"
#include "files/trace/runmetadata.h"
#include "files/trace/runtrace.h"
#include "files/trace/statusword.h"
#include "text/diskreadstext.h"
#include "text/figures.h"
#include "text/spantext.h"
#include "text/speedup.h"
#include "timeline/runrecord.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace {

constexpr int kPoolPid = 1;
constexpr int kSequentialPid = 2;
// Beyond all workers.
constexpr int kSenderTid = RunSettings::kMaxWorkers + 1;
constexpr int kPausesTid = RunSettings::kMaxWorkers + 2;
// So many samples of the counters are enough for any screen.
constexpr std::size_t kCounterSamples = 1000;

// What RapidJSON writes to.
class TraceOutput
{
public:
    using Ch = char;

    explicit TraceOutput(OutputFile& file) : m_file(file) {}
    void Put(char c)
    {
        if (m_used == m_buffer.size())
            Flush();
        m_buffer[m_used++] = c;
    }
    void Flush()
    {
        m_file.write(m_buffer.data(), m_used);
        m_used = 0;
    }

private:
    OutputFile& m_file;
    std::array<char, 1 << 16> m_buffer;
    std::size_t m_used = 0;
};

class TraceWriter
{
public:
    TraceWriter(const RunRecord& record, OutputFile& file, const FileProgress& progress)
        : m_record(record), m_progress(progress), m_output(file), m_json(m_output)
    {
        m_spans = 1 + record.pool().startedCount() +
                  (record.sequential() ? record.sequential()->startedCount() : 0);
    }

    // False after a stop.
    bool write()
    {
        m_json.StartObject();
        m_json.Key("displayTimeUnit");
        m_json.String("ns");
        m_json.Key("metadata");
        raw(metadataJson(m_record));
        m_json.Key("otherData");
        raw(timingsJson());
        m_json.Key("traceEvents");
        m_json.StartArray();
        writeTimeline(m_record.pool(), kPoolPid, "Pool");
        if (m_record.sequential())
            writeTimeline(*m_record.sequential(), kSequentialPid, "Sequential run");
        m_json.EndArray();
        m_json.EndObject();
        m_output.Flush();
        return !m_progress.stop.stop_requested();
    }

private:
    void raw(const QByteArray& json)
    {
        m_json.RawValue(json.constData(), std::size_t(json.size()), rapidjson::kObjectType);
    }

    QByteArray timingsJson() const
    {
        const Timings timings = timingsOf(m_record, monotonicNs(), Waits::Included);
        QJsonObject json{{QStringLiteral("With the worker pool"), timeText(timings.pool)}};
        if (timings.sequential)
            json.insert(QStringLiteral("Without"), timeText(*timings.sequential));
        for (const TimingRow& row : timingRows(timings))
            json.insert(row.label, row.value);
        if (timings.speedUp())
            json.insert(speedUpText(timings).caption, speedUpRow(timings));
        if (const QString note = diskReadsText(timings); !note.isEmpty())
            json.insert(QStringLiteral("Note"), note);
        return QJsonDocument(json).toJson(QJsonDocument::Compact);
    }

    template <std::size_t Size>
    void key(const char (&name)[Size])
    {
        m_json.Key(name, Size - 1);
    }
    template <std::size_t Size>
    void number(const char (&name)[Size], qint64 value)
    {
        key(name);
        m_json.Int64(value);
    }
    template <std::size_t Size>
    void text(const char (&name)[Size], const QByteArray& utf8)
    {
        key(name);
        m_json.String(utf8.constData(), rapidjson::SizeType(utf8.size()));
    }
    // Bytes that are no valid UTF-8 go as base64, under the other name.
    template <std::size_t Size, std::size_t OtherSize>
    void bytes(const char (&name)[Size], const char (&base64)[OtherSize], const QByteArray& value)
    {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString decoded = decoder(value);
        if (!decoder.hasError() && decoded.toUtf8() == value)
            text(name, value);
        else
            text(base64, value.toBase64());
    }

    // Microseconds, exact to the nanosecond.
    template <std::size_t Size>
    void time(const char (&name)[Size], qint64 ns)
    {
        key(name);
        std::array<char, 32> digits;
        char* at = digits.data();
        if (ns < 0)
            *at++ = '-';
        const quint64 most = ns < 0 ? 0 - quint64(ns) : quint64(ns);
        at = std::to_chars(at, digits.end(), most / 1000).ptr;
        if (const auto rest = int(most % 1000); rest > 0) {
            *at++ = '.';
            *at++ = char('0' + rest / 100);
            *at++ = char('0' + rest / 10 % 10);
            *at++ = char('0' + rest % 10);
        }
        m_json.RawValue(digits.data(), std::size_t(at - digits.data()), rapidjson::kNumberType);
    }

    void begin(std::string_view name, const char* phase, int pid, int tid)
    {
        m_json.StartObject();
        key("name");
        m_json.String(name.data(), rapidjson::SizeType(name.size()));
        key("ph");
        m_json.String(phase, 1);
        number("pid", pid);
        number("tid", tid);
    }
    template <std::size_t Size>
    void category(const char (&name)[Size])
    {
        key("cat");
        m_json.String(name, Size - 1);
    }

    void name(const char* what, int pid, int tid, const QByteArray& called)
    {
        begin(what, "M", pid, tid);
        key("args");
        m_json.StartObject();
        text("name", called);
        m_json.EndObject();
        m_json.EndObject();
    }
    void sortAt(int pid, int tid, int place)
    {
        begin("thread_sort_index", "M", pid, tid);
        key("args");
        m_json.StartObject();
        number("sort_index", place);
        m_json.EndObject();
        m_json.EndObject();
    }

    void writeTimeline(const Timeline& timeline, int pid, const char* process)
    {
        name("process_name", pid, 0, process);
        for (int i = 0; i < timeline.laneCount(); ++i) {
            writeLane(timeline, timeline.lane(i), pid, i + 1);
            if (m_progress.stop.stop_requested())
                return;
        }
        writeWaits(timeline.blocked(), pid, kSenderTid, "sender of the jobs", "waits for room");
        writeWaits(timeline.pauses(), pid, kPausesTid, "pauses", "paused");
        writeLeft(timeline, pid);
        writeCounters(timeline, pid);
    }

    QByteArray laneName(int pid, int tid) const
    {
        const auto& names = m_record.origin.lanes;
        if (pid == kPoolPid && std::size_t(tid) <= names.size())
            return names[std::size_t(tid) - 1].name.toUtf8();
        return "worker " + QByteArray::number(tid);
    }

    void writeLane(const Timeline& timeline, const Lane& lane, int pid, int tid)
    {
        name("thread_name", pid, tid, laneName(pid, tid));
        sortAt(pid, tid, tid);
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
        int attempt = 0;
        for (std::size_t i = 0; i < started; ++i) {
            attempt = i > 0 && lane.job(i - 1) == lane.job(i) ? attempt + 1 : 1;
            writeSpan(timeline, lane, i, i < finished, pid, tid, attempt);
            if (++m_written % kTellEvery == 0) {
                m_progress.tell(int(1000 * m_written / m_spans));
                if (m_progress.stop.stop_requested())
                    return;
            }
        }
    }

    void writeComing(const char* what, int pid, int tid, qint64 atNs)
    {
        begin(what, "i", pid, tid);
        category("worker");
        time("ts", atNs);
        key("s");
        m_json.String("t", 1);
        m_json.EndObject();
    }

    void writeSpan(const Timeline& timeline, const Lane& lane, std::size_t index, bool ended,
                   int pid, int tid, int attempt)
    {
        const Span span = lane.span(index);
        const auto jobIndex = std::size_t(span.job.number - 1);
        begin(jobName(jobIndex), ended ? "X" : "B", pid, tid);
        category("job");
        time("ts", span.startNs);
        if (ended)
            time("dur", *span.endNs - span.startNs);
        key("args");
        m_json.StartObject();
        number("job", span.job.number);
        if (ended) {
            key("status");
            const std::string_view word = statusWord(span.status);
            m_json.String(word.data(), rapidjson::SizeType(word.size()));
        }
        if (attempt > 1)
            number("attempt", attempt);
        else if (jobIndex < timeline.queuedCount())
            number("wait_ns", span.startNs - timeline.queuedNs(jobIndex));
        if (ended) {
            if (const auto cpu = lane.cpuOf(index)) {
                number("cpu_ns", cpu->ns);
                number("taken_off", cpu->takenOff);
            }
            if (const JobReport* report = lane.reportOf(index))
                writeReport(*report);
        }
        if (attempt == 1 && pid == kPoolPid)
            writePlan(jobIndex);
        m_json.EndObject();
        m_json.EndObject();
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
            text("error", report.error.toUtf8());
        if (!report.result.isEmpty())
            text("result", QString::fromUtf8(report.result).toUtf8());
        if (!report.program)
            return;
        const ProgramReport& program = *report.program;
        if (program.exitStatus)
            number("exit_status", *program.exitStatus);
        number("signal", program.signal);
        bytes("output", "output_base64", program.output);
        number("output_bytes", program.outputBytes);
        bytes("error_output", "error_output_base64", program.errorOutput);
        number("error_output_bytes", program.errorOutputBytes);
        if (program.heldBy != 0) {
            number("held_by", program.heldBy);
            number("held_ns", program.heldNs);
        }
    }

    // What was known of a job beforehand, where jobs differ.
    void writePlan(std::size_t index)
    {
        const PlannedRun& plan = m_record.plan;
        if (const auto* each = plan.durations.each())
            number("planned_ns", (*each)[index]);
        if (plan.inputs.lines && index < plan.inputs.count())
            bytes("input", "input_base64", plan.inputs.lines->at(index).toByteArray());
        if (plan.inputs.states) {
            const FileState& state = (*plan.inputs.states)[index];
            number("input_bytes", state.bytes);
            number("input_modified_ns", state.modifiedNs);
        }
    }

    void writeWaits(const Lane& lane, int pid, int tid, const char* called, const char* what)
    {
        if (lane.startedCount() == 0)
            return;
        name("thread_name", pid, tid, called);
        sortAt(pid, tid, tid);
        for (std::size_t i = 0; i < lane.startedCount(); ++i) {
            const Span span = lane.span(i);
            begin(what, span.endNs ? "X" : "B", pid, tid);
            if (tid == kSenderTid)
                category("sender");
            else
                category("pause");
            time("ts", span.startNs);
            if (span.endNs)
                time("dur", *span.endNs - span.startNs);
            key("args");
            m_json.StartObject();
            number("job", span.job.number);
            m_json.EndObject();
            m_json.EndObject();
        }
    }

    // Jobs that never started, where there is anything to say of them.
    void writeLeft(const Timeline& timeline, int pid)
    {
        const std::size_t queued = timeline.queuedCount();
        const bool planned =
            pid == kPoolPid && (m_record.plan.durations.each() || m_record.plan.inputs.lines);
        const std::size_t jobs = planned ? std::size_t(m_record.settings.jobs.count) : queued;
        if (jobs == 0 || timeline.jobsStarted() >= jobs)
            return;
        const auto places = timeline.find(JobId{1}, JobId{qint32(jobs)});
        for (std::size_t i = 0; i < jobs && !m_progress.stop.stop_requested(); ++i) {
            if (places[i])
                continue;
            begin(jobName(i), "i", pid, kSenderTid);
            category("left");
            time("ts", i < queued ? timeline.queuedNs(i) : timeline.makespanNs().value_or(0));
            key("s");
            m_json.String("t", 1);
            key("args");
            m_json.StartObject();
            number("job", qint64(i) + 1);
            number("queued", i < queued);
            if (planned)
                writePlan(i);
            m_json.EndObject();
            m_json.EndObject();
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
        begin(what, "C", pid, 0);
        time("ts", timeNs);
        key("args");
        m_json.StartObject();
        number("count", std::max<qint64>(0, value));
        m_json.EndObject();
        m_json.EndObject();
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
    TraceOutput m_output;
    rapidjson::Writer<TraceOutput> m_json;
    std::size_t m_spans = 0;
    std::size_t m_written = 0;
    std::string m_name;
};

} // namespace

QString writeRunTrace(const RunRecord& record, const QString& path, const FileProgress& progress)
{
    OutputFile file(path);
    return TraceWriter(record, file, progress).write() ? file.commit() : stoppedWriting(path);
}
