// How a span ended, in words.
#pragma once

#include "timeline/span.h"

#include <QString>

// "running", "finished", "failed", "cancelled" or "failed, tried again".
QString statusText(const Span& span);
