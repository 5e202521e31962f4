#include "app/runcontroller.h"

#include "app/runthread.h"

RunController::RunController(QObject* parent) : QObject(parent) {}

RunController::~RunController()
{
    stop();
    if (m_thread)
        m_thread->join();
}

void RunController::start(const RunSettings& settings)
{
    if (isRunning())
        return;
    m_stop = std::stop_source();
    m_paused = false;
    m_record = std::make_shared<RunRecord>(settings);
    m_thread = std::make_unique<RunThread>(m_record, m_stop);
    connect(m_thread.get(), &QThread::finished, this, &RunController::endRun);
    if (!m_thread->begin(QStringLiteral("run"))) {
        m_thread->concludeAsFailed();
        QMetaObject::invokeMethod(this, &RunController::endRun, Qt::QueuedConnection);
    }
}

void RunController::stop()
{
    m_stop.request_stop();
}

void RunController::setPaused(bool paused)
{
    const auto kind = paused ? PoolCommand::Kind::Pause : PoolCommand::Kind::Resume;
    if (isRunning() && paused != m_paused && m_thread->command({kind, 0}))
        m_paused = paused;
}

void RunController::setWorkers(int workers)
{
    if (isRunning())
        m_thread->command({PoolCommand::Kind::SetWorkers, workers});
}

void RunController::endRun()
{
    m_paused = false;
    m_thread->join();
    m_thread.reset();
    Q_EMIT finished();
}
