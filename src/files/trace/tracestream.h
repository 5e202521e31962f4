// A trace as the parser of JSON reads it: piece by piece, in little memory.
#pragma once

#include "files/io/inputfile.h"
#include "files/trace/traceoddities.h"
#include "files/trace/tracereader.h"

#include <rapidjson/reader.h>
#include <rapidjson/stream.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

// Of a number, or of what stands in the place of one, as NaN and -nan(ind).
constexpr bool isOfWord(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '-' || c == '+' || c == '_' || c == '(' || c == ')';
}

// The file, piece by piece, so that the parser can leave texts and numbers where they stand: no
// number and no word is cut, and while a text is open what follows is put behind it. Sees to it
// that none is longer than kMaxTraceTextBytes, give or take a piece.
class TraceInput
{
public:
    explicit TraceInput(InputFile& file)
        : m_file(file)
        , m_buffer(std::make_unique_for_overwrite<char[]>(kMostFilled + kPieceBytes + 1))
    {
    }

    bool textTooLong() const { return m_textTooLong; }

    // The next piece, which may be written to; empty at the end, with a zero behind it. What came
    // before it stays in its place while a text is open, and is gone otherwise.
    std::span<char> next(bool isTextOpen)
    {
        char* const buffer = m_buffer.get();
        if (!isTextOpen && !m_isOver) {
            m_before += m_end;
            m_filled = std::size_t(std::copy(buffer + m_end, buffer + m_filled, buffer) - buffer);
            m_end = 0;
        }
        const std::size_t begin = m_end;
        while (!m_isOver && m_end == begin) {
            m_textTooLong = m_filled > kMostFilled;
            const std::size_t count =
                m_textTooLong ? 0 : m_file.read(buffer + m_filled, kPieceBytes);
            m_isOver = count == 0;
            const std::size_t seen = m_filled;
            m_filled += count;
            m_end = m_isOver ? m_filled : endOfWords(seen);
            if (m_end == seen && !m_isOver)
                m_end = begin; // of one word so far
        }
        if (m_isOver)
            buffer[m_end] = '\0';
        return {buffer + begin, m_end - begin};
    }

    // Which byte of the file stands there in the buffer.
    std::size_t offsetOf(const char* at) const
    {
        return m_before + std::size_t(at - m_buffer.get());
    }

private:
    static constexpr std::size_t kPieceBytes = 1 << 18;
    // So that a text may begin at the end of a piece.
    static constexpr std::size_t kMostFilled = kMaxTraceTextBytes + kPieceBytes;

    // The end of the last of the bytes from `from` on that does not belong to a number or a word.
    std::size_t endOfWords(std::size_t from) const
    {
        std::size_t end = m_filled;
        while (end > from && isOfWord(m_buffer[end - 1]))
            --end;
        return end;
    }

    InputFile& m_file;
    const std::unique_ptr<char[]> m_buffer; // takes memory only as far as it is written
    std::size_t m_before = 0;               // bytes of the file before it
    std::size_t m_end = 0;                  // of the last piece
    std::size_t m_filled = 0;               // at most the beginning of a word follows the piece
    bool m_isOver = false;
    bool m_textTooLong = false;
};

// What RapidJSON reads from, and writes the texts without their escapes to, in their place. A zero
// is the end to it.
class TraceStream
{
public:
    using Ch = char;

    explicit TraceStream(TraceInput& input) : m_input(input) { fill(); }

    char Peek()
    {
        if (m_at == m_end) [[unlikely]]
            fill();
        return *m_at;
    }
    // What Peek() has shown, and not at the end.
    char Take() { return *m_at++; }
    std::size_t Tell() const { return m_input.offsetOf(m_at); }
    bool isAtEnd()
    {
        Peek();
        return m_at == m_end;
    }

    // The beginning of a text; RapidJSON also asks at the end of a number.
    char* PutBegin() { return m_put = m_at; }
    void Put(char c) { *m_put++ = c; }
    std::size_t PutEnd(const char* begin) const { return std::size_t(m_put - begin); }
    void Flush() {}

    // Takes what stands in a text up to its end or the next escape, and puts it.
    void putRun()
    {
        do {
            char* const from = m_at;
            char* const at = endOfRun(from);
            const auto count = std::size_t(at - from);
            if (m_put != from)
                std::memmove(m_put, from, count);
            m_put += count;
            m_at = at;
        } while (m_at == m_end && !isAtEnd());
    }

    // Blanks stand outside of texts. What comes behind them as a value and is none becomes NaN.
    void skipBlanks()
    {
        m_put = nullptr;
        char c = Peek();
        for (; c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = Peek())
            Take();
        if (kMayBeNoValue[static_cast<unsigned char>(c)]) [[unlikely]]
            replaceWord();
    }

    const TraceOddities& oddities() const { return m_oddities; }

private:
    static constexpr std::array<bool, 256> kEndsRun = [] {
        std::array<bool, 256> ends{};
        for (std::size_t control = 0; control < 0x20; ++control)
            ends[control] = true;
        ends['"'] = ends['\\'] = true;
        return ends;
    }();
    // The letters but those of true, false and null, and where more than a letter tells.
    static constexpr std::array<bool, 256> kMayBeNoValue = [] {
        std::array<bool, 256> may{};
        for (unsigned char c = 'a'; c <= 'z'; ++c)
            may[c] = may[c - 'a' + 'A'] = true;
        may['t'] = may['f'] = false;
        may['-'] = true;
        return may;
    }();

    char* endOfRun(char* at)
    {
        for (;; ++at) {
            while (at != m_end && !kEndsRun[static_cast<unsigned char>(*at)])
                ++at;
            if (at == m_end || *at == '"' || *at == '\\' || *at == '\0')
                return at;
            m_oddities.addControl(m_input.offsetOf(at), *at);
        }
    }

    [[gnu::noinline]] void replaceWord()
    {
        constexpr std::string_view kNotANumber = "NaN";
        char* const end = std::find_if_not(m_at, m_end, isOfWord);
        const std::string_view word(m_at, std::size_t(end - m_at));
        const bool isNumber = word.size() > 1 && word[0] == '-' && word[1] >= '0' && word[1] <= '9';
        if (word == "null" || isNumber || word.size() < kNotANumber.size())
            return;
        m_oddities.addWord(Tell(), word);
        std::fill(std::ranges::copy(kNotANumber, m_at).out, end, ' ');
    }

    // Called once a piece: inlined it would only grow the loops that take character by character.
    [[gnu::noinline]] void fill()
    {
        const std::span<char> piece = m_input.next(m_put != nullptr);
        m_at = piece.data();
        m_end = m_at + piece.size();
    }

    TraceInput& m_input;
    char* m_at = nullptr;
    char* m_end = nullptr;
    char* m_put = nullptr; // while a text is open
    TraceOddities m_oddities;
};

// In place of RapidJSON's; called between all values.
inline void SkipWhitespace(TraceStream& stream)
{
    stream.skipBlanks();
}

// What RapidJSON calls in a text before it looks at the next character.
template <>
template <>
inline void rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>>::ScanCopyUnescapedString(
    TraceStream& from, TraceStream&)
{
    from.putRun();
}
