#include "pool/crew/crewpolicy.h"

#include "plan/settings/runsettings.h"

#include <algorithm>
#include <utility>

CrewPolicy::CrewPolicy() : m_numbers(RunSettings::kMaxWorkers, Number::Free) {}

bool CrewPolicy::pause()
{
    return !std::exchange(m_paused, true);
}

bool CrewPolicy::resume()
{
    return std::exchange(m_paused, false);
}

std::optional<WorkerId> CrewPolicy::nextToCome() const
{
    const auto found = std::ranges::find(m_numbers, Number::Free);
    return found != m_numbers.end() ? std::optional(idOf(found)) : std::nullopt;
}

std::optional<WorkerId> CrewPolicy::nextToRetire(int count) const
{
    if (m_staying <= count)
        return std::nullopt;
    std::size_t at = m_numbers.size();
    while (m_numbers[at - 1] != Number::Staying)
        --at;
    return WorkerId{qint32(at)};
}

std::optional<WorkerId> CrewPolicy::nextRetiring(WorkerId worker) const
{
    const auto found =
        std::find(m_numbers.begin() + worker.number, m_numbers.end(), Number::Retiring);
    return found != m_numbers.end() ? std::optional(idOf(found)) : std::nullopt;
}

void CrewPolicy::came(WorkerId worker)
{
    Q_ASSERT(numberOf(worker) == Number::Free);
    numberOf(worker) = Number::Staying;
    ++m_staying;
}

void CrewPolicy::toldToRetire(WorkerId worker)
{
    Q_ASSERT(numberOf(worker) == Number::Staying);
    numberOf(worker) = Number::Retiring;
    --m_staying;
}

void CrewPolicy::ended(WorkerId worker)
{
    Q_ASSERT(numberOf(worker) == Number::Retiring);
    numberOf(worker) = Number::Free;
}

WorkerId CrewPolicy::idOf(std::vector<Number>::const_iterator number) const
{
    return WorkerId{qint32(number - m_numbers.begin() + 1)};
}

CrewPolicy::Number& CrewPolicy::numberOf(WorkerId worker)
{
    Q_ASSERT(worker.number >= 1 && std::size_t(worker.number) <= m_numbers.size());
    return m_numbers[std::size_t(worker.number - 1)];
}
