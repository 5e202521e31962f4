#include "poolrun.h"

#include "pool/workerpool.h"
#include "timeline/eventrecorder.h"
#include "timeline/timeline.h"
#include "work/sleepwork.h"

using namespace std::chrono_literals;

qint64 makespanOf(const RunSettings& settings)
{
    Timeline timeline(settings.pool.workers);
    const auto recorder = EventRecorder::start(timeline, {});
    const SleepWork work(settings.jobs.duration);
    recorder->conclude(WorkerPool(settings, work, recorder->events()).run({}));
    if (timeline.outcome()->state != RunState::Finished)
        qFatal("%s", qPrintable(timeline.outcome()->message));
    return *timeline.makespanNs();
}

RunSettings emptyJobs(int jobs, int workers, int capacity)
{
    RunSettings settings;
    settings.jobs.count = jobs;
    settings.jobs.duration = 0s;
    settings.pool.workers = workers;
    settings.pool.capacity = capacity;
    settings.baseline.when = SequentialRunWhen::Off;
    return settings;
}
