#include "text/findingtext.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "insight/insight.h"
#include "text/figures.h"
#include "text/losttext.h"
#include "text/texttr.h"

#include <QStringList>

#include <algorithm>

using std::chrono::nanoseconds;

namespace {

QString timeText(qint64 ns)
{
    return readableDuration(nanoseconds(ns));
}

QString coresText(int cores)
{
    return TextTr::tr("%Ln cores", nullptr, pluralCount(cores));
}

bool has(const JobModel& model, ModelCaveat caveat)
{
    return std::ranges::find(model.caveats, caveat) != model.caveats.end();
}

QString titleOf(const Finding& finding, const JobModel& model)
{
    switch (finding.kind) {
    case FindingKind::Order:
        return TextTr::tr("A long job came late");
    case FindingKind::LongestJob:
        return TextTr::tr("One job sets the end");
    case FindingKind::MoreWorkers:
        return TextTr::tr("More workers help, up to %1").arg(numberText(finding.workers));
    case FindingKind::MoreThanCores:
        return TextTr::tr("More workers than %1 bring nothing").arg(coresText(model.cores));
    case FindingKind::HandOff:
        return TextTr::tr("Much time goes from one job to the next");
    case FindingKind::Starved:
        return TextTr::tr("Workers wait for jobs to come");
    case FindingKind::ResultsBlocked:
        return TextTr::tr("Results wait for their reader");
    case FindingKind::Failures:
        return TextTr::tr("Failed attempts cost time");
    case FindingKind::StartUp:
        return TextTr::tr("Workers took their first job late");
    case FindingKind::ColdRun:
        return TextTr::tr("Files came from the disk");
    case FindingKind::TooManyWorkers:
        break;
    }
    return TextTr::tr("%1 would take as long").arg(workersText(finding.workers));
}

QString orderSentence(const Finding& finding)
{
    const QString job = finding.job ? numberText(finding.job->number) : QString();
    if (finding.costNs == 0)
        return TextTr::tr("job %1, the last to end, took %2 and started at %3.")
            .arg(job, timeText(finding.jobNs), timeText(finding.jobStartNs));
    return TextTr::tr("job %1, the last to end, took %2 and started at %3; with no job left to "
                      "take, other workers lost %4.")
        .arg(job, timeText(finding.jobNs), timeText(finding.jobStartNs),
             workerTimeText(finding.costNs));
}

QString moreWorkersSentence(const Finding& finding, const JobModel& model)
{
    const bool coresAreKnown = model.cores > 0 && !has(model, ModelCaveat::NoCpuTimes);
    const bool waitIsKnown = !has(model, ModelCaveat::NoQueueTimes);
    const QString sentence =
        coresAreKnown && waitIsKnown
            ? TextTr::tr("for %1 of the time all workers were busy while more jobs waited.")
        : coresAreKnown
            ? TextTr::tr("for %1 of the time all workers were busy while jobs were left to do.")
        : waitIsKnown
            ? TextTr::tr("for %1 of the time all workers were busy while more jobs waited; how "
                         "many cores these need is not known.")
            : TextTr::tr("for %1 of the time all workers were busy while jobs were left to do; "
                         "how many cores these need is not known.");
    return sentence.arg(percentText(finding.share));
}

QString handOffSentence(const Finding& finding, const JobModel& model)
{
    const QString share = percentText(finding.share);
    const QString cost = workerTimeText(finding.costNs);
    if (finding.tryWhat == TryWhat::Nothing || model.handOffNs == 0)
        return TextTr::tr("%1 of the workers' time, %2, went by between jobs though more of them "
                          "waited.")
            .arg(share, cost);
    return TextTr::tr("%1 of the workers' time, %2, went by between jobs though more of them "
                      "waited, usually %3 each time: hand over several together.")
        .arg(share, cost, timeText(model.handOffNs));
}

QString starvedSentence(const Finding& finding, const JobModel& model)
{
    const QString share = percentText(finding.share);
    const RunSettings& settings = model.settings;
    if (settings.arrival.kind != ArrivalKind::All)
        return TextTr::tr("for %1 of the workers' time no job had come: more workers do not help, "
                          "jobs that come sooner do.")
            .arg(share);
    if (settings.channelCapacity() < settings.jobs.count)
        return TextTr::tr("for %1 of the workers' time the jobs channel was empty, and more jobs "
                          "were still to be sent: a larger capacity than %2 may help.")
            .arg(share, numberText(settings.channelCapacity()));
    return TextTr::tr("for %1 of the workers' time the jobs channel was empty, and more jobs were "
                      "still to be sent: workers take them faster than they are sent.")
        .arg(share);
}

QString resultsSentence(const Finding& finding, const JobModel& model)
{
    const QString share = percentText(finding.share);
    const auto readTime = model.settings.pool.readTime;
    if (readTime.count() > 0 && finding.tryWhat == TryWhat::Nothing)
        return TextTr::tr("for %1 of the workers' time a result waited for room in the results "
                          "channel; its reader takes %2 for each.")
            .arg(share, timeText(readTime.count()));
    return TextTr::tr("for %1 of the workers' time a result waited for room in the results "
                      "channel.")
        .arg(share);
}

QString sentenceOf(const Finding& finding, const JobModel& model)
{
    const QString share = percentText(finding.share);
    const QString cost = workerTimeText(finding.costNs);
    switch (finding.kind) {
    case FindingKind::Order:
        return orderSentence(finding);
    case FindingKind::LongestJob:
        return TextTr::tr("job %1 alone needs %2, %3 of the whole time: no number of workers ends "
                          "sooner than it.")
            .arg(finding.job ? numberText(finding.job->number) : QString(), timeText(finding.jobNs),
                 share);
    case FindingKind::MoreWorkers:
        return moreWorkersSentence(finding, model);
    case FindingKind::MoreThanCores:
        return TextTr::tr("%1 shared %2: for %3 of their time, %4, jobs were ready to go on "
                          "without a core.")
            .arg(workersText(model.settings.pool.workers), coresText(model.cores), share, cost);
    case FindingKind::HandOff:
        return handOffSentence(finding, model);
    case FindingKind::Starved:
        return starvedSentence(finding, model);
    case FindingKind::ResultsBlocked:
        return resultsSentence(finding, model);
    case FindingKind::Failures:
        return TextTr::tr("attempts that failed or were made again took %1 of the workers' time, "
                          "%2.")
            .arg(share, cost);
    case FindingKind::StartUp:
        return TextTr::tr("%1 of the workers' time, %2, went by before they took their first job.")
            .arg(share, cost);
    case FindingKind::ColdRun:
        return TextTr::tr("jobs waited for %1 of the workers' time, and files were read from the "
                          "disk; a second run may find them in memory.")
            .arg(share);
    case FindingKind::TooManyWorkers:
        break;
    }
    return TextTr::tr("%1 of %2 could go: simulated without them, the run takes 1 % longer at "
                      "most.")
        .arg(numberText(model.settings.pool.workers - finding.workers),
             workersText(model.settings.pool.workers));
}

QString nameOfChange(const Finding& finding)
{
    switch (finding.kind) {
    case FindingKind::Order:
        return TextTr::tr("Longest first");
    case FindingKind::LongestJob:
        return TextTr::tr("In %1 parts")
            .arg(finding.change.split ? finding.change.split->parts : 1);
    case FindingKind::MoreWorkers:
    case FindingKind::MoreThanCores:
    case FindingKind::TooManyWorkers:
        return workersText(finding.workers);
    case FindingKind::HandOff:
        return TextTr::tr("%1 jobs together").arg(finding.change.batch);
    case FindingKind::Starved:
        return TextTr::tr("All jobs at once");
    case FindingKind::ResultsBlocked:
        return TextTr::tr("Room for all results");
    case FindingKind::Failures:
        return TextTr::tr("Without failures");
    case FindingKind::ColdRun:
        return TextTr::tr("Run again, warm");
    case FindingKind::StartUp:
        break;
    }
    return {};
}

QString orderOfChange(SubmitOrder order)
{
    switch (order) {
    case SubmitOrder::Submitted:
        break;
    case SubmitOrder::Shortest:
        return TextTr::tr("shortest first");
    case SubmitOrder::Longest:
        return TextTr::tr("longest first");
    case SubmitOrder::Random:
        return TextTr::tr("in random order");
    }
    return TextTr::tr("as submitted");
}

} // namespace

FindingText findingText(const Finding& finding, const JobModel& model)
{
    FindingText text{titleOf(finding, model), sentenceOf(finding, model), {}};
    if (finding.tryWhat != TryWhat::Nothing)
        text.change = nameOfChange(finding);
    if (finding.tryWhat != TryWhat::WhatIf)
        return text;
    if (finding.gainNs > 0)
        text.change = TextTr::tr("%1: −%2 (simulated)").arg(text.change, timeText(finding.gainNs));
    else if (finding.kind == FindingKind::MoreThanCores)
        text.change = TextTr::tr("%1: within 5 % (simulated)").arg(text.change);
    else
        text.change = TextTr::tr("%1: as long (simulated)").arg(text.change);
    return text;
}

QString findingsHint(const Findings& findings)
{
    switch (findings.state) {
    case FindingsState::TooShort:
        return TextTr::tr("The run is too short to tell: below %1, threads that start are as much "
                          "as anything else.")
            .arg(shortDuration(nanoseconds(Findings::kTooShortNs)));
    case FindingsState::NotOver:
        return TextTr::tr("The run did not come to its end: what ran of it says too little.");
    case FindingsState::TooFew:
        return TextTr::tr("Fewer than two jobs finished: there is nothing to compare.");
    case FindingsState::NoWork:
        return TextTr::tr("No job took any time: there is nothing to compare.");
    case FindingsState::Told:
        break;
    }
    return findings.findings.empty() ? TextTr::tr("Nothing stands out: none of the causes that are "
                                                  "looked for costs this run much.")
                                     : QString();
}

QString enoughText(const Insight& insight)
{
    const auto& enough = insight.curve.enough;
    if (!enough || insight.findings.state == FindingsState::NotOver)
        return {};
    const QString how = enough->measured ? TextTr::tr("%1, measured") : TextTr::tr("%1, simulated");
    return TextTr::tr("%Ln workers are enough: %1", nullptr, pluralCount(enough->workers))
        .arg(how.arg(timeText(enough->ns)));
}

QString verdictText(const Insight& insight)
{
    QStringList parts;
    if (const QString enough = enoughText(insight); !enough.isEmpty())
        parts += enough;
    if (!insight.findings.findings.empty()) {
        const FindingText first = findingText(insight.findings.findings.front(), insight.model);
        parts += first.title;
        if (!first.change.isEmpty())
            parts += first.change;
    }
    return parts.join(QStringLiteral(" · "));
}

QString whatIfText(const WhatIf& change)
{
    QStringList parts{workersText(change.workers)};
    if (change.order)
        parts += orderOfChange(*change.order);
    if (change.arrival)
        parts += change.arrival->kind == ArrivalKind::All ? TextTr::tr("all jobs at once")
                                                          : TextTr::tr("other arrivals");
    if (change.resultsCapacity)
        parts += TextTr::tr("room for %Ln results", nullptr, pluralCount(*change.resultsCapacity));
    if (change.retries)
        parts += TextTr::tr("%Ln retries", nullptr, pluralCount(*change.retries));
    if (change.withoutFailures)
        parts += TextTr::tr("without failures");
    if (change.withoutJob)
        parts += TextTr::tr("without job %1").arg(numberText(change.withoutJob->number));
    if (change.split)
        parts += TextTr::tr("job %1 in %2 parts")
                     .arg(numberText(change.split->job.number))
                     .arg(change.split->parts);
    if (change.batch > 1)
        parts += TextTr::tr("%1 jobs together").arg(change.batch);
    return parts.join(QStringLiteral(", "));
}
