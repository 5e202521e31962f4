#include "gantt/paint/rolelook.h"

#include "gantt/model/gantttr.h"
#include "gantt/paint/theme.h"

QString headingOf(RunRole role)
{
    switch (role) {
    case RunRole::Pool:
        break;
    case RunRole::Sequential:
        return GanttTr::tr("SEQUENTIAL");
    }
    return GanttTr::tr("POOL");
}

const QColor& colorOf(RunRole role, const Theme& theme)
{
    switch (role) {
    case RunRole::Pool:
        break;
    case RunRole::Sequential:
        return theme.sequential;
    }
    return theme.pool;
}
