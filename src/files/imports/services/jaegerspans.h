// The spans of Jaeger.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file of JSON that begins so holds them.
bool beginsJaegerSpans(std::string_view beginning);

// What Jaeger's window saves and its /api/traces gives: traces with their spans and processes. A
// thread is a service, or one of its instances where there are several.
// Source: https://www.jaegertracing.io/docs/latest/apis/, model/json in its code
SpansRead readJaegerSpans(InputFile& file);
