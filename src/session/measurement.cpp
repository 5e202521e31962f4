#include "session/measurement.h"

#include "base/clock.h"
#include "plan/durationspread.h"
#include "plan/settings/settingfields.h"
#include "session/terminal/exitstatus.h"

#include <algorithm>
#include <numeric>

namespace {

void addTime(std::vector<MeasuredTimes>& times, int workers, qint64 ns)
{
    auto at = std::ranges::lower_bound(times, workers, {}, &MeasuredTimes::workers);
    if (at == times.end() || at->workers != workers)
        at = times.insert(at, {workers, {}});
    at->timesNs.insert(std::ranges::upper_bound(at->timesNs, ns), ns);
}

} // namespace

Measurement::Measurement(QObject* parent) : QObject(parent)
{
    connect(&m_controller, &RunController::finished, this, &Measurement::onRunFinished);
    connect(&m_controller, &RunController::refused, this, &Measurement::onRefused);
}

void Measurement::start(const MeasureRequest& request)
{
    if (m_isRunning)
        return;
    m_request = request;
    m_request.settings.baseline.when = SequentialRunWhen::Off;
    m_times.clear();
    m_made.clear();
    m_taken.clear();
    m_round.clear();
    m_jobsFailed.reset();
    m_rounds = 0;
    m_most = mostWorthMeasuring(request.settings, Machine::thisOne().cores);
    m_leftOut = 0;
    m_isRunning = true;
    m_isWarmingUp = !request.isWarm;
    m_isCancelled = false;
    QMetaObject::invokeMethod(this, &Measurement::begin, Qt::QueuedConnection);
}

void Measurement::cancel()
{
    m_isCancelled = true;
    m_controller.stop();
}

std::shared_ptr<const RunRecord> Measurement::current() const
{
    return m_controller.isRunning() ? m_controller.record() : nullptr;
}

void Measurement::begin()
{
    if (m_request.settings.pool.areElsewhere()) {
        end({MeasureEnd::Reason::Refused,
             tr("agents at a broker have as many workers as they have: only runs on this machine "
                "are measured with other numbers"),
             ExitStatus::kUsage, QStringLiteral("broker")});
        return;
    }
    const QString pipe = pipeReadBy(m_request.settings);
    if (pipe.isEmpty()) {
        next();
        return;
    }
    const char* field = m_request.settings.jobs.hasDurations() ? "durations" : "input";
    end({MeasureEnd::Reason::Refused,
         tr("%1 can be read only once, so its jobs cannot be measured").arg(pipe),
         ExitStatus::kFile, QLatin1String(field)});
}

void Measurement::next()
{
    if (m_isCancelled) {
        end({MeasureEnd::Reason::Cancelled});
        return;
    }
    if (m_round.empty())
        m_round = nextRound();
    if (m_round.empty()) {
        end({MeasureEnd::Reason::Done});
        return;
    }
    if (m_isWarmingUp) {
        run(m_made.begin()->first);
        return;
    }
    const int workers = m_round.back();
    m_round.pop_back();
    run(workers);
}

std::vector<int> Measurement::nextRound()
{
    const auto isDue = [this](int workers) {
        return m_made.at(workers) < m_request.repeat;
    };
    std::vector<int> numbers = m_request.plan.nextNumbers(m_times, m_most);
    const std::size_t known = m_made.size();
    for (const int workers : numbers)
        m_made.try_emplace(workers, 0);
    if (m_made.size() > known)
        tellProgress();
    // What was run often enough and never counted is not asked for again.
    if (std::ranges::none_of(numbers, isDue)) {
        numbers.clear();
        for (const auto& [workers, made] : m_made)
            numbers.push_back(workers);
    }
    std::erase_if(numbers, [&isDue](int workers) { return !isDue(workers); });
    const auto seed = quint64(m_request.seed) + quint64(m_rounds++);
    std::vector<int> round;
    for (const quint32 place : shuffled(numbers.size(), seed))
        round.push_back(numbers[place]);
    return round;
}

void Measurement::run(int workers)
{
    m_workers = workers;
    RunSettings settings = m_request.settings;
    settings.pool.workers = workers;
    m_controller.start(settings);
}

void Measurement::onRefused(const QString& problem, int status, const QString& field)
{
    if (problem.isEmpty())
        end({MeasureEnd::Reason::Cancelled});
    else
        end({MeasureEnd::Reason::Refused, problem, status, field});
}

void Measurement::onRunFinished()
{
    const auto record = m_controller.record();
    const RunOutcome& outcome = *record->pool().outcome();
    if (outcome.state == RunState::Failed) {
        end({MeasureEnd::Reason::Failed, outcome.message, ExitStatus::kNotFinished});
        return;
    }
    if (outcome.state == RunState::Stopped) {
        end({MeasureEnd::Reason::Cancelled});
        return;
    }
    Taken& taken = m_taken[m_workers];
    taken.sumNs += *record->pool().makespanNs();
    ++taken.runs;
    m_most = mostWorthMeasuring(record->settings, record->origin.machine.cores);
    if (m_isWarmingUp) {
        m_isWarmingUp = false;
    } else {
        ++m_made[m_workers];
        if (take(*record))
            Q_EMIT runEnded(record);
        else
            ++m_leftOut;
    }
    tellProgress();
    next();
}

bool Measurement::take(const RunRecord& record)
{
    const qint64 failed = record.pool().outcome()->jobsFailed;
    if (!m_jobsFailed)
        m_jobsFailed = failed;
    if (failed > 0 && failed != *m_jobsFailed)
        return false;
    addTime(m_times, m_workers, *record.pool().makespanNs());
    return true;
}

void Measurement::end(const MeasureEnd& end)
{
    m_isRunning = false;
    m_controller.hold(nullptr);
    Q_EMIT finished(end);
}

void Measurement::tellProgress()
{
    const auto add = [](int sum, const auto& made) {
        return sum + made.second;
    };
    const int warmUps = m_request.isWarm ? 0 : 1;
    const int done =
        std::accumulate(m_made.begin(), m_made.end(), 0, add) + (m_isWarmingUp ? 0 : warmUps);
    Q_EMIT progressed(done, int(m_made.size()) * m_request.repeat + warmUps, leftNs());
}

std::optional<qint64> Measurement::leftNs() const
{
    if (m_taken.empty())
        return std::nullopt;
    qint64 left = 0;
    for (const auto& [workers, made] : m_made)
        left += (m_request.repeat - made) * *expectedNs(workers);
    const auto record = current();
    const qint64 goneNs = record ? record->elapsedNs(monotonicNs()) : 0;
    return std::max<qint64>(0, left - std::min(goneNs, *expectedNs(m_workers)));
}

std::optional<qint64> Measurement::expectedNs(int workers) const
{
    if (m_taken.empty())
        return std::nullopt;
    // More workers take no longer than fewer; of fewer each does the more.
    const auto above = m_taken.upper_bound(workers);
    if (above != m_taken.begin())
        return std::prev(above)->second.meanNs();
    return above->second.meanNs() * above->first / workers;
}
