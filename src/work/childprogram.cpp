#include "work/childprogram.h"

#include "pool/clock.h"
#include "work/filedescriptor.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <limits>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::nanoseconds kGraceOnStop = 30ms;
constexpr std::chrono::nanoseconds kGraceOnTimeout = 2s;
// How often a child is looked after where the system cannot tell of its end.
constexpr int kLookAfterMs = 5;

struct Pipe
{
    FileDescriptor from;
    FileDescriptor to;

    // False when there are no more descriptors; see errno.
    bool open()
    {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
            return false;
        from = FileDescriptor(ends[0]);
        to = FileDescriptor(ends[1]);
        fcntl(ends[0], F_SETFL, O_NONBLOCK);
        return true;
    }

    // Takes what there is. At the end of it, closes.
    void drainInto(OutputTail& tail)
    {
        std::array<char, 16 * 1024> buffer;
        // A flood does not keep it from looking at the rest.
        for (int i = 0; i < 16 && from.isOpen(); ++i) {
            const ssize_t got = ::read(from.get(), buffer.data(), buffer.size());
            if (got > 0)
                tail.add(buffer.data(), got);
            else if (got < 0 && (errno == EAGAIN || errno == EINTR))
                return;
            else
                from.close();
        }
    }
};

std::vector<char*> pointersTo(const std::vector<QByteArray>& texts)
{
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (const QByteArray& text : texts)
        pointers.push_back(const_cast<char*>(text.constData()));
    pointers.push_back(nullptr);
    return pointers;
}

// Starts it; the error number, 0 where all went well.
int spawn(const ProgramCall& call, const Pipe& output, const Pipe& errorOutput, pid_t& child)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output.to.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, errorOutput.to.get(), STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    sigset_t usual;
    sigemptyset(&usual);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD})
        sigaddset(&usual, signal);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    const int error =
        posix_spawn(&child, call.program.constData(), &files, &attributes,
                    pointersTo(call.arguments).data(), pointersTo(call.environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

qint64 nsOf(const timeval& time)
{
    return qint64{time.tv_sec} * 1'000'000'000 + qint64{time.tv_usec} * 1'000;
}

// A child that runs: waits for its end and sees to it.
class Supervisor
{
public:
    Supervisor(pid_t child, const ProgramCall& call, const std::stop_token& stop)
        : m_child(child)
        , m_ended(int(syscall(SYS_pidfd_open, child, 0)))
        , m_stop(stop)
        , m_timeoutNs(call.timeout ? monotonicNs() + call.timeout->count() : kNever)
    {
    }

    ProgramEnd wait(Pipe& output, Pipe& errorOutput, const FileDescriptor& stopped)
    {
        ProgramEnd end;
        while (!hasEnded()) {
            pollfd waits[] = {{m_ended.get(), POLLIN, 0},
                              {output.from.get(), POLLIN, 0},
                              {errorOutput.from.get(), POLLIN, 0},
                              {listensToStop() ? stopped.get() : -1, POLLIN, 0}};
            ::poll(waits, std::size(waits), msToWait());
            output.drainInto(end.output);
            errorOutput.drainInto(end.errorOutput);
            see();
        }
        // It is still a zombie: its group has its number for certain.
        if (m_forced)
            kill(-m_child, SIGKILL);
        reap(end);
        output.drainInto(end.output);
        errorOutput.drainInto(end.errorOutput);
        return end;
    }

private:
    static constexpr qint64 kNever = std::numeric_limits<qint64>::max();

    bool hasEnded() const
    {
        siginfo_t info{};
        return waitid(P_PID, id_t(m_child), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
               info.si_pid == m_child;
    }

    // Whether a stop would still change what is done.
    bool listensToStop() const
    {
        return !m_forced || (m_forced == ProgramEnd::How::TimedOut && m_killNs != kNever);
    }

    // Until something is to be done, rounded up.
    int msToWait() const
    {
        const qint64 nextNs = m_forced ? m_killNs : m_timeoutNs;
        if (nextNs == kNever)
            return m_ended.isOpen() ? -1 : kLookAfterMs;
        const qint64 ms = std::clamp<qint64>((nextNs - monotonicNs() + 999'999) / 1'000'000, 0,
                                             std::numeric_limits<int>::max());
        return m_ended.isOpen() ? int(ms) : std::min(int(ms), kLookAfterMs);
    }

    // Ends it when that is due.
    void see()
    {
        const qint64 nowNs = monotonicNs();
        if (m_forced) {
            if (nowNs >= m_killNs) {
                kill(-m_child, SIGKILL);
                m_killNs = kNever;
            }
        } else if (m_stop.stop_requested()) {
            tellToEnd(ProgramEnd::How::Stopped, nowNs + kGraceOnStop.count());
        } else if (nowNs >= m_timeoutNs) {
            tellToEnd(ProgramEnd::How::TimedOut, nowNs + kGraceOnTimeout.count());
        }
        // A stop does not wait for the longer time.
        if (m_forced == ProgramEnd::How::TimedOut && m_stop.stop_requested() &&
            m_killNs != kNever) {
            m_forced = ProgramEnd::How::Stopped;
            m_killNs = std::min(m_killNs, nowNs + kGraceOnStop.count());
        }
    }

    void tellToEnd(ProgramEnd::How why, qint64 killNs)
    {
        m_forced = why;
        m_killNs = killNs;
        kill(-m_child, SIGTERM);
        kill(-m_child, SIGCONT); // one that is held cannot end
    }

    void reap(ProgramEnd& end) const
    {
        int status = 0;
        rusage usage{};
        while (wait4(m_child, &status, 0, &usage) < 0 && errno == EINTR) {
        }
        end.cpu = {nsOf(usage.ru_utime) + nsOf(usage.ru_stime), qint32(usage.ru_nivcsw)};
        const bool exited = WIFEXITED(status);
        end.how = m_forced ? *m_forced
                  : exited ? ProgramEnd::How::Exited
                           : ProgramEnd::How::Signalled;
        end.code = exited ? WEXITSTATUS(status) : WTERMSIG(status);
    }

    const pid_t m_child;
    const FileDescriptor m_ended; // readable when it has; may be missing
    const std::stop_token& m_stop;
    const qint64 m_timeoutNs;
    std::optional<ProgramEnd::How> m_forced; // why it was told to end
    qint64 m_killNs = kNever;
};

bool holds(const QString& process, const std::vector<QByteArray>& entries)
{
    QFile environment(QStringLiteral("/proc/%1/environ").arg(process));
    if (!environment.open(QIODevice::ReadOnly))
        return false; // it has ended, or is somebody else's
    const QByteArray all = '\0' + environment.readAll();
    return std::ranges::all_of(
        entries, [&all](const QByteArray& entry) { return all.contains('\0' + entry + '\0'); });
}

} // namespace

void OutputTail::add(const char* bytes, qsizetype count)
{
    m_all += count;
    m_bytes.append(bytes, count);
    if (m_bytes.size() > 2 * kKept)
        m_bytes.remove(0, m_bytes.size() - kKept);
}

ProgramEnd runProgram(const ProgramCall& call, const std::stop_token& stop)
{
    ProgramEnd end;
    Pipe output;
    Pipe errorOutput;
    const FileDescriptor stopped(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!stopped.isOpen() || !output.open() || !errorOutput.open()) {
        end.code = errno;
        return end;
    }
    pid_t child = 0;
    end.code = spawn(call, output, errorOutput, child);
    if (end.code != 0)
        return end;
    output.to.close();
    errorOutput.to.close();
    const std::stop_callback tell(stop, [&stopped] { eventfd_write(stopped.get(), 1); });
    return Supervisor(child, call, stop).wait(output, errorOutput, stopped);
}

void endAllWith(const std::vector<QByteArray>& entries)
{
    // They may start others in the meantime.
    constexpr int kPasses = 20;
    bool found = true;
    for (int pass = 0; pass < kPasses && found; ++pass) {
        found = false;
        for (const QString& process :
             QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
            if (!holds(process, entries))
                continue;
            found = true;
            kill(pid_t(process.toInt()), SIGKILL);
        }
    }
}
