#include "base/durationtext.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace std::chrono;

namespace {

constexpr quint64 kSecond = 1'000'000'000;

struct Unit
{
    QString name;
    quint64 ns;
};

const std::array<Unit, 9>& units()
{
    static const std::array<Unit, 9> all{{{QStringLiteral("ns"), 1},
                                          {QStringLiteral("us"), 1'000},
                                          {QStringLiteral("µs"), 1'000},
                                          {QStringLiteral("μs"), 1'000}, // the Greek letter
                                          {QStringLiteral("ms"), 1'000'000},
                                          {QStringLiteral("s"), kSecond},
                                          {QStringLiteral("m"), 60 * kSecond},
                                          {QStringLiteral("min"), 60 * kSecond},
                                          {QStringLiteral("h"), 3600 * kSecond}}};
    return all;
}

// `ns` in units of `unitNs` with as many decimals as are not zero.
QString exactDecimal(quint64 ns, quint64 unitNs)
{
    QString text = QString::number(ns / unitNs);
    quint64 rest = ns % unitNs;
    if (rest == 0)
        return text;
    text += u'.';
    for (quint64 place = unitNs / 10; rest > 0; place /= 10) {
        text += QChar(u'0' + char16_t(rest / place));
        rest %= place;
    }
    return text;
}

quint64 magnitude(nanoseconds duration)
{
    const auto count = quint64(duration.count());
    return duration.count() < 0 ? ~count + 1 : count;
}

// The unit in which a duration below a minute is said, and its name.
Unit unitFor(quint64 ns)
{
    if (ns >= kSecond)
        return {QStringLiteral("s"), kSecond};
    if (ns >= 1'000'000)
        return {QStringLiteral("ms"), 1'000'000};
    if (ns >= 1'000)
        return {QStringLiteral("µs"), 1'000};
    return {QStringLiteral("ns"), 1};
}

QString twoParts(quint64 large, const char16_t* largeUnit, quint64 small, const char16_t* smallUnit)
{
    QString text = QStringLiteral("%1 %2").arg(large).arg(QString::fromUtf16(largeUnit));
    if (small > 0)
        text += QStringLiteral(" %1 %2").arg(small).arg(QString::fromUtf16(smallUnit));
    return text;
}

} // namespace

QString goDuration(nanoseconds duration)
{
    const quint64 ns = magnitude(duration);
    const QString sign = duration.count() < 0 ? QStringLiteral("-") : QString();
    if (ns == 0)
        return QStringLiteral("0s");
    if (ns < kSecond) {
        const Unit unit = unitFor(ns);
        return sign + exactDecimal(ns, unit.ns) + unit.name;
    }
    QString text = sign;
    const quint64 minutes = ns / (60 * kSecond);
    if (minutes >= 60)
        text += QString::number(minutes / 60) + u'h';
    if (minutes > 0)
        text += QString::number(minutes % 60) + u'm';
    return text + exactDecimal(ns % (60 * kSecond), kSecond) + u's';
}

std::optional<nanoseconds> parseDuration(const QString& text)
{
    const QString trimmed = text.trimmed();
    long double totalNs = 0;
    qsizetype at = 0;
    while (at < trimmed.size()) {
        const qsizetype numberStart = at;
        qsizetype digits = 0;
        bool point = false;
        for (; at < trimmed.size(); ++at) {
            const QChar c = trimmed[at];
            if (c == u'.' && !point)
                point = true;
            else if (c >= u'0' && c <= u'9')
                ++digits;
            else
                break;
        }
        if (digits == 0)
            return std::nullopt;
        bool isNumber = false;
        // Unlike strtod(), which expects the decimal point of the user's language.
        const double value = trimmed.mid(numberStart, at - numberStart).toDouble(&isNumber);
        while (at < trimmed.size() && trimmed[at] == u' ')
            ++at;
        const qsizetype unitStart = at;
        while (at < trimmed.size() && trimmed[at].isLetter())
            ++at;
        const QString unitName = trimmed.mid(unitStart, at - unitStart);
        while (at < trimmed.size() && trimmed[at] == u' ')
            ++at;
        const auto unit = std::find_if(units().begin(), units().end(),
                                       [&](const Unit& known) { return known.name == unitName; });
        if (!isNumber || unit == units().end())
            return std::nullopt;
        totalNs += static_cast<long double>(value) * static_cast<long double>(unit->ns);
    }
    if (trimmed.isEmpty() || totalNs >= 9.223372036854775e18L)
        return std::nullopt;
    return nanoseconds(std::llround(totalNs));
}

QString readableDuration(nanoseconds duration)
{
    const quint64 ns = magnitude(duration);
    const QString sign = duration.count() < 0 ? QStringLiteral("−") : QString();
    if (ns == 0)
        return QStringLiteral("0 s");
    const quint64 roundedSeconds = (ns + kSecond / 2) / kSecond;
    if (roundedSeconds >= 100) {
        const quint64 minutes = roundedSeconds / 60;
        if (minutes < 60)
            return sign + twoParts(minutes, u"min", roundedSeconds % 60, u"s");
        if (minutes < 48 * 60)
            return sign + twoParts(minutes / 60, u"h", minutes % 60, u"min");
        const quint64 days = minutes / (24 * 60);
        if (days < 2 * 365)
            return sign + QStringLiteral("%1 d").arg(days);
        return sign + QStringLiteral("%1 years").arg(days / 365);
    }
    Unit unit = unitFor(ns);
    if (unit.ns == 1)
        return sign + QStringLiteral("%1 ns").arg(ns);
    double value = double(ns) / double(unit.ns);
    if (value >= 999.95 && unit.ns < kSecond) { // would round up into the next unit
        unit = unitFor(unit.ns * 1000);
        value = double(ns) / double(unit.ns);
    }
    const int decimals = value >= 99.995 ? 1 : value >= 9.9995 ? 2 : 3;
    return sign + QStringLiteral("%1 %2").arg(value, 0, 'f', decimals).arg(unit.name);
}

QString alignedDuration(nanoseconds duration, nanoseconds longest)
{
    const quint64 ns = magnitude(duration);
    const Unit unit = unitFor(std::min<quint64>(magnitude(longest), kSecond));
    const QString sign = duration.count() < 0 ? QStringLiteral("−") : QString();
    if (unit.ns == 1)
        return sign + QStringLiteral("%1 ns").arg(ns);
    const auto decimals = qsizetype(QString::number(unit.ns).size() - 1); // it is a power of ten
    return sign + QStringLiteral("%1.%2 %3")
                      .arg(QString::number(ns / unit.ns),
                           QString::number(ns % unit.ns).rightJustified(decimals, u'0'), unit.name);
}

QString shortDuration(nanoseconds duration)
{
    const quint64 ns = magnitude(duration);
    if (ns == 0)
        return QStringLiteral("0 s");
    if (ns >= 60 * kSecond) {
        const quint64 minutes = ns / (60 * kSecond);
        QString text;
        if (minutes >= 60)
            text += QStringLiteral("%1 h ").arg(minutes / 60);
        if (minutes % 60 > 0)
            text += QStringLiteral("%1 min ").arg(minutes % 60);
        if (ns % (60 * kSecond) > 0)
            text += exactDecimal(ns % (60 * kSecond), kSecond) + QStringLiteral(" s");
        return text.trimmed();
    }
    const Unit unit = unitFor(ns);
    return exactDecimal(ns, unit.ns) + u' ' + unit.name;
}
