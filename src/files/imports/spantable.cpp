#include "files/imports/spantable.h"

#include "base/durationtext.h"
#include "files/io/csvreader.h"
#include "files/io/decimal.h"
#include "files/io/escape.h"
#include "files/io/filestr.h"
#include "files/io/jobcolumns.h"
#include "timeline/originkind.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

namespace {

enum Column { Worker, Job, Start, End, Duration, Status, Error, Input, Columns };

constexpr std::string_view kColumnNames[] = {"worker",   "job",    "start", "end",
                                             "duration", "status", "error", "input"};
constexpr std::pair<std::string_view, int> kUnits[] = {
    {"ns", 0}, {"us", 3}, {"µs", 3}, {"ms", 6}, {"s", 9}};
constexpr int kSeconds = 9; // decimals

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r";
    const auto first = text.find_first_not_of(kBlanks);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

constexpr std::array<int, Columns> filled(int value)
{
    std::array<int, Columns> values{};
    values.fill(value);
    return values;
}

// Where the columns stand, and the units of their times.
struct Layout
{
    std::array<int, Columns> places = filled(-1);
    std::array<int, Columns> decimals = filled(kSeconds);
    bool isOurs = false; // a table of jobs that we wrote: its formula guards are taken off

    bool has(Column column) const { return places[column] >= 0; }
    bool isOfSpans() const { return has(Start) && (has(End) || has(Duration)); }
    bool isUsable() const { return isOfSpans() || has(Duration); }

    std::string_view in(const std::vector<std::string>& row, Column column) const
    {
        const int place = places[column];
        if (place < 0 || std::size_t(place) >= row.size())
            return {};
        const std::string_view cell = row[std::size_t(place)];
        return isOurs ? withoutFormulaGuard(cell) : trimmed(cell);
    }
};

std::string inSmallLetters(std::string_view text)
{
    std::string small(text);
    for (char& c : small)
        c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    return small;
}

bool saysFailed(std::string_view status)
{
    constexpr std::string_view kFailed[] = {"failed",    "failure",  "fail",    "error",
                                            "cancelled", "canceled", "timeout", "killed"};
    return std::ranges::find(kFailed, inSmallLetters(status)) != std::end(kFailed);
}

// "start_ms", "Start (ms)" and "start [ms]" name the same.
void takeName(Layout& layout, std::string_view title, int place)
{
    const std::string name = inSmallLetters(trimmed(title));
    const auto nameEnd = std::min(name.size(), name.find_first_of(" _(["));
    const auto found = std::ranges::find(kColumnNames, std::string_view(name).substr(0, nameEnd));
    if (found == std::end(kColumnNames))
        return;
    std::string_view unit = std::string_view(name).substr(nameEnd);
    unit.remove_prefix(std::min(unit.size(), unit.find_first_not_of(" _([")));
    unit = unit.substr(0, unit.find_first_of(")]"));
    const auto column = std::size_t(found - std::begin(kColumnNames));
    const auto known = std::ranges::find(kUnits, unit, [](const auto& each) { return each.first; });
    // "start_time" is another column.
    if (layout.places[column] >= 0 || (known == std::end(kUnits) && !unit.empty()))
        return;
    layout.places[column] = place;
    layout.decimals[column] = unit.empty() ? kSeconds : known->second;
}

std::optional<qint64> timeOf(std::string_view text, int decimals)
{
    if (const auto number = scaledDecimal(text, decimals))
        return number;
    const auto duration = parseDuration(
        QString::fromUtf8(text.data(), qsizetype(std::min<std::size_t>(text.size(), 100))));
    return duration && duration->count() <= kMaxTimeNs ? std::optional(duration->count())
                                                       : std::nullopt;
}

// From the names in the first row; nothing where they are none.
std::optional<Layout> namedLayout(const std::vector<std::string>& row)
{
    Layout layout;
    for (std::size_t i = 0; i < row.size(); ++i)
        takeName(layout, row[i], int(i));
    layout.isOurs = std::ranges::equal(row, kJobColumns);
    return layout.isUsable() ? std::optional(layout) : std::nullopt;
}

// From the values in the first row.
std::optional<Layout> unnamedLayout(const std::vector<std::string>& row)
{
    Layout layout;
    const bool alone = row.size() == 1;
    if (alone) {
        layout.places[Duration] = 0;
    } else {
        for (const Column column : {Worker, Job, Start, End})
            layout.places[column] = column;
    }
    const auto times = alone ? std::vector{Duration} : std::vector{Start, End};
    const bool fits = std::ranges::all_of(
        times, [&](Column column) { return timeOf(layout.in(row, column), kSeconds).has_value(); });
    return fits ? std::optional(layout) : std::nullopt;
}

class TableReader
{
public:
    explicit TableReader(const Layout& layout) : m_layout(layout) {}

    // False once there are as many spans as a run can have jobs.
    bool take(const std::vector<std::string>& row, qint64 line)
    {
        auto& spans = m_read.spans.spans;
        if (spans.size() == std::size_t(RunSettings::kMaxJobs)) {
            m_read.notes +=
                FilesTr::tr("only the first %1 rows are shown").arg(RunSettings::kMaxJobs);
            return false;
        }
        const auto from = m_layout.isOfSpans() ? time(row, Start) : std::optional(m_lastNs);
        const auto duration = time(row, Duration);
        const auto to = from && duration ? std::optional(*from + *duration) : time(row, End);
        if (!from || !to || *to < *from || *to > kMaxTimeNs) {
            m_leftOut.add(line, m_layout.isOfSpans()
                                    ? FilesTr::tr("it has no start and end in order")
                                    : FilesTr::tr("it has no duration"));
            return true;
        }
        const auto thread = threadOf(m_layout.in(row, Worker));
        if (!thread) {
            m_leftOut.add(line, FilesTr::tr("there are too many workers"));
            return true;
        }
        spans.push_back({*from, *to, *thread, qint32(m_read.spans.names.count()), failureOf(row)});
        const std::string_view input = m_layout.isOurs ? m_layout.in(row, Input) : "";
        const std::string_view name = input.empty() ? m_layout.in(row, Job) : input;
        m_read.spans.names.add({name.data(), qsizetype(name.size())});
        m_lastNs = *to;
        return true;
    }

    SpansRead finish(const QString& problem)
    {
        m_read.problem = problem;
        m_read.notes += m_leftOut.notes();
        m_read.spans.kind = m_layout.isOfSpans() ? originkind::kSpanTable : originkind::kDurations;
        if (!m_layout.isOfSpans() && !m_read.spans.spans.empty())
            m_read.notes +=
                FilesTr::tr("durations alone say nothing of workers: they are shown one after "
                            "another");
        return std::move(m_read);
    }

private:
    std::optional<qint64> time(const std::vector<std::string>& row, Column column) const
    {
        const auto ns = timeOf(m_layout.in(row, column), m_layout.decimals[column]);
        return ns && (column == Start || column == End || *ns >= 0) ? ns : std::nullopt;
    }

    // The place of what a row says went wrong; −1 where nothing did. Many rows share one.
    qint32 failureOf(const std::vector<std::string>& row)
    {
        constexpr std::size_t kMaxFailures = 100'000; // different ones; later ones share the last
        if (!saysFailed(m_layout.in(row, Status)))
            return -1;
        const std::string error(m_layout.in(row, Error));
        auto& failures = m_read.spans.failures;
        const auto found = m_failures.find(error);
        if (found != m_failures.end())
            return found->second;
        if (failures.size() == kMaxFailures)
            return qint32(kMaxFailures) - 1;
        auto report = std::make_shared<JobReport>();
        report->error = error.empty() ? FilesTr::tr("the table says that it failed")
                                      : QString::fromStdString(error);
        failures.push_back(std::move(report));
        return m_failures.emplace(error, qint32(failures.size()) - 1).first->second;
    }

    std::optional<qint32> threadOf(std::string_view worker)
    {
        constexpr std::size_t kMaxWorkerNames = 100'000; // far more than rows to show them
        const auto found = m_threads.find(std::string(worker));
        if (found != m_threads.end())
            return found->second;
        if (m_threads.size() == kMaxWorkerNames)
            return std::nullopt;
        const auto number = qint32(m_threads.size());
        m_threads.emplace(worker, number);
        m_read.spans.threads.push_back(nameOf(worker));
        return number;
    }

    // A number alone says too little beside a row.
    static QString nameOf(std::string_view worker)
    {
        const QString text = QString::fromUtf8(worker.data(), qsizetype(worker.size()));
        bool isNumber = false;
        text.toInt(&isNumber);
        return isNumber || text.isEmpty() ? FilesTr::tr("worker %1").arg(text).trimmed() : text;
    }

    const Layout m_layout;
    SpansRead m_read;
    LeftOutLines m_leftOut;
    std::unordered_map<std::string, qint32> m_threads;
    std::unordered_map<std::string, qint32> m_failures;
    qint64 m_lastNs = 0;
};

// The first row of a file's beginning; cut at the commas that are not in quotes.
std::vector<std::string> firstRow(std::string_view beginning)
{
    beginning.remove_prefix(std::min(beginning.size(), beginning.find_first_not_of("\r\n")));
    beginning = beginning.substr(0, beginning.find('\n'));
    std::vector<std::string> row(1);
    bool quoted = false;
    for (const char c : beginning) {
        quoted = quoted != (c == '"');
        if (c == ',' && !quoted)
            row.emplace_back();
        else if (c != '"')
            row.back() += c;
    }
    return row;
}

std::optional<Layout> layoutOf(const std::vector<std::string>& first)
{
    const auto named = namedLayout(first);
    return named ? named : unnamedLayout(first);
}

} // namespace

bool beginsSpanTable(std::string_view beginning)
{
    return layoutOf(firstRow(beginning)).has_value();
}

SpansRead readSpanTable(InputFile& file)
{
    CsvReader rows(file);
    const auto* row = rows.next();
    const auto layout = row ? layoutOf(*row) : std::nullopt;
    if (!layout) {
        SpansRead nothing;
        nothing.problem = rows.problem();
        return nothing;
    }
    TableReader reader(*layout);
    if (namedLayout(*row))
        row = rows.next();
    while (row && reader.take(*row, rows.line()))
        row = rows.next();
    return reader.finish(rows.problem());
}
