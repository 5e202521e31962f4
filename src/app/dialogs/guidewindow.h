// The guide: its pages, one at a time, and a list of them.
#pragma once

#include <QWidget>

class GuideBrowser;
class QListWidget;
class QPushButton;
struct Theme;

// A window of its own that stays open beside the main one; deletes itself when it is closed. Its
// size and its page are remembered.
class GuideWindow : public QWidget
{
    Q_OBJECT

public:
    // Shows the page that was shown last.
    GuideWindow(const Theme& theme, QWidget* parent);
    ~GuideWindow() override;

    // By its name (`guidePages()`).
    void showPage(const QString& name);
    void setTheme(const Theme& theme);

private:
    // The list follows the page that is shown, whatever has led to it.
    void followPage();

    QListWidget* m_pages;
    QPushButton* m_back;
    GuideBrowser* m_browser;
};
