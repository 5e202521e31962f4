// What of the time axis may look different from the frame before.
#pragma once

#include "gantt/pixels/columngrid.h"
#include "gantt/pixels/runchanges.h"
#include "gantt/pixels/runpicture.h"

#include <vector>

class RunRecord;
struct ChartContent;

// For all parts of one record, which outlives it; from one thread. What is simulated of it does not
// change.
class RecordChanges
{
public:
    RecordChanges() = default; // of no record
    explicit RecordChanges(const RunRecord& record);

    // What may look different from the last call on, on the axis of the grid, and has no width
    // where nothing does; the pictures forget that time. `content` is of the record and, as
    // RunChanges says, not painted yet.
    PxRange changedOn(const ColumnGrid& grid, const ChartContent& content,
                      std::vector<RunPicture>& pictures);

private:
    std::vector<RunChanges> m_parts;
};
