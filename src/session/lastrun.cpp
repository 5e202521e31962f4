#include "session/lastrun.h"

#include "insight/jobmodel.h"
#include "insight/sizing.h"
#include "insight/workbound.h"
#include "timeline/runrecord.h"

#include <QtConcurrent>

#include <algorithm>
#include <new>

using std::chrono::nanoseconds;

namespace {

bool isDone(const Timeline& timeline)
{
    const RunOutcome* outcome = timeline.outcome();
    return outcome && outcome->state == RunState::Finished;
}

} // namespace

bool JobsTold::areToldBy(const RunRecord& record)
{
    const RunSettings& settings = record.settings;
    return record.origin.isOurs() && !settings.jobs.hasDurations() &&
           !settings.pool.areElsewhere() && isDone(record.pool());
}

std::optional<JobsTold> JobsTold::by(const RunRecord& record, const std::stop_token& stop)
try {
    JobsTold told;
    told.jobs = jobsOf(record.settings);
    told.bound = std::make_shared<const WorkBound>(modelOf(record, stop), stop);
    told.results = int(record.pool().outcome()->resultsReceived);
    const Timeline* sequential = record.sequential();
    if (sequential && isDone(*sequential) && sequential->makespanNs())
        told.sequential = nanoseconds(*sequential->makespanNs());
    return told;
} catch (const std::bad_alloc&) {
    return std::nullopt;
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
    if (!JobsTold::areToldBy(*record))
        return;
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_watcher.setFuture(QtConcurrent::run(
        [record, stop = m_stop.get_token()] { return JobsTold::by(*record, stop); }));
}

std::optional<Estimate> LastRun::estimate(const RunSettings& settings) const
{
    if (!m_told || jobsOf(settings) != m_told->jobs)
        return std::nullopt;
    const nanoseconds reading = std::max(0, m_told->results - 1) * settings.pool.readTime;
    Estimate estimate;
    estimate.ideal = std::max(nanoseconds(m_told->bound->with(settings.pool.workers)), reading);
    // Of the same durations: the sequential run may have taken longer for each job.
    const nanoseconds alone = nanoseconds(m_told->bound->with(1)) + reading;
    estimate.sequential = m_told->sequential.value_or(alone);
    if (estimate.ideal.count() > 0)
        estimate.mostSpeedUp =
            std::max(1.0, double(alone.count()) / double(estimate.ideal.count()));
    return estimate;
}
