// Numbers as they are shown.
#pragma once

#include <QString>

// With its digits in groups: "1,000,000".
QString numberText(qint64 value);

// A share of 1: "83.3 %".
QString percentText(double share);

// How many of something: `one` for 1, else `many` with the number in place of its %1:
// counted(5, tr("1 job"), tr("%1 jobs")).
QString counted(qint64 count, const QString& one, const QString& many);
