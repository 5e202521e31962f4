// What the settings panel says about settings, in sentences.
#pragma once

#include "plan/settings/runsettings.h"

#include <QString>

struct RunForecast;

// What a capacity means for the sender of jobs.
QString capacityWords(const std::optional<int>& capacity);

// What an order is good for.
QString orderWords(SubmitOrder order);

// What was found in the input of the jobs, or why nothing can be run; empty where there is nothing
// to say.
QString forecastWords(const RunForecast& forecast, const RunSettings& settings);
