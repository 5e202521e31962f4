// A small picture of a distribution: how often jobs take how long.
#pragma once

#include "plan/settings/runsettings.h"

#include <QWidget>

class SpreadView : public QWidget
{
    Q_OBJECT

public:
    explicit SpreadView(QWidget* parent = nullptr);

    // Not for durations from a file.
    void showSpread(const Spread& spread, std::chrono::nanoseconds mean);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Spread m_spread;
    std::chrono::nanoseconds m_mean{0};
};
