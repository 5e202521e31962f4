#include "app/controls/wholeselection.h"

#include <QAbstractSpinBox>
#include <QFocusEvent>
#include <QLineEdit>

#include <utility>

WholeSelection::WholeSelection(QAbstractSpinBox* box)
    : QObject(box), m_box(box), m_edit(box->findChild<QLineEdit*>())
{
    m_box->installEventFilter(this);
    m_edit->installEventFilter(this);
}

bool WholeSelection::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_box && event->type() == QEvent::FocusIn) {
        m_clickBringsFocus = static_cast<QFocusEvent*>(event)->reason() == Qt::MouseFocusReason;
    } else if (watched == m_edit && event->type() == QEvent::MouseButtonRelease) {
        const bool isFirst = std::exchange(m_clickBringsFocus, false);
        const bool isDouble = std::exchange(m_isDoubleClick, false);
        if (isDouble || (isFirst && !m_edit->hasSelectedText()))
            m_box->selectAll();
    } else if (watched == m_edit && event->type() == QEvent::MouseButtonDblClick) {
        m_isDoubleClick = true;
    }
    return QObject::eventFilter(watched, event);
}
