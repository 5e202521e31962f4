// Celery's events in JSON, one message a line: an object, or an array of several.
#pragma once

#include "files/follow/linedecoder.h"

// Whether the text begins with one of these.
bool beginsCeleryLines(std::string_view text);

std::unique_ptr<LineDecoder> celeryLinesDecoder();
