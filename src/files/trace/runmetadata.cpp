#include "files/trace/runmetadata.h"

#include "base/visibletext.h"
#include "files/io/escape.h"
#include "files/io/filestr.h"
#include "files/settings/settingsfile.h"
#include "files/trace/tracepart.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace {

constexpr int kVersion = 1;

QString key(const char* name)
{
    return QLatin1String(name);
}

QString kFormat()
{
    return key("poolscope-run");
}

// Many readers hold numbers of JSON as doubles: whole numbers that may exceed 2^53 are texts.
QJsonValue exact(qint64 value)
{
    return QString::number(value);
}

qint64 exactFrom(const QJsonValue& value)
{
    return value.isString() ? value.toString().toLongLong() : value.toInteger();
}

// Clamped to what a run can have.
qint64 countFrom(const QJsonValue& value)
{
    return std::clamp<qint64>(exactFrom(value), 0, RunSettings::kMaxJobs);
}

std::chrono::nanoseconds timeFrom(const QJsonValue& value)
{
    return std::chrono::nanoseconds(std::clamp<qint64>(exactFrom(value), 0, Timeline::kMaxLanesNs));
}

// Names are shown in titles and beside rows, so they are shorter than messages, which may quote a
// path.
QString nameFrom(const QJsonValue& value)
{
    return beginningOf(value.toString(), RunOrigin::kMaxNameLength);
}

QString messageFrom(const QJsonValue& value)
{
    constexpr qsizetype kMaxMessage = 10'000;
    return beginningOf(value.toString(), kMaxMessage);
}

constexpr const char* kStates[] = {"finished", "stopped", "failed"};

constexpr std::pair<OutcomeCode, const char*> kOutcomeCodes[] = {
    {OutcomeCode::Note, "note"},
    {OutcomeCode::WorkersNotAdded, "workers_not_added"},
    {OutcomeCode::NoThreads, "no_threads"},
    {OutcomeCode::NoMemory, "no_memory"},
    {OutcomeCode::JobsDoNotAddUp, "jobs_do_not_add_up"},
    {OutcomeCode::ResultsDoNotMatch, "results_do_not_match"},
    {OutcomeCode::EventsMissing, "events_missing"},
    {OutcomeCode::Broker, "broker"},
};

QJsonObject endJson(const Timeline& timeline)
{
    const RunOutcome outcome = timeline.outcome() ? *timeline.outcome() : RunOutcome();
    QJsonObject json{{key("began"), timeline.beganAtNs().has_value()},
                     {key("state"), key(kStates[int(outcome.state)])},
                     {key("message"), outcome.message},
                     {key("jobs_sent"), exact(outcome.jobsSent)},
                     {key("jobs_failed"), exact(outcome.jobsFailed)},
                     {key("jobs_cancelled"), exact(outcome.jobsCancelled)},
                     {key("results_received"), exact(outcome.resultsReceived)},
                     {key("results_sum"), exact(outcome.resultsSum)}};
    for (const auto& [code, word] : kOutcomeCodes) {
        if (outcome.code == code)
            json.insert(key("code"), key(word));
    }
    if (const auto makespan = timeline.makespanNs())
        json.insert(key("makespan_ns"), exact(*makespan));
    if (outcome.readFromDiskBytes)
        json.insert(key("read_from_disk_bytes"), exact(*outcome.readFromDiskBytes));
    if (outcome.processCpuNs)
        json.insert(key("process_cpu_ns"), exact(*outcome.processCpuNs));
    return json;
}

TimelineEnd endFrom(const QJsonObject& json)
{
    TimelineEnd end;
    end.began = json.value(key("began")).toBool();
    if (json.contains(key("makespan_ns")))
        end.makespanNs = timeFrom(json.value(key("makespan_ns"))).count();
    const QString state = json.value(key("state")).toString();
    for (int i = 0; i < int(std::size(kStates)); ++i) {
        if (state == key(kStates[i]))
            end.outcome.state = RunState(i);
    }
    for (const auto& [code, word] : kOutcomeCodes) {
        if (json.value(key("code")) == key(word))
            end.outcome.code = code;
    }
    end.outcome.message = messageFrom(json.value(key("message")));
    end.outcome.jobsSent = countFrom(json.value(key("jobs_sent")));
    end.outcome.jobsFailed = countFrom(json.value(key("jobs_failed")));
    end.outcome.jobsCancelled = countFrom(json.value(key("jobs_cancelled")));
    end.outcome.resultsReceived = countFrom(json.value(key("results_received")));
    end.outcome.resultsSum = exactFrom(json.value(key("results_sum")));
    if (const QJsonValue read = json.value(key("read_from_disk_bytes")); !read.isUndefined())
        end.outcome.readFromDiskBytes = std::max<qint64>(0, exactFrom(read));
    if (json.contains(key("process_cpu_ns")))
        end.outcome.processCpuNs = timeFrom(json.value(key("process_cpu_ns"))).count();
    return end;
}

QJsonObject machineJson(const Machine& machine)
{
    return {{key("cores"), machine.cores},
            {key("system"), machine.system},
            {key("kernel"), machine.kernel},
            {key("architecture"), machine.architecture}};
}

Machine machineFrom(const QJsonObject& json)
{
    return {json.value(key("cores")).toInt(), nameFrom(json.value(key("system"))),
            nameFrom(json.value(key("kernel"))), nameFrom(json.value(key("architecture")))};
}

std::vector<LaneLabel> lanesFrom(const QJsonObject& json)
{
    std::vector<LaneLabel> lanes;
    const QJsonArray hosts = json.value(key("hosts")).toArray();
    const QJsonArray errors = json.value(key("clock_errors_ns")).toArray();
    for (const QJsonValue& lane : json.value(key("lanes")).toArray()) {
        if (lanes.size() == std::size_t(RunSettings::kMaxLanes))
            break;
        const auto at = qsizetype(lanes.size());
        const QJsonValue error = errors.at(at);
        lanes.emplace_back(nameFrom(lane), nameFrom(hosts.at(at)),
                           error.isString() ? std::optional(timeFrom(error).count())
                                            : std::nullopt);
    }
    return lanes;
}

void insertLanes(QJsonObject& json, const LaneLabels& labels)
{
    QJsonArray lanes;
    QJsonArray hosts;
    QJsonArray errors;
    for (const LaneLabel& lane : labels) {
        lanes.append(lane.name);
        hosts.append(lane.host);
        errors.append(lane.clockErrorNs ? exact(*lane.clockErrorNs) : QJsonValue());
    }
    json.insert(key("lanes"), lanes);
    if (std::ranges::any_of(labels, [](const LaneLabel& lane) { return !lane.host.isEmpty(); }))
        json.insert(key("hosts"), hosts);
    if (std::ranges::any_of(labels,
                            [](const LaneLabel& lane) { return lane.clockErrorNs.has_value(); }))
        json.insert(key("clock_errors_ns"), errors);
}

QJsonArray clocksJson(const std::vector<HostClock>& clocks)
{
    QJsonArray all;
    for (const HostClock& clock : clocks) {
        QJsonArray lanes;
        for (const int lane : clock.lanes)
            lanes.append(lane);
        QJsonArray stretches;
        for (const ClockStretch& stretch : clock.stretches)
            stretches.append(QJsonObject{{key("from_ns"), exact(stretch.fromNs)},
                                         {key("offset_ns"), exact(stretch.base.offsetNs)},
                                         {key("error_ns"), exact(stretch.base.uncertaintyNs)}});
        QJsonObject json{{key("lanes"), lanes}, {key("stretches"), stretches}};
        if (clock.drift) {
            json.insert(key("drift_ns_per_s"), clock.drift->nsPerSecond);
            json.insert(key("drift_error_ns_per_s"), clock.drift->errorNsPerSecond);
        }
        all.append(json);
    }
    return all;
}

std::vector<HostClock> clocksFrom(const QJsonArray& all, std::size_t lanes)
{
    std::vector<HostClock> clocks;
    for (const QJsonValue& value : all) {
        const QJsonObject json = value.toObject();
        HostClock clock;
        for (const QJsonValue& lane : json.value(key("lanes")).toArray()) {
            const int number = lane.toInt(-1);
            if (number >= 0 && std::size_t(number) < lanes)
                clock.lanes.push_back(number);
        }
        for (const QJsonValue& stretch : json.value(key("stretches")).toArray()) {
            const QJsonObject of = stretch.toObject();
            clock.stretches.push_back(
                {exactFrom(of.value(key("from_ns"))),
                 {exactFrom(of.value(key("offset_ns"))), exactFrom(of.value(key("error_ns")))}});
        }
        if (const QJsonValue drift = json.value(key("drift_ns_per_s")); drift.isDouble())
            clock.drift =
                ClockDrift{drift.toDouble(), json.value(key("drift_error_ns_per_s")).toDouble()};
        clocks.push_back(std::move(clock));
    }
    return clocks;
}

RunOrigin originFrom(const QJsonObject& root, int jobs)
{
    constexpr int kMaxNotes = 1000;
    RunOrigin origin;
    origin.program = nameFrom(root.value(key("program")));
    origin.recorded =
        QDateTime::fromString(root.value(key("recorded")).toString(), Qt::ISODateWithMs);
    origin.machine = machineFrom(root.value(key("machine")).toObject());
    for (const QJsonValue& note : root.value(key("notes")).toArray()) {
        if (origin.notes.size() < kMaxNotes)
            origin.notes += messageFrom(note);
    }
    const QJsonObject from = root.value(key("origin")).toObject();
    origin.kind = nameFrom(from.value(key("kind")));
    origin.lanes = lanesFrom(from);
    origin.clocks = clocksFrom(from.value(key("clocks")).toArray(), origin.lanes.size());
    if (origin.isOurs())
        return origin;
    const QJsonObject nested = from.value(key("nested")).toObject();
    origin.nested.lanes = lanesFrom(nested);
    origin.nested.count =
        std::clamp(nested.value(key("count")).toInt(), 0, RunSettings::kMaxJobs - jobs);
    origin.nested.areAround = nested.value(key("around")).toBool();
    return origin;
}

} // namespace

QByteArray metadataJson(const RunRecord& record)
{
    const Estimate& estimate = record.plan.estimate;
    QJsonObject root{
        {key("format"), kFormat()},
        {key("version"), kVersion},
        {key("program"), record.origin.program},
        {key("recorded"), record.origin.recorded.toString(Qt::ISODateWithMs)},
        {key("machine"), machineJson(record.origin.machine)},
        {key("settings"), QJsonDocument::fromJson(settingsJson({{}, {}, record.settings}))
                              .object()
                              .value(key("settings"))},
        {key("estimate"), QJsonObject{{key("known"), estimate.known},
                                      {key("ideal_ns"), exact(estimate.ideal.count())},
                                      {key("sequential_ns"), exact(estimate.sequential.count())},
                                      {key("most_speed_up"), estimate.mostSpeedUp}}},
        {key("note"), record.plan.note},
        {key("notes"), QJsonArray::fromStringList(record.origin.notes)}};
    // Agents may have had more than can be set.
    if (record.settings.pool.areElsewhere())
        root.insert(key("workers"), record.settings.pool.workers);
    for (const auto& part : record.parts())
        root.insert(key(tracePartOf(part->role).key), endJson(part->timeline));
    if (!record.origin.isOurs() || !record.origin.lanes.empty()) {
        QJsonObject origin;
        if (!record.origin.isOurs())
            origin.insert(key("kind"), record.origin.kind);
        insertLanes(origin, record.origin.lanes);
        if (!record.origin.clocks.empty())
            origin.insert(key("clocks"), clocksJson(record.origin.clocks));
        if (const NestedSpans& nested = record.origin.nested; !nested.lanes.empty()) {
            QJsonObject json{{key("count"), nested.count}, {key("around"), nested.areAround}};
            insertLanes(json, nested.lanes);
            origin.insert(key("nested"), json);
        }
        root.insert(key("origin"), origin);
    }
    return jsonEscaped(QJsonDocument(root).toJson(QJsonDocument::Compact));
}

Result<RunMetadata> metadataFrom(const QByteArray& json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    if (root.value(key("format")) != kFormat())
        return RunMetadata();
    if (root.value(key("version")).toInt() != kVersion)
        return Problem{FilesTr::tr("a run of another version than %1").arg(kVersion)};
    const auto settings =
        settingsFrom(QJsonDocument(QJsonObject{{key("format"), key("poolscope-settings")},
                                               {key("version"), 1},
                                               {key("settings"), root.value(key("settings"))}})
                         .toJson());
    if (const auto* problem = std::get_if<SettingsProblem>(&settings))
        return Problem{FilesTr::tr("the settings of the run: %1").arg(problem->message)};
    PlannedRun plan(std::get<SettingsFile>(settings).settings);
    if (PoolSettings& pool = plan.settings.pool; pool.areElsewhere())
        pool.workers = std::clamp(root.value(key("workers")).toInt(pool.workers),
                                  RunSettings::kMinWorkers, RunSettings::kMaxLanes);
    const QJsonObject estimate = root.value(key("estimate")).toObject();
    plan.estimate.known = estimate.value(key("known")).toBool();
    plan.estimate.ideal = timeFrom(estimate.value(key("ideal_ns")));
    plan.estimate.sequential = timeFrom(estimate.value(key("sequential_ns")));
    plan.estimate.mostSpeedUp = estimate.value(key("most_speed_up")).toDouble();
    plan.note = messageFrom(root.value(key("note")));
    RunMetadata metadata;
    RunOrigin origin = originFrom(root, plan.settings.jobs.count);
    metadata.record = std::make_unique<RunRecord>(std::move(plan), std::move(origin));
    for (const auto& part : metadata.record->parts())
        metadata.ends.push_back(endFrom(root.value(key(tracePartOf(part->role).key)).toObject()));
    return metadata;
}
