// A scroll area for one column of content.
#pragma once

#include <QScrollArea>

// Asks for the width of its column and scrolls down; where it is made narrower it scrolls sideways,
// too. When a column that fitted comes to need more width, as its texts have changed, its neighbour
// in a splitter gives it that. The wheel scrolls it, and turns a spin box, a combo box or a slider
// in it only while that has the focus.
class ColumnScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit ColumnScrollArea(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    int neededWidth() const;
    void widen(int byPx);

    int m_neededWidth = 0; // as it was last
};
