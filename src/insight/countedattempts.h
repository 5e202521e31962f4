// Which attempts at jobs counted, and when jobs were taken.
#pragma once

#include "timeline/timeline.h"

#include <stop_token>
#include <unordered_map>
#include <vector>

// Of a timeline that is over. Immutable once made. Any thread.
class CountedAttempts
{
public:
    // A pass over all spans; a stop leaves it incomplete. Throws std::bad_alloc.
    CountedAttempts(const Timeline& timeline, const std::stop_token& stop);

    // When each job was taken for the first time, ascending.
    const std::vector<qint64>& takesNs() const { return m_takesNs; }
    // Whether a span on the lane is the one whose result its job has: it finished, and before all
    // others of its job that did.
    bool counts(const Span& span, int lane) const;

private:
    struct Finish
    {
        qint64 ns;
        int lane;
        auto operator<=>(const Finish&) const = default;
    };
    void findFirstOf(const Timeline& timeline, const std::stop_token& stop);

    std::vector<qint64> m_takesNs;
    // Of the jobs that finished several times, as they were delivered again: the first time.
    std::unordered_map<qint32, Finish> m_firstOf;
};
