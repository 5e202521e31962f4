#include "gantt/pixels/timescale.h"

#include "gantt/pixels/roundnumber.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace {

constexpr qint64 kMicrosecond = 1'000;
constexpr qint64 kMillisecond = 1'000'000;
constexpr qint64 kSecond = 1'000'000'000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

// The smallest round step that is at least as long.
qint64 roundStep(double atLeastNs)
{
    if (atLeastNs <= 5 * double(kSecond))
        return roundAbove(qint64(std::ceil(atLeastNs)));
    static constexpr std::array steps{
        10 * kSecond, 20 * kSecond, 30 * kSecond, kMinute,   2 * kMinute, 5 * kMinute, 10 * kMinute,
        20 * kMinute, 30 * kMinute, kHour,        2 * kHour, 3 * kHour,   6 * kHour,   12 * kHour};
    for (const qint64 step : steps) {
        if (double(step) >= atLeastNs)
            return step;
    }
    return kDay * roundAbove(qint64(std::ceil(atLeastNs / double(kDay))));
}

qint64 majorStep(const TimeScale& scale, double spacingPx)
{
    return roundStep(std::max(1.0, scale.nsPerPx() * spacingPx));
}

// Where labels are relative to a base: the power of ten of which it is a multiple; else 0.
qint64 baseUnit(const TimeScale& scale, qint64 stepNs)
{
    constexpr qint64 kMaxLabelSteps = 10'000'000;
    if (stepNs >= kSecond || scale.endNs / stepNs < kMaxLabelSteps)
        return 0;
    qint64 unit = 10'000;
    while (unit / 10'000 < stepNs)
        unit *= 10;
    return unit;
}

qint64 baseOf(const TimeScale& scale, qint64 stepNs)
{
    const qint64 unit = baseUnit(scale, stepNs);
    return unit > 0 ? scale.startNs / unit * unit : 0;
}

int decimalsOf(qint64 stepNs, qint64 unitNs)
{
    int decimals = 0;
    for (qint64 place = unitNs; stepNs % place != 0; place /= 10)
        ++decimals;
    return decimals;
}

QString decimalLabel(qint64 timeNs, qint64 stepNs, qint64 unitNs, const char16_t* unit)
{
    const int decimals = decimalsOf(stepNs, unitNs);
    qint64 scale = 1;
    for (int i = 0; i < decimals; ++i)
        scale *= 10;
    QString text = QString::number(timeNs / unitNs);
    if (decimals > 0)
        text += u'.' +
                QString::number(timeNs % unitNs / (unitNs / scale)).rightJustified(decimals, u'0');
    return text + u' ' + QString::fromUtf16(unit);
}

QString clockLabel(qint64 timeNs)
{
    struct Part
    {
        qint64 ns;
        const char16_t* unit;
    };
    QString text;
    for (const Part& part :
         {Part{kDay, u"d"}, Part{kHour, u"h"}, Part{kMinute, u"min"}, Part{kSecond, u"s"}}) {
        const qint64 count = timeNs / part.ns;
        timeNs %= part.ns;
        if (count > 0)
            text += QStringLiteral("%1 %2 ").arg(count).arg(QString::fromUtf16(part.unit));
    }
    return text.trimmed();
}

// One unit for the whole axis, chosen by its end, with the decimals that the step needs.
QString labelOf(qint64 timeNs, qint64 stepNs, qint64 endNs)
{
    if (timeNs == 0 && stepNs >= kSecond)
        return QStringLiteral("0 s");
    if (stepNs >= 10 * kSecond)
        return clockLabel(timeNs);
    if (endNs > kSecond)
        return decimalLabel(timeNs, stepNs, kSecond, u"s");
    if (endNs > kMillisecond)
        return decimalLabel(timeNs, stepNs, kMillisecond, u"ms");
    if (endNs > kMicrosecond)
        return decimalLabel(timeNs, stepNs, kMicrosecond, u"µs");
    return decimalLabel(timeNs, stepNs, 1, u"ns");
}

qint64 powerOfTenBelow(double value)
{
    qint64 power = 1;
    while (double(power) * 10 <= value)
        power *= 10;
    return power;
}

} // namespace

QString measuredText(qint64 lengthNs, const TimeScale& scale)
{
    const qint64 step = powerOfTenBelow(scale.nsPerPx());
    const qint64 rounded = (lengthNs / step + (lengthNs % step >= (step + 1) / 2 ? 1 : 0)) * step;
    if (rounded >= kMinute && step >= kSecond)
        return clockLabel(rounded);
    const qint64 size = std::max(rounded, step);
    if (size >= kSecond)
        return decimalLabel(rounded, step, kSecond, u"s");
    if (size >= kMillisecond)
        return decimalLabel(rounded, step, kMillisecond, u"ms");
    if (size >= kMicrosecond)
        return decimalLabel(rounded, step, kMicrosecond, u"µs");
    return decimalLabel(rounded, step, 1, u"ns");
}

std::vector<Tick> ticksOf(const TimeScale& scale, double spacingPx)
{
    const qint64 step = majorStep(scale, spacingPx);
    const qint64 base = baseOf(scale, step);
    const auto labelAt = [&](qint64 time) {
        const QString label = labelOf(time - base, step, scale.endNs - base);
        return base > 0 ? u'+' + label : label;
    };
    const qint64 half = step % 2 == 0 ? step / 2 : step;
    qint64 time = scale.startNs / half * half;
    if (time < scale.startNs)
        time += half;
    std::vector<Tick> ticks;
    while (time <= scale.endNs) {
        const bool major = time % step == 0;
        ticks.push_back({time, scale.xOf(time), major, major ? labelAt(time) : QString()});
        if (scale.endNs - time < half)
            break; // adding might leave the range of 64 bits
        time += half;
    }
    return ticks;
}

QString axisBaseLabel(const TimeScale& scale, double spacingPx)
{
    const qint64 step = majorStep(scale, spacingPx);
    const qint64 base = baseOf(scale, step);
    return base > 0 ? decimalLabel(base, std::min(baseUnit(scale, step), kSecond), kSecond, u"s")
                    : QString();
}
