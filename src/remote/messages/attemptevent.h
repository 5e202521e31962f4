// What an agent tells of a worker.
#pragma once

#include "plan/settings/runsettings.h"
#include "pool/event.h"

#include <QtGlobal>

#include <limits>
#include <memory>
#include <utility>

// An event of a worker of an agent, by the agent's clock. The worker is numbered by its agent, from
// 1. Each worker counts what it tells of a run, so that what is missing or comes again is seen.
struct AttemptEvent
{
    quint64 count = 0; // from 1
    Event event{};
    EventDetails details{};
    bool isGivenBack = false; // of Finished: it goes back to its queue, as its agent ends

    // The attempt has ended, and this worker does not try the job again.
    bool isEnd() const
    {
        return event.kind == EventKind::Finished && event.status != JobStatus::Retried;
    }

    static constexpr qsizetype kMaxErrorBytes = 4'000;
    static constexpr qsizetype kMaxResultBytes = 1'000;
    static constexpr qsizetype kMaxOutputBytes = 64 << 10;
    static constexpr int kMaxAttempts = 10'000;
    static constexpr qint64 kMaxTimeNs = qint64(1) << 61;

    template <typename Fields>
    static void pass(Fields& fields, auto& of)
    {
        fields.number(of.count);
        fields.number(of.event.worker.number, RunSettings::kMinWorkers, RunSettings::kMaxWorkers);
        fields.word(of.event.kind, EventKind::RunEnded);
        fields.number(of.event.job.number, 0, RunSettings::kMaxJobs);
        fields.number(of.event.timeNs, -kMaxTimeNs, qint64(kMaxTimeNs));
        fields.word(of.event.status, JobStatus::Retried);
        fields.number(of.event.attempt, 0, int(kMaxAttempts));
        fields.optional(of.details.cpu, [&](auto& cpu) {
            fields.number(cpu.ns, qint64(0), qint64(kMaxTimeNs));
            fields.number(cpu.preempted, 0, std::numeric_limits<qint32>::max());
            fields.number(cpu.readyNs, qint64(CpuUse::kNotKnown), qint64(kMaxTimeNs));
        });
        passReport(fields, of.details.report);
        fields.flag(of.isGivenBack);
    }

private:
    static void passReport(auto& fields, const std::shared_ptr<const JobReport>& report)
    {
        fields.flag(report != nullptr);
        if (report)
            passFieldsOf(fields, *report);
    }
    static void passReport(auto& fields, std::shared_ptr<const JobReport>& report)
    {
        bool isThere = false;
        fields.flag(isThere);
        if (!isThere)
            return;
        JobReport read;
        passFieldsOf(fields, read);
        report = std::make_shared<const JobReport>(std::move(read));
    }
    static void passFieldsOf(auto& fields, auto& report)
    {
        fields.text(report.error, kMaxErrorBytes);
        fields.bytes(report.result, kMaxResultBytes);
        passProgram(fields, report.program);
    }
    static void passProgram(auto& fields, const std::shared_ptr<const ProgramReport>& program)
    {
        fields.flag(program != nullptr);
        if (program)
            passFieldsOfProgram(fields, *program);
    }
    static void passProgram(auto& fields, std::shared_ptr<const ProgramReport>& program)
    {
        bool isThere = false;
        fields.flag(isThere);
        if (!isThere)
            return;
        ProgramReport read;
        passFieldsOfProgram(fields, read);
        program = std::make_shared<const ProgramReport>(std::move(read));
    }
    static void passFieldsOfProgram(auto& fields, auto& program)
    {
        fields.optional(program.exitStatus, [&](auto& status) { fields.number(status); });
        fields.number(program.signal);
        fields.bytes(program.output, kMaxOutputBytes);
        fields.bytes(program.errorOutput, kMaxOutputBytes);
        fields.number(program.outputBytes);
        fields.number(program.errorOutputBytes);
        fields.number(program.heldBy);
        fields.number(program.heldNs, qint64(0), qint64(kMaxTimeNs));
    }
};
