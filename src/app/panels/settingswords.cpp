#include "app/panels/settingswords.h"

#include "plan/settingfields.h"
#include "session/runestimator.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SettingsWords", text);
}

} // namespace

QString capacityWords(const std::optional<int>& capacity)
{
    if (!capacity)
        return tr("All jobs fit: their sender never waits.");
    if (capacity == 0)
        return tr("A rendezvous: each job passes straight from the sender to a "
                  "worker.");
    return tr("Up to this many jobs can wait; after that the sender blocks.");
}

QString orderWords(SubmitOrder order)
{
    switch (order) {
    case SubmitOrder::Shortest:
        return tr("The least waiting on average, but long jobs are left for the end.");
    case SubmitOrder::Longest:
        return tr("Ends early: no long job is left for the end, short ones fill the "
                  "gaps.");
    case SubmitOrder::Random:
        return tr("Fair when nothing is known; where lengths come in runs, it breaks "
                  "them up.");
    case SubmitOrder::Submitted:
        break;
    }
    return tr("First come, first served: fair, and nothing need be known.");
}

QString forecastWords(const RunForecast& forecast, const RunSettings& settings)
{
    if (forecast.pending)
        return tr("Looking …");
    if (!forecast.problem.isEmpty())
        return forecast.problem;
    // Jobs that take what is set here are as many as is set here.
    if (!forecast.note.isEmpty() || settingField("duration")->isNeeded(settings))
        return forecast.note;
    return forecast.jobs == 1
               ? tr("1 job")
               : tr("%1 jobs").arg(QLocale(QLocale::English).toString(forecast.jobs));
}
