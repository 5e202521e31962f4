#include "app/insight/sizingchart.h"

#include "app/insight/sizingaccessible.h"
#include "gantt/paint/theme.h"
#include "text/sizingtext.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace {

constexpr double kGapPx = CurveMarks::kGapPx;

QPen linePen(const QColor& color, double width)
{
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

// In pixels, whatever the width of the pen.
QPen dashPen(const QColor& color, double width, double dashPx, double gapPx)
{
    QPen pen(color, width, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({dashPx / width, gapPx / width});
    return pen;
}

// In the middle of a pixel, so that a line of 1 px is crisp.
double crisp(double at)
{
    return std::floor(at) + 0.5;
}

} // namespace

SizingChart::SizingChart(QWidget* parent) : QWidget(parent), m_theme(&Theme::light())
{
    SizingAccessible::install(); // before anything is told of this one
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Time over the number of workers"));
}

void SizingChart::setTheme(const Theme& theme)
{
    m_theme = &theme;
    update();
}

void SizingChart::showCurve(std::shared_ptr<const SizingCurve> curve)
{
    const auto workers = workersPointedAt();
    m_curve = std::move(curve);
    m_at.reset();
    if (m_curve && workers) {
        const auto& points = m_curve->points;
        const auto same = std::ranges::find(points, *workers, &SizingPoint::workers);
        if (same != points.end())
            m_at = std::size_t(same - points.begin());
    }
    describe();
    replot();
}

QRectF SizingChart::placeOf(std::size_t point) const
{
    constexpr double kHalfPx = 6;
    if (m_plot.isEmpty())
        return {};
    const QRectF& area = m_plot.area();
    return {m_plot.xOf(m_curve->points[point].workers) - kHalfPx, area.top(), 2 * kHalfPx,
            area.height()};
}

void SizingChart::setView(SizingView view)
{
    m_view = view;
    replot();
}

void SizingChart::showOther(std::optional<SimulatedTime> other)
{
    if (other == m_other)
        return;
    m_other = other;
    replot();
}

void SizingChart::showFit(std::optional<ScalabilityFit> fit)
{
    m_fit = fit;
    update();
}

std::optional<int> SizingChart::workersPointedAt() const
{
    return m_at ? std::optional(m_curve->points[*m_at].workers) : std::nullopt;
}

QSize SizingChart::sizeHint() const
{
    return {460, 200};
}

QSize SizingChart::minimumSizeHint() const
{
    return {220, 6 * fontMetrics().height()};
}

QFont SizingChart::smallFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    return small;
}

void SizingChart::replot()
{
    m_plot = m_curve ? CurvePlot(*m_curve, m_view, m_other) : CurvePlot();
    arrange();
    update();
}

void SizingChart::arrange()
{
    if (m_plot.isEmpty())
        return;
    const QFontMetricsF metrics(smallFont());
    const double strip = CurveMarks::stripHeight(metrics);
    const double below = metrics.height() + kGapPx + 2;
    const double height = std::max(1.0, this->height() - strip - below);
    m_yTicks = m_plot.yTicks(height, 2 * metrics.height());
    double widest = 0;
    for (const CurvePlot::Tick& tick : m_yTicks)
        widest = std::max(widest, metrics.horizontalAdvance(tick.label));
    const double left = std::ceil(widest) + 12;
    constexpr double kRightPx = 18;
    m_plot.setArea(QRectF(left, strip, std::max(1.0, width() - left - kRightPx), height));
}

void SizingChart::resizeEvent(QResizeEvent*)
{
    arrange();
}

void SizingChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrange();
    QWidget::changeEvent(event);
}

void SizingChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont());
    if (m_plot.isEmpty()) {
        painter.setPen(m_theme->muted);
        if (m_curve && !m_curve->points.empty())
            painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                             tr("No time with 1 worker is known, with which to compare."));
        return;
    }
    const CurveMarks marks = CurveMarks::of(*m_curve, m_plot, width(), QFontMetricsF(smallFont()));
    drawGrid(painter);
    drawLines(painter);
    drawMarkLines(painter, marks);
    drawDots(painter);
    drawMarkLabels(painter, marks);
    drawPointer(painter);
}

void SizingChart::drawGrid(QPainter& painter) const
{
    const QRectF& area = m_plot.area();
    const QFontMetricsF metrics(painter.font());
    for (const CurvePlot::Tick& tick : m_yTicks) {
        const double y = crisp(m_plot.yOf(tick.at));
        painter.setPen(QPen(m_theme->line, 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(m_theme->muted);
        painter.drawText(QRectF(0, y - metrics.height() / 2, area.left() - 8, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    const auto widthOf = [&](const QString& label) {
        return metrics.horizontalAdvance(label);
    };
    painter.setPen(m_theme->muted);
    for (const CurvePlot::Tick& tick : m_plot.xTicks(widthOf)) {
        const double half = widthOf(tick.label) / 2 + 1;
        painter.drawText(
            QRectF(m_plot.xOf(tick.at) - half, area.bottom() + kGapPx, 2 * half, metrics.height()),
            Qt::AlignCenter, tick.label);
    }
}

void SizingChart::drawLines(QPainter& painter) const
{
    QPolygonF line;
    QPolygonF bound;
    QPolygonF above;
    QPolygonF below;
    for (const SizingPoint& point : m_curve->points) {
        const auto add = [&](QPolygonF& to, std::optional<double> value) {
            if (value)
                to += m_plot.at(point.workers, *value);
        };
        const auto simulated = [&](std::optional<qint64> ns) {
            return ns ? m_plot.simulated(double(*ns), point.workers) : std::nullopt;
        };
        add(line, simulated(point.simulatedNs));
        add(bound, m_plot.bound(point));
        if (point.leastNs && point.mostNs) {
            add(above, simulated(point.mostNs));
            add(below, simulated(point.leastNs));
        }
    }
    painter.setBrush(Qt::NoBrush);
    if (above.size() > 1 && above.size() == below.size()) {
        std::ranges::reverse(below);
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(m_theme->window, m_theme->accent, 0.18));
        painter.drawPolygon(above + below);
        painter.setBrush(Qt::NoBrush);
    }
    painter.setPen(dashPen(m_theme->muted, 1.2, 3, 3));
    painter.drawPolyline(bound);
    painter.setPen(linePen(m_theme->accent, 2));
    painter.drawPolyline(line);
    if (line.size() == 1) { // a line of one point is not seen
        painter.setBrush(m_theme->accent);
        painter.drawEllipse(line.constFirst(), 2, 2);
    }
    if (!m_fit)
        return;
    QPolygonF fitted;
    constexpr double kStepPx = 4;
    const QRectF& area = m_plot.area();
    for (double x = area.left(); x <= area.right(); x += kStepPx) {
        const double workers = m_plot.workersAt(x);
        if (const auto value = m_plot.fitted(*m_fit, workers))
            fitted += m_plot.at(workers, *value);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(dashPen(m_theme->sequential, 1.5, 1.5, 3));
    painter.drawPolyline(fitted);
}

void SizingChart::drawDots(QPainter& painter) const
{
    constexpr double kRadiusPx = 4;
    for (const SizingPoint& point : m_curve->points) {
        if (!point.measured)
            continue;
        const auto at = [&](qint64 ns) {
            const auto value = m_plot.measured(double(ns), point.workers);
            return value ? std::optional(m_plot.at(point.workers, *value)) : std::nullopt;
        };
        const auto median = at(point.measured->medianNs());
        const auto least = at(point.measured->leastNs());
        const auto most = at(point.measured->mostNs());
        if (!median || !least || !most)
            continue;
        painter.setPen(QPen(m_theme->text, 1.5));
        if (std::abs(most->y() - least->y()) > 1) {
            constexpr double kCapPx = 3;
            painter.drawLine(*least, *most);
            for (const QPointF& end : {*least, *most})
                painter.drawLine(end - QPointF(kCapPx, 0), end + QPointF(kCapPx, 0));
        }
        painter.setBrush(m_theme->window);
        painter.setPen(QPen(m_theme->text, 2));
        painter.drawEllipse(*median, kRadiusPx, kRadiusPx);
    }
    if (!m_other || m_other->workers > m_curve->points.back().workers)
        return;
    if (const auto value = m_plot.simulated(double(m_other->ns), m_other->workers)) {
        constexpr double kHalfPx = 6;
        const QPointF at = m_plot.at(m_other->workers, *value);
        painter.setPen(QPen(m_theme->accent, 2));
        painter.setBrush(m_theme->window);
        painter.drawPolygon(QPolygonF{at + QPointF(0, -kHalfPx), at + QPointF(kHalfPx, 0),
                                      at + QPointF(0, kHalfPx), at + QPointF(-kHalfPx, 0)});
    }
}

void SizingChart::drawMarkLines(QPainter& painter, const CurveMarks& marks) const
{
    const double top = 4;
    const double bottom = m_plot.area().bottom();
    const auto draw = [&](const CurveMark& mark, const QPen& pen, double from) {
        painter.setPen(pen);
        painter.drawLine(QPointF(crisp(mark.x), from), QPointF(crisp(mark.x), bottom));
    };
    if (marks.cores)
        draw(*marks.cores, QPen(mixed(m_theme->window, m_theme->muted, 0.5), 1), top);
    if (marks.now)
        draw(*marks.now, dashPen(m_theme->accent, 1.2, 4, 3), top);
    if (marks.enough)
        draw(*marks.enough, QPen(m_theme->pool, 2), marks.enough->place.bottom());
}

void SizingChart::drawMarkLabels(QPainter& painter, const CurveMarks& marks) const
{
    if (marks.cores) {
        painter.setPen(m_theme->muted);
        painter.drawText(marks.cores->place, Qt::AlignCenter, marks.cores->label);
    }
    if (marks.now) {
        painter.setPen(m_theme->accent);
        painter.drawText(marks.now->place, Qt::AlignCenter, marks.now->label);
    }
    if (!marks.enough)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme->pool);
    painter.drawRoundedRect(marks.enough->place, 3, 3);
    painter.setPen(textOn(m_theme->pool));
    QFont bold = painter.font();
    bold.setWeight(QFont::DemiBold);
    painter.save();
    painter.setFont(bold);
    painter.drawText(marks.enough->place, Qt::AlignCenter, marks.enough->label);
    painter.restore();
}

void SizingChart::drawPointer(QPainter& painter) const
{
    const QRectF& area = m_plot.area();
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme->accent, 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    if (!m_at)
        return;
    const SizingPoint& point = m_curve->points[*m_at];
    const double x = m_plot.xOf(point.workers);
    painter.setPen(QPen(m_theme->text, 1));
    painter.drawLine(QPointF(crisp(x), area.top()), QPointF(crisp(x), area.bottom()));

    const QStringList lines = pointLines(point);
    const QFontMetricsF metrics(painter.font());
    double wide = 0;
    for (const QString& line : lines)
        wide = std::max(wide, metrics.horizontalAdvance(line));
    constexpr double kPadPx = 8;
    const double lineHeight = metrics.height() + 2;
    const QSizeF size(std::ceil(wide) + 2 * kPadPx + 2, double(lines.size()) * lineHeight + kPadPx);
    double left = x + 12;
    if (left + size.width() > width())
        left = x - 12 - size.width();
    const QRectF box(std::clamp(left, 0.0, std::max(0.0, width() - size.width())),
                     std::clamp(area.top() + 4, 0.0, std::max(0.0, height() - size.height())),
                     size.width(), size.height());
    painter.setBrush(m_theme->field);
    painter.setPen(QPen(m_theme->border, 1));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    QRectF place(box.left() + kPadPx, box.top() + kPadPx / 2, box.width() - kPadPx, lineHeight);
    painter.setPen(m_theme->text);
    for (const QString& line : lines) {
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, line);
        place.translate(0, lineHeight);
    }
}

void SizingChart::point(std::optional<std::size_t> at)
{
    if (at == m_at)
        return;
    m_at = at;
    describe();
    update();
}

void SizingChart::describe()
{
    setAccessibleDescription(m_at      ? pointLines(m_curve->points[*m_at]).join(u'\n')
                             : m_curve ? sizingSummary(*m_curve)
                                       : QString());
}

void SizingChart::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_plot.isEmpty())
        point(m_plot.nearest(event->position().x()));
}

void SizingChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_plot.isEmpty())
        return;
    point(m_plot.nearest(event->position().x()));
    Q_EMIT workersChosen(*workersPointedAt());
}

void SizingChart::leaveEvent(QEvent*)
{
    point({});
}

void SizingChart::focusOutEvent(QFocusEvent* event)
{
    point({});
    QWidget::focusOutEvent(event);
}

void SizingChart::keyPressEvent(QKeyEvent* event)
{
    if (m_plot.isEmpty())
        return QWidget::keyPressEvent(event);
    const std::size_t last = m_curve->points.size() - 1;
    // The first key begins where the run stands.
    const std::size_t start = m_plot.nearest(m_plot.xOf(std::max(1, m_curve->now)));
    switch (event->key()) {
    case Qt::Key_Left:
        return point(m_at ? *m_at - (*m_at > 0) : start);
    case Qt::Key_Right:
        return point(m_at ? std::min(*m_at + 1, last) : start);
    case Qt::Key_Home:
        return point(0);
    case Qt::Key_End:
        return point(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_at)
            Q_EMIT workersChosen(*workersPointedAt());
        return;
    case Qt::Key_Escape:
        if (m_at)
            return point({});
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}
