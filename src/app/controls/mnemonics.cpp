#include "app/controls/mnemonics.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>

namespace {

bool isAlt(const QEvent* event)
{
    return static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Alt;
}

bool isMenu(const QObject* object)
{
    return qobject_cast<const QMenu*>(object) || qobject_cast<const QMenuBar*>(object);
}

} // namespace

Mnemonics::Mnemonics() : QObject(qApp)
{
    qApp->installEventFilter(this);
}

// Elsewhere than in a menu they do nothing without Alt.
bool Mnemonics::areShownOn(const QWidget* widget) const
{
    return m_shown && (m_held || !widget || isMenu(widget));
}

bool Mnemonics::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress:
        if (isAlt(event))
            show(true, true);
        break;
    case QEvent::KeyRelease:
        if (isAlt(event))
            letGo();
        break;
    case QEvent::WindowDeactivate:
        letGo();
        break;
    case QEvent::Show:
        if (qobject_cast<const QMenu*>(watched))
            show(m_held, true);
        break;
    case QEvent::Hide:
    case QEvent::FocusOut:
        if (m_shown && isMenu(watched))
            hideLater();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void Mnemonics::letGo()
{
    show(false, m_shown);
    if (m_shown)
        hideLater();
}

// Alt may have led into the menu bar, and one menu may give way to the next: what comes of it is
// not there yet.
void Mnemonics::hideLater()
{
    QTimer::singleShot(0, this, &Mnemonics::hideUnlessInMenu);
}

void Mnemonics::hideUnlessInMenu()
{
    if (!m_held && !isMenu(QApplication::activePopupWidget()) &&
        !isMenu(QApplication::focusWidget()))
        show(false, false);
}

void Mnemonics::show(bool held, bool shown)
{
    if (held == m_held && shown == m_shown)
        return;
    m_held = held;
    m_shown = shown;
    for (QWidget* widget : QApplication::allWidgets())
        widget->update();
}
