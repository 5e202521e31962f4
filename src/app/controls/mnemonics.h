// The letters that are chosen with Alt: underlined while it is held, and in menus that are open.
#pragma once

#include <QObject>

// Main thread.
class Mnemonics : public QObject
{
public:
    // Looks at the keys of the whole program, of which it is a child.
    Mnemonics();

    bool areShown() const { return m_shown; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show(bool shown);
    void letGo();
    void hideLater();
    void hideUnlessInMenu();

    bool m_held = false;
    bool m_shown = false;
};
