#include "session/lastrun.h"

#include "insight/jobmodel.h"
#include "insight/sizing.h"
#include "insight/workbound.h"
#include "timeline/runrecord.h"

#include <QtConcurrent>

#include <algorithm>

using std::chrono::nanoseconds;

std::optional<JobsTold> JobsTold::by(const RunRecord& record, const std::stop_token& stop)
{
    const auto isDone = [](const Timeline& timeline) {
        const RunOutcome* outcome = timeline.outcome();
        return outcome && outcome->state == RunState::Finished;
    };
    const RunSettings& settings = record.settings;
    if (!record.origin.isOurs() || settings.jobs.hasDurations() || settings.pool.areElsewhere() ||
        !isDone(record.pool()))
        return std::nullopt;
    JobsTold told;
    told.jobs = jobsOf(settings);
    told.bound = std::make_shared<const WorkBound>(modelOf(record, stop), stop);
    const Timeline* sequential = record.sequential();
    if (sequential && isDone(*sequential) && sequential->makespanNs())
        told.sequential = nanoseconds(*sequential->makespanNs());
    return told;
}

LastRun::LastRun(QObject* parent) : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        auto told = m_watcher.result();
        if (!told)
            return;
        m_told = std::move(told);
        Q_EMIT changed();
    });
}

LastRun::~LastRun()
{
    m_stop.request_stop();
    m_watcher.waitForFinished();
}

void LastRun::learnFrom(const std::shared_ptr<const RunRecord>& record)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_watcher.setFuture(QtConcurrent::run(
        [record, stop = m_stop.get_token()] { return JobsTold::by(*record, stop); }));
}

std::optional<Estimate> LastRun::estimate(const RunSettings& settings) const
{
    if (!m_told || jobsOf(settings) != m_told->jobs)
        return std::nullopt;
    const int last = std::max(0, settings.jobs.count - 1);
    const nanoseconds reading = last * settings.pool.readTime;
    Estimate estimate;
    estimate.ideal = std::max(nanoseconds(m_told->bound->with(settings.pool.workers)), reading);
    estimate.sequential =
        m_told->sequential.value_or(nanoseconds(m_told->bound->with(1)) + reading);
    if (estimate.ideal.count() > 0)
        estimate.mostSpeedUp =
            std::max(1.0, double(estimate.sequential.count()) / double(estimate.ideal.count()));
    return estimate;
}
