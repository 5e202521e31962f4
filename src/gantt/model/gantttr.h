// The texts of this library, for translators.
#pragma once

#include <QCoreApplication>

class GanttTr
{
    Q_DECLARE_TR_FUNCTIONS(Gantt)
};
