#include "text/logline.h"

#include "base/durationtext.h"
#include "base/terminaltext.h"
#include "text/jobdetails.h"
#include "timeline/runrecord.h"

#include <algorithm>

namespace {

const char* verb(LogEntry::Kind kind)
{
    switch (kind) {
    case LogEntry::Kind::Started:
        return "started ";
    case LogEntry::Kind::Failed:
    case LogEntry::Kind::Retried:
        return "failed  ";
    case LogEntry::Kind::Cancelled:
        return "cancelled";
    case LogEntry::Kind::Finished:
        break;
    }
    return "finished";
}

// A name that is a number alone is called as the article does.
QString named(const QString& what, const QString& name)
{
    const bool isNumber = std::ranges::all_of(name, [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isNumber ? QStringLiteral("%1 %2").arg(what, name) : name;
}

QString lineOf(const LogEntry& entry, const QString& worker, const QString& job)
{
    QString line = QStringLiteral("%1 %2 %3").arg(worker, QLatin1String(verb(entry.kind)), job);
    if (entry.error)
        line += QStringLiteral(": %1").arg(withoutTerminalCodes(*entry.error));
    if (entry.kind == LogEntry::Kind::Retried)
        line += QStringLiteral(" (tried again)");
    else if (entry.attempt > 1)
        line += QStringLiteral(" (attempt %1)").arg(entry.attempt);
    return line;
}

} // namespace

QString logLine(const LogEntry& entry)
{
    return lineOf(entry, QStringLiteral("worker %1").arg(entry.worker.number),
                  QStringLiteral("job %1").arg(entry.job.number));
}

QString logLine(const LogEntry& entry, const RunRecord& record, RunRole role)
{
    if (record.origin.isOurs() && record.origin.lanesOf(role).empty())
        return logLine(entry);
    const QString job = record.origin.isOurs() ? QString() : inputOf(record, entry.job);
    return lineOf(
        entry,
        named(QStringLiteral("worker"), record.origin.laneName(entry.worker.number - 1, role)),
        job.isEmpty() ? QStringLiteral("job %1").arg(entry.job.number)
                      : named(QStringLiteral("job"), job));
}

QString timeLine(const Timeline& timeline, bool withPool, int jobs)
{
    const RunOutcome* outcome = timeline.outcome();
    const auto makespan = timeline.makespanNs();
    if (!outcome || !makespan || outcome->state == RunState::Failed)
        return {};
    const QString time = goDuration(std::chrono::nanoseconds(*makespan));
    const QString line = (withPool ? QStringLiteral("time using worker pool: %1")
                                   : QStringLiteral("time without using worker pool: %1"))
                             .arg(time);
    if (outcome->allDone())
        return line;
    if (outcome->state == RunState::Finished)
        return QStringLiteral("%1 (%2 of %3 jobs failed)")
            .arg(line)
            .arg(outcome->jobsFailed)
            .arg(jobs);
    return QStringLiteral("%1 (stopped after %2 of %3 jobs)")
        .arg(line)
        .arg(outcome->resultsReceived)
        .arg(jobs);
}
