#include "files/exports/findingsfile.h"

#include "base/language.h"
#include "insight/insight.h"
#include "text/findingtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

QLatin1String stateKey(FindingsState state)
{
    switch (state) {
    case FindingsState::TooShort:
        return QLatin1String("too_short");
    case FindingsState::NotOver:
        return QLatin1String("not_over");
    case FindingsState::TooFew:
        return QLatin1String("too_few_jobs");
    case FindingsState::NoWork:
        return QLatin1String("no_work");
    case FindingsState::Told:
        break;
    }
    return QLatin1String("told");
}

QLatin1String orderKey(SubmitOrder order)
{
    switch (order) {
    case SubmitOrder::Shortest:
        return QLatin1String("shortest");
    case SubmitOrder::Longest:
        return QLatin1String("longest");
    case SubmitOrder::Random:
        return QLatin1String("random");
    case SubmitOrder::Submitted:
        break;
    }
    return QLatin1String("submitted");
}

// The number of workers, and what else differs from the run.
QJsonObject changeOf(const WhatIf& change)
{
    QJsonObject object{{QStringLiteral("workers"), change.workers}};
    if (change.order)
        object[QStringLiteral("order")] = orderKey(*change.order);
    if (change.resultsCapacity)
        object[QStringLiteral("results_capacity")] = *change.resultsCapacity;
    if (change.arrival)
        object[QStringLiteral("arrival")] = QStringLiteral("all");
    if (change.withoutFailures)
        object[QStringLiteral("without_failures")] = true;
    if (change.split) {
        object[QStringLiteral("split_job")] = change.split->job.number;
        object[QStringLiteral("split_parts")] = change.split->parts;
    }
    if (change.batch > 1)
        object[QStringLiteral("batch")] = change.batch;
    return object;
}

QJsonObject findingOf(const Finding& finding, const JobModel& model)
{
    const InEnglish inEnglish;
    const FindingRule& rule = ruleOf(finding.kind);
    const FindingText text = findingText(finding, model);
    QJsonObject object{{QStringLiteral("finding"), QLatin1String(rule.key)},
                       {QStringLiteral("share"), finding.share},
                       {QStringLiteral("threshold"), rule.threshold},
                       {QStringLiteral("gain_ns"), finding.gainNs},
                       {QStringLiteral("cost_ns"), finding.costNs},
                       {QStringLiteral("title"), text.title},
                       {QStringLiteral("sentence"), text.sentence}};
    if (finding.workers > 0)
        object[QStringLiteral("workers")] = finding.workers;
    if (finding.job) {
        object[QStringLiteral("job")] = finding.job->number;
        object[QStringLiteral("job_ns")] = finding.jobNs;
        object[QStringLiteral("job_start_ns")] = finding.jobStartNs;
    }
    if (finding.tryWhat == TryWhat::WhatIf)
        object[QStringLiteral("change")] = changeOf(finding.change);
    if (finding.tryWhat == TryWhat::RunAgain)
        object[QStringLiteral("change")] = QJsonObject{{QStringLiteral("run_again"), true}};
    return object;
}

} // namespace

QByteArray findingsJson(const Insight& insight)
{
    QJsonObject all{{QStringLiteral("state"), stateKey(insight.findings.state)}};
    if (const auto& enough = insight.curve.enough)
        all[QStringLiteral("enough")] =
            QJsonObject{{QStringLiteral("workers"), enough->workers},
                        {QStringLiteral("time_ns"), enough->ns},
                        {QStringLiteral("by"), enough->measured ? QStringLiteral("measured")
                                                                : QStringLiteral("simulated")},
                        {QStringLiteral("from"), enough->from},
                        {QStringLiteral("to"), enough->to}};
    QJsonArray findings;
    for (const Finding& finding : insight.findings.findings)
        findings.append(findingOf(finding, insight.model));
    all[QStringLiteral("findings")] = findings;
    return QJsonDocument(all).toJson();
}
