#include "peers/brokerpeers.h"

#include <QProcess>

#include <csignal>
#include <list>
#include <sys/prctl.h>

namespace {

// The system's, which has Celery as a package.
const QString kPython = QStringLiteral("/usr/bin/python3");

double outputOf(QProcess& process)
{
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("%s: %s", qPrintable(process.program()), process.readAllStandardError().constData());
    return process.readAllStandardOutput().trimmed().toDouble();
}

// What runs the tasks of celerytasks.py.
class Celery
{
public:
    explicit Celery(const BrokerAddress& broker)
        : m_environment(QProcessEnvironment::systemEnvironment())
    {
        m_environment.insert(QStringLiteral("PYTHONPATH"), QStringLiteral(POOLSCOPE_PEERS));
        m_environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
        m_environment.insert(QStringLiteral("POOLSCOPE_CELERY"),
                             QStringLiteral("amqp://guest:guest@%1:%2")
                                 .arg(broker.host, QString::number(broker.port)));
    }
    ~Celery()
    {
        for (QProcess& worker : m_workers)
            worker.terminate();
        for (QProcess& worker : m_workers)
            worker.waitForFinished();
    }

    void addWorker(int processes)
    {
        QProcess& worker = m_workers.emplace_back();
        worker.setStandardOutputFile(QProcess::nullDevice());
        worker.setStandardErrorFile(QProcess::nullDevice());
        worker.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
        worker.setProcessEnvironment(m_environment);
        worker.start(kPython,
                     {QStringLiteral("-m"), QStringLiteral("celery"), QStringLiteral("-A"),
                      QStringLiteral("celerytasks"), QStringLiteral("worker"),
                      QStringLiteral("--loglevel=WARNING"), QStringLiteral("--concurrency"),
                      QString::number(processes), QStringLiteral("--hostname"),
                      QStringLiteral("worker%1@poolscope").arg(m_workers.size())});
    }

    double perSecond(int tasks) const
    {
        QProcess sender;
        sender.setProcessEnvironment(m_environment);
        sender.start(kPython, {QStringLiteral(POOLSCOPE_PEERS "/celerytasks.py"),
                               QString::number(tasks), QString::number(m_workers.size())});
        return outputOf(sender);
    }

private:
    QProcessEnvironment m_environment;
    std::list<QProcess> m_workers;
};

} // namespace

double peers::plainPerSecond(const BrokerAddress& broker, const AtBroker& of)
{
    QProcess plain;
    plain.start(QStringLiteral(POOLSCOPE_PLAIN_QUEUE),
                {broker.host, QString::number(broker.port), QString::number(of.jobs),
                 QString::number(of.agents), QString::number(of.workersEach),
                 QString::number(of.prefetch)});
    return outputOf(plain);
}

std::optional<double> peers::celeryPerSecond(const BrokerAddress& broker, const AtBroker& of)
{
    QProcess looks;
    looks.start(kPython, {QStringLiteral("-c"), QStringLiteral("import celery")});
    if (!looks.waitForFinished() || looks.exitCode() != 0)
        return std::nullopt;
    Celery celery(broker);
    for (int i = 0; i < of.agents; ++i)
        celery.addWorker(of.workersEach);
    return celery.perSecond(of.jobs);
}
