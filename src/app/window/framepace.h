// How often the window draws while a run goes on.
#pragma once

#include <QtGlobal>

#include <chrono>

// At the display's rate while there is processor time to spare. Where the run's threads use nearly
// all of it, or others leave too little, each frame is taken from the run: frames take a tenth of
// the time then. Pure: its times are given to it. One thread.
class FramePace
{
public:
    static constexpr std::chrono::milliseconds kDisplay{16};
    // However costly frames are: what goes on is seen to move.
    static constexpr std::chrono::milliseconds kSlowest{100};
    static constexpr std::chrono::milliseconds kSlowestOfSmallRuns{33};

    // Nanoseconds so far.
    struct Used
    {
        qint64 timeNs;   // of the clock
        qint64 drawnNs;  // computed by the thread that draws
        qint64 waitedNs; // that it was ready without a core, as far as that is known
        qint64 runNs;    // computed by the program's other threads, all together
    };
    // Now; to be called by the main thread, which draws.
    static Used used();

    // A run begins, of a program that may use so many cores.
    FramePace(int cores, const Used& now);

    // A frame is drawn now: when the next one is due.
    std::chrono::milliseconds next(const Used& now, bool isSmallRun);

private:
    int m_cores;
    Used m_before;
};
