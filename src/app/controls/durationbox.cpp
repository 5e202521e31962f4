#include "app/controls/durationbox.h"

#include "app/controls/wholeselection.h"
#include "base/durationtext.h"
#include "plan/settings/runsettings.h"

#include <QLineEdit>
#include <QToolTip>

using std::chrono::nanoseconds;

DurationBox::DurationBox(QWidget* parent) : QAbstractSpinBox(parent)
{
    setToolTip(tr("How long each job takes: 0s to 1h, with a unit: ns, us, ms, s, m or h"));
    setDuration(m_duration);
    new WholeSelection(this);
    connect(this, &QAbstractSpinBox::editingFinished, this, &DurationBox::takeTyped);
}

ValueScale DurationBox::scale()
{
    constexpr qint64 kMicrosecond = 1'000;
    return {0, RunSettings::kMaxDuration.count(), kMicrosecond};
}

void DurationBox::setDuration(nanoseconds duration)
{
    m_duration = duration;
    lineEdit()->setText(shortDuration(duration));
}

QValidator::State DurationBox::validate(QString& input, int&) const
{
    const auto duration = parseDuration(input);
    return duration && *duration <= RunSettings::kMaxDuration ? QValidator::Acceptable
                                                              : QValidator::Intermediate;
}

void DurationBox::fixup(QString& input) const
{
    // A bare number is in the unit that the box showed; what cannot be read is taken back.
    const QString shown = shortDuration(m_duration);
    QString withUnit = input.trimmed() + u' ' + shown.section(u' ', -1);
    int position = 0;
    if (validate(withUnit, position) == QValidator::Acceptable) {
        input = withUnit;
        return;
    }
    input = shown;
    QToolTip::showText(mapToGlobal(rect().bottomLeft()), toolTip());
}

void DurationBox::stepBy(int steps)
{
    qint64 value = m_duration.count();
    for (; steps > 0; --steps)
        value = scale().above(value);
    for (; steps < 0; ++steps)
        value = scale().below(value);
    setDuration(nanoseconds(value));
    Q_EMIT durationEdited(m_duration);
}

QAbstractSpinBox::StepEnabled DurationBox::stepEnabled() const
{
    StepEnabled enabled = StepNone;
    if (m_duration.count() > 0)
        enabled |= StepDownEnabled;
    if (m_duration < RunSettings::kMaxDuration)
        enabled |= StepUpEnabled;
    return enabled;
}

void DurationBox::takeTyped()
{
    QString text = lineEdit()->text();
    int position = 0;
    if (validate(text, position) != QValidator::Acceptable)
        fixup(text);
    const nanoseconds before = m_duration;
    setDuration(parseDuration(text).value_or(before));
    if (m_duration != before)
        Q_EMIT durationEdited(m_duration);
}
