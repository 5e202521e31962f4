// The texts of this library, for translators.
#pragma once

#include <QCoreApplication>

class RemoteTr
{
    Q_DECLARE_TR_FUNCTIONS(Remote)
};
