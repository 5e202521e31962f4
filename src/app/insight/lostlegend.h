// What the parts of the workers' time are called and how long they were, beside their colours.
#pragma once

#include "insight/losttime.h"

#include <QColor>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QPushButton;
struct Theme;

// A part: colour, name, time, share, and a button that shows it.
class LostRow : public QWidget
{
    Q_OBJECT

public:
    // Its colour begins so far from its edge; the background of one that is marked reaches there.
    static constexpr int kInsetPx = 6;

    LostRow(LostPart part, const LostTime& lost, const Theme& theme, QWidget* parent);

    LostPart part() const { return m_part; }
    void setMarked(bool marked);

    // Rows that stand below each other have columns of the same widths.
    struct Widths
    {
        int namePx = 0;
        int timePx = 0;
        int sharePx = 0;
    };
    // What its own texts need, or those of others, whichever is more.
    Widths widths(const Widths& others) const;
    void setWidths(const Widths& widths);
    // The least width of the whole row with columns of these widths.
    int widthWith(const Widths& widths) const;

Q_SIGNALS:
    void pointed(bool at);
    void chosen();

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    const LostPart m_part;
    const QColor m_color;
    const QColor m_mark;
    bool m_marked = false;
    QLabel* m_name;
    QLabel* m_time;
    QLabel* m_share;
    QPushButton* m_show;
};

// The rows in up to three columns, as the width allows.
class LostLegend : public QWidget
{
    Q_OBJECT

public:
    explicit LostLegend(QWidget* parent = nullptr);

    // Parts that took no time are left out.
    void showParts(const LostTime& lost, const Theme& theme);
    void setMarked(std::optional<LostPart> part);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int widthPx) const override;

Q_SIGNALS:
    void pointedAt(std::optional<LostPart> part);
    void chosen(LostPart part);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    // What the rows of a column need, where there are so many columns.
    LostRow::Widths widthsOf(int column, int columns) const;
    int neededIn(int columns) const;
    int columnsIn(int widthPx) const;
    void layOut();

    std::vector<LostRow*> m_rows;
    int m_rowPx = 0; // the height of each
};
