#include "app/controls/decimalbox.h"

#include "app/controls/wholeselection.h"

#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace {

// Whether the comma at `at` separates thousands: three digits follow it, and more than a 0 stands
// before it.
bool separatesThousands(const QString& number, qsizetype at)
{
    return number.size() - at == 4 && at > 0 && number.left(at).toDouble() != 0;
}

} // namespace

DecimalBox::DecimalBox(QWidget* parent) : QDoubleSpinBox(parent)
{
    new WholeSelection(this);
}

QValidator::State DecimalBox::validate(QString& input, int&) const
{
    const auto number = numberIn(input);
    return number && *number >= minimum() && *number <= maximum() ? QValidator::Acceptable
                                                                  : QValidator::Intermediate;
}

void DecimalBox::fixup(QString& input) const
{
    QToolTip::showText(
        mapToGlobal(rect().bottomLeft()),
        tr("A number from %1 to %2").arg(textFromValue(minimum()), textFromValue(maximum())));
    input = textFromValue(valueFromText(input));
}

double DecimalBox::valueFromText(const QString& text) const
{
    const auto number = numberIn(text);
    if (!number)
        return value();
    const double places = std::pow(10, decimals());
    return std::clamp(std::round(*number * places) / places, minimum(), maximum());
}

std::optional<double> DecimalBox::numberIn(const QString& text) const
{
    QString number = text.trimmed();
    if (const QString unit = suffix().trimmed(); !unit.isEmpty() && number.endsWith(unit))
        number = number.chopped(unit.size()).trimmed();
    const qsizetype comma = number.indexOf(u',');
    const bool decimalComma = comma >= 0 && number.count(u',') == 1 && !number.contains(u'.') &&
                              !separatesThousands(number, comma);
    number.replace(u',', decimalComma ? QStringLiteral(".") : QString());
    bool isNumber = false;
    const double value = number.toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}
