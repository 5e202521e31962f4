#include "app/controls/busybar.h"

#include "app/controls/appearance.h"
#include "app/controls/desktoplook.h"

#include <QEvent>
#include <QStyleOptionProgressBar>
#include <QStylePainter>

BusyBar::BusyBar(QWidget* parent) : QProgressBar(parent)
{
    connect(&Appearance::desktop(), &DesktopLook::changed, this, qOverload<>(&QWidget::update));
}

bool BusyBar::isStill() const
{
    return minimum() == 0 && maximum() == 0 && Appearance::desktop().wishes().lessMotion;
}

bool BusyBar::event(QEvent* event)
{
    // The style's animation ends where nobody wants its steps.
    return (event->type() == QEvent::StyleAnimationUpdate && isStill()) ||
           QProgressBar::event(event);
}

void BusyBar::paintEvent(QPaintEvent* event)
{
    if (!isStill()) {
        QProgressBar::paintEvent(event);
        return;
    }
    QStylePainter painter(this);
    QStyleOptionProgressBar option;
    initStyleOption(&option);
    option.maximum = 1; // empty, and not busy
    option.progress = 0;
    painter.drawControl(QStyle::CE_ProgressBar, option);
    const QRect groove = style()->subElementRect(QStyle::SE_ProgressBarGroove, &option, this);
    const double radius = groove.height() / 2.0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(palette().color(QPalette::Highlight), Qt::BDiagPattern));
    painter.drawRoundedRect(groove, radius, radius);
}
