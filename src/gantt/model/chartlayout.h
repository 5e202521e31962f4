// Where everything on the chart stands: rows and headings, the ruler above them, names at the left.
#pragma once

#include <QRectF>
#include <QSizeF>

#include <initializer_list>
#include <utility>
#include <vector>

// How many rows each part has, from the top.
struct PartRows
{
    PartRows() = default;
    PartRows(std::initializer_list<int> ofParts) : counts(ofParts) {}
    PartRows(std::vector<int> ofParts, bool isSecondChanging = false)
        : counts(std::move(ofParts))
        , secondScrolls(isSecondChanging)
        , secondChanges(isSecondChanging)
    {
    }

    std::vector<int> counts; // one part at least
    // The second part may have as many rows as the first, and scrolls with it.
    bool secondScrolls = false;
    // How many rows the second part, which scrolls, has changes while the chart is looked at.
    bool secondChanges = false;

    bool operator==(const PartRows&) const = default;
};

// Vertical geometry and the time axis' place. The parts of a record stand below each other, each
// with a heading, its rows and room for its end marker; parts and rows are counted from 0. All rows
// are equally high and share the height that the rest leaves. Where they would become too low they
// keep their least height, and the first part's rows scroll, while the other parts stay in sight
// below. In a chart that is too low for that a few rows of the first part come before the others.
//
// A second part may scroll with the first, by the same height. One whose rows change moves nothing
// above it: whatever their number, it is given a place by the first part's, and its own rows are as
// high as fit.
class ChartLayout
{
public:
    struct Heights
    { // px
        double ruler = 34;
        double heading = 26;
        double row = 50;      // as high as a row gets
        double leastRow = 18; // as low as a row gets
        double marker = 32;   // room for the end marker's time, below the rows
        double bottom = 8;
        double strip = 0;    // of each of the two strips below the rows; 0 for none
        double overview = 0; // of the overview below all; 0 for none
        double texts = 1;    // how large texts are; the usual heights are for 1

        // The usual ones for texts of that size.
        static Heights forTexts(double size);
        // These with strips and overview in as far as the rows leave them room in a chart of that
        // height: the first rows must be readable before anything stands below them. Where they
        // are not, headings and markers are lower.
        Heights withStrips(double height, const PartRows& rows) const;
    };

    ChartLayout(QSizeF size, const PartRows& rows, const Heights& heights, double namesWidth);

    // The height at which nothing has to scroll and every row has its full height.
    static double fullHeight(const PartRows& rows, const Heights& heights);

    QSizeF size() const { return m_size; }
    QRectF ruler() const;
    double axisLeft() const { return m_namesWidth; }
    double axisRight() const { return m_size.width() - kRightMargin; }
    double axisWidth() const { return axisRight() - axisLeft(); }
    // What stands on the time axis at that height.
    QRectF onAxis(const QRectF& place) const
    {
        return {axisLeft(), place.top(), axisWidth(), place.height()};
    }

    std::size_t partCount() const { return m_parts.size(); }
    QRectF heading(std::size_t part) const { return m_parts[part].heading; }
    // Where its rows are seen.
    QRectF rows(std::size_t part) const { return m_parts[part].rows; }
    QRectF marker(std::size_t part) const { return m_parts[part].marker; }
    // The lower end of the rows and their markers.
    double contentBottom() const { return m_parts.back().marker.bottom(); }
    // Strips and overview stand at the lower edge, below the rows.
    QRectF waitingStrip() const;
    QRectF busyStrip() const;
    QRectF overview() const;
    // The lower end of what lies on the time axis: of the strips, or of the rows where there are
    // none.
    double axisBottom() const;

    double rowHeight(std::size_t part = 0) const { return m_parts[part].rowHeight; }
    // Whether the rows of a part may scroll, and are cut off where they do.
    bool scrolls(std::size_t part) const { return part < m_scrolling; }
    // The greatest scroll offset; 0 when all rows are in sight.
    double scrollRange() const;
    // A row's place over the whole width when the rows are scrolled by `scroll` px, those of each
    // part as far as they can be.
    QRectF row(std::size_t part, int row, double scroll) const;
    // The part of a row that its bars fill, on the time axis.
    QRectF barOf(const QRectF& row) const;
    // The rows of a part that are in sight, from first to last; last is below first when there are
    // none.
    struct Rows
    {
        int first;
        int last;
    };
    Rows rowsInSight(std::size_t part, double scroll) const;

private:
    static constexpr double kRightMargin = 35;

    struct Part
    {
        int rowCount;
        double rowHeight;
        QRectF heading;
        QRectF rows;
        QRectF marker;
    };

    // How far the rows of a part can be scrolled, and are.
    double rangeOf(std::size_t part) const;
    double scrollOf(std::size_t part, double scroll) const;

    const QSizeF m_size;
    const Heights m_heights;
    const double m_namesWidth;
    const std::size_t m_scrolling; // parts, from the first on
    std::vector<Part> m_parts;
};
