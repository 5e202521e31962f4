// A horizontal slider over a ValueScale.
#pragma once

#include "app/controls/valuescale.h"

#include <QSlider>

#include <optional>

// Holds an exact value, which may lie between two positions; only the user's own moves round it.
// Arrow keys and the wheel go to the next round value.
class ScaleSlider : public QSlider
{
    Q_OBJECT

public:
    explicit ScaleSlider(QWidget* parent = nullptr);

    // To be called once, before any value is set. A screen reader is told values in `toldIn`.
    void setScale(const ValueScale& scale, qint64 toldIn = 1);
    const ValueScale& scale() const { return *m_scale; }
    qint64 toldIn() const { return m_toldIn; }

    qint64 scaledValue() const { return m_value; }
    // Shows a value; the signal is for the user's moves alone.
    void setScaledValue(qint64 value);
    // A move of the user's to a value of the scale.
    void moveTo(qint64 value);

Q_SIGNALS:
    void scaledValueMoved(qint64 value);

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    void onAction(int action);

    std::optional<ValueScale> m_scale;
    qint64 m_toldIn = 1;
    qint64 m_value = 0;
};
