// What the user has marked in the chart.
#pragma once

#include "base/ids.h"
#include "gantt/model/viewport.h"

#include <QObject>

#include <optional>
#include <vector>

struct ChartMarks
{
    std::optional<JobId> hovered; // lit up in every part
    std::optional<JobId> selected;
    std::optional<TimeRange> range;
    std::vector<qint64> markers; // kMaxMarkers at most; two are a distance
};

// Part of the view state, as Viewport is: charts that hold the same one show the same marks. Lives
// on the main thread; times are nanoseconds from the zero of the run.
class ChartSelection : public QObject
{
    Q_OBJECT

public:
    enum class Change { Hovered, Selected, Markers };
    Q_ENUM(Change)

    static constexpr std::size_t kMaxMarkers = 2;

    using QObject::QObject;

    const ChartMarks& marks() const { return m_marks; }
    // Whether nothing is marked that stays when the pointer leaves.
    bool isEmpty() const;

    // Tells only when it is another one.
    void hover(std::optional<JobId> job);
    // Either takes the place of the other, and is told even if it was selected before: whoever
    // selects it again wants to be told of it again.
    void select(std::optional<JobId> job);
    void select(const TimeRange& range);
    // One that is more than there may be begins anew.
    void placeMarker(qint64 timeNs);
    // Takes all marks away but the pointer's.
    void clear();
    // For another run: nothing is marked. Always told, as what is said of the selection follows
    // from the run.
    void reset();

Q_SIGNALS:
    void changed(ChartSelection::Change what);

private:
    ChartMarks m_marks;
};
