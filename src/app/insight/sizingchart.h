// The curve of a run's time over its number of workers.
#pragma once

#include "app/insight/curvemarks.h"
#include "app/insight/curveplot.h"
#include "insight/scalability.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QPainter;
struct Theme;

// Shows what is simulated as a line with its band, what was measured as dots with a bar from the
// least to the most, the bound dashed, and marks for the workers of now, for those that are enough
// and for the cores. Pointing at it, or the arrow keys, show the times of one number of workers.
class SizingChart : public QWidget
{
    Q_OBJECT

public:
    explicit SizingChart(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    // Nothing for no curve.
    void showCurve(std::shared_ptr<const SizingCurve> curve);
    void setView(SizingView view);
    // A simulated time of something else; nothing takes it away.
    void showOther(std::optional<SimulatedTime> other);
    // Nothing takes it away.
    void showFit(std::optional<ScalabilityFit> fit);

    // What is shown; nothing for none.
    const SizingCurve* curve() const { return m_curve.get(); }
    // Where a point of the curve stands, over the height of its area; empty where none is drawn.
    QRectF placeOf(std::size_t point) const;

    // The workers whose times are shown in the box; nothing for none.
    std::optional<int> workersPointedAt() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    // A number of workers of the curve was clicked, or chosen by Return.
    void workersChosen(int workers);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void replot();
    void arrange();
    void point(std::optional<std::size_t> at);
    // In words: the times that are pointed at, or else the whole curve.
    void describe();

    void drawGrid(QPainter& painter) const;
    void drawLines(QPainter& painter) const;
    void drawDots(QPainter& painter) const;
    void drawMarkLines(QPainter& painter, const CurveMarks& marks) const;
    void drawMarkLabels(QPainter& painter, const CurveMarks& marks) const;
    void drawPointer(QPainter& painter) const;
    QFont smallFont() const;

    std::shared_ptr<const SizingCurve> m_curve;
    SizingView m_view = SizingView::Time;
    std::optional<SimulatedTime> m_other;
    std::optional<ScalabilityFit> m_fit;
    CurvePlot m_plot;
    std::vector<CurvePlot::Tick> m_yTicks;
    std::optional<std::size_t> m_at; // the point that is pointed at
    const Theme* m_theme;
};
