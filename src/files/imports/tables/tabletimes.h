// Times as the cells of tables have them.
#pragma once

#include <QStringList>
#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>

enum class TimeUnit : quint8 { Unsaid, Ns, Us, Ms, S, Min, H, D };

// "ms", "secs" and "nanoseconds" are units, in small letters; "m" is none, as it may be minutes or
// a million.
std::optional<TimeUnit> timeUnitOf(std::string_view word);

// Whether a cell that is a time is one of a day, without a date: "9:05:00.5", "23:59:59".
bool isTimeOfDay(std::string_view cell);

// Reads the times of one table. A number is in the unit of its column, or with its own ("1.5s",
// "1m 30s", "PT90S"); with colons it is hours, minutes and seconds ("1:02:03.5"), with days before
// a "-" ("2-01:24:56"), or minutes and seconds ("02:03").
class TableTimes
{
public:
    // 0,5 is a half; 1,500 only with decimal commas, else it may be a thousand and is none.
    explicit TableTimes(bool hasDecimalCommas = false) : m_hasDecimalCommas(hasDecimalCommas) {}

    // A time since 1970 UTC, or since some other zero that all of the table share, in nanoseconds:
    // a number, a date (isotime.h; also "2024/10/16", "16.10.2024", alone, and as Go prints it), or
    // a time of day.
    // A number without a unit that is too large for seconds is milliseconds, microseconds or
    // nanoseconds since 1970, from the year 2000 on. Nothing for anything else, and beyond ±
    // kMaxTimeNs.
    std::optional<qint64> moment(std::string_view text, TimeUnit unit);

    // A length of time, which is not negative. Where moments without a unit were milliseconds,
    // those without one are, too.
    std::optional<qint64> length(std::string_view text, TimeUnit unit);

    // What was taken for something that it may not be.
    QStringList notes() const;

private:
    std::string withPoint(std::string_view text) const;
    std::optional<qint64> colons(std::string_view text);

    const bool m_hasDecimalCommas;
    bool m_hasMinutesAndSeconds = false;
    TimeUnit m_sinceEpoch = TimeUnit::Unsaid;
    qint64 m_firstSinceEpochNs = 0;
};
