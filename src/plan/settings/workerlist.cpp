#include "plan/settings/workerlist.h"

#include "base/visibletext.h"
#include "plan/plantr.h"
#include "plan/settings/settingtexts.h"

#include <QStringList>

#include <optional>
#include <set>

namespace {

struct Range
{
    int from;
    int to; // not below `from`
};

std::optional<Range> rangeIn(const QString& text)
{
    const auto numberIn = [](const QString& number) {
        return SettingTexts::numberIn(number, RunSettings::kMinWorkers, RunSettings::kMaxWorkers);
    };
    const QStringList ends = text.split(QStringLiteral(".."));
    const auto from = numberIn(ends.constFirst());
    const auto to = numberIn(ends.constLast());
    if (ends.size() > 2 || !from || !to || *from > *to)
        return std::nullopt;
    return Range{*from, *to};
}

} // namespace

Result<std::vector<int>> parseWorkerList(const QString& text)
{
    std::set<int> numbers;
    for (const QString& part : text.split(u',')) {
        const auto range = rangeIn(part);
        if (!range)
            return Problem{PlanTr::tr("'%1' was given; it takes numbers from %2 to %3 and ranges "
                                      "that go up, such as 1,2,4 or 1..4,8,16")
                               .arg(visibleExcerpt(part), QString::number(RunSettings::kMinWorkers),
                                    QString::number(RunSettings::kMaxWorkers))};
        for (int number = range->from; number <= range->to; ++number)
            numbers.insert(number);
    }
    return std::vector<int>(numbers.begin(), numbers.end());
}
