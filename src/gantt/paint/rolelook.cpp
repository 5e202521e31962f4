#include "gantt/paint/rolelook.h"

#include "gantt/paint/theme.h"

#include <QCoreApplication>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Chart", text);
}

} // namespace

QString headingOf(RunRole role)
{
    switch (role) {
    case RunRole::Pool:
        break;
    case RunRole::Sequential:
        return tr("SEQUENTIAL");
    }
    return tr("POOL");
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
