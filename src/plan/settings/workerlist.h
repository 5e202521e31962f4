// Several numbers of workers as a text: "1,2,4", "1..16" or "1..4,8,16".
#pragma once

#include "base/result.h"

#include <QString>

#include <vector>

// The numbers, ascending and each once; or what was wrong and what is allowed: whole numbers within
// RunSettings::kMinWorkers and kMaxWorkers, and ranges that do not go down. Any thread.
Result<std::vector<int>> parseWorkerList(const QString& text);
