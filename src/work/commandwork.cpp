#include "work/commandwork.h"

#include "base/durationtext.h"
#include "base/systemwords.h"
#include "work/programs/childprogram.h"

#include <QFile>
#include <QUuid>

#include <cerrno>
#include <csignal>
#include <cstring>

extern char** environ;

namespace {

constexpr qint64 kMaxOutputOfRun = qint64{256} * 1024 * 1024;

QString signalText(int signal)
{
    return QStringLiteral("signal %1 (%2)")
        .arg(signal)
        .arg(QString::fromLocal8Bit(sigdescr_np(signal)));
}

QByteArray lastLine(const QByteArray& text)
{
    constexpr qsizetype kMaxLength = 200;
    const QByteArray trimmed = text.trimmed();
    return trimmed.mid(trimmed.lastIndexOf('\n') + 1).left(kMaxLength);
}

// What went wrong; empty where nothing did.
QString errorOf(const ProgramEnd& end, const QByteArray& program,
                const std::optional<std::chrono::nanoseconds>& timeout)
{
    switch (end.how) {
    case ProgramEnd::How::NoKeeper:
        return QStringLiteral("the process that keeps this run's programs (jobkeeper) could not be "
                              "started: %1")
            .arg(systemWords(end.code));
    case ProgramEnd::How::NotStarted:
        return QStringLiteral("'%1' could not be started: %2")
            .arg(QFile::decodeName(program), systemWords(end.code));
    case ProgramEnd::How::TimedOut:
        if (end.heldBy != 0)
            return QStringLiteral("timed out after %1; for %2 of that it was stopped, by %3")
                .arg(shortDuration(*timeout), shortDuration(std::chrono::nanoseconds(end.heldNs)),
                     signalText(end.heldBy));
        return QStringLiteral("timed out after %1").arg(shortDuration(*timeout));
    case ProgramEnd::How::Signalled:
        return QStringLiteral("ended by %1").arg(signalText(end.code));
    case ProgramEnd::How::Lost:
        return QStringLiteral(
                   "the process that keeps this run's programs (jobkeeper) was ended from outside, "
                   "and '%1' with it")
            .arg(QFile::decodeName(program));
    case ProgramEnd::How::Exited: {
        if (end.code == 0)
            return {};
        const QByteArray said = lastLine(end.errorOutput.kept());
        const QString status = QStringLiteral("exit status %1").arg(end.code);
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
    , m_room(kMaxOutputOfRun)
{
    m_environment.push_back(m_mark);
    for (char** entry = environ; *entry; ++entry) {
        if (std::strncmp(*entry, "POOLSCOPE_RUN=", 14) != 0 &&
            std::strncmp(*entry, "POOLSCOPE_JOB=", 14) != 0)
            m_environment.emplace_back(*entry);
    }
    keeper(); // has it ready before the first job
}

CommandWork::~CommandWork()
{
    if (!m_stopped.load(std::memory_order_relaxed))
        return;
    if (m_keeper)
        m_keeper->endAll();
    endAllWith({m_mark});
}

AttemptResult CommandWork::perform(Attempt attempt, const std::stop_token& stop) const
{
    const auto cancelled = [this] {
        m_stopped.store(true, std::memory_order_relaxed);
        return AttemptResult{JobStatus::Cancelled};
    };
    if (stop.stop_requested())
        return cancelled();
    ProgramCall call;
    call.arguments = m_command.argumentsFor(attempt.job, attempt.worker, m_inputs.of(attempt.job));
    call.program = m_command.program(call.arguments);
    call.environment = m_environment;
    const QByteArray job = "POOLSCOPE_JOB=" + QByteArray::number(attempt.job.number);
    call.environment.push_back(job);
    call.timeout = m_timeout;

    ProgramEnd end;
    const int problem = m_shortage.waitOut(
        [&] {
            end = runOnce(call, stop, attempt.listener);
            return end.hasStarted() ? 0 : end.code;
        },
        stop);
    if (problem == ECANCELED)
        return cancelled();
    AttemptResult result;
    if (end.hasStarted() && end.how != ProgramEnd::How::Lost)
        result.cpu = end.cpu;
    m_readBytes.fetch_add(end.readBytes, std::memory_order_relaxed);
    if (end.how == ProgramEnd::How::TimedOut || end.how == ProgramEnd::How::Lost)
        endAllWith({m_mark, job});
    if (end.heldBy != 0)
        m_held.fetch_add(1, std::memory_order_relaxed);
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

QString CommandWork::takeNote() const
{
    QStringList notes;
    if (const QString waits = m_shortage.takeNote(); !waits.isEmpty())
        notes += waits;
    if (const qint64 held = m_held.exchange(0, std::memory_order_relaxed); held > 0)
        notes +=
            QStringLiteral("programs that a signal stopped for a while (see the jobs' details): %1")
                .arg(held);
    return notes.join(QStringLiteral("; "));
}

ProgramEnd CommandWork::runOnce(const ProgramCall& call, const std::stop_token& stop,
                                const AttemptListener* listener) const
{
    const auto found = keeper();
    if (const int* error = std::get_if<int>(&found))
        return {ProgramEnd::How::NoKeeper, *error};
    const auto& keeping = std::get<std::shared_ptr<const Keeper>>(found);
    ProgramEnd end = runProgram(*keeping, call, stop, m_shortage, listener);
    const bool notStarted = end.how == ProgramEnd::How::NotStarted && end.code == EPIPE;
    if (notStarted)
        end.code = EAGAIN; // another keeper will start it
    if (notStarted || end.how == ProgramEnd::How::Lost)
        letGo(keeping);
    return end;
}

std::variant<std::shared_ptr<const Keeper>, int> CommandWork::keeper() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_keeper) {
        auto started = Keeper::start();
        if (const int* error = std::get_if<int>(&started))
            return *error;
        m_keeper = std::get<std::unique_ptr<Keeper>>(std::move(started));
    }
    return m_keeper;
}

// The next job gets another one.
void CommandWork::letGo(const std::shared_ptr<const Keeper>& keeper) const
{
    const std::lock_guard lock(m_mutex);
    if (m_keeper == keeper)
        m_keeper.reset();
}

std::shared_ptr<const ProgramReport> CommandWork::reportOf(const ProgramEnd& end) const
{
    if (!end.hasStarted() || end.how == ProgramEnd::How::Lost)
        return nullptr;
    const bool exited = end.how == ProgramEnd::How::Exited;
    if (exited && end.code == 0 && end.output.all() == 0 && end.errorOutput.all() == 0 &&
        end.heldBy == 0)
        return nullptr;
    auto report = std::make_shared<ProgramReport>();
    if (exited)
        report->exitStatus = end.code;
    else
        report->signal = end.code;
    report->heldBy = end.heldBy;
    report->heldNs = end.heldNs;
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
