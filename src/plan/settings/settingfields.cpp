#include "plan/settings/settingfields.h"

#include "plan/plantr.h"
#include "plan/settings/brokeraddress.h"

#include <algorithm>

namespace {

// --- What makes use of a setting

bool always(const RunSettings&)
{
    return true;
}

bool hasDurations(const RunSettings& settings)
{
    return settings.jobs.hasDurations();
}

bool readsDurations(const RunSettings& settings)
{
    return hasDurations(settings) && settings.jobs.spread.kind == SpreadKind::File;
}

bool setsDuration(const RunSettings& settings)
{
    return hasDurations(settings) && settings.jobs.spread.kind != SpreadKind::File;
}

bool isMixed(const RunSettings& settings)
{
    return settings.jobs.work == WorkKind::Mixed;
}

bool isCommand(const RunSettings& settings)
{
    return settings.jobs.work == WorkKind::Command;
}

bool takesInput(const RunSettings& settings)
{
    return settings.jobs.work == WorkKind::Hash || isCommand(settings);
}

// Files and lists say themselves how many jobs there are.
bool countsJobs(const RunSettings& settings)
{
    return setsDuration(settings) || (isCommand(settings) && settings.jobs.input.isEmpty());
}

bool areWorkersElsewhere(const RunSettings& settings)
{
    return settings.pool.areElsewhere();
}

bool leavesToChance(const RunSettings& settings)
{
    const bool draws = setsDuration(settings) && settings.jobs.spread.kind != SpreadKind::Fixed;
    return draws || settings.jobs.order == SubmitOrder::Random ||
           settings.arrival.kind == ArrivalKind::Poisson || settings.jobs.failRate > 0;
}

SettingValue workWord()
{
    return SettingValues::word<WorkKind>(
        {{WorkKind::Sleep, QStringLiteral("sleep")},
         {WorkKind::Cpu, QStringLiteral("cpu")},
         {WorkKind::Mixed, QStringLiteral("mixed")},
         {WorkKind::Hash, QStringLiteral("hash")},
         {WorkKind::Command, QStringLiteral("command")}},
        [](auto& s) -> auto& { return s.jobs.work; });
}

SettingValue orderWord()
{
    return SettingValues::word<SubmitOrder>(
        {{SubmitOrder::Submitted, QStringLiteral("submitted")},
         {SubmitOrder::Shortest, QStringLiteral("shortest")},
         {SubmitOrder::Longest, QStringLiteral("longest")},
         {SubmitOrder::Random, QStringLiteral("random")}},
        [](auto& s) -> auto& { return s.jobs.order; });
}

SettingValue sequentialWord()
{
    return SettingValues::word<SequentialRunWhen>(
        {{SequentialRunWhen::After, QStringLiteral("after")},
         {SequentialRunWhen::Alongside, QStringLiteral("alongside")},
         {SequentialRunWhen::Off, QStringLiteral("off")}},
        [](auto& s) -> auto& { return s.baseline.when; });
}

// A run on agents may have had more of them than threads may be: the text is one that can be set.
SettingValue numberOfWorkers()
{
    SettingValue value = SettingValues::number(
        RunSettings::kMinWorkers, RunSettings::kMaxWorkers,
        [](auto& s) -> auto& { return s.pool.workers; });
    value.text = [](const RunSettings& settings) {
        return SettingValues::textOf(std::min(settings.pool.workers, RunSettings::kMaxWorkers));
    };
    return value;
}

template <typename Part>
SettingValue yesOrNo(Part part)
{
    return SettingValues::word<bool>({{true, QStringLiteral("yes")}, {false, QStringLiteral("no")}},
                                     part);
}

// To name a file of durations is to take them from there.
SettingValue durationsFile()
{
    SettingValue value =
        SettingValues::anyText([](auto& s) -> auto& { return s.jobs.spread.file; });
    value.text = [](const RunSettings& settings) {
        return settings.jobs.spread.kind == SpreadKind::File ? settings.jobs.spread.file
                                                             : QString();
    };
    value.take = [](RunSettings& settings, const QString& text) {
        settings.jobs.spread.kind = SpreadKind::File;
        settings.jobs.spread.file = text;
        return true;
    };
    value.copy = [](const RunSettings& from, RunSettings& to) {
        if (from.jobs.spread.kind == SpreadKind::File || to.jobs.spread.kind == SpreadKind::File)
            to.jobs.spread = from.jobs.spread;
    };
    return value;
}

QString allowedBrokers()
{
    return PlanTr::tr(
        "the address of a broker, such as amqp://user@host:5672/vhost, or amqps:// for "
        "TLS");
}

// A password in the address is kept apart: no text of the settings holds it.
SettingValue brokerAddress()
{
    SettingValue value = SettingValues::anyText([](auto& s) -> auto& { return s.pool.broker; });
    value.limits.kind = SettingLimits::Kind::Form;
    value.limits.form = allowedBrokers;
    value.take = [](RunSettings& settings, const QString& text) {
        if (text.isEmpty()) {
            settings.pool.broker.clear();
            return true;
        }
        const auto parsed = BrokerAddress::parse(text);
        const auto* address = std::get_if<BrokerAddress>(&parsed);
        if (!address)
            return false;
        brokerpasswords::keep(*address);
        settings.pool.broker = address->shown();
        return true;
    };
    return value;
}

std::vector<SettingField> allFields()
{
    using S = RunSettings;
    using enum SettingScope;
    using enum SettingRole;
    using namespace SettingValues;
    return {
        {"jobs", "N", "%1 to %2 (5)", Plan, Plain, countsJobs,
         number(
             S::kMinJobs, S::kMaxJobs, [](auto& s) -> auto& { return s.jobs.count; })},
        {"workers", "N", "%1 to %2 (3)", Live, Plain, always, numberOfWorkers()},
        {"capacity", "N", "%1 to %2, of both channels; as many as jobs unless given", Pool, Plain,
         always,
         number(
             S::kMinCapacity, S::kMaxCapacity, [](auto& s) -> auto& { return s.pool.capacity; })},
        {"results-capacity", "N", "of the results channel, where it has its own", Pool, Plain,
         always,
         number(
             S::kMinCapacity, S::kMaxCapacity,
             [](auto& s) -> auto& { return s.pool.resultsCapacity; })},
        {"read-time", "T", "for which each result keeps its reader busy (0s)", Time, Plain, always,
         duration([](auto& s) -> auto& { return s.pool.readTime; })},
        {"work", "KIND",
         "sleep (waits), cpu (computes), mixed, hash (the SHA-256 of\n"
         "files), command (runs a program) (sleep)",
         Plan, Task, always, workWord()},
        {"duration", "T",
         "of one job, with its unit: 0s (an empty job), 250us, 20ms,\n"
         "1.5s; 1h at most; where they differ, their mean (1s)",
         Plan, Plain, setsDuration, duration([](auto& s) -> auto& { return s.jobs.duration; })},
        {"spread", "KIND",
         "of the durations: fixed, uniform:50% (the mean ± 50 %),\n"
         "exponential, bimodal:5%,10 (5 % take 10 times as long),\n"
         "pareto:1.5 (a heavy tail) (fixed)",
         Plan, Task, hasDurations,
         form<Spread>(
             SettingTexts::allowedSpreads, SettingTexts::spreadText, SettingTexts::spreadIn,
             [](auto& s) -> auto& { return s.jobs.spread; })},
        {"durations", "FILE", "take the durations from a file, one a line, each one a job", Plan,
         Path, readsDurations, durationsFile()},
        {"cpu-share", "P", "of mixed work: computing, 0% to 100% (30%)", Time, Plain, isMixed,
         share([](auto& s) -> auto& { return s.jobs.cpuShare; })},
        {"input", "PATH",
         "hash: a folder, each file in it a job; command: a list,\n"
         "each line a job, or - for standard input, or a folder",
         Plan, Path, takesInput, anyText([](auto& s) -> auto& { return s.jobs.input; })},
        {"recursive", "", "files in the folder's folders, too", Plan, Task, takesInput,
         yesOrNo([](auto& s) -> auto& { return s.jobs.recursive; })},
        {"null", "",
         "parts of the list end with NUL, as find -print0 and xargs -0\n"
         "have it; a NUL with its first line tells that, too",
         Plan, Task, isCommand, yesOrNo([](auto& s) -> auto& { return s.jobs.hasNuls; })},
        {"command", "TEXT",
         "what each job runs, without a shell: {} stands for its\n"
         "input, {.} for that without its ending, {/} for its name,\n"
         "{//} for its folder, {/.} for its name without ending, {n}\n"
         "or {#} for the job's number, {%} for that of its worker,\n"
         "such as 'convert {} {.}.png'",
         Plan, Program, isCommand, anyText([](auto& s) -> auto& { return s.jobs.command; })},
        {"timeout", "T", "end a command that takes longer", Pool, Task, isCommand,
         duration([](auto& s) -> auto& { return s.jobs.timeout; })},
        {"order", "KIND",
         "submitted, shortest (first: the least waiting on average),\n"
         "longest (first: the earliest end), random (submitted)",
         Time, Plain, always, orderWord()},
        {"arrival", "KIND",
         "all (at once), every:20ms, poisson:50/s (at random, so many\n"
         "a second) (all)",
         Time, Plain, always,
         form<Arrival>(
             SettingTexts::allowedArrivals, SettingTexts::arrivalText, SettingTexts::arrivalIn,
             [](auto& s) -> auto& { return s.arrival; })},
        {"retries", "N", "how often a job that failed is tried again, %2 at most (0)", Time, Plain,
         always,
         number(
             0, S::kMaxRetries, [](auto& s) -> auto& { return s.jobs.retries; })},
        {"fail-rate", "P", "make attempts fail on purpose, 0% to 100% of them (0%)", Time, Plain,
         always, share([](auto& s) -> auto& { return s.jobs.failRate; })},
        {"seed", "N", "of all that is left to chance, %1 to %2 (1)", Time, Plain, leavesToChance,
         number(
             0, S::kMaxSeed, [](auto& s) -> auto& { return s.seed; })},
        {"sequential", "WHEN", "after, alongside, off (after)", Pool, Plain, always,
         sequentialWord()},
        {"broker", "URL",
         "run the jobs on agents at a message broker (RabbitMQ), such as\n"
         "amqp://user@host; they are started by poolscope worker",
         Pool, Place, areWorkersElsewhere, brokerAddress()},
        {"prefetch", "N",
         "jobs that each worker of an agent may have in hand, %1 to %2\n"
         "(1): more of them keep it from waiting for the broker, but\n"
         "they begin in another order than they were sent in, and one\n"
         "in hand of a busy worker cannot be done by an idle one",
         Pool, Plain, areWorkersElsewhere,
         number(
             1, PoolSettings::kMaxPrefetch, [](auto& s) -> auto& { return s.pool.prefetch; })},
    };
}

} // namespace

std::optional<QString> SettingField::set(RunSettings& settings, const QString& text) const
{
    return value.take(settings, text) ? std::nullopt : std::optional(value.limits.allowed());
}

const std::vector<SettingField>& settingFields()
{
    static const std::vector<SettingField> fields = allFields();
    return fields;
}

const SettingField* settingField(QAnyStringView name)
{
    const auto& fields = settingFields();
    const auto found = std::ranges::find_if(
        fields, [name](const SettingField& field) { return name == QAnyStringView(field.name); });
    return found == fields.end() ? nullptr : &*found;
}

QString optionSentence(const QString& name, const QString& sentence)
{
    return QStringLiteral("--%1: %2").arg(name, sentence);
}

bool differIn(SettingScope scope, const RunSettings& a, const RunSettings& b)
{
    return std::ranges::any_of(settingFields(), [&](const SettingField& field) {
        return field.scope == scope && field.text(a) != field.text(b);
    });
}

RunSettings forecastSettings(const RunSettings& settings)
{
    RunSettings needed;
    for (const SettingField& field : settingFields()) {
        const bool isTime = field.scope == SettingScope::Time || field.scope == SettingScope::Live;
        const bool matters =
            field.scope == SettingScope::Plan || (isTime && settings.jobs.hasDurations());
        if (matters && field.isNeeded(settings))
            field.value.copy(settings, needed);
    }
    return needed;
}
