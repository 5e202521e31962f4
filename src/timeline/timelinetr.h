// The texts of this library, for translators.
#pragma once

#include <QCoreApplication>

class TimelineTr
{
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};
