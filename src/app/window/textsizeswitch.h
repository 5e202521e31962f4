// How large the window's texts are: the choice in the View menu, remembered.
#pragma once

#include <QList>
#include <QObject>

class QAction;
class ThemeSwitch;

// Lives on the main thread; all calls from there.
class TextSizeSwitch : public QObject
{
    Q_OBJECT

public:
    struct Choices
    {
        QList<QAction*> sizes; // in the order of SettingsStore::kTextPercents
        QAction* larger;
        QAction* smaller;
    };

    // All outlive it. What is remembered is the program's size already.
    TextSizeSwitch(const Choices& choices, ThemeSwitch& theme, QObject* parent);

Q_SIGNALS:
    // The program has texts of another size now, and is styled for them.
    void changed();

private:
    void choose(qsizetype size);
    void show(qsizetype size);

    const Choices m_choices;
    ThemeSwitch& m_theme;
    qsizetype m_size; // among the choices
};
