// A part of a run's time in words.
#pragma once

#include <QString>

struct RangeStatistics;

// In one line, with units; `length` is the range's own, as exact as it was chosen.
QString rangeText(const RangeStatistics& range, const QString& length);
