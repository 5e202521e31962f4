// A bar that shows how far a run has come beside another.
#pragma once

#include <QColor>
#include <QWidget>

class RaceBar : public QWidget
{
    Q_OBJECT

public:
    explicit RaceBar(QWidget* parent = nullptr);

    void setColors(const QColor& bar, const QColor& groove);
    // The share of the width that is filled, 0 to 1.
    void setShare(double share);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor m_bar;
    QColor m_groove;
    double m_share = 0;
};
