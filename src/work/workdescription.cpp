#include "work/workdescription.h"

#include "plan/commandtemplate.h"
#include "plan/settings/settingfields.h"

#include <QJsonValue>

#include <variant>

namespace {

constexpr QLatin1String kWork("work");
constexpr QLatin1String kCpuShare("cpu_share");
constexpr QLatin1String kCommand("command");
constexpr QLatin1String kTimeout("timeout_ns");
constexpr QLatin1String kFailRate("fail_rate");
constexpr QLatin1String kSeed("seed");

// The word of a kind is that of the setting.
QString wordOf(WorkKind kind)
{
    RunSettings settings;
    settings.jobs.work = kind;
    return settingField(kWork)->text(settings);
}

std::optional<WorkKind> kindOf(const QString& word)
{
    RunSettings settings;
    return settingField(kWork)->set(settings, word) ? std::nullopt
                                                    : std::optional(settings.jobs.work);
}

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
    QJsonObject json{{kWork, wordOf(kind)},
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
    const auto kind = kindOf(json.value(kWork).toString());
    if (!kind)
        return std::nullopt;
    WorkDescription work{
        *kind,        json.value(kCpuShare).toDouble(), json.value(kCommand).toString(),
        std::nullopt, json.value(kFailRate).toDouble(), json.value(kSeed).toInt()};
    if (json.contains(kTimeout))
        work.timeout = std::chrono::nanoseconds(json.value(kTimeout).toInteger());
    const bool isWhole =
        work.kind != WorkKind::Command ||
        std::holds_alternative<CommandTemplate>(CommandTemplate::parse(work.command));
    if (!isWhole || !isShare(work.cpuShare) || !isShare(work.failRate) ||
        work.timeout.value_or(std::chrono::nanoseconds(0)).count() < 0)
        return std::nullopt;
    return work;
}
