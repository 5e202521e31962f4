#include "app/insight/curvemarks.h"

#include "app/controls/apptr.h"
#include "app/insight/curveplot.h"
#include "base/numbertext.h"

#include <QFontMetricsF>

#include <algorithm>
#include <vector>

namespace {

constexpr double kTopPx = 2;
constexpr double kFillPx = 4; // of a label's height beyond its text

// Places labels one after another.
class Strip
{
public:
    Strip(double widthPx, const QFontMetricsF& metrics) : m_width(widthPx), m_metrics(metrics) {}

    // Around its line, as far as the ends allow.
    CurveMark filled(double x, const QString& label)
    {
        const double wide = m_metrics.horizontalAdvance(label) + 4 * CurveMarks::kGapPx;
        const double left = std::clamp(x - wide / 2, 0.0, std::max(0.0, m_width - wide));
        m_taken.push_back(placeAt(left, wide));
        return {x, label, m_taken.back()};
    }

    // To the right of its line, or to the left, or beside what covers it.
    CurveMark beside(double x, const QString& label)
    {
        constexpr double kGap = CurveMarks::kGapPx;
        const double wide = m_metrics.horizontalAdvance(label);
        std::vector<double> lefts{x + kGap, x - kGap - wide};
        for (const QRectF& other : m_taken) {
            if (other.left() - kGap <= x && x <= other.right() + kGap) {
                lefts.push_back(other.right() + 2 * kGap);
                lefts.push_back(other.left() - 2 * kGap - wide);
            }
        }
        for (const double left : lefts) {
            const QRectF place = placeAt(left, wide);
            if (isFree(place)) {
                m_taken.push_back(place);
                return {x, label, place};
            }
        }
        return {x, label, {}};
    }

private:
    QRectF placeAt(double left, double wide) const
    {
        return {left, kTopPx, wide, m_metrics.height() + kFillPx};
    }

    bool isFree(const QRectF& place) const
    {
        return place.left() >= 0 && place.right() <= m_width &&
               std::ranges::none_of(m_taken, [&](const QRectF& other) {
                   return other.adjusted(-CurveMarks::kGapPx, 0, CurveMarks::kGapPx, 0)
                       .intersects(place);
               });
    }

    const double m_width;
    const QFontMetricsF& m_metrics;
    std::vector<QRectF> m_taken;
};

} // namespace

double CurveMarks::stripHeight(const QFontMetricsF& metrics)
{
    return kTopPx + metrics.height() + kFillPx + kGapPx;
}

CurveMarks CurveMarks::of(const SizingCurve& curve, const CurvePlot& plot, double widthPx,
                          const QFontMetricsF& metrics)
{
    const auto reaches = [&](int workers) {
        return workers >= curve.points.front().workers && workers <= curve.points.back().workers;
    };
    Strip strip(widthPx, metrics);
    CurveMarks marks;
    if (curve.enough && reaches(curve.enough->workers)) {
        const int workers = curve.enough->workers;
        marks.enough = strip.filled(plot.xOf(workers),
                                    AppTr::tr("%Ln workers", nullptr, pluralCount(workers)));
    }
    if (reaches(curve.now))
        marks.now =
            strip.beside(plot.xOf(curve.now), AppTr::tr("now: %1").arg(numberText(curve.now)));
    if (reaches(curve.cores))
        marks.cores = strip.beside(plot.xOf(curve.cores),
                                   AppTr::tr("%Ln cores", nullptr, pluralCount(curve.cores)));
    return marks;
}
