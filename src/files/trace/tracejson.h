// The Trace Event Format as it is written: events, their times and arguments.
#pragma once

#include "files/io/outputfile.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringDecoder>

#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string_view>

// What is on its way to the file; RapidJSON writes to it, too.
class TraceOutput
{
public:
    using Ch = char;
    // What room() gives at most.
    static constexpr std::size_t kMostAtOnce = 1 << 10;

    explicit TraceOutput(OutputFile& file) : m_file(file) {}

    // Where up to `bytes` can be written; setEnd() says how far they were.
    char* room(std::size_t bytes)
    {
        if (m_buffer.size() - m_used < bytes)
            send();
        return m_buffer.data() + m_used;
    }
    void setEnd(const char* end) { m_used = std::size_t(end - m_buffer.data()); }
    void put(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const std::string_view piece = bytes.substr(0, kMostAtOnce);
            setEnd(std::ranges::copy(piece, room(piece.size())).out);
            bytes.remove_prefix(piece.size());
        }
    }
    void Put(char c)
    {
        *room(1) = c;
        ++m_used;
    }
    // RapidJSON asks for it behind each text.
    void Flush() {}
    void send()
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
    explicit TraceJson(OutputFile& file) : m_output(file) {}

    void beginObject() { begin('{'); }
    void endObject() { end('}'); }
    void beginArray() { begin('['); }
    void endArray() { end(']'); }
    // Behind the last value.
    void flush() { m_output.send(); }

    template <std::size_t Size>
    void key(const char (&name)[Size])
    {
        m_output.setEnd(keyed(name, 0));
        m_follows = false;
    }
    // An object that is JSON already.
    template <std::size_t Size>
    void object(const char (&name)[Size], const QByteArray& json)
    {
        key(name);
        m_output.put({json.constData(), std::size_t(json.size())});
        m_follows = true;
    }
    template <std::size_t Size>
    void number(const char (&name)[Size], qint64 value)
    {
        char* const at = keyed(name, kMostDigits);
        endValue(std::to_chars(at, at + kMostDigits, value).ptr);
    }
    // UTF-8.
    template <std::size_t Size>
    void text(const char (&name)[Size], QByteArrayView value)
    {
        key(name);
        quote({value.data(), std::size_t(value.size())});
        m_follows = true;
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
        char* at = keyed(name, kMostDigits);
        char* const end = at + kMostDigits;
        if (ns < 0)
            *at++ = '-';
        const quint64 most = ns < 0 ? 0 - quint64(ns) : quint64(ns);
        at = std::to_chars(at, end, most / 1000).ptr;
        if (const auto rest = int(most % 1000); rest > 0) {
            *at++ = '.';
            *at++ = char('0' + rest / 100);
            *at++ = char('0' + rest / 10 % 10);
            *at++ = char('0' + rest % 10);
        }
        endValue(at);
    }

    // The beginning of an event, of one character as `phase`; endObject() is its end.
    void beginEvent(std::string_view name, const char* phase, int pid, int tid)
    {
        beginObject();
        text("name", name);
        text("ph", phase);
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
    static constexpr std::size_t kMostDigits = 32; // of a number or a time, with sign and point

    void begin(char bracket)
    {
        char* at = m_output.room(2);
        if (m_follows)
            *at++ = ',';
        *at++ = bracket;
        m_output.setEnd(at);
        m_follows = false;
    }
    void end(char bracket)
    {
        m_output.Put(bracket);
        m_follows = true;
    }

    // Writes the key; where its value goes, with room for so many bytes.
    template <std::size_t Size>
    char* keyed(const char (&name)[Size], std::size_t most)
    {
        constexpr std::size_t kMarks = 4; // the comma before it, its quotes and its colon
        static_assert(Size + kMarks + kMostDigits < TraceOutput::kMostAtOnce);
        char* at = m_output.room(Size + kMarks + most);
        if (m_follows)
            *at++ = ',';
        *at++ = '"';
        at = std::copy_n(name, Size - 1, at);
        *at++ = '"';
        *at++ = ':';
        return at;
    }
    void endValue(const char* end)
    {
        m_output.setEnd(end);
        m_follows = true;
    }

    void quote(std::string_view text)
    {
        const bool isPlain = std::ranges::none_of(text, [](char c) {
            return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
        });
        if (isPlain) {
            m_output.Put('"');
            m_output.put(text);
            m_output.Put('"');
        } else {
            rapidjson::Writer<TraceOutput>(m_output).String(text.data(),
                                                            rapidjson::SizeType(text.size()));
        }
    }

    TraceOutput m_output;
    bool m_follows = false; // on another value: there is a comma between them
};
