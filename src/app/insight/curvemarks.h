// The numbers of workers that stand out on the curve of times: enough, now, and the cores.
#pragma once

#include <QRectF>
#include <QString>

#include <optional>

class CurvePlot;
class QFontMetricsF;
struct SizingCurve;

// A vertical line with a label in the strip above the curve.
struct CurveMark
{
    double x;
    QString label;
    QRectF place; // of the label; empty where there is no room for it
};

// Those of numbers that the curve does not reach are left out.
struct CurveMarks
{
    static constexpr double kGapPx = 6; // between a label and what it belongs to

    std::optional<CurveMark> enough; // its label is filled
    std::optional<CurveMark> now;
    std::optional<CurveMark> cores;

    // How high the strip is.
    static double stripHeight(const QFontMetricsF& metrics);
    // No label lies over another or beyond the width: each moves aside for those that matter more,
    // and is left out where that does not help. The plot is of that curve, and not empty.
    static CurveMarks of(const SizingCurve& curve, const CurvePlot& plot, double widthPx,
                         const QFontMetricsF& metrics);
};
