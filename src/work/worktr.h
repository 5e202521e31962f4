// The texts of this library, for translators.
#pragma once

#include <QCoreApplication>

class WorkTr
{
    Q_DECLARE_TR_FUNCTIONS(Work)
};
