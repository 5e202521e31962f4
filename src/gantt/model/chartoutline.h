// The chart as something to be read out: its rows, one after the other, and the bars on each.
#pragma once

#include "gantt/model/charthit.h"

#include <QString>

#include <cstddef>
#include <optional>

// Nothing is kept: each answer is looked up, so a run of a million bars costs what is asked for.
// For the thread of the content, which outlives it.
class ChartOutline
{
public:
    // A bar by its row and its number there, from 0.
    struct BarRef
    {
        RowRef row;
        std::size_t index;
        bool operator==(const BarRef&) const = default;
    };

    explicit ChartOutline(const ChartContent& content) : m_content(content) {}

    // The rows of all parts together, from the top, whether they are in sight or not.
    int rowCount() const;
    // Nothing beyond the last one.
    std::optional<RowRef> row(int index) const;
    int indexOf(const RowRef& row) const;
    // "worker 1"; of rows beside the pool's also what they are.
    QString textOf(const RowRef& row) const;
    // What more there is to say of a row; mostly nothing.
    QString detailsOf(const RowRef& row) const;

    // The attempts that stand on a row, in time order; none on that of a host, which shows a share.
    std::size_t barCount(const RowRef& row) const;
    // Nothing beyond the last one.
    std::optional<SpanRef> bar(const BarRef& bar) const;
    // Where a span stands; nothing where the rows are hosts.
    std::optional<BarRef> placeOf(const SpanRef& span) const;
    // "job 3 on worker 1, finished, 1.000 s, from 1.000 s on".
    QString textOf(const SpanRef& span) const;

private:
    const ChartPart& partOf(const RowRef& row) const { return m_content.parts[row.part]; }

    const ChartContent& m_content;
};
