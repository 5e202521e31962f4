#include "plan/settings/settingvalue.h"

#include "base/durationtext.h"
#include "plan/plantr.h"

namespace {

// "a, b or c"
QString alternatives(QStringList words)
{
    const QString last = words.takeLast();
    return PlanTr::tr("%1 or %2").arg(words.join(QStringLiteral(", ")), last);
}

} // namespace

QString SettingLimits::allowed() const
{
    switch (kind) {
    case Kind::Number:
        return PlanTr::tr("a whole number from %1 to %2").arg(least).arg(most);
    case Kind::Duration:
        return PlanTr::tr("a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s");
    case Kind::Share:
        return PlanTr::tr("a share from 0% to 100%, such as 5% or 0.1%");
    case Kind::Words:
        return alternatives(words);
    case Kind::Form:
        return form();
    case Kind::Any:
        break;
    }
    return PlanTr::tr("any text");
}

QString SettingValues::textOf(int number)
{
    return QString::number(number);
}

QString SettingValues::textOf(std::chrono::nanoseconds duration)
{
    return goDuration(duration);
}
