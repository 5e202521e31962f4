// Keeps a window with its frame within the screen.
#pragma once

#include <QMargins>
#include <QObject>
#include <QRect>

class QWidget;

// How thick a frame is becomes known only when the window is shown: until then it is taken to be as
// thick as most are. What does not fit then is made smaller or moved once more, unless somebody
// else has given the window another size meanwhile.
class FrameFit : public QObject
{
    Q_OBJECT

public:
    // Fits a window that has its first size, and its place if it has one, but is not shown yet.
    explicit FrameFit(QWidget* window);

    // `window` without its frame, made smaller and moved until it stands in `available` with it.
    static QRect fitted(const QRect& window, const QMargins& frame, const QRect& available);
    // How large a window that is not shown yet may be on the screen that `widget` is on.
    static QSize roomFor(const QWidget& widget);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit(const QMargins& frame);

    QWidget* m_window;
    QSize m_fitted;
};
