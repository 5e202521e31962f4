#include "session/terminal/stopsignals.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace {

// A person does not ask twice within that.
constexpr qint64 kOneRequestMs = 250;

int s_pipe[2] = {-1, -1}; // a handler may only do what is async-signal-safe, such as write()

void onSystemSignal(int signal)
{
    const int error = errno; // of what the signal interrupted
    const auto byte = char(signal);
    // A pipe that is full already holds a signal to act on.
    [[maybe_unused]] const auto written = write(s_pipe[1], &byte, 1);
    errno = error;
}

void endAtOnce(int signal)
{
    _exit(StopSignals::exitStatus(signal));
}

// For the signals that are not ignored.
void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM}) {
        struct sigaction present = {};
        sigaction(signal, nullptr, &present);
        if (present.sa_handler != SIG_IGN)
            sigaction(signal, &action, nullptr);
    }
}

} // namespace

StopSignals::StopSignals(QObject* parent) : QObject(parent)
{
    if (pipe2(s_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // without it the signals end the process as they always do
    m_notifier = std::make_unique<QSocketNotifier>(s_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (read(s_pipe[0], &byte, 1) == 1)
            onSignal(byte);
    });
    setHandler(onSystemSignal);
}

StopSignals::~StopSignals()
{
    if (!m_notifier)
        return;
    setHandler(endAtOnce); // nobody listens any more: the program is about to end
    m_notifier.reset();
    close(s_pipe[0]);
    close(s_pipe[1]);
}

void StopSignals::onSignal(int signal)
{
    if (!m_sinceFirst.isValid()) {
        m_sinceFirst.start();
        Q_EMIT received(signal);
    } else if (m_sinceFirst.elapsed() > kOneRequestMs) {
        Q_EMIT receivedAgain(signal);
    }
}
