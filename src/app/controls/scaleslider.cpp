#include "app/controls/scaleslider.h"

#include <QAccessibleWidget>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace {

// What a slider stands for, in place of the position of its handle.
class SliderAccessible : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit SliderAccessible(ScaleSlider* slider) : QAccessibleWidget(slider, QAccessible::Slider)
    {
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }

    QVariant currentValue() const override { return told(slider().scaledValue()); }
    QVariant minimumValue() const override { return told(slider().scale().least()); }
    QVariant maximumValue() const override { return told(slider().scale().most()); }
    // The smallest of its steps.
    QVariant minimumStepSize() const override
    {
        const ValueScale& scale = slider().scale();
        return told(scale.above(scale.least()) - scale.least());
    }
    void setCurrentValue(const QVariant& value) override
    {
        const double wanted = value.toDouble() * double(slider().toldIn());
        if (!slider().isEnabled() || std::isnan(wanted))
            return;
        const ValueScale& scale = slider().scale();
        slider().moveTo(
            std::llround(std::clamp(wanted, double(scale.least()), double(scale.most()))));
    }

private:
    ScaleSlider& slider() const { return *static_cast<ScaleSlider*>(widget()); }
    double told(qint64 value) const { return double(value) / double(slider().toldIn()); }
};

QAccessibleInterface* sliderAccessibleOf(const QString&, QObject* object)
{
    auto* slider = qobject_cast<ScaleSlider*>(object);
    return slider ? new SliderAccessible(slider) : nullptr;
}

} // namespace

ScaleSlider::ScaleSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent)
{
    QAccessible::installFactory(sliderAccessibleOf);
    setRange(0, ValueScale::kPositions);
    setPageStep(ValueScale::kPositions / 20);
    connect(this, &QAbstractSlider::actionTriggered, this, &ScaleSlider::onAction);
}

void ScaleSlider::setScale(const ValueScale& scale, qint64 toldIn)
{
    m_scale.emplace(scale);
    m_toldIn = toldIn;
    setScaledValue(scale.least());
}

void ScaleSlider::setScaledValue(qint64 value)
{
    m_value = value;
    setValue(m_scale->positionOf(value)); // unlike setSliderPosition() this is no user's action
}

void ScaleSlider::moveTo(qint64 value)
{
    setScaledValue(value);
    Q_EMIT scaledValueMoved(m_value);
}

void ScaleSlider::wheelEvent(QWheelEvent* event)
{
    const int delta = event->angleDelta().y() ? event->angleDelta().y() : event->angleDelta().x();
    if (delta != 0)
        triggerAction(delta > 0 ? SliderSingleStepAdd : SliderSingleStepSub);
    event->accept();
}

void ScaleSlider::onAction(int action)
{
    switch (action) {
    case SliderSingleStepAdd:
        moveTo(m_scale->above(m_value));
        break;
    case SliderSingleStepSub:
        moveTo(m_scale->below(m_value));
        break;
    default:
        moveTo(m_scale->valueAt(sliderPosition()));
        break;
    }
}
