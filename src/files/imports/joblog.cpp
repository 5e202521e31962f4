#include "files/imports/joblog.h"

#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "files/io/linereader.h"
#include "timeline/originkind.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace {

constexpr int kSInNs = 9; // decimals
constexpr std::string_view kTitle = "Seq\tHost\tStarttime\tJobRuntime\t";

enum Column { Seq, Host, Start, Runtime, Send, Receive, ExitValue, Signal, Command, Columns };

// The command is the last and may hold tabs.
std::array<std::string_view, Columns> fieldsOf(std::string_view line)
{
    std::array<std::string_view, Columns> fields;
    for (int i = 0; i < Command; ++i) {
        std::string_view& field = fields[std::size_t(i)];
        field = line.substr(0, line.find('\t'));
        line.remove_prefix(std::min(line.size(), field.size() + 1));
        // Numbers are padded.
        field.remove_prefix(std::min(field.size(), field.find_first_not_of(' ')));
    }
    fields[Command] = line;
    return fields;
}

// The failures of a log: many jobs share one.
class Failures
{
public:
    // The place of the report; −1 where the job did not fail.
    qint32 of(qint64 exitStatus, qint64 signal)
    {
        if (exitStatus == 0 && signal == 0)
            return -1;
        const auto [place, isNew] =
            m_places.emplace(std::pair(exitStatus, signal), qint32(m_reports.size()));
        if (isNew) {
            auto program = std::make_shared<ProgramReport>();
            program->signal = int(signal);
            if (signal == 0)
                program->exitStatus = int(exitStatus);
            JobReport report;
            report.error = signal == 0 ? FilesTr::tr("exit status %1").arg(exitStatus)
                                       : FilesTr::tr("ended by signal %1").arg(signal);
            report.program = std::move(program);
            m_reports.push_back(std::make_shared<const JobReport>(std::move(report)));
        }
        return place->second;
    }

    std::vector<std::shared_ptr<const JobReport>> take() { return std::move(m_reports); }

private:
    std::map<std::pair<qint64, qint64>, qint32> m_places;
    std::vector<std::shared_ptr<const JobReport>> m_reports;
};

} // namespace

bool beginsJoblog(std::string_view beginning)
{
    return beginning.starts_with(kTitle);
}

SpansRead readJoblog(InputFile& file)
{
    constexpr qint64 kMaxStatus = 1000; // beyond that of any system
    constexpr std::size_t kMaxHosts = RunSettings::kMaxWorkers;
    LineReader lines(file);
    SpansRead read;
    LeftOutLines leftOut;
    Failures failures;
    std::unordered_map<std::string, qint32> hosts;
    lines.next(); // the title
    while (const auto line = lines.next()) {
        if (line->empty())
            continue;
        const auto fields = fieldsOf(*line);
        const auto start = scaledDecimal(fields[Start], kSInNs);
        const auto runtime = scaledDecimal(fields[Runtime], kSInNs);
        const auto exitStatus = scaledDecimal(fields[ExitValue], 0, kMaxStatus);
        const auto signal = scaledDecimal(fields[Signal], 0, kMaxStatus);
        if (!start || !runtime || *start < 0 || *runtime < 0 || *runtime > kMaxTimeNs - *start ||
            !exitStatus || !signal) {
            leftOut.add(lines.number(),
                        FilesTr::tr("it has no start time, runtime, exit value and signal"));
            continue;
        }
        const auto host = hosts.find(std::string(fields[Host]));
        if (read.spans.spans.size() == std::size_t(RunSettings::kMaxJobs) ||
            (host == hosts.end() && hosts.size() == kMaxHosts)) {
            leftOut.add(lines.number(), FilesTr::tr("there are too many jobs or hosts"));
            continue;
        }
        if (host == hosts.end()) {
            const bool here = fields[Host] == ":";
            read.spans.threads.push_back(
                here ? QString()
                     : QString::fromUtf8(fields[Host].data(), qsizetype(fields[Host].size())));
        }
        const qint32 thread =
            hosts.emplace(fields[Host], qint32(read.spans.threads.size()) - 1).first->second;
        read.spans.spans.push_back({*start, *start + *runtime, thread,
                                    qint32(read.spans.names.count()),
                                    failures.of(*exitStatus, *signal)});
        read.spans.names.add({fields[Command].data(), qsizetype(fields[Command].size())});
    }
    read.notes = leftOut.notes();
    read.problem = lines.problem();
    read.spans.failures = failures.take();
    read.spans.kind = originkind::kJoblog;
    read.spans.lanesAreSlots = true;
    return read;
}
