// What a run is told while it goes on.
#pragma once

struct PoolCommand
{
    enum class Kind {
        Pause,      // finish the jobs in hand and take up no more
        Resume,     // go on
        SetWorkers, // have so many workers: more start at once, fewer retire after their job
    };
    Kind kind;
    int workers = 0; // of SetWorkers
};
