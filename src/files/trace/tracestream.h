// A trace as the parser of JSON reads it: piece by piece, in little memory.
#pragma once

#include "files/io/inputfile.h"
#include "files/trace/tracereader.h"

#include <rapidjson/reader.h>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

// The file, piece by piece. Sees to it that no text is longer than kMaxTraceTextBytes, give or take
// a piece.
class TraceInput
{
public:
    explicit TraceInput(InputFile& file) : m_file(file), m_buffer(1 << 18) {}

    // The parser has had an event: what comes is another text.
    void beginText() { m_isNewText = true; }
    bool textTooLong() const { return m_textTooLong; }

    // The next piece, after which there is a zero; empty at the end. Called once a piece: inlined
    // it would only grow the loops that take character by character.
    [[gnu::noinline]] std::string_view next()
    {
        m_before += m_count;
        if (std::exchange(m_isNewText, false))
            m_textBegan = m_before;
        m_textTooLong = m_before > m_textBegan + kMaxTraceTextBytes;
        m_count = m_textTooLong ? 0 : m_file.read(m_buffer.data(), m_buffer.size() - 1);
        m_buffer[m_count] = '\0';
        return {m_buffer.data(), m_count};
    }

    // Which byte of the file stands there in the piece.
    std::size_t offsetOf(const char* at) const
    {
        return m_before + std::size_t(at - m_buffer.data());
    }

private:
    InputFile& m_file;
    std::vector<char> m_buffer;
    std::size_t m_count = 0;  // bytes in it
    std::size_t m_before = 0; // bytes before it
    std::size_t m_textBegan = 0;
    bool m_isNewText = true;
    bool m_textTooLong = false;
};

// What RapidJSON reads from; it works on copies, which keep their place in a register, and puts
// them back. A zero is the end to it.
class TraceStream
{
public:
    using Ch = char;

    explicit TraceStream(TraceInput& input) : m_input(&input) { fill(); }

    char Peek() const { return *m_at; }
    char Take()
    {
        const char c = *m_at;
        if (m_at != m_end && ++m_at == m_end)
            fill();
        return c;
    }
    std::size_t Tell() const { return m_input->offsetOf(m_at); }
    bool isAtEnd() const { return m_at == m_end; }

    // RapidJSON wants them, for writing in place.
    char* PutBegin() { return nullptr; }
    void Put(char) {}
    void Flush() {}
    std::size_t PutEnd(char*) { return 0; }

private:
    void fill()
    {
        const std::string_view piece = m_input->next();
        m_at = piece.data();
        m_end = m_at + piece.size();
    }

    TraceInput* m_input;
    const char* m_at = nullptr;
    const char* m_end = nullptr;
};

// In place of RapidJSON's, which would copy the stream for each blank that may be there.
inline void SkipWhitespace(TraceStream& stream)
{
    for (char c = stream.Peek(); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = stream.Peek())
        stream.Take();
}

template <>
struct rapidjson::StreamTraits<TraceStream>
{
    enum { copyOptimization = 1 };
};
