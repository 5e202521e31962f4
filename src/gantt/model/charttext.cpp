#include "gantt/model/charttext.h"

#include "base/visibletext.h"
#include "gantt/model/charthit.h"
#include "gantt/model/gantttr.h"

#include <QStringList>

// The first line of a tip is our own: Qt guesses by the first line alone whether a tool tip is rich
// text, so the texts of others are plain whoever shows it.
QString tipAt(const RunRecord& record, const ChartContent& content, const ChartLayout& layout,
              const TimeScale& scale, double scroll, QPointF point)
{
    QStringList lines;
    for (const SpanFact& fact : factsAt(record, content, layout, scale, scroll, point))
        lines.append(GanttTr::tr("%1: %2").arg(fact.name, visibleText(fact.value)));
    return lines.join(u'\n');
}

QString textOfJob(const RunRecord& record, const ChartContent& content, JobId job)
{
    const auto span = lastSpanOf(record, content, job);
    return span ? textOfSpan(record, content, *span) : QString();
}

QString textOfSpan(const RunRecord& record, const ChartContent& content, const SpanRef& span)
{
    QStringList facts;
    for (const SpanFact& fact : factsOf(record, content, span))
        facts.append(GanttTr::tr("%1 %2").arg(fact.name, fact.value));
    return facts.join(QStringLiteral(", "));
}
