// What the settings panel says about settings, in sentences.
#pragma once

#include "plan/settings/runsettings.h"

#include <QString>

struct RunForecast;

// What a capacity means for the sender of jobs.
QString capacityWords(const std::optional<int>& capacity);

// What an order is good for.
QString orderWords(SubmitOrder order);

// Whether what keeps the jobs from running is their command, which is said where that is typed.
bool isAboutCommand(const RunForecast& forecast);

// How many jobs run a command, above the first of those commands.
QString commandsWords(const RunForecast& forecast);

// What was found in the input of the jobs, or why nothing can be run; empty where there is nothing
// to say. What is wrong with the command is not said here.
QString forecastWords(const RunForecast& forecast, const RunSettings& settings);
