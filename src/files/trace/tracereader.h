// Reads the Trace Event Format, event by event, in little memory.
#pragma once

#include "base/result.h"
#include "files/io/inputfile.h"
#include "files/trace/traceevent.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string_view>

// What a trace is told to.
class TraceSink
{
public:
    virtual ~TraceSink() = default;
    // What stands in "metadata", as JSON, if it comes before the events.
    virtual void takeMetadata(const QByteArray& json) = 0;
    // False where no more is wanted.
    virtual bool takeEvent(const TraceEvent& event) = 0;
};

// Texts, keys and numbers are at most so long, and arrays and objects in one another so deep.
constexpr std::size_t kLongestTraceText = 16 << 20;
constexpr int kDeepestTrace = 64;

// Whether a file that begins so can be one: it is an object or an array of JSON.
bool beginsTrace(std::string_view beginning);

// Reads an object with "traceEvents", or the bare array. Returns why it ended before its end, with
// the byte of the (unpacked) text; nothing when all was read, when the sink wanted no more, and
// after a stop. What came before has been told.
std::optional<Problem> readTrace(InputFile& file, TraceSink& sink);
