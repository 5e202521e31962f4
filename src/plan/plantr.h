// The texts of this library, for translators.
#pragma once

#include <QCoreApplication>

class PlanTr
{
    Q_DECLARE_TR_FUNCTIONS(Plan)
};
