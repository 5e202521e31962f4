// How reading and writing report their progress, and how they are stopped.
#pragma once

#include <functional>
#include <stop_token>

struct FileProgress
{
    std::stop_token stop{};
    // Called now and then, on the thread that reads or writes, with the share that is done: 0 to
    // 1000.
    std::function<void(int permille)> told{};

    void tell(int permille) const
    {
        if (told)
            told(permille);
    }
};
