// The texts of this library, for translators.
#pragma once

#include <QCoreApplication>

class TextTr
{
    Q_DECLARE_TR_FUNCTIONS(Text)
};
