#include "text/settingstext.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "plan/settings/settingfields.h"
#include "text/figures.h"
#include "text/texttr.h"
#include "timeline/originkind.h"
#include "timeline/runrecord.h"

#include <QLocale>
#include <QStringList>

#include <map>

namespace {

// With all the digits that a person has typed.
QString realText(double value)
{
    return QString::number(value, 'f', QLocale::FloatingPointShortest);
}

QString spreadText(const RunSettings& settings)
{
    const QString mean = shortDuration(settings.jobs.duration);
    switch (settings.jobs.spread.kind) {
    case SpreadKind::Uniform:
        return TextTr::tr("%1 each ± %2 %")
            .arg(mean)
            .arg(realText(settings.jobs.spread.width * 100));
    case SpreadKind::Exponential:
        return TextTr::tr("%1 on average, exponential").arg(mean);
    case SpreadKind::Bimodal:
        return TextTr::tr("%1 on average, %2 % take %3 times as long")
            .arg(mean)
            .arg(realText(settings.jobs.spread.longShare * 100))
            .arg(realText(settings.jobs.spread.longFactor));
    case SpreadKind::Pareto:
        return TextTr::tr("%1 on average, heavy tail %2")
            .arg(mean)
            .arg(realText(settings.jobs.spread.shape));
    case SpreadKind::File:
        return TextTr::tr("durations from a file");
    case SpreadKind::Fixed:
        break;
    }
    return TextTr::tr("%1 each").arg(mean);
}

QString workText(const RunSettings& settings)
{
    switch (settings.jobs.work) {
    case WorkKind::Hash:
        return TextTr::tr("hashing files");
    case WorkKind::Command:
        return TextTr::tr("running a command");
    case WorkKind::Cpu:
        return spreadText(settings) + QStringLiteral(" · ") + TextTr::tr("computing");
    case WorkKind::Mixed:
        return spreadText(settings) + QStringLiteral(" · ") +
               TextTr::tr("%1 % computing").arg(realText(settings.jobs.cpuShare * 100));
    case WorkKind::Sleep:
        break;
    }
    return spreadText(settings);
}

QString orderText(SubmitOrder order)
{
    switch (order) {
    case SubmitOrder::Shortest:
        return TextTr::tr("shortest first");
    case SubmitOrder::Longest:
        return TextTr::tr("longest first");
    case SubmitOrder::Random:
        return TextTr::tr("random order");
    case SubmitOrder::Submitted:
        break;
    }
    return {};
}

QString workName(WorkKind work)
{
    switch (work) {
    case WorkKind::Cpu:
        return TextTr::tr("Computes");
    case WorkKind::Mixed:
        return TextTr::tr("Mixed");
    case WorkKind::Hash:
        return TextTr::tr("Hashes a file");
    case WorkKind::Command:
        return TextTr::tr("Runs a command");
    case WorkKind::Sleep:
        break;
    }
    return TextTr::tr("Waits");
}

QString spreadName(const Spread& spread)
{
    switch (spread.kind) {
    case SpreadKind::Uniform:
        return TextTr::tr("Uniform, up to ± %1 %").arg(realText(spread.width * 100));
    case SpreadKind::Exponential:
        return TextTr::tr("Exponential");
    case SpreadKind::Bimodal:
        return TextTr::tr("%1 % take %2 times as long")
            .arg(realText(spread.longShare * 100))
            .arg(realText(spread.longFactor));
    case SpreadKind::Pareto:
        return TextTr::tr("Heavy tail, exponent %1").arg(realText(spread.shape));
    case SpreadKind::File:
        return TextTr::tr("From a file");
    case SpreadKind::Fixed:
        break;
    }
    return TextTr::tr("All alike");
}

QString orderName(SubmitOrder order)
{
    switch (order) {
    case SubmitOrder::Shortest:
        return TextTr::tr("Shortest first");
    case SubmitOrder::Longest:
        return TextTr::tr("Longest first");
    case SubmitOrder::Random:
        return TextTr::tr("Random");
    case SubmitOrder::Submitted:
        break;
    }
    return TextTr::tr("As submitted");
}

QString arrivalName(const Arrival& arrival)
{
    switch (arrival.kind) {
    case ArrivalKind::Every:
        return TextTr::tr("One every %1").arg(shortDuration(arrival.every));
    case ArrivalKind::Poisson:
        return TextTr::tr("At random, %1 a second on average").arg(realText(arrival.perSecond));
    case ArrivalKind::All:
        break;
    }
    return TextTr::tr("All at once");
}

QString sequentialName(SequentialRunWhen when)
{
    switch (when) {
    case SequentialRunWhen::Alongside:
        return TextTr::tr("Alongside");
    case SequentialRunWhen::Off:
        return TextTr::tr("Not at all");
    case SequentialRunWhen::After:
        break;
    }
    return TextTr::tr("After the pool");
}

// Older files have the words themselves.
QString kindText(const QString& kind)
{
    if (kind == originkind::kChromeTrace)
        return TextTr::tr("a Chrome trace");
    if (kind == originkind::kNinjaLog)
        return TextTr::tr("a ninja log");
    if (kind == originkind::kJoblog)
        return TextTr::tr("a joblog of GNU parallel");
    if (kind == originkind::kSpanTable)
        return TextTr::tr("a table of spans");
    if (kind == originkind::kGithubJobs)
        return TextTr::tr("jobs of GitHub Actions");
    if (kind == originkind::kGitlabJobs)
        return TextTr::tr("jobs of GitLab");
    if (kind == originkind::kJunitReport)
        return TextTr::tr("a JUnit report");
    if (kind == originkind::kCargoTimings)
        return TextTr::tr("timings of cargo");
    if (kind == originkind::kOtlpSpans)
        return TextTr::tr("OpenTelemetry spans");
    if (kind == originkind::kJaegerSpans)
        return TextTr::tr("Jaeger spans");
    if (kind == originkind::kFollowed)
        return TextTr::tr("another program, followed");
    return kind == originkind::kDurations ? TextTr::tr("durations") : kind;
}

} // namespace

QString runText(const RunRecord& record)
{
    if (record.origin.isOurs())
        return settingsText(record.settings);
    const QString text =
        TextTr::tr("%1: %2 on %3")
            .arg(kindText(record.origin.kind),
                 TextTr::tr("%Ln spans", nullptr, pluralCount(record.settings.jobs.count)),
                 TextTr::tr("%Ln lanes", nullptr, pluralCount(record.settings.pool.workers)));
    if (!record.nested())
        return text;
    const QString nested = numberText(record.origin.nested.count);
    return (record.origin.nested.areAround ? TextTr::tr("%1, and %2 around them")
                                           : TextTr::tr("%1, and %2 within them"))
        .arg(text, nested);
}

QString settingsText(const RunSettings& settings)
{
    QStringList parts{TextTr::tr("%Ln jobs", nullptr, pluralCount(settings.jobs.count)),
                      workersText(settings.pool.workers),
                      TextTr::tr("capacity %1").arg(numberText(settings.channelCapacity()))};
    if (settings.pool.resultsCapacity)
        parts += TextTr::tr("results %1").arg(numberText(*settings.pool.resultsCapacity));
    if (settings.pool.readTime.count() > 0)
        parts += TextTr::tr("%1 to read a result").arg(shortDuration(settings.pool.readTime));
    parts += workText(settings);
    if (settings.jobs.order != SubmitOrder::Submitted)
        parts += orderText(settings.jobs.order);
    if (settings.arrival.kind == ArrivalKind::Every)
        parts += TextTr::tr("one every %1").arg(shortDuration(settings.arrival.every));
    else if (settings.arrival.kind == ArrivalKind::Poisson)
        parts += TextTr::tr("%1 a second come at random").arg(realText(settings.arrival.perSecond));
    if (settings.jobs.failRate > 0)
        parts += TextTr::tr("%1 % fail").arg(realText(settings.jobs.failRate * 100));
    if (settings.jobs.retries > 0)
        parts += TextTr::tr("%Ln retries", nullptr, pluralCount(settings.jobs.retries));
    if (settingField("seed")->isNeeded(settings))
        parts += TextTr::tr("seed %1").arg(settings.seed);
    return parts.join(QStringLiteral(" · "));
}

QString settingName(QAnyStringView field, const RunSettings& settings)
{
    if (field == QLatin1String("input") && settings.jobs.work == WorkKind::Hash)
        return TextTr::tr("Folder");
    static const std::map<QString, const char*> names{
        {QStringLiteral("jobs"), QT_TRANSLATE_NOOP("Text", "Jobs")},
        {QStringLiteral("workers"), QT_TRANSLATE_NOOP("Text", "Workers")},
        {QStringLiteral("capacity"), QT_TRANSLATE_NOOP("Text", "Channel capacity")},
        {QStringLiteral("results-capacity"),
         QT_TRANSLATE_NOOP("Text", "Capacity of the results channel")},
        {QStringLiteral("read-time"), QT_TRANSLATE_NOOP("Text", "Reader takes")},
        {QStringLiteral("work"), QT_TRANSLATE_NOOP("Text", "Work")},
        {QStringLiteral("duration"), QT_TRANSLATE_NOOP("Text", "Duration")},
        {QStringLiteral("spread"), QT_TRANSLATE_NOOP("Text", "Distribution")},
        {QStringLiteral("durations"), QT_TRANSLATE_NOOP("Text", "File of durations")},
        {QStringLiteral("cpu-share"), QT_TRANSLATE_NOOP("Text", "Computing")},
        {QStringLiteral("input"), QT_TRANSLATE_NOOP("Text", "List or folder")},
        {QStringLiteral("recursive"), QT_TRANSLATE_NOOP("Text", "With subfolders")},
        {QStringLiteral("null"), QT_TRANSLATE_NOOP("Text", "Ended by NUL")},
        {QStringLiteral("command"), QT_TRANSLATE_NOOP("Text", "Command")},
        {QStringLiteral("timeout"), QT_TRANSLATE_NOOP("Text", "Timeout")},
        {QStringLiteral("order"), QT_TRANSLATE_NOOP("Text", "Order")},
        {QStringLiteral("arrival"), QT_TRANSLATE_NOOP("Text", "Arrival")},
        {QStringLiteral("retries"), QT_TRANSLATE_NOOP("Text", "Retries")},
        {QStringLiteral("fail-rate"), QT_TRANSLATE_NOOP("Text", "Fail rate")},
        {QStringLiteral("seed"), QT_TRANSLATE_NOOP("Text", "Seed")},
        {QStringLiteral("sequential"), QT_TRANSLATE_NOOP("Text", "Sequential run")},
        {QStringLiteral("broker"), QT_TRANSLATE_NOOP("Text", "Agents at the broker")},
        {QStringLiteral("prefetch"), QT_TRANSLATE_NOOP("Text", "Jobs in hand")},
    };
    const auto name = names.find(field.toString());
    return name == names.end() ? field.toString() : TextTr::tr(name->second);
}

QString settingValueText(QAnyStringView field, const RunSettings& settings, const QString& text)
{
    if (field == QLatin1String("work"))
        return workName(settings.jobs.work);
    if (field == QLatin1String("spread"))
        return spreadName(settings.jobs.spread);
    if (field == QLatin1String("order"))
        return orderName(settings.jobs.order);
    if (field == QLatin1String("arrival"))
        return arrivalName(settings.arrival);
    if (field == QLatin1String("sequential"))
        return sequentialName(settings.baseline.when);
    if (field == QLatin1String("duration"))
        return shortDuration(settings.jobs.duration);
    if (field == QLatin1String("read-time"))
        return shortDuration(settings.pool.readTime);
    if (field == QLatin1String("timeout"))
        return shortDuration(settings.jobs.timeout.value_or(std::chrono::nanoseconds(0)));
    if (field == QLatin1String("recursive") || field == QLatin1String("null"))
        return text == QLatin1String("yes") ? TextTr::tr("Yes") : TextTr::tr("No");
    if (field == QLatin1String("fail-rate") || field == QLatin1String("cpu-share"))
        return QString(text).replace(u'%', QStringLiteral(" %"));
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber && !settingField(field)->isNaming() ? numberText(number) : text;
}
