#include "files/imports/tables/spantable.h"

#include "base/numbertext.h"
#include "files/imports/endreports.h"
#include "files/imports/tables/tabledays.h"
#include "files/imports/tables/tablerows.h"
#include "files/io/csvreader.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "timeline/originkind.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <unordered_map>

using enum TableRole;

namespace {

constexpr std::size_t kBeginning = 4096; // bytes that tell how a table is written

class TableReader
{
public:
    explicit TableReader(const TableForm& form) : m_rows(form) {}

    // False once there are as many spans as a run can have jobs.
    bool take(const std::vector<std::string>& row, qint64 line)
    {
        if (m_read.spans.spans.size() == std::size_t(RunSettings::kMaxJobs)) {
            m_read.notes +=
                FilesTr::tr("only the first %1 rows are shown").arg(RunSettings::kMaxJobs);
            return false;
        }
        const auto said = m_rows.read(row);
        if (const auto* problem = std::get_if<Problem>(&said))
            m_leftOut.add(line, problem->message);
        else if (const auto* span = std::get_if<TableSpan>(&said))
            takeSpan(row, line, *span);
        return true;
    }

    SpansRead finish(const QString& problem)
    {
        if (m_areOfDay && isOfSpans())
            m_read.notes += putOnDays(m_read.spans, m_endsNextDay);
        leaveOutWhatIsFarAway();
        closeOpenSpans();
        tellQueued();
        m_read.problem = problem;
        m_read.spans.failures = m_reports.take();
        m_read.spans.kind = isOfSpans() ? originkind::kSpanTable : originkind::kDurations;
        m_read.spans.lanesAreSlots = isOfSpans() && !m_rows.columns().has(Worker);
        if (m_read.spans.lanesAreSlots)
            m_read.spans.threads.assign(m_read.spans.threads.size(), QString());
        m_read.notes += m_leftOut.notes();
        if (!isOfSpans() && !m_read.spans.spans.empty())
            m_read.notes +=
                FilesTr::tr("durations alone say nothing of workers: they are shown one after "
                            "another");
        m_read.notes += m_rows.notes();
        return std::move(m_read);
    }

private:
    bool isOfSpans() const { return m_rows.columns().areOfSpans(); }

    void takeSpan(const std::vector<std::string>& row, qint64 line, const TableSpan& span)
    {
        const auto thread = threadOf(span.worker);
        if (!thread) {
            m_leftOut.add(line, FilesTr::tr("there are too many workers"));
            return;
        }
        m_read.spans.spans.push_back(
            {.startNs = span.startNs,
             .endNs = span.endNs.value_or(kOpenNs),
             .thread = *thread,
             .name = qint32(m_read.spans.names.count()),
             .failure = span.report ? m_reports.of(span.report->error, span.report->code) : -1,
             .end = span.end,
             .nesting = m_rows.columns().areOurs() ? Nesting::ByTime : Nesting::Beside});
        m_read.spans.addName(span.name);
        addQueued(row, span);
        m_areOfDay = m_areOfDay && span.isOfDay;
        m_endsNextDay = m_endsNextDay || (span.isOfDay && span.endNs >= kDayNs);
    }

    void addQueued(const std::vector<std::string>& row, const TableSpan& span)
    {
        if (!m_rows.columns().has(Queued) || !isOfSpans())
            return;
        const auto queued = m_rows.queuedNs(row, span);
        m_badlyQueued += !queued || *queued > span.startNs;
        m_read.spans.queuedNs.push_back(queued.value_or(span.startNs));
    }

    void tellQueued()
    {
        if (m_badlyQueued == 0)
            return;
        m_read.spans.queuedNs.clear();
        m_read.notes += FilesTr::tr("when jobs were queued (column %1) is not shown: %Ln rows do "
                                    "not say it, or say that it was after the start",
                                    nullptr, pluralCount(m_badlyQueued))
                            .arg(m_rows.columns().name(Queued));
    }

    // Where some times are dates and others near 0, as what never happened, the fewer are no dates.
    void leaveOutWhatIsFarAway()
    {
        constexpr qint64 kYears = 200'000'000'000'000'000; // some six
        auto& spans = m_read.spans.spans;
        const auto isDate = [](const ImportedSpan& span) {
            return span.startNs > kYears;
        };
        const auto dates = std::ranges::count_if(spans, isDate);
        const auto others = std::ranges::count_if(
            spans, [](const ImportedSpan& span) { return std::abs(span.startNs) < kYears / 2; });
        if (!isOfSpans() || dates == 0 || others == 0)
            return;
        const bool keepsDates = dates >= others;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            if (isDate(spans[i]) != keepsDates)
                continue;
            spans[kept] = spans[i];
            if (!m_read.spans.queuedNs.empty())
                m_read.spans.queuedNs[kept] = m_read.spans.queuedNs[i];
            ++kept;
        }
        m_read.notes += FilesTr::tr("%Ln rows are left out: their times are years from the others",
                                    nullptr, pluralCount(spans.size() - kept));
        spans.resize(kept);
        m_read.spans.queuedNs.resize(m_read.spans.queuedNs.empty() ? 0 : kept);
    }

    void closeOpenSpans()
    {
        qint64 lastNs = -kMaxTimeNs;
        for (const ImportedSpan& span : m_read.spans.spans)
            lastNs = std::max({lastNs, span.startNs, span.endNs == kOpenNs ? lastNs : span.endNs});
        for (ImportedSpan& span : m_read.spans.spans)
            span.endNs = span.endNs == kOpenNs ? lastNs : span.endNs;
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
        m_read.spans.threads.push_back(
            workerName(QString::fromUtf8(worker.data(), qsizetype(worker.size()))));
        return number;
    }

    TableRows m_rows;
    SpansRead m_read;
    LeftOutLines m_leftOut;
    EndReports m_reports;
    std::unordered_map<std::string, qint32> m_threads;
    qint64 m_badlyQueued = 0;
    bool m_areOfDay = true;     // all times are times of day
    bool m_endsNextDay = false; // … and some end after midnight
};

} // namespace

bool beginsSpanTable(std::string_view beginning)
{
    return TableForm::of(beginning).has_value();
}

SpansRead readSpanTable(InputFile& file)
{
    const auto form = TableForm::of(file.peek(kBeginning));
    if (!form)
        return {};
    CsvReader rows(file);
    rows.separateBy(form->separator);
    rows.passOver(form->linesBefore);
    TableReader reader(*form);
    const auto* row = rows.next();
    while (row && reader.take(*row, rows.line()))
        row = rows.next();
    return reader.finish(rows.problem());
}
