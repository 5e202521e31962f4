#include "app/controls/countbox.h"

#include "app/controls/wholeselection.h"

#include <QLocale>
#include <QToolTip>

#include <algorithm>

CountBox::CountBox(QWidget* parent) : QSpinBox(parent)
{
    setGroupSeparatorShown(true);
    new WholeSelection(this);
}

QValidator::State CountBox::validate(QString& input, int&) const
{
    const auto number = numberIn(input);
    return number && *number >= minimum() && *number <= maximum() ? QValidator::Acceptable
                                                                  : QValidator::Intermediate;
}

void CountBox::fixup(QString& input) const
{
    const auto number = numberIn(input);
    QToolTip::showText(
        mapToGlobal(rect().bottomLeft()),
        tr("A whole number from %1 to %2").arg(textFromValue(minimum()), textFromValue(maximum())));
    input =
        textFromValue(number ? int(std::clamp<qint64>(*number, minimum(), maximum())) : value());
}

int CountBox::valueFromText(const QString& text) const
{
    const auto number = numberIn(text);
    return number ? int(std::clamp<qint64>(*number, minimum(), maximum())) : value();
}

std::optional<qint64> CountBox::numberIn(const QString& text) const
{
    QString digits = text.trimmed();
    if (const QString unit = suffix().trimmed(); !unit.isEmpty() && digits.endsWith(unit))
        digits = digits.chopped(unit.size()).trimmed();
    digits.remove(locale().groupSeparator());
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}
