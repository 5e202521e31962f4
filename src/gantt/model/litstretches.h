// Stretches of the lanes' time that stand out in the chart.
#pragma once

#include "gantt/pixels/columngrid.h"
#include "insight/losttime.h"

#include <QPointF>

#include <optional>
#include <vector>

class ChartLayout;
struct ChartContent;
struct ChartPart;

class LitStretches
{
public:
    LitStretches() = default;
    // In any order. Those that overlap or touch are one; empty ones are left out.
    explicit LitStretches(std::vector<LaneStretch> stretches);

    bool isEmpty() const { return m_stretches.empty(); }
    // The first one that is as long as any.
    std::optional<LaneStretch> longest() const;
    // Where they are seen on a row of the part, from left to right, in whole columns of the grid.
    // On the row of a job: those of its worker while it runs. The cost follows the columns.
    std::vector<PxRange> onRow(const ChartPart& part, int row, const ColumnGrid& grid) const;

private:
    std::vector<PxRange> onHost(const std::vector<int>& lanes, qint64 fromNs, qint64 toNs,
                                const ColumnGrid& grid) const;
    std::vector<PxRange> onLane(int lane, qint64 fromNs, qint64 toNs, const ColumnGrid& grid) const;

    std::vector<LaneStretch> m_stretches; // by lane, then in time order, apart from each other
};

// The row of a stretch: its lane's, or that of the job that runs on it then; nothing where none
// does.
std::optional<int> rowOf(const ChartPart& part, const LaneStretch& stretch);

// Whether something is lit at `point`, in whole columns of the grid.
bool isLitAt(const ChartContent& content, const ChartLayout& layout, const ColumnGrid& grid,
             double scroll, QPointF point);
