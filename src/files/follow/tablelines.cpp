#include "files/follow/tablelines.h"

#include "files/imports/endreports.h"
#include "files/imports/tables/tablerows.h"
#include "files/io/filestr.h"

#include <utility>

namespace {

// Fields may stand in quotes, in which two of them are one. Nothing where a quote stays open.
std::optional<std::vector<std::string>> fieldsOf(std::string_view line, char separator)
{
    std::vector<std::string> fields(1);
    bool isQuoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (c == '"' && isQuoted && at + 1 < line.size() && line[at + 1] == '"')
            fields.back() += line[++at];
        else if (c == '"' && (isQuoted || fields.back().empty()))
            isQuoted = !isQuoted;
        else if (c == separator && !isQuoted)
            fields.emplace_back();
        else
            fields.back() += c;
    }
    return isQuoted ? std::nullopt : std::optional(std::move(fields));
}

class TableLines : public LineDecoder
{
public:
    explicit TableLines(const TableForm& form) : m_rows(form), m_separator(form.separator) {}

    std::optional<Problem> decode(std::string_view line,
                                  std::vector<FollowedEvent>& events) override
    {
        const auto row = fieldsOf(line, m_separator);
        if (!row)
            return Problem{FilesTr::tr("a quote is not closed on its line")};
        auto said = m_rows.read(*row);
        if (auto* problem = std::get_if<Problem>(&said))
            return std::move(*problem);
        if (auto* span = std::get_if<TableSpan>(&said))
            events.push_back(eventOf(*span));
        return std::nullopt;
    }

    QStringList notes() const override
    {
        QStringList notes = m_rows.notes();
        if (m_rows.columns().has(TableRole::Queued))
            notes += FilesTr::tr("when jobs were queued (column %1) is not shown of a table that "
                                 "is followed")
                         .arg(m_rows.columns().name(TableRole::Queued));
        return notes;
    }

private:
    static FollowedEvent eventOf(TableSpan& span)
    {
        using Kind = FollowedEvent::Kind;
        FollowedEvent event{.kind = Kind::Span,
                            .timeNs = span.endNs.value_or(span.startNs),
                            .startNs = span.startNs,
                            .job = std::move(span.name),
                            .worker = std::string(span.worker)};
        if (span.end == SpanEnd::Never) {
            event.kind = Kind::Started;
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
    const char m_separator;
};

} // namespace

std::unique_ptr<LineDecoder> tableLinesDecoder(std::string_view firstLine)
{
    const auto form = TableForm::of(firstLine);
    if (!form || !form->columns.areOfSpans())
        return nullptr;
    return std::make_unique<TableLines>(*form);
}
