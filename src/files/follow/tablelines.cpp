#include "files/follow/tablelines.h"

#include "files/follow/csvdecoder.h"
#include "files/imports/endreports.h"
#include "files/imports/spansread.h"
#include "files/imports/tables/tabledays.h"
#include "files/imports/tables/tablerows.h"
#include "files/io/filestr.h"

#include <utility>

namespace {

class TableLines : public CsvDecoder
{
public:
    explicit TableLines(const TableForm& form) : CsvDecoder(form.separator), m_rows(form) {}

    LaneLabel laneOf(const std::string& worker, std::size_t number) override
    {
        return m_rows.columns().has(TableRole::Worker)
                   ? laneOfThread(workerName(QString::fromStdString(worker)))
                   : laneOfHost({}, number);
    }

    QStringList notes() const override
    {
        QStringList notes = CsvDecoder::notes() + m_rows.notes() + m_days.notes();
        if (m_rows.columns().has(TableRole::Queued))
            notes += FilesTr::tr("when jobs were queued (column %1) is not shown of a table that "
                                 "is followed, as its rows come in the order of their ends; opened "
                                 "it is, where it can be")
                         .arg(m_rows.columns().name(TableRole::Queued));
        return notes;
    }

protected:
    std::optional<Problem> takeRow(const std::vector<std::string>& row,
                                   std::vector<FollowedEvent>& events) override
    {
        auto said = m_rows.read(row);
        if (auto* problem = std::get_if<Problem>(&said))
            return std::move(*problem);
        if (auto* span = std::get_if<TableSpan>(&said)) {
            const qint64 dayNs = span->isOfDay ? m_days.dayNsOf(span->startNs) : 0;
            span->startNs += dayNs;
            if (span->endNs)
                *span->endNs += dayNs;
            events.push_back(eventOf(*span));
        }
        return std::nullopt;
    }

private:
    FollowedEvent eventOf(TableSpan& span) const
    {
        using Kind = FollowedEvent::Kind;
        FollowedEvent event{.kind = Kind::Span,
                            .nesting =
                                m_rows.columns().areOurs() ? Nesting::ByTime : Nesting::Beside,
                            .timeNs = span.endNs.value_or(span.startNs),
                            .startNs = span.startNs,
                            .job = std::move(span.name),
                            .worker = std::string(span.worker)};
        if (span.end == SpanEnd::Never) {
            event.kind = Kind::Started;
            event.nesting = Nesting::Beside; // it holds no others
            event.timeNs = span.startNs;
        } else if (span.end == SpanEnd::Failed) {
            event.spanEnd = Kind::Failed;
        } else if (span.end == SpanEnd::Cancelled) {
            event.spanEnd = Kind::Cancelled;
        }
        if (span.report)
            event.error = endReport(span.report->error, span.report->code).error.toStdString();
        return event;
    }

    TableRows m_rows;
    FollowedDays m_days;
};

} // namespace

std::unique_ptr<LineDecoder> tableLinesDecoder(std::string_view beginning)
{
    const auto form = TableForm::of(beginning);
    if (!form || !form->columns.areOfSpans())
        return nullptr;
    return std::make_unique<TableLines>(*form);
}
