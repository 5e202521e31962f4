// Help → Guide: opens the guide at the page that suits what is being done.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include <vector>

class GuideWindow;
class QWidget;
struct Theme;

// Lives on the main thread.
class Guide : public QObject
{
    Q_OBJECT

public:
    // The page (`guidePages()`) for a part of the window, and all that stands in it.
    struct Topic
    {
        const QWidget* part;
        QString page;
    };

    // All outlive it.
    Guide(const std::vector<Topic>& topics, const Theme& theme, QWidget* window);

    // At the page of the part that has the focus, else at the page that was shown last.
    void open();
    void setTheme(const Theme& theme);

private:
    // Empty where the focus is elsewhere.
    QString pageInFocus() const;

    const std::vector<Topic> m_topics;
    QWidget* const m_window;
    const Theme* m_theme;
    QPointer<GuideWindow> m_guide;
};
