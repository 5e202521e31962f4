// What can be done with a finding: it is tried, or shown.
#pragma once

#include <QWidget>

class QPushButton;

// The buttons beside each other, or below each other where that is too wide.
class FindingButtons : public QWidget
{
public:
    // nullptr for one that there is not; it takes them.
    FindingButtons(QPushButton* tryIt, QPushButton* show, QWidget* parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int widthPx) const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    bool isFolded(int widthPx) const;

    QPushButton* const m_try;
    QPushButton* const m_show;
};
