// The texts of this library, for translators.
#pragma once

#include <QCoreApplication>

class PoolTr
{
    Q_DECLARE_TR_FUNCTIONS(Pool)
};
