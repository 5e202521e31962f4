// The spans of OpenTelemetry.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file of JSON that begins so holds them.
bool beginsOtlpSpans(std::string_view beginning);

// OTLP as JSON, one message or a line for each, as the collector's file exporter writes it. A
// thread is a service, or one of its instances where there are several.
// Source: https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/
SpansRead readOtlpSpans(InputFile& file);
