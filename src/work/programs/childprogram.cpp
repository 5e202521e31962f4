#include "work/programs/childprogram.h"

#include "base/diskuse.h"
#include "work/programs/keeperwords.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace {

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

// A program that was asked for: waits for its end.
class Supervisor
{
public:
    Supervisor(const FileDescriptor& news, Shortage& shortage, const AttemptListener* listener)
        : m_news(news), m_shortage(shortage), m_listener(listener)
    {
    }
    ~Supervisor() { noteHeld(false); }

    ProgramEnd wait(Pipe& output, Pipe& errorOutput)
    {
        ProgramEnd end;
        for (;;) {
            pollfd waits[] = {{m_news.get(), POLLIN, 0},
                              {output.from.get(), POLLIN, 0},
                              {errorOutput.from.get(), POLLIN, 0}};
            const int ready = ::poll(waits, std::size(waits), m_use ? -1 : kSurelyRunsMs);
            const bool writes = (waits[1].revents | waits[2].revents) & POLLIN;
            if (!m_use && (ready == 0 || writes))
                m_use.emplace(m_shortage);
            output.drainInto(end.output);
            errorOutput.drainInto(end.errorOutput);
            if (hasEnded(end))
                break;
        }
        output.drainInto(end.output);
        errorOutput.drainInto(end.errorOutput);
        return end;
    }

private:
    // The keeper says sooner when it could not be started.
    static constexpr int kSurelyRunsMs = 200;

    void noteHeld(bool isHeld)
    {
        if (std::exchange(m_isHeld, isHeld) != isHeld && m_listener)
            m_listener->onHeld(isHeld);
    }

    // Hears what is new of it.
    bool hasEnded(ProgramEnd& end)
    {
        ProgramNews news;
        const ssize_t got = recv(m_news.get(), &news, sizeof news, MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return false;
        if (got != ssize_t(sizeof news)) {
            end.how = ProgramEnd::How::Lost;
            return true;
        }
        if (news.kind == ProgramNews::Kind::NotStarted) {
            end.code = news.code;
            return true;
        }
        if (!m_use)
            m_use.emplace(m_shortage); // it was too short to be seen running
        if (news.kind != ProgramNews::Kind::Ended) {
            noteHeld(news.kind == ProgramNews::Kind::Held);
            return false;
        }
        const bool exited = WIFEXITED(news.code);
        end.how = news.forced == Forced::ByStop      ? ProgramEnd::How::Stopped
                  : news.forced == Forced::ByTimeout ? ProgramEnd::How::TimedOut
                  : exited                           ? ProgramEnd::How::Exited
                                                     : ProgramEnd::How::Signalled;
        end.code = exited ? WEXITSTATUS(news.code) : WTERMSIG(news.code);
        end.cpu = {news.cpuNs, news.preempted, news.readyNs};
        end.readBytes = news.readBlocks * kBlockBytes;
        end.heldBy = news.heldBy;
        end.heldNs = news.heldNs;
        return true;
    }

    const FileDescriptor& m_news;
    Shortage& m_shortage;
    const AttemptListener* m_listener;
    bool m_isHeld = false;
    std::optional<Shortage::Use> m_use; // once it runs for certain
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

ProgramEnd runProgram(const Keeper& keeper, const ProgramCall& call, const std::stop_token& stop,
                      Shortage& shortage, const AttemptListener* listener)
{
    ProgramEnd end;
    Pipe output;
    Pipe errorOutput;
    FileDescriptor news;
    if (!output.open() || !errorOutput.open()) {
        end.code = errno;
        return end;
    }
    end.code = keeper.keep(call, std::move(output.to), std::move(errorOutput.to), news);
    if (end.code != 0)
        return end;
    const std::stop_callback tell(stop, [&keeper, &news] { keeper.stop(news); });
    return Supervisor(news, shortage, listener).wait(output, errorOutput);
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
