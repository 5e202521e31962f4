// The Trace Event Format as it is written: events, their times and arguments.
#pragma once

#include "files/io/outputfile.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringDecoder>

#include <rapidjson/writer.h>

#include <array>
#include <charconv>
#include <string_view>

// What RapidJSON writes to.
class TraceOutput
{
public:
    using Ch = char;

    explicit TraceOutput(OutputFile& file) : m_file(file) {}
    void Put(char c)
    {
        if (m_used == m_buffer.size())
            Flush();
        m_buffer[m_used++] = c;
    }
    void Flush()
    {
        m_file.write(m_buffer.data(), m_used);
        m_used = 0;
    }

private:
    OutputFile& m_file;
    std::array<char, 1 << 16> m_buffer;
    std::size_t m_used = 0;
};

// Writes a trace in the order of the calls; the caller opens and closes what stands in one another.
// Defined here, as it is called for each value. For one thread.
class TraceJson
{
public:
    explicit TraceJson(OutputFile& file) : m_output(file), m_json(m_output) {}

    void beginObject() { m_json.StartObject(); }
    void endObject() { m_json.EndObject(); }
    void beginArray() { m_json.StartArray(); }
    void endArray() { m_json.EndArray(); }
    // Behind the last value.
    void flush() { m_output.Flush(); }

    template <std::size_t Size>
    void key(const char (&name)[Size])
    {
        m_json.Key(name, Size - 1);
    }
    // An object that is JSON already.
    template <std::size_t Size>
    void object(const char (&name)[Size], const QByteArray& json)
    {
        key(name);
        m_json.RawValue(json.constData(), std::size_t(json.size()), rapidjson::kObjectType);
    }
    template <std::size_t Size>
    void number(const char (&name)[Size], qint64 value)
    {
        key(name);
        m_json.Int64(value);
    }
    // UTF-8.
    template <std::size_t Size>
    void text(const char (&name)[Size], QByteArrayView value)
    {
        key(name);
        // An empty text may have no place, which RapidJSON does not take.
        m_json.String(value.isEmpty() ? "" : value.data(), rapidjson::SizeType(value.size()));
    }
    // Bytes that are no valid UTF-8 go as base64, under the other name.
    template <std::size_t Size, std::size_t OtherSize>
    void bytes(const char (&name)[Size], const char (&base64)[OtherSize], const QByteArray& value)
    {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString decoded = decoder(value);
        if (!decoder.hasError() && decoded.toUtf8() == value)
            text(name, value);
        else
            text(base64, value.toBase64());
    }

    // Microseconds, exact to the nanosecond.
    template <std::size_t Size>
    void time(const char (&name)[Size], qint64 ns)
    {
        key(name);
        std::array<char, 32> digits;
        char* at = digits.data();
        if (ns < 0)
            *at++ = '-';
        const quint64 most = ns < 0 ? 0 - quint64(ns) : quint64(ns);
        at = std::to_chars(at, digits.end(), most / 1000).ptr;
        if (const auto rest = int(most % 1000); rest > 0) {
            *at++ = '.';
            *at++ = char('0' + rest / 100);
            *at++ = char('0' + rest / 10 % 10);
            *at++ = char('0' + rest % 10);
        }
        m_json.RawValue(digits.data(), std::size_t(at - digits.data()), rapidjson::kNumberType);
    }

    // The beginning of an event, of one character as `phase`; endObject() is its end.
    void beginEvent(std::string_view name, const char* phase, int pid, int tid)
    {
        beginObject();
        text("name", name);
        key("ph");
        m_json.String(phase, 1);
        number("pid", pid);
        number("tid", tid);
    }
    // The arguments come last in an event: both end with endArguments().
    void beginArguments()
    {
        key("args");
        beginObject();
    }
    void endArguments()
    {
        endObject();
        endObject();
    }

    // What a process or a thread is called.
    void name(const char* what, int pid, int tid, const QByteArray& called)
    {
        beginEvent(what, "M", pid, tid);
        beginArguments();
        text("name", called);
        endArguments();
    }
    void sortAt(int pid, int tid, int place)
    {
        beginEvent("thread_sort_index", "M", pid, tid);
        beginArguments();
        number("sort_index", place);
        endArguments();
    }

private:
    TraceOutput m_output;
    rapidjson::Writer<TraceOutput> m_json;
};
