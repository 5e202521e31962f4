// Selects the whole number in a spin box, so that typing replaces it.
#pragma once

#include <QObject>

class QAbstractSpinBox;
class QLineEdit;

// The click that brings the focus selects all, and so does every double-click, which otherwise
// stops at the comma of "1,500". Tab and a label's shortcut select all by themselves. A click in a
// box that has the focus places the cursor, and a part can be selected by dragging.
class WholeSelection : public QObject
{
    Q_OBJECT

public:
    // Lives as long as the box.
    explicit WholeSelection(QAbstractSpinBox* box);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAbstractSpinBox* m_box;
    QLineEdit* m_edit;
    bool m_clickBringsFocus = false;
    bool m_isDoubleClick = false;
};
