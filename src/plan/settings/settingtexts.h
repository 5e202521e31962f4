// Values of settings as texts, in the C locale: what can be read from a text, and how a value is
// written. Nothing is read from a text that is not allowed.
#pragma once

#include "plan/settings/runsettings.h"

// All may be called from any thread.
namespace SettingTexts {

std::optional<int> numberIn(const QString& text, int least, int most);

// With its unit, from 0s to RunSettings::kMaxDuration.
std::optional<std::chrono::nanoseconds> durationIn(const QString& text);

// "5%" is 0.05; from 0% to 100%.
std::optional<double> shareIn(const QString& text);
QString shareText(double share);

// "bimodal:5%,10": the kind, then its parameters; those that are left out have their usual values.
std::optional<Spread> spreadIn(const QString& text);
// Empty where the durations come from a file, whose name is a setting of its own.
QString spreadText(const Spread& spread);
QString allowedSpreads();

// "every:20ms"
std::optional<Arrival> arrivalIn(const QString& text);
QString arrivalText(const Arrival& arrival);
QString allowedArrivals();

} // namespace SettingTexts
