// The workers' time as one bar with its parts.
#pragma once

#include "insight/losttime.h"

#include <QAbstractButton>
#include <QColor>

#include <optional>
#include <vector>

struct Theme;

// A part of the bar. It can be pressed, with the mouse, Space or Enter.
class LostBarPart : public QAbstractButton
{
    Q_OBJECT

public:
    LostBarPart(LostPart part, const LostTime& lost, const Theme& theme, QWidget* parent);

    LostPart part() const { return m_part; }
    // Drawn as what has the focus is.
    void setMarked(bool marked);

    QSize sizeHint() const override;

Q_SIGNALS:
    // The mouse has come to it, or has left it.
    void pointed(bool at);

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void paintMark(QPainter& painter, double radius) const;

    const LostPart m_part;
    const QString m_share;
    const QColor m_color;
    const QColor m_frame;
    const QColor m_ground;
    bool m_marked = false;
};

class LostBar : public QWidget
{
    Q_OBJECT

public:
    explicit LostBar(QWidget* parent = nullptr);

    // Parts that took no time are left out.
    void showParts(const LostTime& lost, const Theme& theme);
    void setMarked(std::optional<LostPart> part);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pointedAt(std::optional<LostPart> part);
    void chosen(LostPart part);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();

    std::vector<LostBarPart*> m_parts;
    std::vector<double> m_shares; // of the parts
};
