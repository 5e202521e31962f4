// A spin box for a duration with its unit: "1 s", "250 µs".
#pragma once

#include "app/controls/valuescale.h"

#include <QAbstractSpinBox>

#include <chrono>

class DurationBox : public QAbstractSpinBox
{
    Q_OBJECT

public:
    explicit DurationBox(QWidget* parent = nullptr);

    // The scale of durations in nanoseconds, for the slider beside the box.
    static ValueScale scale();

    std::chrono::nanoseconds duration() const { return m_duration; }
    void setDuration(std::chrono::nanoseconds duration);

    // Takes what has been typed so far, as leaving the box does.
    void takeTyped();

    QValidator::State validate(QString& input, int& pos) const override;
    void fixup(QString& input) const override;
    void stepBy(int steps) override;

Q_SIGNALS:
    // The user has entered or stepped to another duration.
    void durationEdited(std::chrono::nanoseconds duration);

protected:
    StepEnabled stepEnabled() const override;

private:
    std::chrono::nanoseconds m_duration{0};
};
