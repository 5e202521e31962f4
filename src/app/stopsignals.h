// SIGINT and SIGTERM as a Qt signal.
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

// One at a time, on the main thread; while it lives the two signals no longer end the process.
class StopSignals : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject* parent = nullptr);
    ~StopSignals() override;

    // The exit status of a program that the signal ended: 128 + its number.
    static int exitStatus(int signal) { return 128 + signal; }

Q_SIGNALS:
    void received(int signal);

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};
