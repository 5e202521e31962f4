#include "gantt/model/chartlayout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace {

constexpr double kReadableRow = 26; // for texts of usual size
constexpr int kReadableRows = 3;    // whatever else there is
constexpr int kMaxLowRows = 8;      // that strips are left out for

std::size_t scrollingOf(const PartRows& rows)
{
    return rows.secondScrolls ? 2 : 1;
}

// So many rows a second part that scrolls has a place for. Where they change it is as many however
// many it has: few enough for the first part to keep most of the height where it has many.
int keptRows(const PartRows& rows)
{
    if (rows.secondChanges)
        return std::clamp(rows.counts.front(), kReadableRows, kMaxLowRows);
    return rows.secondScrolls ? rows.counts[1] : 0;
}

// Of the parts that do not scroll.
int rowsOfOthers(const PartRows& rows)
{
    return std::accumulate(rows.counts.begin() + qsizetype(scrollingOf(rows)), rows.counts.end(),
                           0);
}

double othersHeight(const PartRows& rows, double rowHeight, const ChartLayout::Heights& heights)
{
    return double(rows.counts.size() - 1) * (heights.heading + heights.marker) +
           rowsOfOthers(rows) * rowHeight;
}

double fixedHeight(const ChartLayout::Heights& heights)
{
    return heights.ruler + heights.heading + heights.marker + heights.bottom + 2 * heights.strip +
           heights.overview;
}

// What rows that scroll must have before anything stands below them.
double leastHeight(int rows, double readable, const ChartLayout::Heights& heights)
{
    return std::max(std::min(rows, kReadableRows) * readable,
                    std::min(rows, kMaxLowRows) * heights.leastRow);
}

} // namespace

ChartLayout::Heights ChartLayout::Heights::forTexts(double size)
{
    Heights heights;
    for (double* height : {&heights.ruler, &heights.heading, &heights.row, &heights.leastRow,
                           &heights.marker, &heights.bottom})
        *height *= size;
    heights.texts = size;
    return heights;
}

ChartLayout::Heights ChartLayout::Heights::withStrips(double height, const PartRows& rows) const
{
    const double lowHeading = 20 * texts;
    const double lowMarker = 24 * texts;
    const double lowStrip = 54 * texts;
    const double highStrip = 80 * texts;
    constexpr double kOverview = 48; // without a text to speak of

    const double readable = std::max(kReadableRow * texts, leastRow);
    Heights heights = *this;
    double left = height - fixedHeight(heights) - othersHeight(rows, readable, heights) -
                  leastHeight(rows.counts.front(), readable, heights) -
                  std::min(keptRows(rows), kReadableRows) * readable;
    if (left < 0) { // many parts in a low chart, or large texts
        heights.heading = std::min(heights.heading, lowHeading);
        heights.marker = std::min(heights.marker, lowMarker);
    }
    if (left >= kOverview) {
        heights.overview = kOverview;
        left -= kOverview;
    }
    if (left >= 2 * lowStrip)
        heights.strip = left >= 2 * highStrip && height >= 560 ? highStrip : lowStrip;
    return heights;
}

ChartLayout::ChartLayout(QSizeF size, const PartRows& rows, const Heights& heights,
                         double namesWidth)
    : m_size(size), m_heights(heights), m_namesWidth(namesWidth), m_scrolling(scrollingOf(rows))
{
    const int first = rows.counts.front();
    const int kept = keptRows(rows);
    const int others = rowsOfOthers(rows);
    const double forRows = size.height() - fixedHeight(heights) - othersHeight(rows, 0, heights);
    const double rowHeight =
        std::clamp(std::floor(forRows / (first + kept + others)), heights.leastRow, heights.row);
    // The parts that scroll share what the others leave.
    const double shared = forRows - others * rowHeight;
    const double keptHeight =
        kept == 0 ? 0 : std::max(shared / 3, std::min(kept * rowHeight, shared / 2));
    // Where there is no room for all, the rows of the first part come first: the others are pushed
    // out of sight as far as these still are in it.
    const double inSight = size.height() - heights.ruler - heights.heading - heights.marker;
    const double least = std::min(std::min(first, kReadableRows) * heights.leastRow,
                                  std::max(inSight, std::min(rowHeight, 1.0)));
    double top = heights.ruler;
    for (std::size_t i = 0; i < rows.counts.size(); ++i) {
        const int count = rows.counts[i];
        Part part{count, rowHeight, {}, {}, {}};
        double height = rowHeight * count;
        double below = 0; // free, so that what stands below does not move
        if (i == 0) {
            height = std::clamp(shared - keptHeight, least, height);
        } else if (i < m_scrolling) {
            const double room =
                std::max(shared - m_parts.front().rows.height(), std::min(rowHeight, 1.0));
            part.rowHeight = std::clamp(std::floor(room / count),
                                        std::min(heights.leastRow, rowHeight), rowHeight);
            height = std::min(room, part.rowHeight * count);
            below = std::max(0.0, std::min(room, kept * rowHeight) - height);
        }
        part.heading = {0, top, size.width(), heights.heading};
        part.rows = {0, part.heading.bottom(), size.width(), height};
        part.marker = {0, part.rows.bottom(), size.width(), heights.marker};
        top = part.marker.bottom() + below;
        m_parts.push_back(part);
    }
}

double ChartLayout::fullHeight(const PartRows& rows, const Heights& heights)
{
    double height = fixedHeight(heights) + othersHeight(rows, heights.row, heights);
    height += rows.counts.front() * heights.row;
    if (rows.secondScrolls)
        height += std::max(rows.counts[1], keptRows(rows)) * heights.row;
    return height;
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

double ChartLayout::rangeOf(std::size_t part) const
{
    const Part& of = m_parts[part];
    return scrolls(part) ? std::max(0.0, of.rowHeight * of.rowCount - of.rows.height()) : 0;
}

double ChartLayout::scrollOf(std::size_t part, double scroll) const
{
    return std::min(scroll, rangeOf(part));
}

double ChartLayout::scrollRange() const
{
    double range = 0;
    for (std::size_t part = 0; part < m_scrolling; ++part)
        range = std::max(range, rangeOf(part));
    return range;
}

QRectF ChartLayout::row(std::size_t part, int row, double scroll) const
{
    return {0, rows(part).top() + row * rowHeight(part) - scrollOf(part, scroll), m_size.width(),
            rowHeight(part)};
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
    return {std::max(0, int(top / rowHeight(part))),
            std::min(m_parts[part].rowCount - 1,
                     int(std::ceil((top + rows(part).height()) / rowHeight(part))) - 1)};
}
