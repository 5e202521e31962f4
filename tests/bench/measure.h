// What the benchmarks measure with.
#pragma once

#include "base/clock.h"

#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <vector>

inline double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

inline double medianOf(int runs, const std::function<double()>& measure)
{
    std::vector<double> values;
    for (int i = 0; i < runs; ++i)
        values.push_back(measure());
    return median(values);
}

inline double millisecondsOf(const std::function<void()>& work)
{
    const qint64 beganNs = monotonicNs();
    work();
    return double(monotonicNs() - beganNs) / 1e6;
}

// Lets the event loop go on until `isDone`, and gives the longest time between two beats of 1 ms.
inline double longestStallMs(const std::function<bool()>& isDone)
{
    double longest = 0;
    qint64 lastNs = monotonicNs();
    QEventLoop loop;
    QTimer heartbeat;
    heartbeat.setTimerType(Qt::PreciseTimer);
    QObject::connect(&heartbeat, &QTimer::timeout, [&] {
        const qint64 nowNs = monotonicNs();
        longest = std::max(longest, double(nowNs - lastNs) / 1e6);
        lastNs = nowNs;
        if (isDone())
            loop.quit();
    });
    heartbeat.start(std::chrono::milliseconds(1));
    loop.exec();
    return longest;
}
