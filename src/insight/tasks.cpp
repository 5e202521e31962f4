#include "insight/tasks.h"

#include "plan/plannedfailures.h"
#include "plan/schedulingrules.h"

#include <algorithm>

namespace {

JobCost& operator+=(JobCost& sum, const JobCost& other)
{
    sum.cpuNs += other.cpuNs;
    sum.waitNs += other.waitNs;
    return sum;
}

// What each job costs with all its attempts.
std::vector<Task> withAttempts(const JobModel& model, const WhatIf& change,
                               const std::stop_token& stop)
{
    constexpr std::size_t kLookEvery = 8192;
    std::vector<Task> tasks;
    tasks.reserve(model.size());
    for (std::size_t place = 0; place < model.size(); ++place) {
        if (place % kLookEvery == 0 && stop.stop_requested())
            return {};
        tasks.push_back({model.costs[place], qint32(place), true});
    }
    if (change.withoutFailures)
        return tasks;
    if (!change.retries) {
        for (const JobModel::Failed& attempt : model.failed)
            tasks[std::size_t(attempt.place)].cost += attempt.cost;
        for (const qint32 place : model.lost)
            tasks[std::size_t(place)].hasResult = false;
        return tasks;
    }
    const int retries = *change.retries;
    if (model.settings.jobs.failRate > 0) {
        const PlannedFailures failures(model.settings);
        for (Task& task : tasks) {
            const auto fate = failures.of(model.job(std::size_t(task.place)), retries);
            const JobCost each = task.cost;
            for (int attempt = 1; attempt < fate.attempts; ++attempt)
                task.cost += each;
            task.hasResult = fate.finishes;
        }
        return tasks;
    }
    // As they were recorded; those beyond are taken to fail as the last one did.
    std::vector<bool> lost(tasks.size(), false);
    for (const qint32 place : model.lost)
        lost[std::size_t(place)] = true;
    auto attempt = model.failed.begin();
    for (Task& task : tasks) {
        const auto first = attempt;
        while (attempt != model.failed.end() && attempt->place == task.place)
            ++attempt;
        const auto recorded = int(attempt - first);
        const JobCost last = task.cost;
        if (recorded > retries) {
            task.cost = {};
            for (auto each = first; each != first + retries + 1; ++each)
                task.cost += each->cost;
            task.hasResult = false;
            continue;
        }
        for (auto each = first; each != attempt; ++each)
            task.cost += each->cost;
        task.hasResult = !lost[std::size_t(task.place)];
        for (int more = recorded; !task.hasResult && more < retries; ++more)
            task.cost += last;
    }
    return tasks;
}

void split(std::vector<Task>& tasks, const JobModel& model, const WhatIf::Split& by)
{
    const auto whole = std::ranges::find_if(
        tasks, [&](const Task& task) { return model.job(std::size_t(task.place)) == by.job; });
    if (whole == tasks.end() || by.parts < 2)
        return;
    std::vector<Task> parts(std::size_t(by.parts), *whole);
    const JobCost all = whole->cost;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto shareOf = [&](qint64 ns) {
            return ns / by.parts + (qint64(i) < ns % by.parts ? 1 : 0);
        };
        parts[i].cost = {shareOf(all.cpuNs), shareOf(all.waitNs)};
    }
    const auto at = tasks.erase(whole);
    tasks.insert(at, parts.begin(), parts.end());
}

} // namespace

std::vector<Task> tasksOf(const JobModel& model, const WhatIf& change, const std::stop_token& stop)
{
    std::vector<Task> tasks = withAttempts(model, change, stop);
    if (change.withoutJob)
        std::erase_if(tasks, [&](const Task& task) {
            return model.job(std::size_t(task.place)) == *change.withoutJob;
        });
    if (change.split)
        split(tasks, model, *change.split);
    if (!change.order || *change.order == SubmitOrder::Submitted)
        return tasks;
    RunSettings settings = model.settings;
    settings.jobs.order = *change.order;
    const auto places = placesInOrder(settings, tasks.size(), stop,
                                      [&](quint32 place) { return tasks[place].cost.totalNs(); });
    std::vector<Task> ordered;
    ordered.reserve(tasks.size());
    for (const quint32 place : places)
        ordered.push_back(tasks[place]);
    return ordered;
}
