#include "work/commandwork.h"

#include "pool/durationtext.h"
#include "work/childprogram.h"
#include "work/systemwords.h"

#include <QCoreApplication>
#include <QFile>
#include <QUuid>

#include <csignal>
#include <cstring>

#include <sys/resource.h>

extern char** environ;

namespace {

constexpr qint64 kOutputOfARun = qint64{256} * 1024 * 1024;

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandWork", text);
}

// Every program that runs needs five descriptors of this one: as many as the system allows.
void allowManyDescriptors()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

QByteArray lastLine(const QByteArray& text)
{
    constexpr qsizetype kLongest = 200;
    const QByteArray trimmed = text.trimmed();
    return trimmed.mid(trimmed.lastIndexOf('\n') + 1).left(kLongest);
}

// What went wrong; empty where nothing did.
QString errorOf(const ProgramEnd& end, const QByteArray& program,
                const std::optional<std::chrono::nanoseconds>& timeout)
{
    switch (end.how) {
    case ProgramEnd::How::NotStarted:
        return tr("'%1' could not be started: %2")
            .arg(QFile::decodeName(program), systemWords(end.code));
    case ProgramEnd::How::TimedOut:
        return tr("timed out after %1").arg(shortDuration(*timeout));
    case ProgramEnd::How::Signalled:
        return tr("ended by signal %1 (%2)")
            .arg(end.code)
            .arg(QString::fromLocal8Bit(sigdescr_np(end.code)));
    case ProgramEnd::How::Exited: {
        if (end.code == 0)
            return {};
        const QByteArray said = lastLine(end.errorOutput.kept());
        const QString status = tr("exit status %1").arg(end.code);
        return said.isEmpty() ? status : status + QStringLiteral(": ") + QString::fromUtf8(said);
    }
    case ProgramEnd::How::Stopped:
        break;
    }
    return {};
}

} // namespace

CommandWork::CommandWork(CommandTemplate command, JobInputs inputs,
                         std::optional<std::chrono::nanoseconds> timeout)
    : m_command(std::move(command))
    , m_inputs(std::move(inputs))
    , m_timeout(timeout)
    , m_mark("POOLSCOPE_RUN=" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces))
    , m_room(kOutputOfARun)
{
    m_environment.push_back(m_mark);
    for (char** entry = environ; *entry; ++entry) {
        if (std::strncmp(*entry, "POOLSCOPE_RUN=", 14) != 0 &&
            std::strncmp(*entry, "POOLSCOPE_JOB=", 14) != 0)
            m_environment.emplace_back(*entry);
    }
    allowManyDescriptors();
}

CommandWork::~CommandWork()
{
    if (m_stopped.load(std::memory_order_relaxed))
        endAllWith({m_mark});
}

AttemptResult CommandWork::perform(Attempt attempt, const std::stop_token& stop) const
{
    if (stop.stop_requested())
        return {JobStatus::Cancelled};
    const auto index = std::size_t(attempt.job.number - 1);
    const QByteArrayView input = m_inputs.lines ? m_inputs.lines->at(index) : QByteArrayView();
    ProgramCall call;
    call.arguments = m_command.argumentsFor(attempt.job, input);
    call.program = m_command.program(call.arguments);
    call.environment = m_environment;
    const QByteArray job = "POOLSCOPE_JOB=" + QByteArray::number(attempt.job.number);
    call.environment.push_back(job);
    call.timeout = m_timeout;

    const ProgramEnd end = runProgram(call, stop);
    AttemptResult result;
    if (end.how != ProgramEnd::How::NotStarted)
        result.cpu = end.cpu;
    if (end.how == ProgramEnd::How::TimedOut)
        endAllWith({m_mark, job});
    if (end.how == ProgramEnd::How::Stopped) {
        m_stopped.store(true, std::memory_order_relaxed);
        result.status = JobStatus::Cancelled;
    }
    const QString error = errorOf(end, call.program, m_timeout);
    if (!error.isEmpty())
        result.status = JobStatus::Failed;
    const auto program = reportOf(end);
    if (program || !error.isEmpty())
        result.report = std::make_shared<const JobReport>(JobReport{error, {}, program});
    return result;
}

std::shared_ptr<const ProgramReport> CommandWork::reportOf(const ProgramEnd& end) const
{
    if (end.how == ProgramEnd::How::NotStarted)
        return nullptr;
    const bool exited = end.how == ProgramEnd::How::Exited;
    if (exited && end.code == 0 && end.output.all() == 0 && end.errorOutput.all() == 0)
        return nullptr;
    auto report = std::make_shared<ProgramReport>();
    if (exited)
        report->exitStatus = end.code;
    else
        report->signal = end.code;
    report->outputBytes = end.output.all();
    report->errorOutputBytes = end.errorOutput.all();
    const QByteArray output = end.output.kept();
    const QByteArray errorOutput = end.errorOutput.kept();
    const qint64 size = output.size() + errorOutput.size();
    if (m_room.fetch_sub(size, std::memory_order_relaxed) >= size) {
        report->output = output;
        report->errorOutput = errorOutput;
    } else {
        m_room.fetch_add(size, std::memory_order_relaxed);
    }
    return report;
}
