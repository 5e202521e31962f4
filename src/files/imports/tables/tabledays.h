// Times of day without a date, put on the days on which they were.
#pragma once

#include "files/imports/importedrun.h"

#include <QStringList>

#include <limits>
#include <optional>

constexpr qint64 kDayNs = 86'400'000'000'000;

// Until all are known, the end of a span that has none.
constexpr qint64 kOpenNs = std::numeric_limits<qint64>::max();

// The spans stand in the order of their rows, each from its start's time of day on. One that starts
// more than half a day before the one above it is after midnight, and one that starts more than
// half a day behind it is before midnight again. Where that makes the table longer, though rows go
// back and forth, they are in no order of time and stay on one day. Only where some row goes back
// so far, or `someEndNextDay`, midnight is passed at all. Returns what was assumed, in words;
// nothing where all were on one day.
QStringList putOnDays(ImportedSpans& imported, bool someEndNextDay);

// The same of rows that come one by one.
class FollowedDays
{
public:
    // How far the day of a row that starts at this time of day is from that of the first row.
    qint64 dayNsOf(qint64 startNs);
    QStringList notes() const;

private:
    qint64 m_dayNs = 0;
    std::optional<qint64> m_lastNs; // the time of day of the row above
    bool m_isMidnightPassed = false;
};
