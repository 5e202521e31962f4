// SIGHUP, SIGINT, SIGQUIT and SIGTERM as Qt signals.
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <memory>

class QSocketNotifier;

// One at a time, on the main thread; while it lives the four signals no longer end the process.
// Those that were ignored when it was made stay so, as nohup and shells want it. Once it is gone
// the others end the program at once with their exit status.
class StopSignals : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject* parent = nullptr);
    ~StopSignals() override;

    // The exit status of a program that the signal ended: 128 + its number.
    static int exitStatus(int signal) { return 128 + signal; }

Q_SIGNALS:
    // The first: what goes on shall come to its end.
    void received(int signal);
    // Each that comes after it: the program shall end at once. Not one that comes right behind
    // the first: timeout(1), and shells that hang up, send theirs twice.
    void receivedAgain(int signal);

private:
    void onSignal(int signal);

    std::unique_ptr<QSocketNotifier> m_notifier;
    QElapsedTimer m_sinceFirst;
};
