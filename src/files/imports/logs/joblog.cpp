#include "files/imports/logs/joblog.h"

#include "files/imports/endreports.h"
#include "files/io/csvreader.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "files/io/linereader.h"
#include "timeline/originkind.h"

#include <algorithm>
#include <unordered_map>

namespace {

std::vector<std::string_view> cut(std::string_view line, char separator)
{
    std::vector<std::string_view> fields;
    for (auto end = line.find(separator);
         end != std::string_view::npos && fields.size() < CsvReader::kMaxFields;
         end = line.find(separator)) {
        fields.push_back(line.substr(0, end));
        line.remove_prefix(end + 1);
    }
    fields.push_back(line);
    return fields;
}

// Makes a span of each job.
class Jobs
{
public:
    void take(const JoblogRows::Said& said, qint64 line)
    {
        if (const auto* problem = std::get_if<Problem>(&said))
            m_leftOut.add(line, problem->message);
        else if (const auto* job = std::get_if<JoblogJob>(&said))
            takeJob(*job, line);
    }

    SpansRead finish(const QString& problem)
    {
        m_read.notes = m_leftOut.notes();
        m_read.problem = problem;
        m_read.spans.failures = m_reports.take();
        m_read.spans.kind = originkind::kJoblog;
        m_read.spans.lanesAreSlots = true;
        return std::move(m_read);
    }

private:
    void takeJob(const JoblogJob& job, qint64 line)
    {
        const auto thread = threadOf(job.host);
        if (!thread || m_read.spans.spans.size() == std::size_t(RunSettings::kMaxJobs)) {
            m_leftOut.add(line, FilesTr::tr("there are too many jobs or hosts"));
            return;
        }
        m_read.spans.spans.push_back(
            {.startNs = job.startNs,
             .endNs = job.endNs,
             .thread = *thread,
             .name = qint32(m_read.spans.names.count()),
             .failure = job.end.isSuccess() ? -1 : m_reports.of({}, job.end),
             .end = job.end.isSuccess() ? SpanEnd::Finished : SpanEnd::Failed});
        m_read.spans.addName(job.command);
    }

    std::optional<qint32> threadOf(std::string_view host)
    {
        constexpr std::size_t kMaxHosts = RunSettings::kMaxWorkers;
        const auto found = m_hosts.find(std::string(host));
        if (found != m_hosts.end())
            return found->second;
        if (m_hosts.size() == kMaxHosts)
            return std::nullopt;
        m_read.spans.threads.push_back(QString::fromUtf8(host.data(), qsizetype(host.size())));
        const auto thread = qint32(m_read.spans.threads.size()) - 1;
        m_hosts.emplace(host, thread);
        return thread;
    }

    SpansRead m_read;
    LeftOutLines m_leftOut;
    EndReports m_reports;
    std::unordered_map<std::string, qint32> m_hosts;
};

SpansRead readLog(InputFile& file, JoblogRows rows)
{
    LineReader lines(file);
    Jobs jobs;
    while (const auto line = lines.next()) {
        if (!line->empty())
            jobs.take(rows.read(*line), lines.number());
    }
    return jobs.finish(lines.problem());
}

} // namespace

template <typename Text>
std::optional<JoblogRows> JoblogRows::titled(const std::vector<Text>& row, char separator)
{
    constexpr std::string_view kNames[Columns][3] = {{"Seq"},
                                                     {"Host"},
                                                     {"Starttime"},
                                                     {"JobRuntime", "Runtime"},
                                                     {"Exitval", "Exit", "Exitcode"},
                                                     {"Signal"},
                                                     {"Command"}};
    JoblogRows rows;
    for (std::size_t column = 0; column < Columns; ++column) {
        const auto& names = kNames[column];
        const auto found = std::ranges::find_if(row, [&names](std::string_view title) {
            return !title.empty() && std::ranges::find(names, title) != std::end(names);
        });
        if (found != row.end())
            rows.m_places[column] = std::size_t(found - row.begin());
    }
    rows.m_count = row.size();
    rows.m_separator = separator;
    const bool areTitles = rows.m_places[Number] == 0 && rows.has(Host) && rows.has(Start) &&
                           rows.has(Runtime) && rows.has(Command);
    return areTitles ? std::optional(rows) : std::nullopt;
}

std::optional<JoblogRows> JoblogRows::of(std::string_view beginning)
{
    std::string_view line = beginning.substr(0, beginning.find('\n'));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    for (const char separator : {'\t', ','}) {
        const auto rows = titled(cut(line, separator), separator);
        // A joblog has tabs.
        if (rows && (separator == '\t' || rows->areOfResults()))
            return rows;
    }
    return std::nullopt;
}

template <typename Text>
JoblogRows::Fields JoblogRows::fieldsOf(const std::vector<Text>& row) const
{
    Fields fields;
    for (std::size_t column = 0; column < Columns; ++column) {
        if (m_places[column] >= row.size())
            continue;
        fields[column] = row[m_places[column]];
        // Numbers are padded.
        if (column != Command)
            fields[column].remove_prefix(
                std::min(fields[column].size(), fields[column].find_first_not_of(' ')));
    }
    return fields;
}

JoblogRows::Said JoblogRows::read(std::string_view line)
{
    if (line.starts_with("Seq\t")) {
        if (const auto more = titled(cut(line, m_separator), m_separator)) {
            *this = *more;
            return {};
        }
    }
    std::vector<std::string_view> row;
    while (row.size() < m_places[Command] && !line.empty()) {
        row.push_back(line.substr(0, line.find(m_separator)));
        line.remove_prefix(std::min(line.size(), row.back().size() + 1));
    }
    row.push_back(line);
    return jobOf(fieldsOf(row));
}

JoblogRows::Said JoblogRows::read(const std::vector<std::string>& row) const
{
    if (titled(row, m_separator))
        return {};
    return jobOf(fieldsOf(row));
}

JoblogRows::Said JoblogRows::jobOf(const Fields& fields) const
{
    constexpr qint64 kMaxStatus = 1000; // beyond that of any system
    const auto start = scaledDecimal(fields[Start], kSecondDecimals);
    const auto runtime = scaledDecimal(fields[Runtime], kSecondDecimals);
    const auto code = [&](Column column) {
        return has(column) ? scaledDecimal(fields[column], 0, kMaxStatus)
                           : std::optional<qint64>(0);
    };
    const auto exitStatus = code(ExitValue);
    const auto signal = code(Signal);
    if (!start || !runtime || *start < 0 || *runtime < 0 || *runtime > kMaxTimeNs - *start ||
        !exitStatus || !signal)
        return Problem{FilesTr::tr("it has no start time, runtime, exit value and signal")};
    JoblogJob job{.number = std::max<qint64>(0, scaledDecimal(fields[Number], 0).value_or(0)),
                  .host = fields[Host] == ":" ? std::string_view() : fields[Host],
                  .startNs = *start,
                  .endNs = *start + *runtime,
                  .end = {int(*exitStatus), int(*signal)},
                  .command = std::string(fields[Command])};
    // A joblog has line ends of commands as NUL.
    std::ranges::replace(job.command, '\0', '\n');
    return job;
}

bool beginsJoblog(std::string_view beginning)
{
    return JoblogRows::of(beginning).has_value();
}

SpansRead readJoblog(InputFile& file)
{
    constexpr std::size_t kBeginning = 4096; // bytes: more than the titles have
    const auto joblog = JoblogRows::of(file.peek(kBeginning));
    if (!joblog)
        return {};
    if (!joblog->areOfResults())
        return readLog(file, *joblog);
    CsvReader rows(file);
    rows.separateBy(joblog->separator());
    Jobs jobs;
    while (const auto* row = rows.next())
        jobs.take(joblog->read(*row), rows.line());
    return jobs.finish(rows.problem());
}
