// Numbers as they are shown.
#pragma once

#include <QString>

// With its digits in groups: "1,000,000".
QString numberText(qint64 value);

// A share of 1: "83.3 %".
QString percentText(double share);

// A number as plural forms take it, which know no more than an int:
// tr("%Ln jobs", nullptr, pluralCount(count)).
int pluralCount(qint64 count);
