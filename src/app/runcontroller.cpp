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
    m_record = std::make_shared<RunRecord>(settings);
    m_thread = std::make_unique<RunThread>(m_record, m_stop.get_token());
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

void RunController::endRun()
{
    m_thread->join();
    m_thread.reset();
    Q_EMIT finished();
}
