#include "app/dialogs/picturepreview.h"

#include <QPainter>

PicturePreview::PicturePreview(QWidget* parent) : QFrame(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
}

void PicturePreview::showPicture(const QPixmap& picture)
{
    m_picture = picture;
    update();
}

void PicturePreview::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    if (m_picture.isNull())
        return;
    const QRectF room = contentsRect();
    const QSizeF natural = m_picture.deviceIndependentSize();
    const QSizeF size = natural.scaled(room.size().boundedTo(natural), Qt::KeepAspectRatio);
    QRectF place({}, size);
    place.moveCenter(room.center());
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(place, m_picture, m_picture.rect());
}
