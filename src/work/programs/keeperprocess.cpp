#include "work/programs/keeperprocess.h"

#include "base/clock.h"
#include "base/cpuuse.h"
#include "base/filedescriptor.h"
#include "base/readytime.h"
#include "work/programs/keeperwords.h"
#include "work/programs/processtree.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr qint64 kNever = std::numeric_limits<qint64>::max();
constexpr qint64 kGraceOnStopNs = 30 * kMsInNs;
constexpr qint64 kGraceOnTimeoutNs = 2'000 * kMsInNs;

qint64 nsOf(const timeval& time)
{
    return qint64{time.tv_sec} * 1'000'000'000 + qint64{time.tv_usec} * 1'000;
}

// A program that was asked for, from then until it has ended.
struct Kept
{
    FileDescriptor socket; // to the thread that waits for it
    FileDescriptor output; // until it is started
    FileDescriptor errorOutput;
    std::string call; // as much of it as has come, until it is started
    pid_t process = 0;
    qint64 timeoutAtNs = kNever;
    Forced forced = Forced::Not;
    qint64 killAtNs = kNever;
    std::optional<ProcessTree> family; // of one whose timeout is over
    int heldBy = 0;
    qint64 heldSinceNs = 0; // 0 while it goes on
    qint64 heldNs = 0;

    void tell(ProgramNews news) const
    {
        send(socket.get(), &news, sizeof news, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
};

// The descriptors that came with a message; what does not fit into the limit is missing.
std::vector<FileDescriptor> receiveOrder(int socket, std::optional<KeeperOrder>& order)
{
    constexpr std::size_t kMaxFiles = 3;
    KeeperOrder byte{};
    iovec text{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * kMaxFiles)> control{};
    msghdr message{};
    message.msg_iov = &text;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    order.reset();
    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) == 1)
        order = byte;
    std::vector<FileDescriptor> files;
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_type == SCM_RIGHTS) {
        for (std::size_t i = 0; CMSG_LEN(sizeof(int) * (i + 1)) <= header->cmsg_len; ++i) {
            int file = -1;
            std::memcpy(&file, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
            files.emplace_back(file);
        }
    }
    return files;
}

class KeeperProcess
{
public:
    KeeperProcess(int control, rlim_t descriptors)
        : m_control(control), m_descriptors(descriptors), m_events(epoll_create1(EPOLL_CLOEXEC))
    {
        prctl(PR_SET_NAME, "jobkeeper");
        prctl(PR_SET_CHILD_SUBREAPER, 1); // what loses its parent becomes a child of this process
        setsid();                         // no terminal, and none of Poolscope's signals
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
            std::signal(signal, SIG_IGN);
        std::signal(SIGCHLD, SIG_DFL); // ignored, it would take the ends of programs away
        sigset_t child;
        sigemptyset(&child);
        sigaddset(&child, SIGCHLD);
        sigprocmask(SIG_SETMASK, &child, nullptr);
        m_signals = FileDescriptor(signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
        fcntl(control, F_SETFD, FD_CLOEXEC);
        // A reader of Poolscope's output waits for nobody else.
        m_nothing = FileDescriptor(::open("/dev/null", O_RDWR | O_CLOEXEC));
        for (int standard = 0; standard < 3; ++standard)
            dup2(m_nothing.get(), standard);
        watch(control);
        watch(m_signals.get());
    }

    void run()
    {
        if (!m_events.isOpen() || !m_signals.isOpen() || !m_nothing.isOpen())
            return;
        answer(KeeperAnswer::Ready);
        while (!m_poolscopeHasGone && (!m_leaves || m_hasChildren)) {
            std::array<epoll_event, 64> events{};
            const int count =
                epoll_wait(m_events.get(), events.data(), int(events.size()), msToWait());
            lookAfterChildren(); // before any clock or order: what has ended is not made to
            for (int i = 0; i < count; ++i) {
                const int file = events[std::size_t(i)].data.fd;
                if (file == m_control)
                    execute();
                else if (file != m_signals.get())
                    hear(file);
            }
            endWhatIsDue();
        }
        endAll(kGraceOnStopNs);
    }

private:
    void watch(int file) const
    {
        epoll_event event{EPOLLIN, {.fd = file}};
        epoll_ctl(m_events.get(), EPOLL_CTL_ADD, file, &event);
    }

    int msToWait() const
    {
        if (m_nextDueNs == kNever)
            return -1;
        return int(std::clamp<qint64>((m_nextDueNs - monotonicNs() + kMsInNs - 1) / kMsInNs, 0,
                                      std::numeric_limits<int>::max()));
    }

    void answer(KeeperAnswer word) const { send(m_control, &word, 1, MSG_NOSIGNAL | MSG_DONTWAIT); }

    // Carries out the next order.
    void execute()
    {
        std::optional<KeeperOrder> order;
        std::vector<FileDescriptor> files = receiveOrder(m_control, order);
        if (!order) {
            m_poolscopeHasGone = true;
        } else if (*order == KeeperOrder::Keep) {
            if (files.size() != 3)
                return; // whoever waits for it sees that its socket is closed
            Kept kept;
            kept.socket = std::move(files[0]);
            kept.output = std::move(files[1]);
            kept.errorOutput = std::move(files[2]);
            const int socket = kept.socket.get();
            watch(socket);
            m_kept.emplace(socket, std::move(kept));
            hear(socket); // what is asked for has mostly come already
        } else {
            if (*order == KeeperOrder::EndAll)
                endAll(0);
            m_leaves = true;
            lookAfterChildren();
            answer(m_hasChildren ? KeeperAnswer::Stays : KeeperAnswer::Leaves);
        }
    }

    // Takes what has come on a program's socket.
    void hear(int socket)
    {
        const auto found = m_kept.find(socket);
        if (found == m_kept.end())
            return; // it has ended a moment ago
        Kept& kept = found->second;
        std::array<char, 16 * 1024> bytes;
        const ssize_t got = recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (got <= 0) {
            // Nobody waits for it any more.
            epoll_ctl(m_events.get(), EPOLL_CTL_DEL, socket, nullptr);
            if (kept.process == 0)
                m_kept.erase(found);
            else
                force(kept, Forced::ByStop);
        } else if (kept.process != 0) {
            force(kept, Forced::ByStop);
        } else {
            kept.call.append(bytes.data(), std::size_t(got));
            startWhenComplete(kept);
        }
    }

    void startWhenComplete(Kept& kept)
    {
        CallHeader header;
        if (kept.call.size() < sizeof header)
            return;
        std::memcpy(&header, kept.call.data(), sizeof header);
        const std::size_t all = sizeof header + header.bytes;
        if (kept.call.size() < all)
            return;
        const bool isStopped = kept.call.size() > all;
        if (const int error = start(kept, header)) {
            kept.tell({ProgramNews::Kind::NotStarted, error});
            m_kept.erase(kept.socket.get());
            return;
        }
        m_socketOf.emplace(kept.process, kept.socket.get());
        m_hasChildren = true;
        kept.call = {};
        kept.output.close();
        kept.errorOutput.close();
        if (header.timeoutNs > 0)
            kept.timeoutAtNs = monotonicNs() + header.timeoutNs;
        m_nextDueNs = std::min(m_nextDueNs, kept.timeoutAtNs);
        if (isStopped)
            force(kept, Forced::ByStop);
    }

    // The error number; 0 when it runs.
    int start(Kept& kept, const CallHeader& header) const
    {
        char* text = kept.call.data() + sizeof header;
        char* const end = text + header.bytes;
        const char* program = text;
        std::vector<char*> arguments;
        std::vector<char*> environment;
        for (text += std::strlen(text) + 1; text < end; text += std::strlen(text) + 1)
            (arguments.size() < header.arguments ? arguments : environment).push_back(text);
        arguments.push_back(nullptr);
        environment.push_back(nullptr);

        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, m_nothing.get(), STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&files, kept.output.get(), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&files, kept.errorOutput.get(), STDERR_FILENO);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        sigset_t usual;
        sigemptyset(&usual);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGCHLD, SIGXFSZ})
            sigaddset(&usual, signal);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &usual);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK |
                                                  POSIX_SPAWN_SETSIGDEF);
        // A child has the limits of its parent.
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        const rlimit programs{std::min(m_descriptors, limit.rlim_max), limit.rlim_max};
        setrlimit(RLIMIT_NOFILE, &programs);
        const int error = posix_spawn(&kept.process, program, &files, &attributes, arguments.data(),
                                      environment.data());
        setrlimit(RLIMIT_NOFILE, &limit);
        if (error != 0)
            kept.process = 0;
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&files);
        return error;
    }

    // Asks a program to end, unless it has.
    void force(Kept& kept, Forced why)
    {
        siginfo_t info{};
        if (waitid(P_PID, id_t(kept.process), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
            info.si_pid == kept.process)
            return;
        const qint64 nowNs = monotonicNs();
        if (why == Forced::ByStop) {
            // A stop does not wait for the longer time.
            kept.killAtNs = std::min(kept.killAtNs, nowNs + kGraceOnStopNs);
        } else {
            kept.killAtNs = nowNs + kGraceOnTimeoutNs;
            // Seen now, as what loses its parent is not known to be this program's any more.
            kept.family.emplace(kept.process);
            kept.family->grow();
            kept.family->signalAll(SIGTERM);
            kept.family->signalAll(SIGCONT);
        }
        kept.timeoutAtNs = kNever;
        m_nextDueNs = std::min(m_nextDueNs, kept.killAtNs);
        if (kept.forced == Forced::Not) {
            kill(-kept.process, SIGTERM);
            kill(-kept.process, SIGCONT); // one that is held cannot end
        }
        kept.forced = why;
    }

    void endWhatIsDue()
    {
        const qint64 nowNs = monotonicNs();
        if (nowNs < m_nextDueNs)
            return;
        m_nextDueNs = kNever;
        for (auto& [socket, kept] : m_kept) {
            if (nowNs >= kept.timeoutAtNs)
                force(kept, Forced::ByTimeout);
            if (nowNs >= kept.killAtNs) {
                kept.killAtNs = kNever;
                kill(-kept.process, SIGKILL);
            }
            m_nextDueNs = std::min({m_nextDueNs, kept.timeoutAtNs, kept.killAtNs});
        }
    }

    Kept* keptOf(pid_t process)
    {
        const auto socket = m_socketOf.find(process);
        return socket == m_socketOf.end() ? nullptr : &m_kept.at(socket->second);
    }

    void lookAfterChildren()
    {
        signalfd_siginfo signals[8];
        while (::read(m_signals.get(), signals, sizeof signals) > 0) {
        }
        for (;;) {
            siginfo_t info{};
            m_hasChildren =
                waitid(P_ALL, 0, &info, WEXITED | WSTOPPED | WCONTINUED | WNOHANG | WNOWAIT) == 0;
            if (!m_hasChildren || info.si_pid == 0)
                return;
            if (info.si_code == CLD_STOPPED || info.si_code == CLD_CONTINUED)
                noteHold(info.si_pid);
            else
                reap(info.si_pid);
        }
    }

    void noteHold(pid_t process)
    {
        siginfo_t held{};
        waitid(P_PID, id_t(process), &held, WSTOPPED | WCONTINUED | WNOHANG);
        Kept* kept = keptOf(process);
        if (!kept || held.si_pid == 0)
            return;
        const qint64 nowNs = monotonicNs();
        if (kept->heldSinceNs != 0)
            kept->heldNs += nowNs - std::exchange(kept->heldSinceNs, 0);
        if (held.si_code == CLD_STOPPED) {
            kept->heldBy = held.si_status;
            kept->heldSinceNs = nowNs;
        }
        kept->tell(
            {held.si_code == CLD_STOPPED ? ProgramNews::Kind::Held : ProgramNews::Kind::Released});
    }

    void reap(pid_t process)
    {
        Kept* kept = keptOf(process);
        // It is still a zombie: its group has its number for certain.
        if (kept && kept->forced != Forced::Not)
            kill(-process, SIGKILL);
        if (kept && kept->family)
            kept->family->endAll();
        // Of its first thread alone, while it is a zombie: nobody adds up those of its children.
        const auto readyNs = kept ? readyNsOf(process) : std::nullopt;
        int status = 0;
        rusage usage{};
        wait4(process, &status, 0, &usage);
        if (!kept)
            return;
        if (kept->heldSinceNs != 0)
            kept->heldNs += monotonicNs() - kept->heldSinceNs;
        kept->tell({ProgramNews::Kind::Ended, status, kept->forced, kept->heldBy, kept->heldNs,
                    nsOf(usage.ru_utime) + nsOf(usage.ru_stime), usage.ru_inblock,
                    qint32(usage.ru_nivcsw), 0, readyNs.value_or(CpuUse::kNotKnown)});
        m_kept.erase(m_socketOf.at(process));
        m_socketOf.erase(process);
    }

    // Ends all that descends from this process; asks first where there is a grace.
    void endAll(qint64 graceNs)
    {
        lookAfterChildren();
        if (!m_hasChildren)
            return;
        ProcessTree all(getpid());
        if (graceNs > 0) {
            all.grow();
            all.signalAll(SIGTERM);
            all.signalAll(SIGCONT);
            const qint64 untilNs = monotonicNs() + graceNs;
            while (m_hasChildren && monotonicNs() < untilNs) {
                pollfd wait{m_signals.get(), POLLIN, 0};
                poll(&wait, 1, int((untilNs - monotonicNs()) / kMsInNs) + 1);
                lookAfterChildren();
            }
        }
        all.endAll();
        lookAfterChildren();
    }

    const int m_control;
    const rlim_t m_descriptors;
    const FileDescriptor m_events;
    FileDescriptor m_signals;
    FileDescriptor m_nothing;
    std::unordered_map<int, Kept> m_kept; // by their sockets
    std::unordered_map<pid_t, int> m_socketOf;
    qint64 m_nextDueNs = kNever; // nothing is due before
    bool m_hasChildren = false;
    bool m_leaves = false;
    bool m_poolscopeHasGone = false;
};

} // namespace

void keepPrograms(int control, rlim_t descriptors)
{
    KeeperProcess(control, descriptors).run();
}
