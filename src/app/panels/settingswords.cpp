#include "app/panels/settingswords.h"

#include "app/controls/apptr.h"
#include "base/numbertext.h"
#include "plan/commandtemplate.h"
#include "plan/settings/settingfields.h"
#include "session/runestimator.h"

QString capacityWords(const std::optional<int>& capacity)
{
    if (!capacity)
        return AppTr::tr("All jobs fit: their sender never waits.");
    if (capacity == 0)
        return AppTr::tr("A rendezvous: each job passes straight from the sender to a "
                         "worker.");
    return AppTr::tr("Up to this many jobs can wait; after that the sender blocks.");
}

QString orderWords(SubmitOrder order)
{
    switch (order) {
    case SubmitOrder::Shortest:
        return AppTr::tr("The least waiting on average, but long jobs are left for the end.");
    case SubmitOrder::Longest:
        return AppTr::tr("Ends early: no long job is left for the end, short ones fill the "
                         "gaps.");
    case SubmitOrder::Random:
        return AppTr::tr("Fair when nothing is known; where lengths come in runs, it breaks "
                         "them up.");
    case SubmitOrder::Submitted:
        break;
    }
    return AppTr::tr("First come, first served: fair, and nothing need be known.");
}

bool isAboutCommand(const RunForecast& forecast)
{
    return !forecast.problem.isEmpty() && forecast.field == QLatin1String(CommandTemplate::kField);
}

QString commandsWords(const RunForecast& forecast)
{
    if (forecast.firstCommands.isEmpty())
        return AppTr::tr("%Ln jobs", nullptr, pluralCount(forecast.jobs));
    return forecast.jobs > forecast.firstCommands.size()
               ? AppTr::tr("%Ln jobs, the first of them:", nullptr, pluralCount(forecast.jobs))
               : AppTr::tr("%Ln jobs:", nullptr, pluralCount(forecast.jobs));
}

QString forecastWords(const RunForecast& forecast, const RunSettings& settings)
{
    if (forecast.pending)
        return AppTr::tr("Looking …");
    if (!forecast.problem.isEmpty() && !isAboutCommand(forecast))
        return forecast.problem;
    if (forecast.jobs == 0)
        return forecast.note;
    // Jobs that take what is set here are as many as is set here.
    if (!forecast.note.isEmpty() || settingField("duration")->isNeeded(settings))
        return forecast.note;
    return AppTr::tr("%Ln jobs", nullptr, pluralCount(forecast.jobs));
}
