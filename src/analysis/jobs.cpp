#include "analysis/jobs.h"

#include "timeline/timeline.h"

#include <algorithm>
#include <limits>

namespace {

JobState stateOf(const Span& span)
{
    if (!span.endNs)
        return JobState::Running;
    switch (span.status) {
    case JobStatus::Failed:
        return JobState::Failed;
    case JobStatus::Cancelled:
        return JobState::Cancelled;
    case JobStatus::Retried: // the next attempt is about to start
        return JobState::Running;
    case JobStatus::Finished:
        break;
    }
    return JobState::Finished;
}

void addQueued(JobFacts& facts, const Timeline& timeline, qint64 nowNs)
{
    const auto index = std::size_t(facts.job.number - 1);
    if (index >= timeline.queuedCount())
        return;
    facts.queuedNs = timeline.queuedNs(index);
    facts.waitNs = std::max<qint64>(0, facts.startNs.value_or(nowNs) - *facts.queuedNs);
    if (!facts.startNs)
        facts.state = JobState::Waiting;
}

// From the job's last span.
void addSpan(JobFacts& facts, const Timeline& timeline, Timeline::Place place, qint64 nowNs)
{
    const Lane& lane = timeline.lane(place.lane);
    const Span span = lane.span(place.index);
    facts.state = stateOf(span);
    facts.worker = WorkerId{place.lane + 1};
    facts.attempts = lane.attemptNumberAt(place.index);
    facts.startNs = lane.startNs(place.index + 1 - std::size_t(lane.attemptAt(place.index)));
    facts.durationNs = span.endOr(nowNs) - *facts.startNs;
}

// Nothing for a value that is not known yet: such jobs come last, up or down.
std::optional<qint64> keyOf(const JobFacts& facts, JobKey key)
{
    switch (key) {
    case JobKey::Number:
        return facts.job.number;
    case JobKey::Worker:
        return facts.worker ? std::optional<qint64>(facts.worker->number) : std::nullopt;
    case JobKey::Queued:
        return facts.queuedNs;
    case JobKey::Start:
        return facts.startNs;
    case JobKey::Duration:
        return facts.durationNs;
    case JobKey::Wait:
        return facts.waitNs;
    case JobKey::State:
        break;
    }
    return qint64(facts.state);
}

bool isWanted(const JobFacts& facts, const JobOrder& order)
{
    return (!order.onlyState || facts.state == *order.onlyState) &&
           (!order.onlyWorker || facts.worker == order.onlyWorker);
}

} // namespace

JobFacts factsOf(const Timeline& timeline, JobId job, qint64 nowNs)
{
    JobFacts facts;
    facts.job = job;
    if (const auto place = timeline.find(job)) {
        addSpan(facts, timeline, *place, nowNs);
        const Lane& lane = timeline.lane(place->lane);
        const QString* error =
            facts.state == JobState::Failed ? lane.errorOf(place->index) : nullptr;
        facts.error = error ? *error : QString();
    }
    addQueued(facts, timeline, nowNs);
    return facts;
}

std::vector<qint32> orderedJobs(const Timeline& timeline, int jobs, const JobOrder& order,
                                qint64 nowNs)
{
    struct Keyed
    {
        qint64 key;
        qint32 job;
    };
    // One pass over the lanes finds the last span of each job.
    std::vector<Timeline::Place> places(std::size_t(jobs), {-1, 0});
    for (int lane = 0; lane < timeline.laneCount(); ++lane) {
        const std::size_t started = timeline.lane(lane).startedCount();
        for (std::size_t k = 0; k < started; ++k)
            places[std::size_t(timeline.lane(lane).job(k).number - 1)] = {lane, k};
    }
    std::vector<Keyed> keyed;
    for (qint32 number = 1; number <= jobs; ++number) {
        JobFacts facts;
        facts.job = JobId{number};
        const Timeline::Place& place = places[std::size_t(number - 1)];
        if (place.lane >= 0)
            addSpan(facts, timeline, place, nowNs);
        addQueued(facts, timeline, nowNs);
        if (!isWanted(facts, order))
            continue;
        const auto key = keyOf(facts, order.key);
        const qint64 signedKey = key && order.descending ? -*key : key.value_or(0);
        keyed.push_back({key ? signedKey : std::numeric_limits<qint64>::max(), number});
    }
    std::ranges::stable_sort(keyed, {}, &Keyed::key);
    std::vector<qint32> numbers(keyed.size());
    std::ranges::transform(keyed, numbers.begin(), &Keyed::job);
    return numbers;
}
