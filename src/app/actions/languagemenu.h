// The language of the window: the choice in the View menu, remembered.
#pragma once

#include <QObject>

class QMenu;

// Lives on the main thread. A choice holds from the next start on, as what is on screen has its
// texts already.
class LanguageMenu : public QObject
{
    Q_OBJECT

public:
    // Fills the menu, which outlives it.
    LanguageMenu(QMenu& menu, QObject* parent);

Q_SIGNALS:
    // Something to be shown in the status line.
    void told(const QString& text);

private:
    void choose(const QString& code);
};
