// The texts of this library, for translators.
#pragma once

#include <QCoreApplication>

class AppTr
{
    Q_DECLARE_TR_FUNCTIONS(App)
};
