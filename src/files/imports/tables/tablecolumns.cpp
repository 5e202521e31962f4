#include "files/imports/tables/tablecolumns.h"

#include "base/visibletext.h"
#include "files/io/csvreader.h"
#include "files/io/escape.h"
#include "files/io/filestr.h"
#include "files/io/jobcolumns.h"

#include <algorithm>
#include <initializer_list>
#include <span>

namespace {

struct Names
{
    TableRole role;
    bool isTime;
    std::initializer_list<std::string_view> names; // the most exact first
};

// In small letters, without what parts words.
const std::array<Names, 15>& knownNames()
{
    using enum TableRole;
    static const std::array<Names, 15> all{{
        {Worker, false, {"worker",     "workername", "workerid",    "thread",    "threadname",
                         "threadid",   "tid",        "slot",        "lane",      "runner",
                         "runnername", "runnerid",   "agent",       "agentname", "executor",
                         "executorid", "nodelist",   "node",        "nodename",  "host",
                         "hostname",   "machine",    "machinename", "server",    "instance",
                         "pod",        "podname",    "processor",   "core"}},
        {Job, false, {"job",      "jobname",  "task",      "taskname", "name",   "test",
                      "testname", "testcase", "step",      "stepname", "action", "activity",
                      "command",  "cmd",      "operation", "label",    "title",  "target",
                      "function", "taskid",   "jobid",     "testid",   "stepid", "id",
                      "uuid",     "jobidraw"}},
        {Start, true, {"start",     "started",       "starttime",      "startedat",  "startat",
                       "startdate", "startdatetime", "starttimestamp", "startts",    "timestart",
                       "begin",     "began",         "begintime",      "beginat",    "begindate",
                       "starting",  "launched",      "launchedat",     "launchtime", "executedat",
                       "timestamp", "tstart",        "tsstart",        "startepoch", "startunix",
                       "execstart", "datestarted"}},
        {End, true, {"end",      "ended",       "endtime",      "endedat",        "endat",
                     "enddate",  "enddatetime", "endtimestamp", "endts",          "timeend",
                     "finish",   "finished",    "finishtime",   "finishedat",     "finishdate",
                     "complete", "completed",   "completedat",  "completiontime", "completiondate",
                     "stop",     "stopped",     "stoptime",     "stoppedat",      "stopdate",
                     "done",     "doneat",      "tend",         "tsend",          "endepoch",
                     "endunix",  "execend",     "datedone"}},
        {Succeeded, true, {"succeeded", "succeededat"}},
        {Failed, true, {"failed", "failedat"}},
        {Revoked, true, {"revoked", "revokedat"}},
        {RealTime, true, {"realtime"}},
        {Duration,
         true,
         {"duration", "elapsed", "elapsedtime", "runtime", "runningtime", "jobruntime", "walltime",
          "wallclock", "wallclocktime", "dur", "executiontime", "exectime", "runduration",
          "timetaken", "took", "totaltime", "elapsedraw", "time"}},
        {Queued, true, {"queued",    "queuedat",   "queuedtime",  "queueddttm", "submit",
                        "submitted", "submittime", "submittedat", "submitdate", "submissiontime",
                        "enqueued",  "enqueuedat", "created",     "createdat",  "creationtime",
                        "received",  "receivedat", "sent",        "sentat",     "datecreated"}},
        {Conclusion, false, {"conclusion", "outcome", "verdict"}},
        {Status,
         false,
         {"status", "state", "jobstate", "taskstate", "jobstatus", "taskstatus", "result"}},
        {Success, false, {"success", "succeeded", "ok", "passed"}},
        {Exit,
         false,
         {"exitcode", "exit", "exitstatus", "exitvalue", "exitval", "returncode", "rc",
          "derivedexitcode"}},
        {Error,
         false,
         {"error", "errormessage", "exception", "failurereason", "failuremessage", "reason",
          "message"}},
    }};
    return all;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r";
    const auto first = text.find_first_not_of(kBlanks);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// The words of a title, in small letters: "startTime", "Start_time" and "Start (time)" have the
// same.
std::vector<std::string> wordsOf(std::string_view title)
{
    std::vector<std::string> words;
    char before = ' ';
    for (const char c : title) {
        const bool isCapital = c >= 'A' && c <= 'Z';
        const bool isSmall = (c >= 'a' && c <= 'z') || static_cast<signed char>(c) < 0;
        const bool isDigit = c >= '0' && c <= '9';
        const bool wasSmall = before >= 'a' && before <= 'z';
        const bool wasWord = wasSmall || (before >= 'A' && before <= 'Z') ||
                             (before >= '0' && before <= '9') ||
                             static_cast<signed char>(before) < 0;
        before = c;
        if (!isCapital && !isSmall && !isDigit)
            continue;
        if (words.empty() || !wasWord || (isCapital && wasSmall))
            words.emplace_back();
        words.back() += isCapital ? char(c - 'A' + 'a') : c;
    }
    return words;
}

std::string joined(std::span<const std::string> words)
{
    std::string name;
    for (const std::string& word : words)
        name += word;
    return name;
}

struct Title
{
    std::string name;     // of its words
    std::string timeName; // without a unit or a zone at its end
    TimeUnit unit = TimeUnit::Unsaid;
};

Title titleOf(std::string_view text)
{
    constexpr std::size_t kLongest = 100; // bytes of a title that can be known
    std::vector<std::string> words = wordsOf(trimmed(text).substr(0, kLongest));
    Title title{joined(words), {}, {}};
    while (words.size() > 1) {
        const auto unit = timeUnitOf(words.back());
        const bool isZone = words.back() == "utc" || words.back() == "gmt";
        if (!isZone && (!unit || title.unit != TimeUnit::Unsaid) && words.back() != "in")
            break;
        title.unit = unit.value_or(title.unit);
        words.pop_back();
    }
    title.timeName = joined(words);
    return title;
}

// What Excel's first line says separates the columns; nothing where it is none.
std::optional<char> saidSeparator(std::string_view line)
{
    if (line.starts_with('"') && line.ends_with('"') && line.size() > 1)
        line = line.substr(1, line.size() - 2);
    const bool says = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP=") ||
                                           line.starts_with("Sep="));
    return says ? std::optional(line[4]) : std::nullopt;
}

// Also a row of empty cells.
bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r,;|") == std::string_view::npos;
}

// By the separator that makes the most titles of the first row.
std::optional<TableForm> titledForm(std::string_view text, std::string_view separators,
                                    std::size_t linesBefore)
{
    std::optional<TableForm> best;
    for (const char separator : separators) {
        const auto row = firstCsvRow(text, separator);
        auto columns = row ? TableColumns::titled(*row) : std::nullopt;
        if (columns && (!best || columns->count() > best->columns.count()))
            best = TableForm{*std::move(columns), separator, linesBefore};
    }
    return best;
}

// By the first separator with which there are values where they belong.
std::optional<TableForm> untitledForm(std::string_view text, std::string_view separators,
                                      std::size_t linesBefore)
{
    for (const char separator : separators) {
        const auto row = firstCsvRow(text, separator);
        if (auto columns = row ? TableColumns::untitled(*row, separator != ',') : std::nullopt)
            return TableForm{*std::move(columns), separator, linesBefore};
    }
    return std::nullopt;
}

// Whether the first row of a text may stand under those titles.
bool isRowOf(const TableForm& form, std::string_view text)
{
    const auto row = firstCsvRow(text, form.separator);
    return row && row->size() > 1 && row->size() <= form.columns.count();
}

} // namespace

TableColumns::TableColumns()
{
    m_places.fill(-1);
}

void TableColumns::take(TableRole role, std::size_t place, TimeUnit unit)
{
    m_places[std::size_t(role)] = int(place);
    m_units[std::size_t(role)] = unit;
}

void TableColumns::takeOurs()
{
    using enum TableRole;
    constexpr std::pair<TableRole, std::string_view> kOurs[] = {
        {Job, "job"},        {Worker, "worker"}, {Status, "status"}, {Queued, "queued_ns"},
        {Start, "start_ns"}, {End, "end_ns"},    {Input, "input"},   {Error, "error"}};
    for (const auto& [role, title] : kOurs)
        take(role, std::size_t(std::ranges::find(kJobColumns, title) - kJobColumns.begin()),
             TimeUnit::Ns);
}

std::optional<TableColumns> TableColumns::titled(const std::vector<std::string>& row)
{
    TableColumns columns;
    columns.m_titles = row;
    columns.m_count = row.size();
    columns.m_areOurs = std::ranges::equal(row, kJobColumns);
    if (columns.m_areOurs) {
        columns.takeOurs();
        return columns;
    }
    std::vector<Title> titles;
    for (const std::string& text : row)
        titles.push_back(titleOf(text));
    for (const Names& known : knownNames()) {
        for (const std::string_view name : known.names) {
            const auto found =
                std::ranges::find(titles, name, known.isTime ? &Title::timeName : &Title::name);
            if (found == titles.end())
                continue;
            columns.take(known.role, std::size_t(found - titles.begin()), found->unit);
            break;
        }
    }
    for (const std::string_view name : {"JobID", "JobIDRaw"}) {
        const auto found = std::ranges::find(row, name);
        if (found != row.end() && !columns.has(TableRole::SlurmId))
            columns.take(TableRole::SlurmId, std::size_t(found - row.begin()));
    }
    columns.takeEndsOrDropThem();
    columns.shareUnits();
    return columns.areUsable() ? std::optional(columns) : std::nullopt;
}

// "succeeded", "failed" and "revoked" are times only where a task's start stands and no end, and
// success is one of them.
void TableColumns::takeEndsOrDropThem()
{
    using enum TableRole;
    if (has(Start) && !has(End) && has(Succeeded))
        return;
    for (const TableRole role : {Succeeded, Failed, Revoked})
        m_places[std::size_t(role)] = -1;
}

// A unit that the start or an end has is that of all times whose titles have none.
void TableColumns::shareUnits()
{
    using enum TableRole;
    const auto isSaid = [this](TableRole role) {
        return has(role) && unit(role) != TimeUnit::Unsaid;
    };
    constexpr std::array kLenders{Start, End, Succeeded, Failed, Revoked};
    const auto lender = std::ranges::find_if(kLenders, isSaid);
    if (lender == kLenders.end())
        return;
    m_lender = *lender;
    for (const TableRole role :
         {Start, End, Queued, Succeeded, Failed, Revoked, Duration, RealTime}) {
        if (!has(role) || isSaid(role))
            continue;
        m_units[std::size_t(role)] = unit(m_lender);
        m_borrowsUnit[std::size_t(role)] = true;
    }
}

std::optional<TableRole> TableColumns::unitIsOf(TableRole role) const
{
    return m_borrowsUnit[std::size_t(role)] ? std::optional(m_lender) : std::nullopt;
}

std::optional<TableColumns> TableColumns::untitled(const std::vector<std::string>& row,
                                                   bool hasDecimalCommas)
{
    using enum TableRole;
    constexpr std::size_t kAllColumns = 4;
    TableColumns columns;
    columns.m_count = row.size();
    TableTimes times(hasDecimalCommas);
    if (row.size() == 1) {
        columns.take(Duration, 0);
        return times.length(columns.in(row, Duration), TimeUnit::Unsaid) ? std::optional(columns)
                                                                         : std::nullopt;
    }
    if (row.size() != kAllColumns)
        return std::nullopt;
    for (const TableRole role : {Worker, Job, Start, End})
        columns.take(role, std::size_t(role));
    const bool fits = times.moment(columns.in(row, Start), TimeUnit::Unsaid) &&
                      times.moment(columns.in(row, End), TimeUnit::Unsaid);
    return fits ? std::optional(columns) : std::nullopt;
}

bool TableColumns::areOfSpans() const
{
    using enum TableRole;
    const bool haveLength = has(Duration) || has(RealTime);
    // Nextflow's trace has the submission, the time since, and the time without queueing.
    const bool areOfNextflow = has(Queued) && has(Duration) && has(RealTime);
    return (has(Start) && (has(End) || has(Succeeded) || haveLength)) || (has(End) && haveLength) ||
           areOfNextflow;
}

bool TableColumns::areUsable() const
{
    if (areOfSpans())
        return true;
    // A column "time" alone may hold anything.
    const auto place = m_places[std::size_t(TableRole::Duration)];
    return has(TableRole::RealTime) ||
           (place >= 0 &&
            (titleOf(m_titles[std::size_t(place)]).timeName != "time" || has(TableRole::Job)));
}

std::string_view TableColumns::in(const std::vector<std::string>& row, TableRole role) const
{
    const int place = m_places[std::size_t(role)];
    if (place < 0 || std::size_t(place) >= row.size())
        return {};
    const std::string_view cell = row[std::size_t(place)];
    return m_areOurs ? withoutFormulaGuard(cell) : trimmed(cell);
}

QString TableColumns::name(TableRole role) const
{
    const auto place = std::size_t(m_places[std::size_t(role)]);
    return place < m_titles.size()
               ? visibleExcerpt(QString::fromStdString(m_titles[place]).trimmed())
               : QString::number(place + 1);
}

bool TableColumns::holdsMoreThanTitles(const std::vector<std::string>& row) const
{
    return row.size() > m_count &&
           std::any_of(row.begin() + std::ptrdiff_t(m_count), row.end(),
                       [](const std::string& cell) { return !trimmed(cell).empty(); });
}

bool TableColumns::isWhole(const std::vector<std::string>& row) const
{
    using enum TableRole;
    constexpr std::array kTimes{Start, End, Succeeded, Failed, Revoked, Duration, RealTime};
    return std::ranges::all_of(
        kTimes, [&](TableRole role) { return m_places[std::size_t(role)] < int(row.size()); });
}

QStringList TableColumns::notes() const
{
    using enum TableRole;
    constexpr qsizetype kMostNamed = 8;
    const bool saysEnd = has(Status) || has(Conclusion) || has(Success) || has(Exit);
    if (m_areOurs || (areOfSpans() && has(Worker) && has(Job) && saysEnd))
        return {};
    QStringList unused;
    for (std::size_t i = 0; i < m_titles.size(); ++i) {
        if (std::ranges::find(m_places, int(i)) == m_places.end() && !trimmed(m_titles[i]).empty())
            unused += visibleExcerpt(QString::fromStdString(m_titles[i]).trimmed());
    }
    if (unused.isEmpty())
        return {};
    if (unused.size() == 1)
        return {FilesTr::tr("the column %1 is not used").arg(unused.front())};
    const qsizetype more = unused.size() - kMostNamed;
    const QString named = unused.mid(0, kMostNamed).join(QStringLiteral(", "));
    return {more > 0 ? FilesTr::tr("the columns %1 and %2 more are not used").arg(named).arg(more)
                     : FilesTr::tr("the columns %1 are not used").arg(named)};
}

bool saysSeparator(std::string_view line)
{
    return saidSeparator(trimmed(line)).has_value();
}

std::optional<TableForm> TableForm::of(std::string_view beginning)
{
    std::string separators = ",;\t|";
    std::optional<TableForm> commented;
    for (std::size_t before = 0; !beginning.empty(); ++before) {
        const std::string_view line = trimmed(beginning.substr(0, beginning.find('\n')));
        if (const auto said = saidSeparator(line)) {
            separators.insert(0, 1, *said);
        } else if (line.starts_with('#')) {
            if (auto form = titledForm(beginning, separators, before))
                commented = std::move(form);
        } else if (!isBlank(line)) {
            if (auto form = titledForm(beginning, separators, before))
                return form;
            return commented && isRowOf(*commented, beginning)
                       ? commented
                       : untitledForm(beginning, separators, before);
        }
        beginning.remove_prefix(std::min(beginning.size() - 1, beginning.find('\n')) + 1);
    }
    return commented;
}
