#include "gantt/model/chartselection.h"

bool ChartSelection::isEmpty() const
{
    return !m_marks.selected && !m_marks.range && m_marks.markers.empty();
}

void ChartSelection::hover(std::optional<JobId> job)
{
    if (job == m_marks.hovered)
        return;
    m_marks.hovered = job;
    Q_EMIT changed(Change::Hovered);
}

void ChartSelection::select(std::optional<JobId> job)
{
    m_marks.selected = job;
    m_marks.range.reset();
    Q_EMIT changed(Change::Selected);
}

void ChartSelection::select(const TimeRange& range)
{
    m_marks.selected.reset();
    m_marks.range = range;
    Q_EMIT changed(Change::Selected);
}

void ChartSelection::placeMarker(qint64 timeNs)
{
    if (m_marks.markers.size() == kMaxMarkers)
        m_marks.markers.clear();
    m_marks.markers.push_back(timeNs);
    Q_EMIT changed(Change::Markers);
}

void ChartSelection::clear()
{
    if (isEmpty())
        return;
    m_marks = {m_marks.hovered, std::nullopt, std::nullopt, {}};
    Q_EMIT changed(Change::Selected);
}

void ChartSelection::reset()
{
    m_marks = {};
    Q_EMIT changed(Change::Selected);
}
