#include "work/shortage.h"

#include "base/clock.h"
#include "base/durationtext.h"
#include "base/systemwords.h"
#include "base/thread.h"

#include <algorithm>
#include <cerrno>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::nanoseconds kFirstPause = 2ms;
constexpr std::chrono::nanoseconds kMaxPause = 200ms;

} // namespace

bool Shortage::isOne(int error)
{
    switch (error) {
    case EMFILE:
    case ENFILE:
    case EAGAIN:
    case ENOMEM:
    case ENOBUFS:
    case ETOOMANYREFS: // too many descriptors on their way to another process
        return true;
    default:
        return false;
    }
}

int Shortage::waitOut(const std::function<int()>& attempt, const std::stop_token& stop)
{
    int error = attempt();
    if (!isOne(error))
        return error;
    m_error = error;
    ++m_waits;
    const qint64 beganNs = monotonicNs();
    qint64 waitedUntilNs = beganNs;
    qint64 othersRanNs = beganNs;
    qint64 ended = m_ended;
    for (auto pause = kFirstPause; isOne(error); pause = std::min(2 * pause, kMaxPause)) {
        if (m_running > 0 || m_ended != ended)
            othersRanNs = waitedUntilNs;
        ended = m_ended;
        if (waitedUntilNs - othersRanNs >= m_patience.count())
            break;
        const bool stopped = !sleepUntil(monotonicNs() + pause.count(), stop);
        waitedUntilNs = monotonicNs();
        error = stopped ? ECANCELED : attempt();
    }
    m_waitedNs += waitedUntilNs - beganNs;
    return error;
}

QString Shortage::takeNote()
{
    const qint64 waits = m_waits.exchange(0);
    const std::chrono::nanoseconds waited(m_waitedNs.exchange(0));
    if (waits == 0)
        return {};
    return QStringLiteral("the system had too little for all jobs at once (%1): jobs waited for "
                          "it %2 times, %3 in all")
        .arg(systemWords(m_error))
        .arg(waits)
        .arg(readableDuration(waited));
}
