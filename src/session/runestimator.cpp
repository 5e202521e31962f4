#include "session/runestimator.h"

#include "base/visibletext.h"
#include "plan/commandtemplate.h"
#include "plan/runplanner.h"
#include "plan/settings/settingfields.h"
#include "session/sessiontr.h"

#include <QtConcurrent>

#include <algorithm>

namespace {

// A pipe or a device can be read once only, and that is left to the run.
RunForecast forecastOfPipe(const QString& path)
{
    RunForecast forecast;
    forecast.estimate.known = false;
    forecast.note = SessionTr::tr("'%1' is no file that can be read twice: the run "
                                  "reads it, nobody knows its jobs beforehand")
                        .arg(path);
    return forecast;
}

// The worker's number is not known yet: its placeholder stays.
QStringList firstCommandsOf(const PlannedRun& run)
{
    constexpr int kMost = 3;
    constexpr qsizetype kLongest = 2000; // a line of a list may have any length
    QStringList commands;
    if (run.settings.jobs.work != WorkKind::Command)
        return commands;
    const auto parsed = CommandTemplate::parse(run.settings.jobs.command);
    if (const auto* command = std::get_if<CommandTemplate>(&parsed)) {
        for (int job = 1; job <= std::min(kMost, run.settings.jobs.count); ++job)
            commands += visibleExcerpt(
                shellText(command->argumentsFor(JobId{job}, {}, run.inputs.of(JobId{job}))),
                kLongest);
    }
    return commands;
}

RunForecast forecastOf(const std::variant<PlannedRun, InputProblem>& planned)
{
    RunForecast forecast;
    if (const auto* problem = std::get_if<InputProblem>(&planned)) {
        forecast.estimate.known = false;
        forecast.problem = problem->message;
        forecast.field = problem->field;
        return forecast;
    }
    const auto& run = std::get<PlannedRun>(planned);
    forecast.jobs = run.settings.jobs.count;
    forecast.estimate = run.estimate;
    forecast.note = run.note;
    forecast.firstCommands = firstCommandsOf(run);
    return forecast;
}

RunForecast forecastOf(const RunSettings& settings, const std::stop_token& stop = {})
{
    RunForecast forecast = forecastOf(planRun(settings, stop));
    if (forecast.field == QLatin1String(CommandTemplate::kField))
        forecast.jobs = countCommands(settings, stop);
    return forecast;
}

// What is wrong with the command, which is known at once.
InputProblem problemWithCommand(const RunSettings& settings)
{
    if (settings.jobs.work != WorkKind::Command)
        return {};
    const auto parsed = CommandTemplate::parse(settings.jobs.command);
    const auto* problem = std::get_if<InputProblem>(&parsed);
    return problem ? *problem : InputProblem();
}

} // namespace

RunEstimator::RunEstimator(QObject* parent) : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_stop.stop_requested() && m_forecast.pending) {
            begin(); // the settings have changed since
            return;
        }
        if (!m_forecast.pending)
            return;
        m_forecast = m_watcher.result();
        Q_EMIT changed();
    });
}

RunEstimator::~RunEstimator()
{
    m_stop.request_stop();
    m_watcher.waitForFinished();
}

void RunEstimator::follow(const RunSettings& settings)
{
    const RunSettings needed = forecastSettings(settings);
    if (m_settings == needed)
        return;
    m_settings = needed;
    findOut();
}

void RunEstimator::hold(const QString& why)
{
    if (!m_settings && m_forecast.problem == why)
        return;
    m_stop.request_stop();
    m_settings.reset();
    m_forecast = {};
    m_forecast.estimate.known = false;
    m_forecast.problem = why;
    Q_EMIT changed();
}

void RunEstimator::findOut()
{
    m_stop.request_stop();
    if (const QString pipe = pipeReadBy(*m_settings); !pipe.isEmpty()) {
        m_forecast = forecastOfPipe(pipe);
        tellOfCommand();
        Q_EMIT changed();
        return;
    }
    if (isPlannedAtOnce(*m_settings)) {
        m_forecast = forecastOf(*m_settings);
        Q_EMIT changed();
        return;
    }
    m_forecast.pending = true;
    tellOfCommand();
    if (!m_watcher.isRunning())
        begin();
    Q_EMIT changed();
}

void RunEstimator::tellOfCommand()
{
    const InputProblem wrong = problemWithCommand(*m_settings);
    m_forecast.problem = wrong.message;
    m_forecast.field = wrong.field;
}

void RunEstimator::begin()
{
    m_stop = std::stop_source();
    m_watcher.setFuture(QtConcurrent::run([settings = *m_settings, stop = m_stop.get_token()] {
        return forecastOf(settings, stop);
    }));
}
