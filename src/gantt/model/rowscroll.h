// Which rows of the chart are in sight.
#pragma once

class ChartLayout;
class Viewport;
struct ChartPart;
struct TimeRange;

// How far the rows are scrolled, in whole px, and what moves them. The layout that is given is the
// chart's, and `part` its first part. For one thread.
class RowScroll
{
public:
    int px() const { return m_px; }

    // For another run, or for other rows: from the first one on, following the newest.
    void reset();
    // Takes over how far the rows can be scrolled; they stay where they are as far as they can.
    void fit(const ChartLayout& layout);
    // As far as they can be scrolled.
    void scrollTo(double px);

    // Whether rows follow a live run: until the user scrolls them.
    void setFollowing(bool following) { m_following = following; }

    // Rows of jobs that follow a live run: the newest stands at the lower edge.
    void followNewest(const ChartLayout& layout, const ChartPart& part, const Viewport& view);
    // Rows of jobs: where none in sight has anything in that time, those that have come into sight.
    void bringIntoTime(const ChartLayout& layout, const ChartPart& part, const TimeRange& visible);
    // A row that is out of sight comes to the middle.
    void bringIntoSight(const ChartLayout& layout, int row);

private:
    int m_px = 0;
    int m_maxPx = 0;
    bool m_following = true;
};
