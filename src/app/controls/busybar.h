// A progress bar that stands still where the desktop wants less motion.
#pragma once

#include <QProgressBar>

// From 0 to 0, as nobody knows how much there is, it moves to and fro, or is hatched.
class BusyBar : public QProgressBar
{
    Q_OBJECT

public:
    explicit BusyBar(QWidget* parent = nullptr);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool isStill() const;
};
