// What part of a run's time is in view: one truth that ruler, chart, strips and overview follow.
#pragma once

#include <QObject>

#include <vector>

struct TimeRange
{
    qint64 startNs = 0;
    qint64 endNs = 1;

    qint64 lengthNs() const { return endNs - startNs; }
    bool operator==(const TimeRange&) const = default;
};

// Lives on the main thread. All times are nanoseconds from the zero of the run. Ranges are kept
// within the whole range and never shorter than kMinLengthNs.
class Viewport : public QObject
{
    Q_OBJECT

public:
    // The view while the run grows.
    enum class Mode {
        FitAll, // all of it
        Follow, // the newest time, at the length that was zoomed to
        Free,   // where the user put it
    };

    static constexpr qint64 kMinLengthNs = 10;

    using QObject::QObject;

    TimeRange whole() const { return m_whole; }
    TimeRange visible() const { return m_visible; }
    Mode mode() const { return m_mode; }
    bool isLive() const { return m_live; }

    // A new run: all of it is shown, and there is no history.
    void reset(qint64 wholeEndNs, bool live);
    // The run has come to `newestNs` and its axis to `wholeEndNs`; `live` while it goes on.
    void grow(qint64 wholeEndNs, qint64 newestNs, bool live);

    // Makes the visible range `factor` times as long around `aroundNs`, which keeps its place.
    // While the newest time is followed it is that which keeps its place.
    void zoom(double factor, qint64 aroundNs);
    // Moves the visible range; ends following.
    void pan(qint64 byNs);
    // Shows a range; a step of its own in the history.
    void show(const TimeRange& range);
    // Shows a range that is being dragged: all of a drag is one step in the history.
    void drag(const TimeRange& range);
    void fitAll();
    void follow();

    bool canGoBack() const { return !m_back.empty(); }
    bool canGoForward() const { return !m_forward.empty(); }
    void goBack();
    void goForward();
    // Ends a gesture: what comes next is a step of its own in the history. Zooms that follow each
    // other without it are one step, and so are pans.
    void endGesture() { m_gesture = Gesture::None; }

Q_SIGNALS:
    void changed();
    // The user asked to follow the run.
    void followed();

private:
    enum class Gesture { None, Zoom, Pan, Drag };

    struct View
    {
        TimeRange range;
        Mode mode;
        bool operator==(const View&) const = default;
    };

    TimeRange bounded(const TimeRange& range) const;
    TimeRange followedRange() const;
    void remember(Gesture gesture);
    void setView(const View& view);
    void swapWith(std::vector<View>& from, std::vector<View>& to);

    TimeRange m_whole;
    TimeRange m_visible;
    qint64 m_newestNs = 0;
    Mode m_mode = Mode::FitAll;
    bool m_live = false;
    Gesture m_gesture = Gesture::None;
    std::vector<View> m_back;
    std::vector<View> m_forward;
};
