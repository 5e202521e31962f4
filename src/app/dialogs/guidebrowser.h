// A page of the guide as text with pictures, in the colours of a theme.
#pragma once

#include <QTextBrowser>

struct Theme;

// Reads from the program's resources alone: pages, their style sheet, and each picture as it looks
// in the theme. Lines are no longer than can be read well, however wide it is.
class GuideBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    // Wide enough for every picture.
    static constexpr int kLeastWidthPx = 680;

    GuideBrowser(const Theme& theme, QWidget* parent);

    void showPage(const QString& name);
    // Of the page that is shown.
    QString pageName() const;
    // Draws the page anew, where it is.
    void setTheme(const Theme& theme);

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitLines();

    const Theme* m_theme;
};
