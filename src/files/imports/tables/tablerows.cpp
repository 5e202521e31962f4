#include "files/imports/tables/tablerows.h"

#include "base/numbertext.h"
#include "base/visibletext.h"
#include "files/imports/tables/tabledays.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"

#include <tuple>

using enum TableRole;

namespace {

constexpr qint64 kYear2000Ns = 946'684'800'000'000'000;

QString shown(std::string_view text)
{
    return visibleExcerpt(QString::fromUtf8(text.data(), qsizetype(text.size())));
}

SpanEnd spanEnd(SaidEnd said)
{
    return said == SaidEnd::Failed      ? SpanEnd::Failed
           : said == SaidEnd::Cancelled ? SpanEnd::Cancelled
                                        : SpanEnd::Finished;
}

} // namespace

bool TableRows::SlurmSteps::isWithinTheLastJob(std::string_view id)
{
    const auto point = id.find('.');
    if (point == std::string_view::npos) {
        m_job = id;
        return false;
    }
    return !m_job.empty() && id.substr(0, point) == m_job;
}

void TableRows::UnknownWords::add(std::string_view word)
{
    ++m_rows;
    if (m_words.size() < kMostNamed)
        m_words.emplace(shown(word), 0);
    if (const auto found = m_words.find(shown(word)); found != m_words.end())
        ++found->second;
}

QStringList TableRows::UnknownWords::notes() const
{
    if (m_rows == 0)
        return {};
    QStringList named;
    for (const auto& [word, count] : m_words)
        named += QStringLiteral("'%1' (%2)").arg(word, QString::number(count));
    return {FilesTr::tr("how jobs ended is not known for %1 of them, which are shown as "
                        "finished: their status is %2")
                .arg(m_rows)
                .arg(named.join(QStringLiteral(", ")))};
}

void TableRows::NumbersWithoutUnit::add(TableRole role, std::string_view cell, qint64 ns)
{
    // From the year 2000 on they can only be seconds, or what they are told to be in a note.
    const bool isNumber = cell.find_first_not_of("0123456789.,+-eE") == std::string_view::npos;
    m_areThere[std::size_t(role)] |= isNumber && ns != 0 && ns < kYear2000Ns;
}

QStringList TableRows::NumbersWithoutUnit::notes(const TableColumns& columns) const
{
    QStringList notes;
    const auto areThere = [this](TableRole role) {
        return m_areThere[std::size_t(role)];
    };
    for (const TableRole role : {Duration, RealTime, Queued}) {
        if (const auto lender = columns.unitIsOf(role); lender && areThere(role))
            notes += FilesTr::tr("the column %1 has no unit: it is read in that of %2")
                         .arg(columns.name(role), columns.name(*lender));
    }
    for (const TableRole length : {Duration, RealTime}) {
        const TimeUnit unit = columns.unit(length);
        const bool isOther = unit != TimeUnit::Unsaid && unit != TimeUnit::S;
        for (const TableRole moment : {Start, End}) {
            if (isOther && areThere(moment) && columns.unit(moment) == TimeUnit::Unsaid)
                notes += FilesTr::tr("the column %1 has no unit: it is read as seconds, although "
                                     "that of %2 is another one")
                             .arg(columns.name(moment), columns.name(length));
        }
    }
    return notes;
}

TableRows::Said TableRows::read(const std::vector<std::string>& row)
{
    if (m_columns.isTitleRow(row))
        return {};
    if (m_columns.holdsMoreThanTitles(row))
        return Problem{tooManyFields(row)};
    if (m_columns.has(SlurmId) && m_steps.isWithinTheLastJob(m_columns.in(row, SlurmId))) {
        ++m_stepRows;
        return {};
    }
    const auto byState = endByStateOf(row);
    const RowEnd end = endOf(row, byState);
    const bool neverStarted = end.said == SaidEnd::Cancelled && m_columns.has(Start) &&
                              isAbsent(m_columns.in(row, Start));
    if (end.said == SaidEnd::NotRun || neverStarted) {
        ++m_notRun;
        return {};
    }
    auto times = timesOf(row, end.said, byState);
    if (auto* why = std::get_if<Problem>(&times))
        return std::move(*why);
    const auto& [startNs, endNs, areOfDay] = std::get<Times>(times);
    if (end.said == SaidEnd::Unknown)
        m_unknown.add(end.word);
    if (!end.noCode.empty())
        m_unknown.add(end.noCode);
    m_lastNs = endNs.value_or(startNs);
    const bool goesOn = !endNs || end.said == SaidEnd::Running;
    return TableSpan{.worker = m_columns.in(row, Worker),
                     .name = nameOf(row),
                     .startNs = startNs,
                     .endNs = endNs,
                     .isOfDay = areOfDay,
                     .end = goesOn ? SpanEnd::Never : spanEnd(end.said),
                     .report = reportOf(row, end)};
}

std::optional<qint64> TableRows::queuedNs(const std::vector<std::string>& row,
                                          const TableSpan& span)
{
    QString why;
    auto queued = time(row, Queued, why);
    const bool isTheDayBefore = queued && span.isOfDay && isTimeOfDay(m_columns.in(row, Queued)) &&
                                *queued - span.startNs > kDayNs / 2;
    if (isTheDayBefore)
        *queued -= kDayNs;
    return queued;
}

QStringList TableRows::notes() const
{
    QStringList notes;
    if (m_notRun > 0)
        notes += FilesTr::tr("%Ln jobs did not run", nullptr, pluralCount(m_notRun));
    if (m_stepRows > 0)
        notes += FilesTr::tr("%Ln rows are steps within their jobs, and left out", nullptr,
                             pluralCount(m_stepRows));
    if (m_pastMidnight > 0)
        notes += FilesTr::tr("%Ln rows end before they start: their times of day, which have no "
                             "date, are taken to pass midnight",
                             nullptr, pluralCount(m_pastMidnight));
    return notes + m_unknown.notes() + m_times.notes() + m_withoutUnit.notes(m_columns) +
           m_columns.notes();
}

QString TableRows::tooManyFields(const std::vector<std::string>& row) const
{
    return m_columns.areTitled()
               ? FilesTr::tr("it has %1 fields under %2 titles (a decimal comma needs quotes, "
                             "or semicolons between fields)")
                     .arg(row.size())
                     .arg(m_columns.count())
               : FilesTr::tr("it has %1 fields, and the first row has %2")
                     .arg(row.size())
                     .arg(m_columns.count());
}

// The latest, as a task may be tried again. What is no time there is a yes or no, or a count.
std::optional<TableRows::EndByState> TableRows::endByStateOf(const std::vector<std::string>& row)
{
    constexpr std::tuple<TableRole, SaidEnd, std::string_view> kStates[] = {
        {Succeeded, SaidEnd::Finished, "succeeded"},
        {Failed, SaidEnd::Failed, "failed"},
        {Revoked, SaidEnd::Cancelled, "revoked"}};
    std::optional<EndByState> latest;
    for (const auto& [role, said, word] : kStates) {
        QString why;
        const auto ns = m_columns.has(role) ? time(row, role, why) : std::nullopt;
        if (ns && *ns >= kYear2000Ns && (!latest || *ns > latest->timeNs))
            latest = EndByState{*ns, said, word};
    }
    return latest;
}

TableRows::RowEnd TableRows::endOf(const std::vector<std::string>& row,
                                   const std::optional<EndByState>& byState) const
{
    RowEnd end;
    for (const TableRole role : {Conclusion, Status, Success}) {
        if (role == Success && byState) {
            end.said = byState->said;
            end.word = byState->word;
            break;
        }
        const std::string_view word = m_columns.in(row, role);
        const SaidEnd said = role == Success ? endSaidBySuccess(word) : endSaidBy(word);
        if (said == SaidEnd::Nothing || (said == SaidEnd::Unknown && end.said == SaidEnd::Unknown))
            continue;
        end.said = said;
        end.word = word;
        if (said != SaidEnd::Unknown)
            break;
    }
    const std::string_view exit = m_columns.in(row, Exit);
    const auto code = anyExitCodeOf(exit);
    if (!code && !isAbsent(exit))
        end.noCode = exit;
    end.code = code ? *code : exitCodeOf(end.word).value_or(ExitCode());
    const bool isOpen = end.said == SaidEnd::Nothing || end.said == SaidEnd::Unknown;
    if (code && (isOpen || (end.said == SaidEnd::Finished && !code->isSuccess())))
        end.said = code->isSuccess() ? SaidEnd::Finished : SaidEnd::Failed;
    return end;
}

// Nothing where the cell says so. Where it is no time, `why` says that.
std::optional<qint64> TableRows::time(const std::vector<std::string>& row, TableRole role,
                                      QString& why)
{
    const std::string_view cell = m_columns.in(row, role);
    if (isAbsent(cell))
        return std::nullopt;
    const bool isMoment = role != Duration && role != RealTime;
    const auto ns = isMoment ? m_times.moment(cell, m_columns.unit(role))
                             : m_times.length(cell, m_columns.unit(role));
    if (ns)
        m_withoutUnit.add(role, cell, *ns);
    if (!ns && why.isEmpty())
        why = isMoment ? FilesTr::tr("column %1: '%2' is no time that can be read")
                             .arg(m_columns.name(role), shown(cell))
                       : FilesTr::tr("column %1: '%2' is no duration that can be read")
                             .arg(m_columns.name(role), shown(cell));
    return ns;
}

// When the row's job ran; else why that is not known.
std::variant<TableRows::Times, Problem> TableRows::timesOf(const std::vector<std::string>& row,
                                                           SaidEnd said,
                                                           const std::optional<EndByState>& byState)
{
    const bool areOfSpans = m_columns.areOfSpans();
    QString why;
    auto start = time(row, Start, why);
    auto end = time(row, End, why);
    auto length = time(row, RealTime, why);
    const auto duration = time(row, Duration, why);
    if (!why.isEmpty())
        return Problem{why};
    if (!areOfSpans) {
        start = m_lastNs;
    } else if (!m_columns.has(Start) && !m_columns.has(End) && duration) {
        const auto queued = time(row, Queued, why);
        end = queued ? std::optional(*queued + *duration) : std::nullopt;
    }
    if (!end && byState)
        end = byState->timeNs;
    length = length ? length : duration;
    if (!start && end && length)
        start = *end - *length;
    if (!start)
        return Problem{FilesTr::tr("it has no start")};
    const bool mayGoOn = areOfSpans && m_columns.isWhole(row) && said != SaidEnd::Failed &&
                         said != SaidEnd::Finished && said != SaidEnd::Cancelled;
    if (!end && !length && !mayGoOn)
        return Problem{areOfSpans ? FilesTr::tr("it has no end")
                                  : FilesTr::tr("it has no duration")};
    if (!end && length)
        end = *start + *length;
    const bool areOfDay = areTimesOfDay(row);
    if (end && *end < *start && areOfDay) {
        *end += kDayNs;
        ++m_pastMidnight;
    }
    if (end && *end < *start)
        return Problem{FilesTr::tr("its end lies before its start")};
    if (*start < -kMaxTimeNs || end > kMaxTimeNs)
        return Problem{FilesTr::tr("its times are too large")};
    return Times{*start, end, areOfDay};
}

// Whether those that stand there are times of day without a date.
bool TableRows::areTimesOfDay(const std::vector<std::string>& row) const
{
    const std::string_view start = m_columns.in(row, Start);
    const std::string_view end = m_columns.in(row, End);
    return (isAbsent(start) || isTimeOfDay(start)) && (isAbsent(end) || isTimeOfDay(end)) &&
           !(isAbsent(start) && isAbsent(end));
}

std::optional<TableSpan::Report> TableRows::reportOf(const std::vector<std::string>& row,
                                                     const RowEnd& end) const
{
    const std::string_view error = m_columns.in(row, Error);
    if (end.said == SaidEnd::Cancelled && !error.empty())
        return TableSpan::Report{std::string(error)};
    if (end.said != SaidEnd::Failed)
        return std::nullopt;
    if (!isAbsent(error) || !end.code.isSuccess())
        return TableSpan::Report{std::string(isAbsent(error) ? std::string_view() : error),
                                 end.code};
    return TableSpan::Report{QStringLiteral("its status is %1").arg(shown(end.word)).toStdString()};
}

// Jobs of a table of ours are called after their inputs, as they were.
std::string TableRows::nameOf(const std::vector<std::string>& row) const
{
    std::string name(m_columns.in(row, Input));
    if (!name.empty())
        return name;
    name = m_columns.in(row, Job);
    if (m_columns.areOurs() && !name.empty() && scaledDecimal(name, 0))
        name = QStringLiteral("job %1").arg(QString::fromStdString(name)).toStdString();
    return name;
}
