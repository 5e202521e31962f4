#include "app/panels/racebar.h"

#include <QPainter>

#include <algorithm>

RaceBar::RaceBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RaceBar::setColors(const QColor& bar, const QColor& groove)
{
    m_bar = bar;
    m_groove = groove;
    update();
}

void RaceBar::setShare(double share)
{
    if (share == m_share)
        return;
    m_share = share;
    update();
}

QSize RaceBar::sizeHint() const
{
    return {120, 12};
}

void RaceBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF whole = rect();
    const double radius = whole.height() / 2;
    painter.setBrush(m_groove);
    painter.drawRoundedRect(whole, radius, radius);
    if (m_share <= 0)
        return;
    QRectF filled = whole;
    filled.setWidth(std::clamp(whole.width() * m_share, whole.height(), whole.width()));
    painter.setBrush(m_bar);
    painter.drawRoundedRect(filled, radius, radius);
}
