#include "gantt/model/recordchanges.h"

#include "gantt/model/chartcontent.h"
#include "gantt/pixels/lanepicture.h"

#include <algorithm>

RecordChanges::RecordChanges(const RunRecord& record)
{
    for (const auto& part : record.parts())
        m_parts.emplace_back(part->timeline);
}

PxRange RecordChanges::changedOn(const ColumnGrid& grid, const ChartContent& content,
                                 std::vector<RunPicture>& pictures)
{
    const TimeScale& axis = grid.scale;
    const Stretches stretches(grid, 0);
    PxRange changed{axis.leftPx + axis.widthPx, axis.leftPx};
    auto part = m_parts.begin();
    for (std::size_t i = 0; i < content.parts.size(); ++i) {
        if (content.parts[i].isSimulated)
            continue;
        const qint64 nowNs = content.parts[i].nowNs;
        const qint64 fromNs = (part++)->changedFrom(nowNs);
        pictures[i].forgetFrom(fromNs);
        // What is new at the end of a stretch may change how all of it is drawn.
        changed.left = std::min(changed.left, axis.xOf(stretches.beginOf(fromNs)));
        changed.right = std::max(changed.right, axis.xOf(nowNs));
    }
    // A job that starts changes its wait too, from when it was queued.
    if (content.first().rowsBy == RowsBy::Job)
        changed.left = axis.leftPx;
    return changed;
}
