#include "work/workdescription.h"

#include "plan/commandtemplate.h"

#include <QJsonValue>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace {

constexpr std::array kKinds{
    std::pair{WorkKind::Sleep, QLatin1String("sleep")},
    std::pair{WorkKind::Cpu, QLatin1String("cpu")},
    std::pair{WorkKind::Mixed, QLatin1String("mixed")},
    std::pair{WorkKind::Hash, QLatin1String("hash")},
    std::pair{WorkKind::Command, QLatin1String("command")},
};

constexpr QLatin1String kWork("work");
constexpr QLatin1String kCpuShare("cpu_share");
constexpr QLatin1String kCommand("command");
constexpr QLatin1String kTimeout("timeout_ns");
constexpr QLatin1String kFailRate("fail_rate");
constexpr QLatin1String kSeed("seed");

bool isShare(double value)
{
    return value >= 0 && value <= 1;
}

} // namespace

WorkDescription WorkDescription::of(const RunSettings& settings)
{
    const JobSettings& jobs = settings.jobs;
    return {jobs.work, jobs.cpuShare, jobs.command, jobs.timeout, jobs.failRate, settings.seed};
}

QJsonObject WorkDescription::toJson() const
{
    QJsonObject json{
        {kWork, std::ranges::find(kKinds, kind, &decltype(kKinds)::value_type::first)->second},
        {kCpuShare, cpuShare},
        {kCommand, command},
        {kFailRate, failRate},
        {kSeed, seed}};
    if (timeout)
        json.insert(kTimeout, qint64{timeout->count()});
    return json;
}

std::optional<WorkDescription> WorkDescription::fromJson(const QJsonObject& json)
{
    const QString word = json.value(kWork).toString();
    const auto kind = std::ranges::find(kKinds, word, &decltype(kKinds)::value_type::second);
    if (kind == kKinds.end())
        return std::nullopt;
    WorkDescription work{
        kind->first,  json.value(kCpuShare).toDouble(), json.value(kCommand).toString(),
        std::nullopt, json.value(kFailRate).toDouble(), json.value(kSeed).toInt()};
    if (json.contains(kTimeout))
        work.timeout = std::chrono::nanoseconds(json.value(kTimeout).toInteger());
    const bool isWhole =
        work.kind != WorkKind::Command ||
        std::holds_alternative<CommandTemplate>(CommandTemplate::parse(work.command));
    if (!isWhole || !isShare(work.cpuShare) || !isShare(work.failRate) ||
        work.timeout.value_or(std::chrono::nanoseconds(1)).count() <= 0)
        return std::nullopt;
    return work;
}
