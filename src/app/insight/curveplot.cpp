#include "app/insight/curveplot.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "insight/scalability.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace {

constexpr double kSecondNs = 1e9;
constexpr double kMinuteNs = 60 * kSecondNs;

// The smallest of 1, 2, 5, 10, 20 … times a power of ten that is at least as much.
double roundStep(double atLeast)
{
    const double power = std::pow(10, std::floor(std::log10(atLeast)));
    for (const double digit : {1.0, 2.0, 5.0}) {
        if (digit * power >= atLeast * (1 - 1e-9))
            return digit * power;
    }
    return 10 * power;
}

// The same for times of minutes and hours, in which people do not count by tens.
double roundTimeStep(double atLeastNs)
{
    if (atLeastNs <= 30 * kSecondNs)
        return atLeastNs > 20 * kSecondNs ? 30 * kSecondNs : roundStep(std::max(1.0, atLeastNs));
    for (const double minutes :
         {1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 180.0, 360.0, 720.0}) {
        if (minutes * kMinuteNs >= atLeastNs)
            return minutes * kMinuteNs;
    }
    return roundStep(atLeastNs / (1440 * kMinuteNs)) * 1440 * kMinuteNs;
}

QString decimal(double value, double step, const QString& unit)
{
    const int decimals = std::max(0, int(std::ceil(-std::log10(step) - 1e-9)));
    return QString::number(value, 'f', decimals) + unit;
}

QString timeLabel(double ns)
{
    return shortDuration(std::chrono::nanoseconds(std::llround(ns)));
}

} // namespace

CurvePlot::CurvePlot(const SizingCurve& curve, SizingView view, std::optional<SimulatedTime> other)
    : m_view(view)
{
    if (curve.points.empty())
        return;
    m_curve = &curve;
    for (const SizingPoint& point : curve.points) {
        if (point.workers != 1)
            continue;
        if (point.simulatedNs)
            m_oneSimulatedNs = double(*point.simulatedNs);
        if (point.measured)
            m_oneMeasuredNs = double(point.measured->medianNs());
    }
    constexpr int kLogFrom = 8;
    m_logX = curve.points.back().workers > kLogFrom * curve.points.front().workers;

    m_least = std::numeric_limits<double>::max();
    for (const SizingPoint& point : curve.points) {
        if (point.simulatedNs)
            include(simulated(double(*point.simulatedNs), point.workers));
        if (point.mostNs)
            include(simulated(double(*point.mostNs), point.workers));
        if (point.leastNs)
            include(simulated(double(*point.leastNs), point.workers));
        if (point.measured) {
            include(measured(double(point.measured->mostNs()), point.workers));
            include(measured(double(point.measured->leastNs()), point.workers));
        }
    }
    if (m_most <= 0)
        return;
    if (other)
        include(simulated(double(other->ns), other->workers));
    constexpr double kLogRatio = 30;
    m_logY = view == SizingView::Time && m_least > 0 && m_most > kLogRatio * m_least;
    if (view == SizingView::Efficiency)
        m_most = std::max(m_most, 1.0);
    constexpr double kAir = 1.04; // so that the highest dot is not cut
    m_bottom = m_logY ? m_least / 1.3 : 0;
    m_top = m_most * (m_logY ? 1.1 : kAir);
}

void CurvePlot::include(std::optional<double> value)
{
    if (!value || !std::isfinite(*value))
        return;
    m_least = std::min(m_least, *value);
    m_most = std::max(m_most, *value);
}

double CurvePlot::xOf(double workers) const
{
    const double from = m_curve->points.front().workers;
    const double to = m_curve->points.back().workers;
    if (from == to)
        return m_area.center().x();
    workers = std::clamp(workers, from, to);
    const double share =
        m_logX ? std::log(workers / from) / std::log(to / from) : (workers - from) / (to - from);
    return m_area.left() + share * m_area.width();
}

double CurvePlot::yOf(double value) const
{
    value = std::clamp(value, m_bottom, m_top);
    const double share = m_logY ? std::log(value / m_bottom) / std::log(m_top / m_bottom)
                                : (value - m_bottom) / (m_top - m_bottom);
    return m_area.bottom() - share * m_area.height();
}

double CurvePlot::workersAt(double x) const
{
    const double from = m_curve->points.front().workers;
    const double to = m_curve->points.back().workers;
    const double share =
        m_area.width() > 0 ? std::clamp((x - m_area.left()) / m_area.width(), 0.0, 1.0) : 0;
    return m_logX ? from * std::pow(to / from, share) : from + share * (to - from);
}

std::size_t CurvePlot::nearest(double x) const
{
    const auto distance = [&](const SizingPoint& point) {
        return std::abs(xOf(point.workers) - x);
    };
    const auto at = std::ranges::min_element(m_curve->points, {}, distance);
    return std::size_t(at - m_curve->points.begin());
}

std::optional<double> CurvePlot::valueOf(double ns, double workers,
                                         std::optional<double> oneNs) const
{
    if (m_view == SizingView::Time)
        return ns;
    if (!oneNs || ns <= 0)
        return std::nullopt;
    const double speedUp = *oneNs / ns;
    return m_view == SizingView::SpeedUp ? speedUp : speedUp / workers;
}

std::optional<double> CurvePlot::simulated(double ns, int workers) const
{
    return valueOf(ns, workers, m_oneSimulatedNs);
}

std::optional<double> CurvePlot::measured(double ns, int workers) const
{
    return valueOf(ns, workers, m_oneMeasuredNs);
}

std::optional<double> CurvePlot::fitted(const ScalabilityFit& fit, double workers) const
{
    return valueOf(fit.secondsWith(workers) * kSecondNs, workers, fit.secondsWith(1) * kSecondNs);
}

std::optional<double> CurvePlot::bound(const SizingPoint& point) const
{
    if (point.boundNs <= 0)
        return std::nullopt;
    return valueOf(double(point.boundNs), point.workers,
                   m_oneSimulatedNs ? m_oneSimulatedNs : m_oneMeasuredNs);
}

std::vector<CurvePlot::Tick>
CurvePlot::xTicks(const std::function<double(const QString&)>& widthOf) const
{
    const int from = m_curve->points.front().workers;
    const int to = m_curve->points.back().workers;
    // Those that matter most come first.
    std::vector<int> wanted;
    const auto want = [&](int workers) {
        if (workers >= from && workers <= to)
            wanted.push_back(workers);
    };
    if (m_logX) {
        for (int power = 1; power <= to; power *= 2)
            want(power);
        want(to);
        for (int power = 1; power <= to; power *= 2)
            want(3 * power);
    } else {
        want(from);
        want(to);
        const int step = std::max(1, int(roundStep(std::max(1.0, (to - from) / 12.0))));
        for (int workers = (from + step - 1) / step * step; workers <= to; workers += step)
            want(workers);
    }
    constexpr double kGapPx = 10;
    struct Placed
    {
        double left;
        double right;
    };
    std::vector<Placed> placed;
    std::vector<Tick> ticks;
    for (const int workers : wanted) {
        const QString label = numberText(workers);
        const double half = widthOf(label) / 2;
        const Placed place{xOf(workers) - half, xOf(workers) + half};
        const bool isFree = std::ranges::none_of(placed, [&](const Placed& other) {
            return place.left < other.right + kGapPx && other.left < place.right + kGapPx;
        });
        if (!isFree)
            continue;
        placed.push_back(place);
        ticks.push_back({double(workers), label});
    }
    std::ranges::sort(ticks, {}, &Tick::at);
    return ticks;
}

std::vector<CurvePlot::Tick> CurvePlot::yTicks(double heightPx, double spacingPx) const
{
    std::vector<Tick> ticks;
    const double room = std::max(1.0, heightPx / std::max(1.0, spacingPx)); // for so many steps
    if (m_logY) {
        const double perDecade = room / std::log10(m_top / m_bottom);
        const std::vector<double> digits = perDecade >= 3   ? std::vector{1.0, 2.0, 5.0}
                                           : perDecade >= 2 ? std::vector{1.0, 3.0}
                                                            : std::vector{1.0};
        const double skip = perDecade >= 1 ? 1 : std::ceil(1 / perDecade);
        for (double power = std::floor(std::log10(m_bottom)); std::pow(10, power) <= m_top;
             power += skip) {
            for (const double digit : digits) {
                const double value = digit * std::pow(10, power);
                if (value >= m_bottom && value <= m_top)
                    ticks.push_back({value, timeLabel(value)});
            }
        }
        return ticks;
    }
    const double atLeast = m_top / room;
    if (m_view == SizingView::Time)
        return timeTicks(roundTimeStep(atLeast));
    const bool isShare = m_view == SizingView::Efficiency;
    const double scale = isShare ? 100 : 1;
    const double step = roundStep(atLeast * scale);
    for (int i = 0; i * step <= m_top * scale; ++i)
        ticks.push_back(
            {i * step / scale,
             decimal(i * step, step, isShare ? QStringLiteral(" %") : QStringLiteral("×"))});
    return ticks;
}

// One unit for the whole axis, chosen by its end.
std::vector<CurvePlot::Tick> CurvePlot::timeTicks(double step) const
{
    struct Unit
    {
        double ns;
        QString name;
    };
    static const std::array units{Unit{kSecondNs, QStringLiteral(" s")},
                                  Unit{1e6, QStringLiteral(" ms")},
                                  Unit{1e3, QStringLiteral(" µs")}, Unit{1, QStringLiteral(" ns")}};
    const Unit& unit = *std::ranges::find_if(
        units, [&](const Unit& each) { return each.ns <= std::max(1.0, m_most); });
    std::vector<Tick> ticks;
    for (int i = 0; i * step <= m_top; ++i) {
        const double ns = i * step;
        ticks.push_back({ns, step >= 30 * kSecondNs && i > 0
                                 ? timeLabel(ns)
                                 : decimal(ns / unit.ns, step / unit.ns, unit.name)});
    }
    return ticks;
}
