#include "files/imports/tables/tablerows.h"

#include "base/visibletext.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"

using enum TableRole;

namespace {

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
    const RowEnd end = endOf(row);
    const bool neverStarted = end.said == SaidEnd::Cancelled && m_columns.has(Start) &&
                              isAbsent(m_columns.in(row, Start));
    if (end.said == SaidEnd::NotRun || neverStarted) {
        ++m_notRun;
        return {};
    }
    auto times = timesOf(row, end.said);
    if (auto* why = std::get_if<Problem>(&times))
        return std::move(*why);
    const auto& [startNs, endNs] = std::get<Times>(times);
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
                     .end = goesOn ? SpanEnd::Never : spanEnd(end.said),
                     .report = reportOf(row, end)};
}

std::optional<qint64> TableRows::queuedNs(const std::vector<std::string>& row)
{
    QString why;
    return time(row, Queued, why);
}

QStringList TableRows::notes() const
{
    QStringList notes;
    if (m_notRun > 0)
        notes += m_notRun == 1 ? FilesTr::tr("1 job did not run")
                               : FilesTr::tr("%1 jobs did not run").arg(m_notRun);
    if (m_stepRows > 0)
        notes += FilesTr::tr("%1 rows are steps within their jobs, and left out").arg(m_stepRows);
    return notes + m_unknown.notes() + m_times.notes() + m_columns.notes();
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

TableRows::RowEnd TableRows::endOf(const std::vector<std::string>& row) const
{
    RowEnd end;
    for (const TableRole role : {Conclusion, Status, Success}) {
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
    const bool isMoment = role == Start || role == End || role == Queued;
    const auto ns = isMoment ? m_times.moment(cell, m_columns.unit(role))
                             : m_times.length(cell, m_columns.unit(role));
    if (!ns && why.isEmpty())
        why = isMoment ? FilesTr::tr("column %1: '%2' is no time that can be read")
                             .arg(m_columns.name(role), shown(cell))
                       : FilesTr::tr("column %1: '%2' is no duration that can be read")
                             .arg(m_columns.name(role), shown(cell));
    return ns;
}

// When the row's job ran; else why that is not known.
std::variant<TableRows::Times, Problem> TableRows::timesOf(const std::vector<std::string>& row,
                                                           SaidEnd said)
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
    if (end && *end < *start)
        return Problem{FilesTr::tr("its end lies before its start")};
    if (*start < -kMaxTimeNs || end > kMaxTimeNs)
        return Problem{FilesTr::tr("its times are too large")};
    return Times{*start, end};
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
    return TableSpan::Report{FilesTr::tr("its status is %1").arg(shown(end.word)).toStdString()};
}

// Jobs of a table of ours are called after their inputs, as they were.
std::string TableRows::nameOf(const std::vector<std::string>& row) const
{
    std::string name(m_columns.in(row, Input));
    if (!name.empty())
        return name;
    name = m_columns.in(row, Job);
    if (m_columns.areOurs() && !name.empty() && scaledDecimal(name, 0))
        name = FilesTr::tr("job %1").arg(QString::fromStdString(name)).toStdString();
    return name;
}
