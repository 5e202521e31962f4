// The lines of a text file, one by one.
#pragma once

#include "files/io/inputfile.h"

#include <QString>

#include <array>
#include <optional>
#include <string>
#include <string_view>

// For one thread. A line ends at a line feed; a carriage return before that belongs to its end.
class LineReader
{
public:
    // What is longer is not read on.
    static constexpr std::size_t kMaxLineBytes = 16 << 20;

    // `file` outlives it.
    explicit LineReader(InputFile& file) : m_file(file) {}

    // The next line, without its end; nothing after the last, after a stop, and where it could not
    // go on: see problem(). Good until the next call.
    std::optional<std::string_view> next();

    // Which line was given last, from 1.
    qint64 number() const { return m_number; }

    // Why it ended early, with the line, if it did.
    QString problem() const;

private:
    bool fill();

    InputFile& m_file;
    std::array<char, 1 << 16> m_buffer;
    std::string_view m_rest; // of the buffer
    std::string m_line;      // where it stands in more than one buffer
    qint64 m_number = 0;
    bool m_tooLong = false;
};
