#include "gantt/paint/rolelook.h"

#include "gantt/model/chartcontent.h"
#include "gantt/model/gantttr.h"
#include "gantt/paint/theme.h"

QString headingOf(RunRole role)
{
    switch (role) {
    case RunRole::Pool:
        break;
    case RunRole::Sequential:
        return GanttTr::tr("SEQUENTIAL");
    case RunRole::Nested:
        return GanttTr::tr("NESTED");
    }
    return GanttTr::tr("POOL");
}

QString headingOf(const ChartPart& part)
{
    if (!part.isSimulated)
        return headingOf(part.role);
    return part.words.isEmpty() ? GanttTr::tr("WHAT IF")
                                : GanttTr::tr("WHAT IF  ·  %1").arg(part.words);
}

const QColor& colorOf(const ChartPart& part, const Theme& theme)
{
    if (part.isSimulated)
        return theme.accent;
    switch (part.role) {
    case RunRole::Pool:
        break;
    case RunRole::Sequential:
        return theme.sequential;
    case RunRole::Nested:
        return theme.muted;
    }
    return theme.pool;
}
