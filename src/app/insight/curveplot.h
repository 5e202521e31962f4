// Where the curve of times over workers stands: its scales, its ticks, and its three views.
#pragma once

#include "insight/sizing.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

struct ScalabilityFit;

enum class SizingView {
    Time,       // nanoseconds
    SpeedUp,    // the time with 1 worker ÷ the time
    Efficiency, // the speed-up ÷ workers
};

// A simulated time with so many workers.
struct SimulatedTime
{
    int workers;
    qint64 ns;
    bool operator==(const SimulatedTime&) const = default;
};

// What is simulated is compared with what is simulated, and measured with measured times alone.
// Values are in the unit of the view. Both axes are logarithmic where their values differ much; the
// one of times begins at 0 elsewhere. Positions are in pixels of the area that it was given.
class CurvePlot
{
public:
    CurvePlot() = default;
    // The curve outlives the plot. `other` has to fit in as well.
    CurvePlot(const SizingCurve& curve, SizingView view, std::optional<SimulatedTime> other = {});

    // Nothing can be drawn: no point, or in this view no time with 1 worker.
    bool isEmpty() const { return m_curve == nullptr || m_most <= 0; }
    bool isLogX() const { return m_logX; }
    bool isLogY() const { return m_logY; }

    void setArea(const QRectF& area) { m_area = area; }
    const QRectF& area() const { return m_area; }

    // Numbers beyond the ends stand at them.
    double xOf(double workers) const;
    double yOf(double value) const;
    QPointF at(double workers, double value) const { return {xOf(workers), yOf(value)}; }
    // The workers at a place; the plot is not empty.
    double workersAt(double x) const;
    // The point whose number of workers is nearest to there; the plot is not empty.
    std::size_t nearest(double x) const;

    // What a time with so many workers is in this view; nothing where there is none with 1.
    std::optional<double> simulated(double ns, int workers) const;
    std::optional<double> measured(double ns, int workers) const;
    std::optional<double> fitted(const ScalabilityFit& fit, double workers) const;
    // Of a point: no schedule can beat it.
    std::optional<double> bound(const SizingPoint& point) const;

    struct Tick
    {
        double at; // workers, or a value
        QString label;
    };
    // Powers of two and what lies between them, whole numbers on a linear axis: as many as there is
    // room for, when `widthOf` a label is its width.
    std::vector<Tick> xTicks(const std::function<double(const QString&)>& widthOf) const;
    // At least so far from each other on an axis of that height.
    std::vector<Tick> yTicks(double heightPx, double spacingPx) const;

private:
    // In the unit of the view, when `oneNs` is the time with 1 worker.
    std::optional<double> valueOf(double ns, double workers, std::optional<double> oneNs) const;
    void include(std::optional<double> value);
    std::vector<Tick> timeTicks(double step) const;

    const SizingCurve* m_curve = nullptr;
    SizingView m_view = SizingView::Time;
    std::optional<double> m_oneSimulatedNs;
    std::optional<double> m_oneMeasuredNs;
    QRectF m_area;
    bool m_logX = false;
    bool m_logY = false;
    double m_least = 0; // of all values
    double m_most = 0;
    double m_bottom = 0; // of the axis
    double m_top = 1;
};
