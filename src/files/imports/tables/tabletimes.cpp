#include "files/imports/tables/tabletimes.h"

#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "files/io/isotime.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <string>
#include <utility>

namespace {

constexpr qint64 kSecond = 1'000'000'000;
constexpr std::size_t kLongest = 100; // bytes of a time

constexpr std::pair<std::string_view, TimeUnit> kUnits[] = {{"ns", TimeUnit::Ns},
                                                            {"nsec", TimeUnit::Ns},
                                                            {"nsecs", TimeUnit::Ns},
                                                            {"nanos", TimeUnit::Ns},
                                                            {"nanosecond", TimeUnit::Ns},
                                                            {"nanoseconds", TimeUnit::Ns},
                                                            {"us", TimeUnit::Us},
                                                            {"\u00b5s", TimeUnit::Us},
                                                            {"\u03bcs", TimeUnit::Us},
                                                            {"usec", TimeUnit::Us},
                                                            {"usecs", TimeUnit::Us},
                                                            {"micros", TimeUnit::Us},
                                                            {"microsecond", TimeUnit::Us},
                                                            {"microseconds", TimeUnit::Us},
                                                            {"\u00b5sec", TimeUnit::Us},
                                                            {"\u03bcsec", TimeUnit::Us},
                                                            {"ms", TimeUnit::Ms},
                                                            {"msec", TimeUnit::Ms},
                                                            {"msecs", TimeUnit::Ms},
                                                            {"millis", TimeUnit::Ms},
                                                            {"millisecond", TimeUnit::Ms},
                                                            {"milliseconds", TimeUnit::Ms},
                                                            {"s", TimeUnit::S},
                                                            {"sec", TimeUnit::S},
                                                            {"secs", TimeUnit::S},
                                                            {"second", TimeUnit::S},
                                                            {"seconds", TimeUnit::S},
                                                            {"min", TimeUnit::Min},
                                                            {"mins", TimeUnit::Min},
                                                            {"minute", TimeUnit::Min},
                                                            {"minutes", TimeUnit::Min},
                                                            {"h", TimeUnit::H},
                                                            {"hr", TimeUnit::H},
                                                            {"hrs", TimeUnit::H},
                                                            {"hour", TimeUnit::H},
                                                            {"hours", TimeUnit::H},
                                                            {"d", TimeUnit::D},
                                                            {"day", TimeUnit::D},
                                                            {"days", TimeUnit::D}};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isUnitLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
}

std::optional<qint64> times(std::optional<qint64> ns, qint64 factor)
{
    qint64 product = 0;
    if (!ns || __builtin_mul_overflow(*ns, factor, &product) || product > kMaxTimeNs ||
        product < -kMaxTimeNs)
        return std::nullopt;
    return product;
}

// Units that are no power of ten get three more decimals, where those fit.
std::optional<qint64> inSeconds(std::string_view number, qint64 seconds)
{
    if (const auto fine = times(scaledDecimal(number, kSecondDecimals + 3), seconds))
        return *fine / 1000;
    return times(scaledDecimal(number, kSecondDecimals), seconds);
}

std::optional<qint64> inUnit(std::string_view number, TimeUnit unit)
{
    switch (unit) {
    case TimeUnit::Ns:
        return scaledDecimal(number, 0);
    case TimeUnit::Us:
        return scaledDecimal(number, 3);
    case TimeUnit::Ms:
        return scaledDecimal(number, 6);
    case TimeUnit::Min:
        return inSeconds(number, 60);
    case TimeUnit::H:
        return inSeconds(number, 3600);
    case TimeUnit::D:
        return inSeconds(number, 86'400);
    case TimeUnit::S:
    case TimeUnit::Unsaid:
        break;
    }
    return scaledDecimal(number, kSecondDecimals);
}

// Numbers, each with its unit: "1.5s", "1m 30s", "1h5m".
std::optional<qint64> withUnits(std::string_view text)
{
    qint64 sum = 0;
    if (text.empty())
        return std::nullopt;
    while (!text.empty()) {
        const auto take = [&text](auto belongs) {
            const auto end = std::ranges::find_if_not(text, belongs) - text.begin();
            const std::string_view taken = text.substr(0, std::size_t(end));
            text.remove_prefix(taken.size());
            return taken;
        };
        const auto isBlank = [](char c) {
            return c == ' ';
        };
        const std::string_view number = take([](char c) { return isDigit(c) || c == '.'; });
        take(isBlank);
        const std::string_view word = take(isUnitLetter);
        take(isBlank);
        const auto unit = word == "m" ? std::optional(TimeUnit::Min) : timeUnitOf(word);
        const auto part = unit ? inUnit(number, *unit) : std::nullopt;
        if (!part || __builtin_add_overflow(sum, *part, &sum) || sum > kMaxTimeNs)
            return std::nullopt;
    }
    return sum;
}

// "PT1H30M5.5S", as ISO 8601 has durations.
std::optional<qint64> isoDuration(std::string_view text)
{
    if (!text.starts_with('P') || text.size() < 3)
        return std::nullopt;
    const auto time = text.find('T');
    if (text.find('M') < time)
        return std::nullopt; // months
    std::string words;
    for (const char c : text.substr(1)) {
        if (c != 'T')
            words += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    }
    return withUnits(words);
}

// "2024-05-01 10:00:00 +0200 CEST m=+0.5", as Go prints times, without its last words.
void dropWordsOfGo(std::string& date)
{
    date.resize(std::min(date.size(), date.find(" m=")));
    constexpr std::size_t kOffset = 5; // "+0200"
    const auto word = date.rfind(' ');
    const bool isBehindOffset = word != std::string::npos && word > kOffset &&
                                (date[word - kOffset] == '+' || date[word - kOffset] == '-') &&
                                isDigit(date[word - 1]);
    if (isBehindOffset)
        date.resize(word);
}

// A date as isotime.h has it, with "/" for "-", alone, as Go prints it, or as Germans write it
// ("16.10.2024 12:19").
std::optional<qint64> dateNs(std::string_view text)
{
    constexpr std::size_t kDate = 10;
    if (text.size() < kDate || !isDigit(text.front()))
        return std::nullopt;
    std::string date(text);
    if (date[4] == '/' && date[7] == '/')
        date[4] = date[7] = '-';
    if (date[2] == '.' && date[5] == '.')
        date = date.substr(6, 4) + '-' + date.substr(3, 2) + '-' + date.substr(0, 2) +
               date.substr(kDate);
    if (date.size() == kDate)
        date += " 00:00";
    dropWordsOfGo(date);
    return isoTimeNs(date);
}

// "01:24:56" with what is before its first and second colon.
struct ColonParts
{
    std::string_view parts[3];
    int count = 0;
};

std::optional<ColonParts> atColons(std::string_view text)
{
    ColonParts found;
    for (bool isLast = false; !isLast; ++found.count) {
        const auto colon = text.find(':');
        isLast = colon == std::string_view::npos;
        if (found.count == 3 || text.substr(0, colon).empty())
            return std::nullopt;
        found.parts[found.count] = text.substr(0, colon);
        text.remove_prefix(isLast ? text.size() : colon + 1);
    }
    return found;
}

// The unit of a number that is too large to be seconds, from the year 2000 on.
TimeUnit unitSinceEpoch(qint64 number)
{
    constexpr qint64 kYear2000 = 946'684'800;
    constexpr std::pair<TimeUnit, qint64> kPerSecond[] = {
        {TimeUnit::Ms, 1'000}, {TimeUnit::Us, 1'000'000}, {TimeUnit::Ns, kSecond}};
    for (const auto& [unit, perSecond] : kPerSecond) {
        if (number >= kYear2000 * perSecond && number / perSecond <= kMaxTimeNs / kSecond)
            return unit;
    }
    return TimeUnit::Unsaid;
}

} // namespace

std::optional<TimeUnit> timeUnitOf(std::string_view word)
{
    const auto known = std::ranges::find(kUnits, word, [](const auto& each) { return each.first; });
    return known == std::end(kUnits) ? std::nullopt : std::optional(known->second);
}

bool isTimeOfDay(std::string_view cell)
{
    constexpr qint64 kLastHour = 23;
    const auto split = cell.size() <= kLongest ? atColons(cell) : std::nullopt;
    return split && split->count == 3 && std::ranges::all_of(split->parts[0], isDigit) &&
           scaledDecimal(split->parts[0], 0, kLastHour);
}

std::optional<qint64> TableTimes::moment(std::string_view cell, TimeUnit unit)
{
    if (cell.size() > kLongest)
        return std::nullopt;
    const std::string text = withPoint(cell);
    if (const auto ns = inUnit(text, unit))
        return ns;
    const auto whole = scaledDecimal(text, 0);
    const TimeUnit told =
        whole && unit == TimeUnit::Unsaid ? unitSinceEpoch(*whole) : TimeUnit::Unsaid;
    if (told != TimeUnit::Unsaid) {
        const auto ns = inUnit(text, told);
        if (m_sinceEpoch == TimeUnit::Unsaid && ns) {
            m_sinceEpoch = told;
            m_firstSinceEpochNs = *ns;
        }
        return ns;
    }
    if (const auto ns = dateNs(text))
        return ns;
    const auto ns = withUnits(text);
    // Days and hours alone may be the year and its day: "2024-290".
    return ns || text.find(':') == std::string::npos ? ns : colons(text);
}

std::optional<qint64> TableTimes::length(std::string_view cell, TimeUnit unit)
{
    if (cell.size() > kLongest)
        return std::nullopt;
    const std::string text = withPoint(cell);
    auto ns = inUnit(text, unit == TimeUnit::Unsaid ? m_sinceEpoch : unit);
    for (const auto read : {withUnits, isoDuration})
        ns = ns ? ns : read(text);
    ns = ns ? ns : colons(text);
    return ns && *ns >= 0 ? ns : std::nullopt;
}

std::string TableTimes::withPoint(std::string_view text) const
{
    constexpr std::size_t kThousand = 3; // digits
    std::string pointed(text);
    const auto comma = pointed.find(',');
    const bool hasBoth = pointed.find('.') != std::string::npos;
    const std::size_t digits =
        comma == std::string::npos
            ? 0
            : std::min(pointed.find_first_not_of("0123456789", comma + 1), pointed.size()) - comma -
                  1;
    const bool mayBeThousands = !m_hasDecimalCommas && digits == kThousand;
    if (comma != std::string::npos && !hasBoth && !mayBeThousands)
        pointed[comma] = '.';
    return pointed;
}

std::optional<qint64> TableTimes::colons(std::string_view text)
{
    const auto dash = text.find('-');
    const bool hasDays = dash != std::string_view::npos && dash > 0;
    const auto days = hasDays ? scaledDecimal(text.substr(0, dash), 0) : std::optional<qint64>(0);
    const auto split = atColons(hasDays ? text.substr(dash + 1) : text);
    if (!days || !split || (split->count < 2 && !hasDays))
        return std::nullopt;
    // Days are followed by hours, else the last ones are seconds.
    const int first = hasDays ? 0 : 3 - split->count;
    constexpr qint64 kSecondsOf[] = {3600, 60, 1};
    auto sum = times(days, 86'400 * kSecond);
    for (int i = 0; i < split->count && sum; ++i) {
        const std::string_view part = split->parts[i];
        const bool isSeconds = first + i == 2;
        const auto ns = !isDigit(part.front()) ? std::nullopt
                        : isSeconds
                            ? inUnit(part, TimeUnit::S)
                            : times(scaledDecimal(part, 0), kSecondsOf[first + i] * kSecond);
        const bool isWhole = isSeconds || std::ranges::all_of(part, isDigit);
        const bool isBelow60 = ns && (i == 0 || *ns < 60 * kSecondsOf[first + i] * kSecond);
        sum = isWhole && isBelow60 && *ns <= kMaxTimeNs - *sum ? std::optional(*sum + *ns)
                                                               : std::nullopt;
    }
    m_hasMinutesAndSeconds = m_hasMinutesAndSeconds || (sum && !hasDays && split->count == 2);
    return sum;
}

QStringList TableTimes::notes() const
{
    QStringList notes;
    if (m_sinceEpoch != TimeUnit::Unsaid) {
        const QString unit = m_sinceEpoch == TimeUnit::Ms   ? FilesTr::tr("milliseconds")
                             : m_sinceEpoch == TimeUnit::Us ? FilesTr::tr("microseconds")
                                                            : FilesTr::tr("nanoseconds");
        const auto first =
            QDateTime::fromMSecsSinceEpoch(m_firstSinceEpochNs / 1'000'000, QTimeZone::utc());
        notes += FilesTr::tr("its times have no unit: they are read as %1 since 1970, the first as "
                             "%2 UTC")
                     .arg(unit, first.toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")));
    }
    if (m_hasMinutesAndSeconds)
        notes += FilesTr::tr("times with one colon are read as minutes and seconds");
    return notes;
}
