// Where the parts of the chart stand: rows and headings, the ruler above them, names at the left.
#pragma once

#include <QRectF>
#include <QSizeF>

// Vertical geometry and the time axis' place. Rows are counted from 0. The pool's rows share the
// height that the other parts leave; where they would become too low they keep their least height
// and scroll behind `poolRows`, while the sequential row stays in sight below.
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

        // These with strips and overview in as far as the rows leave them room in a chart of that
        // height: the first rows must be readable before anything stands below them.
        Heights withStrips(double height, int poolRows, bool withSequential) const;
    };

    ChartLayout(QSizeF size, int poolRows, bool withSequential, const Heights& heights,
                double namesWidth);

    // The height at which nothing has to scroll and every row has its full height.
    static double fullHeight(int poolRows, bool withSequential, const Heights& heights);

    QSizeF size() const { return m_size; }
    QRectF ruler() const;
    double axisLeft() const { return m_namesWidth; }
    double axisRight() const { return m_size.width() - kRightMargin; }
    double axisWidth() const { return axisRight() - axisLeft(); }

    QRectF poolHeading() const;
    QRectF poolRows() const; // the part of the widget in which the pool's rows are seen
    QRectF poolMarker() const;
    QRectF sequentialHeading() const;
    QRectF sequentialRow() const;
    QRectF sequentialMarker() const;
    bool withSequential() const { return m_withSequential; }
    // The lower end of the rows and their markers.
    double contentBottom() const;
    // Strips and overview stand at the lower edge, below the rows.
    QRectF waitingStrip() const;
    QRectF busyStrip() const;
    QRectF overview() const;
    // The lower end of what lies on the time axis: of the strips, or of the rows where there are
    // none.
    double axisBottom() const;

    double rowHeight() const { return m_rowHeight; }
    // The greatest scroll offset; 0 when all rows are in sight.
    double scrollRange() const;
    // A pool row's place over the whole width when scrolled by `scroll` px.
    QRectF poolRow(int row, double scroll) const;
    // The part of a row that its bars fill, on the time axis.
    QRectF barOf(const QRectF& row) const;
    // The rows that are in sight, from first to last; last is below first when there are none.
    struct Rows
    {
        int first;
        int last;
    };
    Rows rowsInSight(double scroll) const;

private:
    static constexpr double kRightMargin = 35;

    const QSizeF m_size;
    const int m_poolRowCount;
    const bool m_withSequential;
    const Heights m_heights;
    const double m_namesWidth;
    double m_rowHeight;
    double m_poolRowsHeight; // in sight
};
