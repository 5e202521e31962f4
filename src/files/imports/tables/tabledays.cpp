#include "files/imports/tables/tabledays.h"

#include "files/io/decimal.h"
#include "files/io/filestr.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

namespace {

// How far each row is from the day of the first one.
struct Days
{
    std::vector<qint64> shiftsNs;
    bool goForth = false; // to the next day
    bool goBack = false;
};

constexpr qint64 kFarthestNs = kMaxTimeNs - 3 * kDayNs;

// From the day of a row to the nearest one on which the row below it may be.
qint64 daysStepNs(qint64 aboveNs, qint64 startNs)
{
    const qint64 stepNs = startNs - aboveNs;
    return stepNs < -kDayNs / 2 ? kDayNs : stepNs > kDayNs / 2 ? -kDayNs : 0;
}

QString midnightNote()
{
    return FilesTr::tr("its times of day have no date: between a row and the next one that starts "
                       "more than half a day earlier, midnight is taken to pass");
}

// Each is nearest to the row above it. Nothing where there are too many days.
std::optional<Days> nearestDays(const std::vector<ImportedSpan>& spans)
{
    Days days;
    qint64 shiftNs = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const qint64 stepNs = i == 0 ? 0 : daysStepNs(spans[i - 1].startNs, spans[i].startNs);
        days.goForth |= stepNs > 0;
        days.goBack |= stepNs < 0;
        shiftNs += stepNs;
        if (std::abs(shiftNs) > kFarthestNs)
            return std::nullopt;
        days.shiftsNs.push_back(shiftNs);
    }
    return days;
}

qint64 rangeNs(const std::vector<ImportedSpan>& spans, const std::vector<qint64>& shiftsNs)
{
    qint64 firstNs = kMaxTimeNs;
    qint64 lastNs = -kMaxTimeNs;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const qint64 startNs = spans[i].startNs + (shiftsNs.empty() ? 0 : shiftsNs[i]);
        firstNs = std::min(firstNs, startNs);
        lastNs = std::max(lastNs, startNs);
    }
    return lastNs - firstNs;
}

} // namespace

QStringList putOnDays(ImportedSpans& imported, bool someEndNextDay)
{
    auto& spans = imported.spans;
    const auto days = nearestDays(spans);
    if (days && !days->goForth && !(days->goBack && someEndNextDay))
        return {};
    const bool areInOrder = days && !days->goBack;
    if (!days || (!areInOrder && rangeNs(spans, days->shiftsNs) >= rangeNs(spans, {})))
        return {FilesTr::tr("its times of day have no date, and its rows are in no order of time: "
                            "all are taken to start on the same day")};
    for (std::size_t i = 0; i < spans.size(); ++i) {
        spans[i].startNs += days->shiftsNs[i];
        if (spans[i].endNs != kOpenNs)
            spans[i].endNs += days->shiftsNs[i];
        if (!imported.queuedNs.empty())
            imported.queuedNs[i] += days->shiftsNs[i];
    }
    return {midnightNote()};
}

qint64 FollowedDays::dayNsOf(qint64 startNs)
{
    const qint64 stepNs = m_lastNs ? daysStepNs(*m_lastNs, startNs) : 0;
    m_lastNs = startNs;
    if (std::abs(m_dayNs + stepNs) <= kFarthestNs)
        m_dayNs += stepNs;
    m_isMidnightPassed |= stepNs > 0;
    return m_dayNs;
}

QStringList FollowedDays::notes() const
{
    return m_isMidnightPassed ? QStringList(midnightNote()) : QStringList();
}
