// What a control holds, how it is given another value, and which signal tells that the user has
// changed it: the same three for each kind of control.
#pragma once

#include "app/controls/durationbox.h"
#include "app/controls/scaleslider.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSpinBox>

#include <type_traits>

namespace ControlValue {

inline int of(const QSpinBox* box)
{
    return box->value();
}
inline double of(const QDoubleSpinBox* box)
{
    return box->value();
}
inline int of(const QComboBox* box)
{
    return box->currentIndex();
}
inline bool of(const QCheckBox* box)
{
    return box->isChecked();
}
inline QString of(const QLineEdit* box)
{
    return box->text();
}
inline std::chrono::nanoseconds of(const DurationBox* box)
{
    return box->duration();
}
inline qint64 of(const ScaleSlider* slider)
{
    return slider->scaledValue();
}

inline void set(QSpinBox* box, int value)
{
    box->setValue(value);
}
inline void set(QDoubleSpinBox* box, double value)
{
    box->setValue(value);
}
inline void set(QComboBox* box, int index)
{
    box->setCurrentIndex(index);
}
inline void set(QCheckBox* box, bool checked)
{
    box->setChecked(checked);
}
inline void set(QLineEdit* box, const QString& text)
{
    box->setText(text);
    box->setCursorPosition(0); // what a command begins with matters most
}
inline void set(DurationBox* box, std::chrono::nanoseconds duration)
{
    box->setDuration(duration);
}
inline void set(ScaleSlider* slider, qint64 value)
{
    slider->setScaledValue(value);
}

template <typename Control>
constexpr auto changeOf()
{
    if constexpr (std::is_base_of_v<QSpinBox, Control>)
        return &QSpinBox::valueChanged;
    else if constexpr (std::is_base_of_v<QDoubleSpinBox, Control>)
        return &QDoubleSpinBox::valueChanged;
    else if constexpr (std::is_same_v<Control, QComboBox>)
        return &QComboBox::currentIndexChanged;
    else if constexpr (std::is_same_v<Control, QCheckBox>)
        return &QCheckBox::toggled;
    else if constexpr (std::is_same_v<Control, QLineEdit>)
        return &QLineEdit::textEdited;
    else if constexpr (std::is_same_v<Control, DurationBox>)
        return &DurationBox::durationEdited;
    else
        return &ScaleSlider::scaledValueMoved;
}

} // namespace ControlValue
