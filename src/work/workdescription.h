// What the jobs of a run do, as a value.
#pragma once

#include "plan/settings/runsettings.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>

// All that makes a workload, but for what each job is given (JobPayload): another process that has
// the two does the same work.
struct WorkDescription
{
    WorkKind kind = WorkKind::Sleep;
    double cpuShare = 0;                               // of mixed work: computing, 0 to 1
    QString command{};                                 // with its placeholders
    std::optional<std::chrono::nanoseconds> timeout{}; // of a command
    double failRate = 0; // the probability with which an attempt fails on purpose, 0 to 1
    int seed = 0;        // which attempts those are

    bool operator==(const WorkDescription&) const = default;

    static WorkDescription of(const RunSettings& settings);

    QJsonObject toJson() const;
    // Nothing where that is none, or of a kind that is not known here.
    static std::optional<WorkDescription> fromJson(const QJsonObject& json);
};
