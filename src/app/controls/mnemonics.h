// The letters that are chosen with Alt: underlined while it is held, and in menus that are open.
#pragma once

#include <QObject>

// Main thread.
class Mnemonics : public QObject
{
public:
    // Looks at the keys of the whole program, of which it is a child.
    Mnemonics();

    // On that widget; on any where it is none.
    bool areShownOn(const QWidget* widget) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show(bool held, bool shown);
    void letGo();
    void hideLater();
    void hideUnlessInMenu();

    bool m_held = false;
    bool m_shown = false;
};
