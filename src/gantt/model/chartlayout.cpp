#include "gantt/model/chartlayout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace {

// Of the parts that do not scroll.
int rowsOfOthers(const std::vector<int>& rows)
{
    return std::accumulate(rows.begin() + 1, rows.end(), 0);
}

double othersHeight(const std::vector<int>& rows, double rowHeight,
                    const ChartLayout::Heights& heights)
{
    return double(rows.size() - 1) * (heights.heading + heights.marker) +
           rowsOfOthers(rows) * rowHeight;
}

double fixedHeight(const ChartLayout::Heights& heights)
{
    return heights.ruler + heights.heading + heights.marker + heights.bottom + 2 * heights.strip +
           heights.overview;
}

} // namespace

ChartLayout::Heights ChartLayout::Heights::withStrips(double height,
                                                      const std::vector<int>& rows) const
{
    constexpr double kReadableRow = 26;
    constexpr int kReadableRows = 3; // whatever else there is
    constexpr int kMaxLowRows = 8;   // that strips are left out for
    constexpr double kOverview = 48;
    constexpr double kLowStrip = 54;
    constexpr double kHighStrip = 80;

    const int first = rows.front();
    const double readable = std::max(kReadableRow, leastRow);
    const double firstHeight = std::max(std::min(first, kReadableRows) * readable,
                                        std::min(first, kMaxLowRows) * leastRow);
    Heights heights = *this;
    double left =
        height - fixedHeight(heights) - othersHeight(rows, readable, heights) - firstHeight;
    if (left >= kOverview) {
        heights.overview = kOverview;
        left -= kOverview;
    }
    if (left >= 2 * kLowStrip)
        heights.strip = left >= 2 * kHighStrip && height >= 560 ? kHighStrip : kLowStrip;
    return heights;
}

ChartLayout::ChartLayout(QSizeF size, const std::vector<int>& rows, const Heights& heights,
                         double namesWidth)
    : m_size(size), m_heights(heights), m_namesWidth(namesWidth)
{
    const int others = rowsOfOthers(rows);
    const double forRows = size.height() - fixedHeight(heights) - othersHeight(rows, 0, heights);
    m_rowHeight =
        std::clamp(std::floor(forRows / (rows.front() + others)), heights.leastRow, heights.row);
    double top = heights.ruler;
    for (const int count : rows) {
        const double height = m_parts.empty()
                                  ? std::clamp(forRows - others * m_rowHeight,
                                               std::min(m_rowHeight, 1.0), m_rowHeight * count)
                                  : m_rowHeight * count;
        Part part{count, {}, {}, {}};
        part.heading = {0, top, size.width(), heights.heading};
        part.rows = {0, part.heading.bottom(), size.width(), height};
        part.marker = {0, part.rows.bottom(), size.width(), heights.marker};
        top = part.marker.bottom();
        m_parts.push_back(part);
    }
}

double ChartLayout::fullHeight(const std::vector<int>& rows, const Heights& heights)
{
    return fixedHeight(heights) + rows.front() * heights.row +
           othersHeight(rows, heights.row, heights);
}

QRectF ChartLayout::ruler() const
{
    return {0, 0, m_size.width(), m_heights.ruler};
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
    const Part& first = m_parts.front();
    return std::max(0.0, m_rowHeight * first.rowCount - first.rows.height());
}

QRectF ChartLayout::row(std::size_t part, int row, double scroll) const
{
    return {0, rows(part).top() + row * m_rowHeight - scrollOf(part, scroll), m_size.width(),
            m_rowHeight};
}

QRectF ChartLayout::barOf(const QRectF& row) const
{
    const double inset = row.height() >= 30   ? 5
                         : row.height() >= 12 ? 2
                         : row.height() >= 4  ? 1
                                              : 0;
    return {axisLeft(), row.top() + inset, axisWidth(), row.height() - 2 * inset};
}

ChartLayout::Rows ChartLayout::rowsInSight(std::size_t part, double scroll) const
{
    const double top = scrollOf(part, scroll);
    return {std::max(0, int(top / m_rowHeight)),
            std::min(m_parts[part].rowCount - 1,
                     int(std::ceil((top + rows(part).height()) / m_rowHeight)) - 1)};
}
