#include "gantt/layers/rowpainter.h"

#include "base/visibletext.h"
#include "gantt/paint/rolelook.h"
#include "gantt/paint/textbatch.h"
#include "gantt/paint/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

// The workers whose row it is.
std::vector<int> lanesOn(const ChartPart& part, int row)
{
    if (!part.timeline || part.rowsBy == RowsBy::Job)
        return {};
    if (part.rowsBy == RowsBy::Host)
        return part.hosts->lanesOf(row);
    return row < part.timeline->laneCount() ? std::vector{row} : std::vector<int>();
}

} // namespace

void RowPainter::paintHeading(QPainter& painter, const QRectF& place, const ChartPart& part) const
{
    const QuickText& font = m_canvas.fonts().heading;
    const QRectF line = place.adjusted(ChartCanvas::kNamesLeft, 0, 0, 0);
    QString text = headingOf(part);
    if (part.isSimulated) {
        text = font.elided(text, m_canvas.layout().axisRight() - line.left());
        painter.fillRect(
            QRectF(line.left(), line.top() + 2, font.width(text) + 4, line.height() - 4),
            m_canvas.theme().chart);
    }
    painter.setPen(m_canvas.theme().muted);
    font.draw(painter, line, Qt::AlignLeft, text);
}

bool RowPainter::isGrounded(const ChartPart& part, int row)
{
    return std::ranges::none_of(
        lanesOn(part, row), [&part](int lane) { return part.timeline->lane(lane).comesOrGoes(); });
}

void RowPainter::paintGround(QPainter& painter, const QRectF& place, const ChartPart& part, int row,
                             bool throughout) const
{
    const ChartLayout& layout = m_canvas.layout();
    const QRectF ground = layout.barOf(place);
    if (throughout) {
        painter.fillRect(ground, m_canvas.theme().band);
        return;
    }
    for (const Lane::Presence& presence : presencesOn(*part.timeline, lanesOn(part, row))) {
        const double left = std::max(m_canvas.scale().xOf(presence.fromNs), layout.axisLeft());
        const double right =
            presence.toNs ? m_canvas.scale().xOf(*presence.toNs) : layout.axisRight();
        if (left < right)
            painter.fillRect(QRectF(left, ground.top(), std::min(right, layout.axisRight()) - left,
                                    ground.height()),
                             m_canvas.theme().band);
    }
}

void RowPainter::paintName(TextBatch& names, const QRectF& place, const ChartPart& part,
                           int row) const
{
    const QuickText& text = m_canvas.fonts().normal;
    const double nameHeight = text.height();
    const int every = std::max(1, int(std::ceil(nameHeight / place.height())));
    if (row % every != 0)
        return;
    const double height = std::max(place.height(), nameHeight);
    // The first name of very low rows would reach into the heading.
    const double middle = place.center().y() - height / 2;
    const double top = row == 0 ? std::max(middle, place.top()) : middle;
    const Theme& theme = m_canvas.theme();
    names.add(text, part.isSimulated ? theme.muted : theme.text,
              QRectF(ChartCanvas::kNamesLeft, top, m_canvas.layout().axisLeft(), height),
              Qt::AlignLeft, nameOf(part, row), theme.chart);
    names.draw();
}

QString RowPainter::nameOf(const ChartPart& part, int row) const
{
    const auto elided = [this](const QString& name) {
        return m_canvas.fonts().normal.elided(
            visibleText(name), m_canvas.layout().axisLeft() - 2 * ChartCanvas::kNamesLeft,
            Qt::ElideMiddle);
    };
    if (part.rowsBy == RowsBy::Host)
        return elided(part.hosts->nameOf(row));
    const bool named = part.rowsBy == RowsBy::Worker && part.laneNames &&
                       std::size_t(row) < part.laneNames->size();
    if (!named)
        return ChartCanvas::nameOf(part.rowsBy, row + 1);
    // What tells lanes apart stands at either end.
    return elided(part.laneNames->at(std::size_t(row)).name);
}
