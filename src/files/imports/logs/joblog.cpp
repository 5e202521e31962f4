#include "files/imports/logs/joblog.h"

#include "files/imports/endreports.h"
#include "files/io/csvreader.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "files/io/linereader.h"
#include "timeline/originkind.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <unordered_map>

namespace {

constexpr int kSInNs = 9; // decimals

enum Column { Host, Start, Runtime, ExitValue, Signal, Command, Columns };

using Fields = std::array<std::string_view, Columns>;

std::vector<std::string_view> cut(std::string_view line, char separator)
{
    std::vector<std::string_view> fields;
    for (auto end = line.find(separator); end != std::string_view::npos;
         end = line.find(separator)) {
        fields.push_back(line.substr(0, end));
        line.remove_prefix(end + 1);
    }
    fields.push_back(line);
    return fields;
}

// Where the columns stand, by the titles of any version.
class Titles
{
public:
    // Nothing where they are none.
    template <typename Text>
    static std::optional<Titles> of(const std::vector<Text>& row)
    {
        constexpr std::string_view kNames[Columns][3] = {
            {"Host"},   {"Starttime"}, {"JobRuntime", "Runtime"}, {"Exitval", "Exit", "Exitcode"},
            {"Signal"}, {"Command"}};
        Titles titles;
        for (std::size_t column = 0; column < Columns; ++column) {
            const auto& names = kNames[column];
            const auto found = std::ranges::find_if(row, [&names](std::string_view title) {
                return !title.empty() && std::ranges::find(names, title) != std::end(names);
            });
            if (found != row.end())
                titles.m_places[column] = std::size_t(found - row.begin());
        }
        const bool areTitles = row.front() == std::string_view("Seq") && titles.has(Host) &&
                               titles.has(Start) && titles.has(Runtime) && titles.has(Command);
        titles.m_count = row.size();
        return areTitles ? std::optional(titles) : std::nullopt;
    }

    bool has(Column column) const { return m_places[column] != kNowhere; }
    // In a joblog the command is the last and may hold separators; in results it is in quotes.
    bool areOfResults() const { return m_places[Command] + 1 < m_count; }

    Fields fieldsOf(std::string_view line, char separator) const
    {
        std::vector<std::string_view> row;
        while (row.size() < m_places[Command]) {
            row.push_back(line.substr(0, line.find(separator)));
            line.remove_prefix(std::min(line.size(), row.back().size() + 1));
        }
        row.push_back(line);
        return fieldsOf(row);
    }

    template <typename Text>
    Fields fieldsOf(const std::vector<Text>& row) const
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

private:
    static constexpr std::size_t kNowhere = std::size_t(-1);
    std::array<std::size_t, Columns> m_places{kNowhere, kNowhere, kNowhere,
                                              kNowhere, kNowhere, kNowhere};
    std::size_t m_count = 0;
};

// Makes a span of each job.
class Jobs
{
public:
    void take(const Titles& titles, const Fields& fields, qint64 line)
    {
        constexpr qint64 kMaxStatus = 1000; // beyond that of any system
        const auto start = scaledDecimal(fields[Start], kSInNs);
        const auto runtime = scaledDecimal(fields[Runtime], kSInNs);
        const auto code = [&](Column column) {
            return titles.has(column) ? scaledDecimal(fields[column], 0, kMaxStatus)
                                      : std::optional<qint64>(0);
        };
        const auto exitStatus = code(ExitValue);
        const auto signal = code(Signal);
        if (!start || !runtime || *start < 0 || *runtime < 0 || *runtime > kMaxTimeNs - *start ||
            !exitStatus || !signal) {
            m_leftOut.add(line, FilesTr::tr("it has no start time, runtime, exit value and "
                                            "signal"));
            return;
        }
        const auto thread = threadOf(fields[Host]);
        if (!thread || m_read.spans.spans.size() == std::size_t(RunSettings::kMaxJobs)) {
            m_leftOut.add(line, FilesTr::tr("there are too many jobs or hosts"));
            return;
        }
        const ExitCode end{int(*exitStatus), int(*signal)};
        m_read.spans.spans.push_back(
            {.startNs = *start,
             .endNs = *start + *runtime,
             .thread = *thread,
             .name = qint32(m_read.spans.names.count()),
             .failure = end.isSuccess() ? -1 : m_reports.of({}, end),
             .end = end.isSuccess() ? SpanEnd::Finished : SpanEnd::Failed});
        // A joblog has line ends of commands as NUL.
        std::string command(fields[Command]);
        std::ranges::replace(command, '\0', '\n');
        m_read.spans.names.add({command.data(), qsizetype(command.size())});
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
    std::optional<qint32> threadOf(std::string_view host)
    {
        constexpr std::size_t kMaxHosts = RunSettings::kMaxWorkers;
        const auto found = m_hosts.find(std::string(host));
        if (found != m_hosts.end())
            return found->second;
        if (m_hosts.size() == kMaxHosts)
            return std::nullopt;
        const bool here = host == ":";
        m_read.spans.threads.push_back(
            here ? QString() : QString::fromUtf8(host.data(), qsizetype(host.size())));
        const auto thread = qint32(m_read.spans.threads.size()) - 1;
        m_hosts.emplace(host, thread);
        return thread;
    }

    SpansRead m_read;
    LeftOutLines m_leftOut;
    EndReports m_reports;
    std::unordered_map<std::string, qint32> m_hosts;
};

// The titles in a file's first line, and what separates them.
struct FirstLine
{
    Titles titles;
    char separator;

    static std::optional<FirstLine> of(std::string_view beginning)
    {
        std::string_view line = beginning.substr(0, beginning.find('\n'));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        for (const char separator : {'\t', ','}) {
            const auto titles = Titles::of(cut(line, separator));
            // A joblog has tabs.
            if (titles && (separator == '\t' || titles->areOfResults()))
                return FirstLine{*titles, separator};
        }
        return std::nullopt;
    }
};

SpansRead readLog(InputFile& file)
{
    LineReader lines(file);
    Jobs jobs;
    std::optional<Titles> titles;
    while (const auto line = lines.next()) {
        // Logs that were put together have titles again.
        if (line->starts_with("Seq\t")) {
            if (const auto more = Titles::of(cut(*line, '\t'))) {
                titles = more;
                continue;
            }
        }
        if (!line->empty() && titles)
            jobs.take(*titles, titles->fieldsOf(*line, '\t'), lines.number());
    }
    return jobs.finish(lines.problem());
}

} // namespace

bool beginsJoblog(std::string_view beginning)
{
    return FirstLine::of(beginning).has_value();
}

bool beginsParallelResults(std::string_view beginning)
{
    const auto first = FirstLine::of(beginning);
    return first && first->titles.areOfResults();
}

SpansRead readJoblog(InputFile& file)
{
    constexpr std::size_t kBeginning = 4096; // bytes: more than the titles have
    const auto first = FirstLine::of(file.peek(kBeginning));
    if (!first || !first->titles.areOfResults())
        return readLog(file);
    CsvReader rows(file);
    rows.separateBy(first->separator);
    Jobs jobs;
    while (const auto* row = rows.next()) {
        if (!Titles::of(*row))
            jobs.take(first->titles, first->titles.fieldsOf(*row), rows.line());
    }
    return jobs.finish(rows.problem());
}
