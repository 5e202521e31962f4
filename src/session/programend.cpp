#include "session/programend.h"

#include <atomic>
#include <thread>
#include <utility>

namespace {

std::stop_source s_end;
std::atomic<int> s_goingOn{0};

} // namespace

StopAtProgramEnd::StopAtProgramEnd(std::stop_source stop)
    : m_atEnd(s_end.get_token(), RequestStop{std::move(stop)})
{
}

HoldsUpProgramEnd::HoldsUpProgramEnd()
{
    ++s_goingOn;
}

HoldsUpProgramEnd::~HoldsUpProgramEnd()
{
    --s_goingOn;
}

void beginProgramEnd(std::chrono::milliseconds most)
{
    constexpr std::chrono::milliseconds kLookAgain(1);
    s_end.request_stop();
    const auto until = std::chrono::steady_clock::now() + most;
    while (s_goingOn > 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(kLookAgain);
}
