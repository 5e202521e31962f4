#include "gantt/model/chartlayout.h"

#include <algorithm>
#include <cmath>

namespace {

double sequentialHeight(bool withSequential, double rowHeight, const ChartLayout::Heights& heights)
{
    return withSequential ? heights.heading + rowHeight + heights.marker : 0;
}

double fixedHeight(const ChartLayout::Heights& heights)
{
    return heights.ruler + heights.heading + heights.marker + heights.bottom + 2 * heights.strip +
           heights.overview;
}

} // namespace

ChartLayout::Heights ChartLayout::Heights::withStrips(double height, int poolRows,
                                                      bool withSequential) const
{
    constexpr double kReadableRow = 26;
    constexpr int kReadableRows = 3; // whatever else there is
    constexpr int kMostLowRows = 8;  // that strips are left out for
    constexpr double kOverview = 48;
    constexpr double kLowStrip = 54;
    constexpr double kHighStrip = 80;

    const double readable = std::max(kReadableRow, leastRow);
    const double rows = std::max(std::min(poolRows, kReadableRows) * readable,
                                 std::min(poolRows, kMostLowRows) * leastRow);
    Heights heights = *this;
    double left =
        height - fixedHeight(heights) - sequentialHeight(withSequential, readable, heights) - rows;
    if (left >= kOverview) {
        heights.overview = kOverview;
        left -= kOverview;
    }
    if (left >= 2 * kLowStrip)
        heights.strip = left >= 2 * kHighStrip && height >= 560 ? kHighStrip : kLowStrip;
    return heights;
}

ChartLayout::ChartLayout(QSizeF size, int poolRows, bool withSequential, const Heights& heights,
                         double namesWidth)
    : m_size(size)
    , m_poolRowCount(poolRows)
    , m_withSequential(withSequential)
    , m_heights(heights)
    , m_namesWidth(namesWidth)
{
    const int rows = poolRows + (withSequential ? 1 : 0);
    const double forRows = size.height() - fixedHeight(heights) -
                           (withSequential ? heights.heading + heights.marker : 0);
    m_rowHeight = std::clamp(std::floor(forRows / rows), heights.leastRow, heights.row);
    m_poolRowsHeight = std::clamp(forRows - (withSequential ? m_rowHeight : 0),
                                  std::min(m_rowHeight, 1.0), m_rowHeight * poolRows);
}

double ChartLayout::fullHeight(int poolRows, bool withSequential, const Heights& heights)
{
    return fixedHeight(heights) + poolRows * heights.row +
           sequentialHeight(withSequential, heights.row, heights);
}

QRectF ChartLayout::ruler() const
{
    return {0, 0, m_size.width(), m_heights.ruler};
}

QRectF ChartLayout::poolHeading() const
{
    return {0, m_heights.ruler, m_size.width(), m_heights.heading};
}

QRectF ChartLayout::poolRows() const
{
    return {0, poolHeading().bottom(), m_size.width(), m_poolRowsHeight};
}

QRectF ChartLayout::poolMarker() const
{
    return {0, poolRows().bottom(), m_size.width(), m_heights.marker};
}

QRectF ChartLayout::sequentialHeading() const
{
    return {0, poolMarker().bottom(), m_size.width(), m_heights.heading};
}

QRectF ChartLayout::sequentialRow() const
{
    return {0, sequentialHeading().bottom(), m_size.width(), m_rowHeight};
}

QRectF ChartLayout::sequentialMarker() const
{
    return {0, sequentialRow().bottom(), m_size.width(), m_heights.marker};
}

double ChartLayout::contentBottom() const
{
    return m_withSequential ? sequentialMarker().bottom() : poolMarker().bottom();
}

QRectF ChartLayout::overview() const
{
    return {0, m_size.height() - m_heights.overview, m_size.width(), m_heights.overview};
}

QRectF ChartLayout::busyStrip() const
{
    return {0, overview().top() - m_heights.strip, m_size.width(), m_heights.strip};
}

QRectF ChartLayout::waitingStrip() const
{
    return {0, busyStrip().top() - m_heights.strip, m_size.width(), m_heights.strip};
}

double ChartLayout::axisBottom() const
{
    return m_heights.strip > 0 ? busyStrip().bottom() : contentBottom();
}

double ChartLayout::scrollRange() const
{
    return std::max(0.0, m_rowHeight * m_poolRowCount - m_poolRowsHeight);
}

QRectF ChartLayout::poolRow(int row, double scroll) const
{
    return {0, poolRows().top() + row * m_rowHeight - scroll, m_size.width(), m_rowHeight};
}

QRectF ChartLayout::barOf(const QRectF& row) const
{
    const double inset = row.height() >= 30   ? 5
                         : row.height() >= 12 ? 2
                         : row.height() >= 4  ? 1
                                              : 0;
    return {axisLeft(), row.top() + inset, axisWidth(), row.height() - 2 * inset};
}

ChartLayout::Rows ChartLayout::rowsInSight(double scroll) const
{
    return {std::max(0, int(scroll / m_rowHeight)),
            std::min(m_poolRowCount - 1,
                     int(std::ceil((scroll + m_poolRowsHeight) / m_rowHeight)) - 1)};
}
