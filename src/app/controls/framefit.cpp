#include "app/controls/framefit.h"

#include <QEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QWidget>
#include <QWindow>

#include <algorithm>

namespace {

constexpr QMargins kUsualFrame(4, 32, 4, 4);

// Where most of the window is; the first screen where it is on none.
QScreen* screenOf(const QWidget& window)
{
    QScreen* under = QGuiApplication::screenAt(window.geometry().center());
    return window.testAttribute(Qt::WA_Moved) && under ? under : window.screen();
}

} // namespace

FrameFit::FrameFit(QWidget* window) : QObject(window), m_window(window)
{
    fit(kUsualFrame);
    m_fitted = window->size();
    window->installEventFilter(this);
}

QRect FrameFit::fitted(const QRect& window, const QMargins& frame, const QRect& available)
{
    const QRect room = available.marginsRemoved(frame);
    QRect fitted(window.topLeft(), window.size().boundedTo(room.size()));
    fitted.moveLeft(std::clamp(fitted.left(), room.left(), room.right() + 1 - fitted.width()));
    fitted.moveTop(std::clamp(fitted.top(), room.top(), room.bottom() + 1 - fitted.height()));
    return fitted;
}

QSize FrameFit::roomFor(const QWidget& widget)
{
    return widget.screen()->availableGeometry().marginsRemoved(kUsualFrame).size();
}

void FrameFit::fit(const QMargins& frame)
{
    if (m_window->windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen))
        return; // the system's matter
    const QRect now = m_window->geometry();
    const QRect wanted = fitted(now, frame, screenOf(*m_window)->availableGeometry());
    // A window without a place of its own is given one by the system.
    if (!m_window->isVisible() && !m_window->testAttribute(Qt::WA_Moved))
        m_window->resize(wanted.size());
    else if (wanted != now)
        m_window->setGeometry(wanted);
}

bool FrameFit::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::WindowActivate: {
        const QMargins frame = m_window->isVisible() && m_window->windowHandle()
                                   ? m_window->windowHandle()->frameMargins()
                                   : QMargins();
        if (frame.isNull())
            break;
        m_window->removeEventFilter(this);
        if (m_window->size() == m_fitted)
            fit(frame);
        deleteLater();
        break;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}
