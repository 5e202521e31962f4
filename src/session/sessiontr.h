// The texts of this library, for translators.
#pragma once

#include <QCoreApplication>

class SessionTr
{
    Q_DECLARE_TR_FUNCTIONS(Session)
};
