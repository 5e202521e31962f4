#include "session/terminal/lastresort.h"

#include "base/memoryreserve.h"
#include "session/runthread.h"
#include "session/terminal/exitstatus.h"
#include "session/terminal/messages.h"

#include <QByteArray>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <new>
#include <unistd.h>

namespace {

constexpr std::chrono::milliseconds kForRunsToEnd(500);

QByteArray s_noMemory; // made while there is some
std::terminate_handler s_usual = nullptr;

bool isForWantOfMemory()
{
    try {
        if (std::current_exception())
            throw;
    } catch (const std::bad_alloc&) {
        return true;
    } catch (...) {
        return false;
    }
    return false;
}

[[noreturn]] void end()
{
    if (!isForWantOfMemory()) {
        s_usual();
        std::abort();
    }
    [[maybe_unused]] const auto written =
        write(STDERR_FILENO, s_noMemory.constData(), std::size_t(s_noMemory.size()));
    RunThread::endAll(kForRunsToEnd);
    std::_Exit(ExitStatus::kNotFinished);
}

} // namespace

void installLastResort()
{
    memoryreserve::keep();
    s_noMemory =
        errorLine(QStringLiteral("there is no memory for what was asked for: the program ends"));
    s_usual = std::set_terminate(end);
}

void endRunsAtExit()
{
    std::atexit([] { RunThread::endAll(kForRunsToEnd); });
}
