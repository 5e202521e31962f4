#include "plan/settingvalue.h"

#include "base/durationtext.h"

#include <QCoreApplication>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SettingValue", text);
}

// "a, b or c"
QString alternatives(QStringList words)
{
    const QString last = words.takeLast();
    return tr("%1 or %2").arg(words.join(QStringLiteral(", ")), last);
}

} // namespace

QString SettingLimits::allowed() const
{
    switch (kind) {
    case Kind::Number:
        return tr("a whole number from %1 to %2").arg(least).arg(most);
    case Kind::Duration:
        return tr("a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s");
    case Kind::Share:
        return tr("a share from 0% to 100%, such as 5% or 0.1%");
    case Kind::Words:
        return alternatives(words);
    case Kind::Form:
        return form();
    case Kind::Any:
        break;
    }
    return tr("any text");
}

QString SettingValues::textOf(int number)
{
    return QString::number(number);
}

QString SettingValues::textOf(std::chrono::nanoseconds duration)
{
    return goDuration(duration);
}
