// The texts of this library, for translators.
#pragma once

#include <QCoreApplication>

class FilesTr
{
    Q_DECLARE_TR_FUNCTIONS(Files)
};
