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

    // Signals only a change.
    void hover(std::optional<JobId> job);
    // A job and a range replace each other. Signals also where the same was selected before, as
    // whoever selects it again wants to see its details again.
    void select(std::optional<JobId> job);
    void select(const TimeRange& range);
    // Beyond kMaxMarkers the new one is the only one.
    void placeMarker(qint64 timeNs);
    // Removes all marks but the hovered job; signals only a change.
    void clear();
    // For another run: removes all marks. Always signals, as texts on the selection depend on the
    // run.
    void reset();

Q_SIGNALS:
    void changed(ChartSelection::Change what);

private:
    ChartMarks m_marks;
};
