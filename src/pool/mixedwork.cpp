#include "pool/mixedwork.h"

namespace {

std::chrono::nanoseconds shareOf(std::chrono::nanoseconds duration, double share)
{
    return std::chrono::nanoseconds(qint64(double(duration.count()) * share));
}

} // namespace

MixedWork::MixedWork(std::chrono::nanoseconds duration, double cpuShare)
    : m_computing(shareOf(duration, cpuShare)), m_waiting(duration - shareOf(duration, cpuShare))
{
}

AttemptResult MixedWork::perform(Attempt attempt, const std::stop_token& stop) const
{
    const AttemptResult computed = m_computing.perform(attempt, stop);
    return computed.status == JobStatus::Finished ? m_waiting.perform(attempt, stop) : computed;
}
