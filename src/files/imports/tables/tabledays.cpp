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

// Each is nearest to the row above it. Nothing where there are too many days.
std::optional<Days> nearestDays(const std::vector<ImportedSpan>& spans)
{
    Days days;
    qint64 shiftNs = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const qint64 stepNs = i == 0 ? 0 : spans[i].startNs - spans[i - 1].startNs;
        const bool goesForth = stepNs < -kDayNs / 2;
        const bool goesBack = stepNs > kDayNs / 2;
        days.goForth |= goesForth;
        days.goBack |= goesBack;
        shiftNs += goesForth ? kDayNs : goesBack ? -kDayNs : 0;
        if (std::abs(shiftNs) > kMaxTimeNs - 3 * kDayNs)
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
    return {FilesTr::tr("its times of day have no date: between a row and the next one that starts "
                        "more than half a day earlier, midnight is taken to pass")};
}
