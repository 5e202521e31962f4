#include "app/controls/scaleslider.h"

#include <QWheelEvent>

ScaleSlider::ScaleSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent)
{
    setRange(0, ValueScale::kPositions);
    setPageStep(ValueScale::kPositions / 20);
    connect(this, &QAbstractSlider::actionTriggered, this, &ScaleSlider::onAction);
}

void ScaleSlider::setScale(const ValueScale& scale)
{
    m_scale.emplace(scale);
    setScaledValue(scale.least());
}

void ScaleSlider::setScaledValue(qint64 value)
{
    m_value = value;
    setValue(m_scale->positionOf(value)); // unlike setSliderPosition() this is no user's action
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
        setScaledValue(m_scale->above(m_value));
        break;
    case SliderSingleStepSub:
        setScaledValue(m_scale->below(m_value));
        break;
    default:
        setScaledValue(m_scale->valueAt(sliderPosition()));
        break;
    }
    Q_EMIT scaledValueMoved(m_value);
}
