#include "session/terminal/standardstreams.h"

#include <QByteArray>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

namespace {

constexpr int kForever = -1;
constexpr int kNotForLongMs = 1000;

// Whether the descriptor takes something within that time.
bool waitForRoom(int descriptor, int ms)
{
    pollfd wait{descriptor, POLLOUT, 0};
    int ready = 0;
    do {
        ready = poll(&wait, 1, ms);
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

} // namespace

void StandardStreams::open()
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF)
            ::open("/dev/null", O_RDWR); // the lowest number that is free: this one
    }
}

bool StandardStreams::write(int descriptor, const QByteArray& bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t written =
            ::write(descriptor, bytes.constData() + at, std::size_t(bytes.size() - at));
        if (written >= 0)
            at += written;
        else if (errno == EAGAIN) // who shares the file may have set that it does not wait
            waitForRoom(descriptor, kForever);
        else if (errno != EINTR)
            return false;
    }
    return true;
}

void StandardStreams::writeWithoutWaiting(int descriptor, const QByteArray& bytes)
{
    // A pipe with any room has it for so many.
    for (qsizetype at = 0; at < bytes.size(); at += PIPE_BUF) {
        if (!waitForRoom(descriptor, kNotForLongMs) ||
            !write(descriptor, bytes.mid(at, std::min<qsizetype>(PIPE_BUF, bytes.size() - at))))
            return;
    }
}
