// A row for each host on which there are workers.
#pragma once

#include "gantt/pixels/lanegroups.h"
#include "timeline/lane.h"
#include "timeline/lanelabel.h"

#include <QString>

#include <vector>

class Timeline;

class HostRows
{
public:
    // In the order in which their first lanes stand. Nothing for `labels` where all workers are
    // threads of this process; those of which nobody knows the host share a row.
    HostRows(const LaneLabels* labels, int lanes);

    int count() const { return m_groups.count; }
    const LaneGroups& groups() const { return m_groups; }
    int rowOf(int lane) const { return m_groups.ofLane[std::size_t(lane)]; }
    // As its host calls itself: a text of others.
    const QString& nameOf(int row) const { return m_names[std::size_t(row)]; }
    std::vector<int> lanesOf(int row) const;

private:
    LaneGroups m_groups;
    std::vector<QString> m_names; // by row
};

// When workers of those lanes are there: one stretch after another.
std::vector<Lane::Presence> presencesOn(const Timeline& timeline, const std::vector<int>& lanes);

// How many workers are there, and how many of them have a job.
struct HostLoad
{
    int workers = 0;
    int busy = 0;
};
HostLoad loadOf(const Timeline& timeline, const std::vector<int>& lanes, qint64 timeNs);
