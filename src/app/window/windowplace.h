// Where the window stands, and how its room is divided: remembered between two starts.
#pragma once

class QSplitter;
class QWidget;

// Lives on the main thread.
class WindowPlace
{
public:
    struct Splitters
    {
        QSplitter* outer; // the settings and the rest
        QSplitter* inner; // chart and timings above, the lower panel below
        QSplitter* chart; // the chart and the timings
    };

    // All outlive it.
    WindowPlace(QWidget* window, const Splitters& splitters);

    // Before the window is first shown; it is kept on the screen.
    void restore();
    void save();
    // Texts have another size: the panels beside the chart are as wide as they need to be, as far
    // as the chart leaves them room.
    void fitPanels();

private:
    QWidget* const m_window;
    const Splitters m_splitters;
};
