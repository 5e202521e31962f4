#include "session/runcontroller.h"

#include "files/follow/celerylines.h"
#include "files/follow/filesource.h"
#include "remote/celerysource.h"
#include "session/followthread.h"
#include "session/runthread.h"
#include "session/terminal/exitstatus.h"

#include <QtConcurrent>

#include <algorithm>
#include <limits>
#include <new>

RunController::RunController(QObject* parent) : QObject(parent)
{
    connect(&m_planner, &QFutureWatcherBase::finished, this, &RunController::onPlanned);
    connect(&m_planner, &QFutureWatcherBase::progressValueChanged, this,
            [this](int count) { Q_EMIT planning(count); });
}

RunController::~RunController()
{
    stop();
    m_planner.waitForFinished();
    if (m_thread)
        m_thread->join();
    if (m_follow)
        m_follow->join();
}

void RunController::start(const RunSettings& settings)
{
    if (isRunning() || isPlanning())
        return;
    m_stop = std::stop_source();
    m_paused = false;
    if (isPlannedAtOnce(settings)) {
        begin(planRun(settings));
        return;
    }
    m_isPlanning = true;
    m_planner.setFuture(QtConcurrent::run([settings, stop = m_stop.get_token()](
                                              QPromise<std::shared_ptr<const Planned>>& promise) {
        promise.setProgressRange(0, std::numeric_limits<int>::max());
        promise.addResult(std::make_shared<const Planned>(planRun(
            settings, stop, [&promise](qint64 count) { promise.setProgressValue(int(count)); })));
    }));
    Q_EMIT planning(0);
}

void RunController::onPlanned()
{
    m_isPlanning = false;
    std::shared_ptr<const Planned> planned;
    try {
        planned = m_planner.result(); // or what its thread threw
    } catch (const std::bad_alloc&) {
        refuseForWantOfMemory();
        return;
    }
    begin(*planned);
}

void RunController::begin(const Planned& planned)
{
    const auto* problem = std::get_if<InputProblem>(&planned);
    if (m_stop.stop_requested()) {
        Q_EMIT refused({}, ExitStatus::kFile, {});
        return;
    }
    if (problem) {
        Q_EMIT refused(problem->message, ExitStatus::kFile, problem->field);
        return;
    }
    try {
        const auto& plan = std::get<PlannedRun>(planned);
        const auto record = plan.settings.pool.areElsewhere()
                                ? RunRecord::onAgents(plan, RunOrigin::hereAndNow())
                                : std::make_shared<RunRecord>(plan, RunOrigin::hereAndNow());
        m_thread = std::make_unique<RunThread>(record, m_stop, listenForNews());
        m_record = record;
    } catch (const std::bad_alloc&) {
        refuseForWantOfMemory();
        return;
    }
    connect(m_thread.get(), &QThread::finished, this, &RunController::endRun);
    if (!m_thread->begin(QStringLiteral("run"))) {
        m_thread->concludeAsFailed();
        QMetaObject::invokeMethod(this, &RunController::endRun, Qt::QueuedConnection);
    }
    Q_EMIT began();
}

void RunController::follow(const QString& path)
{
    if (isRunning() || isPlanning())
        return;
    m_stop = std::stop_source();
    try {
        auto source = FileSource::open(path, m_stop.get_token());
        if (const auto* problem = std::get_if<Problem>(&source)) {
            Q_EMIT refused(problem->message, ExitStatus::kFile, {});
            return;
        }
        beginFollowing(std::move(std::get<std::unique_ptr<ByteSource>>(source)));
    } catch (const std::bad_alloc&) {
        refuseForWantOfMemory();
    }
}

// For what is held up from now on.
Sender<QString> RunController::listenForNews()
{
    constexpr std::size_t kMostNews = 64;
    m_heldUpBy.clear();
    const Channel<QString> news(kMostNews);
    m_news = news.receiver();
    return news.sender();
}

void RunController::watch(const BrokerAddress& address)
{
    if (isRunning() || isPlanning())
        return;
    m_stop = std::stop_source();
    try {
        beginFollowing(std::make_unique<CelerySource>(address, m_stop.get_token(), listenForNews()),
                       celeryLinesDecoder());
    } catch (const std::bad_alloc&) {
        refuseForWantOfMemory();
    }
}

void RunController::beginFollowing(std::unique_ptr<ByteSource> source,
                                   std::unique_ptr<LineDecoder> decoder)
{
    m_follow = std::make_unique<FollowThread>(std::move(source), m_stop, std::move(decoder));
    m_record = m_follow->record();
    connect(m_follow.get(), &QThread::finished, this, &RunController::endFollowing);
    if (!m_follow->begin(QStringLiteral("follow"))) {
        m_follow->concludeAsFailed();
        QMetaObject::invokeMethod(this, &RunController::endFollowing, Qt::QueuedConnection);
    }
    Q_EMIT began();
}

const QString& RunController::heldUpBy()
{
    while (m_news) {
        auto words = m_news->tryReceive();
        if (!words)
            break;
        m_heldUpBy = *words;
    }
    return m_heldUpBy;
}

void RunController::endFollowing()
{
    m_follow->join();
    m_follow->settle();
    m_followProblem = m_follow->problem();
    m_follow.reset();
    m_news.reset();
    m_heldUpBy.clear();
    Q_EMIT finished();
}

void RunController::refuseForWantOfMemory()
{
    Q_EMIT refused(tr("there is no memory for the run"), ExitStatus::kNotFinished, {});
}

void RunController::stop()
{
    m_stop.request_stop();
}

void RunController::setPaused(bool paused)
{
    const auto kind = paused ? PoolCommand::Kind::Pause : PoolCommand::Kind::Resume;
    if (m_thread && paused != m_paused && m_thread->command({kind, 0}))
        m_paused = paused;
}

void RunController::setWorkers(int workers)
{
    if (m_thread)
        m_thread->command({PoolCommand::Kind::SetWorkers, workers});
}

void RunController::hold(std::shared_ptr<const RunRecord> record)
{
    if (!isRunning() && !isPlanning())
        m_record = std::move(record);
}

void RunController::endRun()
{
    m_paused = false;
    m_thread->join();
    m_thread->settle();
    m_thread.reset();
    m_news.reset();
    m_heldUpBy.clear();
    Q_EMIT finished();
}
