#include "gantt/model/hostrows.h"

#include "gantt/model/gantttr.h"
#include "timeline/timeline.h"

#include <QHash>

#include <algorithm>

HostRows::HostRows(const LaneLabels* labels, int lanes)
{
    const QString unknown = labels ? GanttTr::tr("unknown host") : GanttTr::tr("this machine");
    const auto known = labels ? labels->size() : 0; // more may come meanwhile
    QHash<QString, int> rows;
    m_groups.ofLane.reserve(std::size_t(lanes));
    for (int lane = 0; lane < lanes; ++lane) {
        const bool isKnown =
            std::size_t(lane) < known && !(*labels)[std::size_t(lane)].host.isEmpty();
        const QString& host = isKnown ? (*labels)[std::size_t(lane)].host : unknown;
        // Workers of a host mostly stand side by side.
        if (lane > 0 && m_names[std::size_t(m_groups.ofLane.back())] == host) {
            m_groups.ofLane.push_back(m_groups.ofLane.back());
            continue;
        }
        const auto row = rows.constFind(host);
        m_groups.ofLane.push_back(row != rows.constEnd() ? *row : int(m_names.size()));
        if (row == rows.constEnd()) {
            rows.insert(host, int(m_names.size()));
            m_names.push_back(host);
        }
    }
    m_groups.count = int(m_names.size());
}

std::vector<int> HostRows::lanesOf(int row) const
{
    std::vector<int> lanes;
    for (int lane = 0; lane < int(m_groups.ofLane.size()); ++lane) {
        if (rowOf(lane) == row)
            lanes.push_back(lane);
    }
    return lanes;
}

std::vector<Lane::Presence> presencesOn(const Timeline& timeline, const std::vector<int>& lanes)
{
    std::vector<Lane::Presence> all;
    for (const int lane : lanes) {
        const auto ofLane = timeline.lane(lane).presences();
        all.insert(all.end(), ofLane.begin(), ofLane.end());
    }
    std::ranges::sort(all, {}, &Lane::Presence::fromNs);
    std::vector<Lane::Presence> joined;
    for (const Lane::Presence& presence : all) {
        if (joined.empty() || (joined.back().toNs && *joined.back().toNs < presence.fromNs))
            joined.push_back(presence);
        else if (joined.back().toNs)
            joined.back().toNs = presence.toNs
                                     ? std::optional(std::max(*joined.back().toNs, *presence.toNs))
                                     : std::nullopt;
    }
    return joined;
}

HostLoad loadOf(const Timeline& timeline, const std::vector<int>& lanes, qint64 timeNs)
{
    HostLoad load;
    for (const int number : lanes) {
        const Lane& lane = timeline.lane(number);
        const bool isThere =
            std::ranges::any_of(lane.presences(), [timeNs](const Lane::Presence& presence) {
                return presence.fromNs <= timeNs && timeNs < presence.toNs.value_or(timeNs + 1);
            });
        if (!isThere)
            continue;
        ++load.workers;
        const std::size_t begun = lane.startedBy(timeNs, lane.startedCount());
        load.busy += begun > 0 && lane.span(begun - 1).endOr(timeNs + 1) > timeNs;
    }
    return load;
}
