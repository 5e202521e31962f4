// Which workers there are to be: how many, who comes next, who retires, and whether they pause.
#pragma once

#include "base/ids.h"

#include <optional>
#include <vector>

// Decides, and starts nothing: who hosts the workers reports what became of them. A number belongs
// to one worker at a time; it is free again once the worker that was told to retire has ended. One
// that leaves as there are no more jobs was not told to: it keeps its number and counts as staying.
// Only making it allocates. Used by one thread at a time.
class CrewPolicy
{
public:
    CrewPolicy();

    // A pause, and its end. Whether that changes anything.
    bool pause();
    bool resume();

    // How many stay, as they have not been told to retire.
    int stayingCount() const { return m_staying; }

    // The lowest number that nobody has; nothing where all RunSettings::kMaxWorkers are in use.
    std::optional<WorkerId> nextToCome() const;
    // The highest number that stays, where more than `count` do.
    std::optional<WorkerId> nextToRetire(int count) const;
    // The next above `worker` (from 0) that has been told to retire and still has its number.
    std::optional<WorkerId> nextRetiring(WorkerId worker) const;

    // A worker has started under a number that was free.
    void came(WorkerId worker);
    // One that stays has been told to retire.
    void toldToRetire(WorkerId worker);
    // One that was told to retire has ended: its number is free.
    void ended(WorkerId worker);

private:
    enum class Number : char { Free, Staying, Retiring };

    WorkerId idOf(std::vector<Number>::const_iterator number) const;
    Number& numberOf(WorkerId worker);

    std::vector<Number> m_numbers; // by number − 1: all that there can be
    int m_staying = 0;
    bool m_paused = false;
};
