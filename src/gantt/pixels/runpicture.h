// A run reduced to what the pixels of the chart can show: the lanes that are in sight, and the
// strips of all of them.
#pragma once

#include "gantt/pixels/columngrid.h"
#include "gantt/pixels/lanegroups.h"
#include "gantt/pixels/lanepicture.h"

#include <vector>

class Timeline;

// What the strips under the chart show, for each column that has begun; exact, but that columns
// share a value while a run of very many lanes goes on: what they show together.
struct StripValues
{
    std::vector<double> waiting; // jobs queued and not yet started when the column begins
    std::vector<double> busy; // workers with a job: the mean over the column, as far as it is past
    std::vector<double> blocked; // the share of it in which the sender of the jobs waited for room
};

// Lanes from `first` to `last`; none when last is below first.
struct LaneRange
{
    int first = 0;
    int last = -1;
};

// Kept from frame to frame: strips are counted again only where the run or the time axis has
// changed, as that samples every lane at every column. For one thread.
class RunPicture
{
public:
    // Reduces the lanes in sight, in the exposed columns, and the strips, and what `groups` of
    // lanes do, wherever they have changed. Nothing is shown beyond `nowNs`; `usualNs` is the mean
    // duration of the run's spans.
    void reduce(const Timeline& timeline, const ColumnGrid& grid, qint64 usualNs, qint64 nowNs,
                LaneRange inSight, ColumnRange exposed, const LaneGroups* groups = nullptr);
    // The same for lanes alone, of a part that has no strips.
    void reduceLanes(const Timeline& timeline, const ColumnGrid& grid, qint64 usualNs, qint64 nowNs,
                     LaneRange inSight, ColumnRange exposed);
    // What was recorded of the time from `timeNs` on may have changed since the last reduce().
    void forgetFrom(qint64 timeNs);

    // Of a lane that was in sight.
    const LanePicture& lane(int index) const
    {
        return m_lanes[std::size_t(index - m_inSight.first)];
    }
    const StripValues& strips() const { return m_shown; }
    // The share of the workers of a group of lanes that have a job, of those that are there: the
    // mean over each column that has begun, as far as it is past.
    const std::vector<double>& busyShare(int group) const
    {
        return m_groups[std::size_t(group)].shown;
    }

private:
    // So many columns share what is counted.
    static int columnsTogether(const Timeline& timeline, const ColumnGrid& grid);
    // What is counted, for each of so many columns.
    void show(int together, int columns);
    // Adds the jobs that a lane has started, and its busy time, to those of the others.
    void countLane(const Lane& lane, const LaneReducer& reducer, ColumnRange columns);
    // What is counted of a lane, for its group as well.
    void countGroup(int group, const Lane& lane, const LaneReducer& reducer, ColumnRange columns);
    void prepareGroups(const LaneGroups* groups);
    // From the sums over all lanes to the strips.
    void countWaiting(const Timeline& timeline, ColumnRange columns);

    LaneRange m_inSight;
    std::vector<LanePicture> m_lanes;
    const Timeline* m_timeline = nullptr; // what the strips are of
    ColumnGrid m_grid;                    // of what is counted
    int m_counted = 0;                    // the first columns of the strips that are still right
    StripValues m_strips;
    StripValues m_shown;
    struct Group
    {
        std::vector<double> busyShare;
        std::vector<double> shown;
        std::vector<qint64> busyNs; // of the columns that are counted anew
        std::vector<qint64> presentNs;
    };
    std::vector<Group> m_groups;
    std::vector<qint64> m_started; // jobs, and busy time, of the columns that are counted anew
    std::vector<qint64> m_busyNs;
};
