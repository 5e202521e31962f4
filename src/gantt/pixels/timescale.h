// Time to pixels and back: the one truth of painting, hit-testing and tests.
#pragma once

#include <QString>
#include <QtGlobal>

#include <vector>

// The times from startNs to endNs lie on widthPx pixels from leftPx on. Differences of times are
// taken as integers, so a nanosecond is not lost hours after the zero. A range of no length is
// treated as 1 ns long, and a width of nothing as 1 px.
struct TimeScale
{
    qint64 startNs = 0;
    qint64 endNs = 1;
    double leftPx = 0;
    double widthPx = 1;

    double xOf(qint64 timeNs) const
    {
        return leftPx + double(timeNs - startNs) * (width() / double(lengthNs()));
    }
    qint64 timeAt(double x) const
    {
        return startNs + qint64((x - leftPx) * (double(lengthNs()) / width()));
    }
    double nsPerPx() const { return double(lengthNs()) / width(); }
    qint64 lengthNs() const { return endNs > startNs ? endNs - startNs : 1; }
    bool operator==(const TimeScale&) const = default;

private:
    double width() const { return widthPx > 0 ? widthPx : 1; }
};

// A length of time that was read off the scale, with its unit and as many digits as a pixel gives:
// "1.91 s" where it is 13 ms wide.
QString measuredText(qint64 lengthNs, const TimeScale& scale);

struct Tick
{
    qint64 timeNs;
    double x;
    bool major;    // with a label
    QString label; // with its unit; of major ticks
};

// The ticks in the scale's range: major ones at round times at least `spacingPx` apart, one minor
// between two of them.
std::vector<Tick> ticksOf(const TimeScale& scale, double spacingPx);

// The base to which the labels of these ticks are relative, "36000.0001 s"; empty where they give
// the whole time. There is one only where a label would need more than seven digits. It rarely
// moves, and then by a thousand ticks at least.
QString axisBaseLabel(const TimeScale& scale, double spacingPx);
