// The end of the program, for threads that others must not outlive.
#pragma once

#include <chrono>
#include <stop_token>

// Stops what goes on when the program ends, or at once where that has begun. A member of a thread.
class StopAtProgramEnd
{
public:
    explicit StopAtProgramEnd(std::stop_source stop);

private:
    struct RequestStop
    {
        std::stop_source stop;
        void operator()() { stop.request_stop(); }
    };

    const std::stop_callback<RequestStop> m_atEnd;
};

// While there is one the program's end waits, for a time. On the stack of such a thread.
class HoldsUpProgramEnd
{
public:
    HoldsUpProgramEnd();
    ~HoldsUpProgramEnd();
    HoldsUpProgramEnd(const HoldsUpProgramEnd&) = delete;
    HoldsUpProgramEnd& operator=(const HoldsUpProgramEnd&) = delete;
};

// Stops all of them, those that come too, and waits for those that go on, but no longer than
// `most`. Any thread; needs no memory.
void beginProgramEnd(std::chrono::milliseconds most);
