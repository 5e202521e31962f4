// Has the user choose what another program writes, or whose workers are watched, and shows it while
// it goes on.
#pragma once

#include "plan/settings/brokeraddress.h"

#include <QObject>
#include <QString>

class QWidget;
class RunController;

// Lives on the main thread; all calls from there.
class Following : public QObject
{
    Q_OBJECT

public:
    // Both outlive it. `window`: what its dialog stands above.
    Following(RunController& controller, QWidget* window);

    void choose();
    void chooseBroker();
    // A file, or "-" for standard input; ignored while a run goes on.
    void follow(const QString& path);
    // Celery's workers at this broker; the same.
    void watch(const BrokerAddress& broker);

    // What is followed, or was last, in words.
    const QString& name() const { return m_name; }

private:
    RunController& m_controller;
    QWidget* const m_window;
    QString m_name;
    QString m_address; // of the broker that was watched last, without a password
};
