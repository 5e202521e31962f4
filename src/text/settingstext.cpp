#include "text/settingstext.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "plan/settingfields.h"
#include "timeline/originkind.h"
#include "timeline/runrecord.h"

#include <QCoreApplication>
#include <QStringList>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SettingsText", text);
}

QString spreadText(const RunSettings& settings)
{
    const QString mean = shortDuration(settings.jobs.duration);
    switch (settings.jobs.spread.kind) {
    case SpreadKind::Uniform:
        return tr("%1 each ± %2 %").arg(mean).arg(settings.jobs.spread.width * 100);
    case SpreadKind::Exponential:
        return tr("%1 on average, exponential").arg(mean);
    case SpreadKind::Bimodal:
        return tr("%1 on average, %2 % take %3 times as long")
            .arg(mean)
            .arg(settings.jobs.spread.longShare * 100)
            .arg(settings.jobs.spread.longFactor);
    case SpreadKind::Pareto:
        return tr("%1 on average, heavy tail %2").arg(mean).arg(settings.jobs.spread.shape);
    case SpreadKind::File:
        return tr("durations from a file");
    case SpreadKind::Fixed:
        break;
    }
    return tr("%1 each").arg(mean);
}

QString workText(const RunSettings& settings)
{
    switch (settings.jobs.work) {
    case WorkKind::Hash:
        return tr("hashing files");
    case WorkKind::Command:
        return tr("running a command");
    case WorkKind::Cpu:
        return spreadText(settings) + QStringLiteral(" · ") + tr("computing");
    case WorkKind::Mixed:
        return spreadText(settings) + QStringLiteral(" · ") +
               tr("%1 % computing").arg(settings.jobs.cpuShare * 100);
    case WorkKind::Sleep:
        break;
    }
    return spreadText(settings);
}

QString orderText(SubmitOrder order)
{
    switch (order) {
    case SubmitOrder::Shortest:
        return tr("shortest first");
    case SubmitOrder::Longest:
        return tr("longest first");
    case SubmitOrder::Random:
        return tr("random order");
    case SubmitOrder::Submitted:
        break;
    }
    return {};
}

// Older files have the words themselves.
QString kindText(const QString& kind)
{
    if (kind == originkind::kChromeTrace)
        return tr("a Chrome trace");
    if (kind == originkind::kNinjaLog)
        return tr("a ninja log");
    if (kind == originkind::kJoblog)
        return tr("a joblog of GNU parallel");
    if (kind == originkind::kSpanTable)
        return tr("a table of spans");
    return kind == originkind::kDurations ? tr("durations") : kind;
}

} // namespace

QString runText(const RunRecord& record)
{
    if (record.origin.isOurs())
        return settingsText(record.settings);
    return tr("%1: %2 spans on %3 lanes")
        .arg(kindText(record.origin.kind), numberText(record.settings.jobs.count),
             numberText(record.settings.pool.workers));
}

QString settingsText(const RunSettings& settings)
{
    QStringList parts{counted(settings.jobs.count, tr("1 job"), tr("%1 jobs")),
                      counted(settings.pool.workers, tr("1 worker"), tr("%1 workers")),
                      tr("capacity %1").arg(numberText(settings.channelCapacity()))};
    if (settings.pool.resultsCapacity)
        parts += tr("results %1").arg(numberText(*settings.pool.resultsCapacity));
    if (settings.pool.readTime.count() > 0)
        parts += tr("%1 to read a result").arg(shortDuration(settings.pool.readTime));
    parts += workText(settings);
    if (settings.jobs.order != SubmitOrder::Submitted)
        parts += orderText(settings.jobs.order);
    if (settings.arrival.kind == ArrivalKind::Every)
        parts += tr("one every %1").arg(shortDuration(settings.arrival.every));
    else if (settings.arrival.kind == ArrivalKind::Poisson)
        parts += tr("%1 a second come at random").arg(settings.arrival.perSecond);
    if (settings.jobs.failRate > 0)
        parts += tr("%1 % fail").arg(settings.jobs.failRate * 100);
    if (settings.jobs.retries > 0)
        parts += counted(settings.jobs.retries, tr("1 retry"), tr("%1 retries"));
    if (settingField("seed")->isNeeded(settings))
        parts += tr("seed %1").arg(settings.seed);
    return parts.join(QStringLiteral(" · "));
}
