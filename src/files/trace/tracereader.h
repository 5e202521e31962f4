// Reads the Trace Event Format, event by event, in little memory.
#pragma once

#include "base/result.h"
#include "files/io/inputfile.h"
#include "files/trace/traceevent.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <string_view>

// Receives the events of a trace, in the order of the file.
class TraceSink
{
public:
    virtual ~TraceSink() = default;
    // The value of "metadata", as JSON, whether it stands before the events or behind them.
    virtual void takeMetadata(const QByteArray& json) = 0;
    // Returns false to end the reading.
    virtual bool takeEvent(const TraceEvent& event) = 0;
    // Once all was read: what was no JSON and was read over, in sentences.
    virtual void takeNotes(const QStringList&) {}
};

// The length of a text, a key or a number, and how deep arrays and objects may be nested.
constexpr std::size_t kMaxTraceTextBytes = 16 << 20;
constexpr int kMaxTraceDepth = 64;

// Whether a file that begins so can be one: it is an object or an array of JSON.
bool beginsTrace(std::string_view beginning);

// Reads an object with "traceEvents", or the bare array. Returns why it ended before its end, with
// the byte of the (unpacked) text; nothing when all was read, when the sink wanted no more, and
// after a stop. The sink has received what came before.
std::optional<Problem> readTrace(InputFile& file, TraceSink& sink);
