// Sorting that may take seconds, and can be stopped.
#pragma once

#include <algorithm>
#include <stop_token>
#include <vector>

// Sorts stably by `less`; what a stop leaves is in some order. Throws what `less` throws.
template <typename T, typename Less>
void sortUnlessStopped(std::vector<T>& values, const std::stop_token& stop, Less less)
{
    struct Stopped
    {
    };
    constexpr int kLookEvery = 4096; // some 100 µs
    int left = kLookEvery;
    try {
        std::ranges::stable_sort(values, [&](const T& a, const T& b) {
            if (--left == 0) {
                left = kLookEvery;
                if (stop.stop_requested())
                    throw Stopped();
            }
            return less(a, b);
        });
    } catch (const Stopped&) { // NOLINT: the values are of no use then
    }
}
