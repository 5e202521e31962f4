#include "work/programs/keeper.h"

#include "work/programs/keeperprocess.h"
#include "work/programs/keeperwords.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace {

// Its name tells it apart: whoever ends all that is called poolscope leaves it to do its work.
constexpr const char* kName = "jobkeeper";

// A keeper is this very program, whichever that is, and turns off before main(). A copy of a
// process with threads could not do much, and would hold on to all of its memory.
[[gnu::constructor]] void becomeKeeper(int argc, char** argv)
{
    if (argc != 3 || std::strcmp(argv[0], kName) != 0)
        return;
    keepPrograms(std::atoi(argv[1]), rlim_t(std::strtoull(argv[2], nullptr, 10)));
    _exit(0);
}

// As many as the system allows, as every program that runs needs three of this process and one of
// its keeper. Gives how many there were before.
rlim_t allowManyDescriptors()
{
    static const rlim_t atStart = [] {
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        const rlim_t before = limit.rlim_cur;
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
        return before;
    }();
    return atStart;
}

bool hasEnded(pid_t keeper, int options)
{
    pid_t ended = 0;
    do
        ended = waitpid(keeper, nullptr, options);
    while (ended < 0 && errno == EINTR);
    return ended != 0;
}

// Keepers of runs that are over, whose programs have left something running. They end with it, or
// with this process.
class LeftKeepers
{
public:
    ~LeftKeepers()
    {
        for (Left& left : m_left) {
            left.control.close();
            hasEnded(left.process, 0);
        }
    }

    void add(pid_t process, FileDescriptor control)
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_left, [](const Left& left) { return hasEnded(left.process, WNOHANG); });
        m_left.push_back({process, std::move(control)});
    }

private:
    struct Left
    {
        pid_t process;
        FileDescriptor control;
    };

    std::mutex m_mutex;
    std::vector<Left> m_left;
};

// Made before main(), so that it is destroyed after all that exit() is told to do there: runs may
// come to their end as late as that.
LeftKeepers s_leftKeepers;

bool socketPair(int type, FileDescriptor& here, FileDescriptor& there)
{
    int ends[2];
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    here = FileDescriptor(ends[0]);
    there = FileDescriptor(ends[1]);
    return true;
}

// Waits for the keeper's next word; nothing when it has ended.
std::optional<KeeperAnswer> answerOn(const FileDescriptor& control)
{
    KeeperAnswer answer{};
    ssize_t got = 0;
    do
        got = recv(control.get(), &answer, 1, 0);
    while (got < 0 && errno == EINTR);
    return got == 1 ? std::optional(answer) : std::nullopt;
}

// Why nothing could be sent.
int errorOfSocket()
{
    return errno == ECONNRESET ? EPIPE : errno;
}

int sendOrder(int control, const std::array<int, 3>& files)
{
    auto order = KeeperOrder::Keep;
    iovec text{&order, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof files)> rights{};
    msghdr message{};
    message.msg_iov = &text;
    message.msg_iovlen = 1;
    message.msg_control = rights.data();
    message.msg_controllen = rights.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof files);
    std::memcpy(CMSG_DATA(header), files.data(), sizeof files);
    ssize_t sent = 0;
    do
        sent = sendmsg(control, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? errorOfSocket() : 0;
}

// Sends what is not yet done of it.
int sendRest(int socket, const QByteArray& bytes, qsizetype done)
{
    while (done < bytes.size()) {
        const ssize_t sent =
            send(socket, bytes.constData() + done, std::size_t(bytes.size() - done), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return errorOfSocket();
        done += std::max<ssize_t>(sent, 0);
    }
    return 0;
}

QByteArray textOf(const ProgramCall& call)
{
    QByteArray text(sizeof(CallHeader), '\0');
    const auto add = [&text](const QByteArray& word) {
        text.append(word.constData(), word.size() + 1);
    };
    add(call.program);
    for (const QByteArray& argument : call.arguments)
        add(argument);
    for (const QByteArray& entry : call.environment)
        add(entry);
    const CallHeader header{quint32(text.size() - qsizetype(sizeof(CallHeader))),
                            quint32(call.arguments.size()),
                            call.timeout ? std::max<qint64>(1, call.timeout->count()) : 0};
    std::memcpy(text.data(), &header, sizeof header);
    return text;
}

} // namespace

std::variant<std::unique_ptr<Keeper>, int> Keeper::start()
{
    const rlim_t descriptors = allowManyDescriptors();
    FileDescriptor here;
    FileDescriptor there;
    if (!socketPair(SOCK_SEQPACKET, here, there))
        return errno;
    const QByteArray number = QByteArray::number(there.get());
    const QByteArray limit = QByteArray::number(qulonglong(descriptors));
    char* const arguments[] = {const_cast<char*>(kName), const_cast<char*>(number.constData()),
                               const_cast<char*>(limit.constData()), nullptr};
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, there.get(), there.get()); // stays open
    pid_t process = 0;
    const int error = posix_spawn(&process, "/proc/self/exe", &files, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    if (error != 0)
        return error;
    there.close();
    // Its start is no part of the first job's time.
    if (!answerOn(here)) {
        hasEnded(process, 0);
        return EAGAIN;
    }
    return std::unique_ptr<Keeper>(new Keeper(process, std::move(here)));
}

Keeper::Keeper(pid_t process, FileDescriptor control)
    : m_process(process), m_control(std::move(control))
{
}

Keeper::~Keeper()
{
    leave(char(KeeperOrder::Leave));
}

int Keeper::keep(const ProgramCall& call, FileDescriptor output, FileDescriptor errorOutput,
                 FileDescriptor& socket) const
{
    FileDescriptor there;
    if (!socketPair(SOCK_STREAM, socket, there))
        return errno;
    // As much as fits beforehand, so that the keeper wakes once.
    const QByteArray text = textOf(call);
    const ssize_t sent =
        send(socket.get(), text.constData(), std::size_t(text.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (const int error =
            sendOrder(m_control.get(), {there.get(), output.get(), errorOutput.get()}))
        return error;
    there.close(); // so that the socket is closed when the keeper goes
    return sendRest(socket.get(), text, std::max<ssize_t>(sent, 0));
}

void Keeper::stop(const FileDescriptor& socket) const
{
    kill(m_process, SIGCONT); // a program may have held it
    send(socket.get(), &kStopProgram, 1, MSG_NOSIGNAL);
}

void Keeper::endAll()
{
    leave(char(KeeperOrder::EndAll));
}

void Keeper::leave(char order)
{
    if (!m_control.isOpen())
        return;
    kill(m_process, SIGCONT);
    send(m_control.get(), &order, 1, MSG_NOSIGNAL);
    if (answerOn(m_control) == KeeperAnswer::Stays)
        s_leftKeepers.add(m_process, std::move(m_control));
    else
        hasEnded(m_process, 0);
    m_control.close();
}
