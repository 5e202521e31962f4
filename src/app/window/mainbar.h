// The window's tool bar: what stands in it, and how large.
#pragma once

#include <QObject>
#include <QString>

class ChartChoices;
class QAction;
class QToolBar;
class QToolButton;
struct Theme;

// Lives on the main thread; all calls from there.
class MainBar : public QObject
{
    Q_OBJECT

public:
    struct Actions
    {
        QAction* run;
        QAction* pause;
        QAction* stop;
        QAction* exporting;
    };

    // The bar, which is its parent, has these actions; what they do with their keys is in its tips.
    MainBar(QToolBar* bar, const Actions& actions);

    ChartChoices& choices() const { return *m_choices; }

    // Texts have another size.
    void fitTexts();
    void setTheme(const Theme& theme);
    // What the button for a pause does next.
    void setPaused(bool paused);

private:
    QToolBar* m_bar;
    const Actions m_actions;
    const QString m_pauseTip;
    ChartChoices* m_choices;
    QToolButton* m_more; // Qt's: what has no room is behind it
};
