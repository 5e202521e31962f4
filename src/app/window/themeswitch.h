// The window's colours: the choice in the View menu, remembered, and what follows from it.
#pragma once

#include "session/settingsstore.h"

#include <QObject>

class QAction;
struct Theme;

// Lives on the main thread; all calls from there.
class ThemeSwitch : public QObject
{
    Q_OBJECT

public:
    struct Choices
    {
        QAction* system;
        QAction* light;
        QAction* dark;
        QAction* highContrast;
    };
    // The actions in the tool bar whose icons have the theme's colours.
    struct Icons
    {
        QAction* run;
        QAction* pause;
        QAction* stop;
        QAction* exporting;
    };

    // All outlive it. Nothing is changed before show() or apply().
    ThemeSwitch(const Choices& choices, const Icons& icons, QObject* parent);

    const Theme& theme() const { return *m_theme; }
    // Gives the program the chosen theme: all of its widgets are styled anew.
    void apply();
    // Where the program has the chosen theme's style already: its icons, and applied().
    void show();
    // The system's palette may be another.
    void followPalette();

Q_SIGNALS:
    // The program has this theme now, with the fonts of its style.
    void applied(const Theme& theme);

private:
    void choose(ThemeChoice choice);
    void followDesktop();

    const Icons m_icons;
    ThemeChoice m_choice;
    const Theme* m_theme;
};
