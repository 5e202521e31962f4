#include "text/jobdetails.h"

#include "analysis/jobs.h"
#include "base/durationtext.h"
#include "base/numbertext.h"
#include "base/terminaltext.h"
#include "plan/commandtemplate.h"
#include "text/spantext.h"
#include "text/texttr.h"
#include "timeline/runrecord.h"

#include <QFile>
#include <QStringList>

#include <cstring>

namespace {

QString exact(qint64 ns)
{
    return shortDuration(std::chrono::nanoseconds(ns));
}

// "Name:" in a column, then its value.
QString row(const QString& name, const QString& value)
{
    constexpr int kColumn = 12;
    return (name + u':').leftJustified(kColumn) + value;
}

QString cpuText(qint64 cpuNs, qint64 preempted, qint64 durationNs)
{
    return TextTr::tr("%1 (%2), preempted %3")
        .arg(readableDuration(std::chrono::nanoseconds(cpuNs)),
             percentText(durationNs > 0 ? double(cpuNs) / double(durationNs) : 0),
             TextTr::tr("%Ln times", nullptr, pluralCount(preempted)));
}

QString readyText(qint64 readyNs, qint64 durationNs)
{
    return TextTr::tr("%1 (%2) without a core")
        .arg(readableDuration(std::chrono::nanoseconds(readyNs)),
             percentText(durationNs > 0 ? double(readyNs) / double(durationNs) : 0));
}

QString commandLineOf(const RunRecord& record, JobId job)
{
    const auto parsed = CommandTemplate::parse(record.settings.jobs.command);
    const auto* command = std::get_if<CommandTemplate>(&parsed);
    if (!command)
        return record.settings.jobs.command;
    const auto& lines = record.plan.inputs.lines;
    const auto place = record.pool().find(job);
    const auto worker = place ? std::optional(WorkerId{qint32(place->lane) + 1}) : std::nullopt;
    return shellText(command->argumentsFor(
        job, worker, lines ? lines->at(std::size_t(job.number - 1)) : QByteArrayView()));
}

QString endText(const ProgramReport& program)
{
    return program.exitStatus ? TextTr::tr("exit status %1").arg(*program.exitStatus)
                              : TextTr::tr("signal %1").arg(program.signal);
}

void addOutput(QStringList& text, const QString& heading, const QByteArray& output, qint64 all)
{
    if (all == 0)
        return;
    text += QString();
    if (isBinary(output)) {
        const QString first = firstBytesText(output);
        text += output.size() == all
                    ? TextTr::tr("%1, binary, %2 bytes: %3").arg(heading, numberText(all), first)
                    : TextTr::tr("%1, binary, the last %2 of %3 bytes: %4")
                          .arg(heading, numberText(output.size()), numberText(all), first);
        return;
    }
    text += output.size() == all ? TextTr::tr("%1, %2 bytes:").arg(heading, numberText(all))
            : output.isEmpty() ? TextTr::tr("%1, %2 bytes, not kept: the run has written too much")
                                     .arg(heading, numberText(all))
                               : TextTr::tr("%1, the last %2 of %3 bytes:")
                                     .arg(heading, numberText(output.size()), numberText(all));
    text += terminalText(QString::fromLocal8Bit(output));
}

void addAttempt(QStringList& text, const Lane& lane, std::size_t index, qint64 nowNs)
{
    const Span span = lane.span(index);
    const qint64 durationNs = span.endOr(nowNs) - span.startNs;
    text += row(TextTr::tr("Attempt %1").arg(lane.attemptNumberAt(index)),
                TextTr::tr("%1 after %2, from %3 on")
                    .arg(statusText(span), exact(durationNs), exact(span.startNs)));
    if (!span.endNs)
        return;
    if (const auto cpu = lane.cpuOf(index)) {
        text += row(TextTr::tr("CPU time"), cpuText(cpu->ns, cpu->preempted, durationNs));
        if (cpu->isReadyKnown())
            text += row(TextTr::tr("Ready"), readyText(cpu->readyNs, durationNs));
    }
    const JobReport* report = lane.reportOf(index);
    if (!report)
        return;
    if (!report->error.isEmpty())
        text += row(TextTr::tr("Error"), withoutTerminalCodes(report->error));
    if (!report->result.isEmpty())
        text += row(TextTr::tr("SHA-256"), QString::fromLatin1(report->result));
    if (report->program) {
        text += row(TextTr::tr("Ended"), endText(*report->program));
        if (report->program->heldBy != 0)
            text += row(TextTr::tr("Stopped"),
                        TextTr::tr("for %1, by signal %2 (%3), until it went on")
                            .arg(exact(report->program->heldNs))
                            .arg(report->program->heldBy)
                            .arg(QString::fromLocal8Bit(sigdescr_np(report->program->heldBy))));
        addOutput(text, TextTr::tr("Standard output"), report->program->output,
                  report->program->outputBytes);
        addOutput(text, TextTr::tr("Standard error"), report->program->errorOutput,
                  report->program->errorOutputBytes);
    }
}

} // namespace

QString inputOf(const RunRecord& record, JobId job)
{
    const auto& lines = record.plan.inputs.lines;
    const auto index = std::size_t(job.number - 1);
    return lines && index < lines->count() ? QFile::decodeName(lines->at(index).toByteArray())
                                           : QString();
}

QString jobDetails(const RunRecord& record, JobId job, qint64 monotonicNowNs)
{
    const Timeline& pool = record.timelineWith(job);
    const RunRole role = &pool == record.nested() ? RunRole::Nested : RunRole::Pool;
    const qint64 nowNs = pool.elapsedNs(monotonicNowNs);
    QStringList text{(role == RunRole::Nested ? TextTr::tr("Nested span %1") : TextTr::tr("Job %1"))
                         .arg(job.number)};
    if (const QString input = inputOf(record, job); !input.isEmpty())
        text += row(record.origin.isOurs() ? TextTr::tr("Input") : TextTr::tr("Name"), input);
    if (record.settings.jobs.work == WorkKind::Command)
        text += row(TextTr::tr("Command"), commandLineOf(record, job));
    else if (record.settings.jobs.hasDurations() && record.origin.isOurs())
        text += row(TextTr::tr("Planned"), exact(record.plan.durations.of(job).count()));
    const JobFacts facts = factsOf(pool, job, nowNs);
    if (facts.waitNs)
        text += row(TextTr::tr("Waited"), exact(*facts.waitNs));
    const auto place = pool.find(job);
    if (!place)
        return text.join(u'\n') + u'\n';
    text += row(TextTr::tr("Worker"), record.origin.laneName(place->lane, role));
    for (const Timeline::Place& attempt : pool.attemptsAt(job))
        addAttempt(text, pool.lane(attempt.lane), attempt.index, nowNs);
    return text.join(u'\n') + u'\n';
}
