// Values separated by commas or something else, row by row, as RFC 4180 has them.
#pragma once

#include "files/io/inputfile.h"

#include <QString>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// For one thread. Fields may stand in quotes, and then hold separators, line ends and doubled
// quotes; rows end at a line feed, with or without a carriage return. Source: RFC 4180, section 2.
class CsvReader
{
public:
    static constexpr std::size_t kMaxRowBytes = 16 << 20; // bytes
    static constexpr std::size_t kMaxFields = 1000;

    // `file` outlives it.
    explicit CsvReader(InputFile& file) : m_file(file) {}

    // Unless told so it is a comma.
    void separateBy(char separator) { m_separator = separator; }

    // Before the first row: what so many lines hold is no row.
    void passOver(std::size_t lines);

    // The next row that is not empty; nothing after the last, after a stop, and where it could not
    // go on: see problem(). Good until the next call.
    const std::vector<std::string>* next();

    // The line on which that row began, from 1.
    qint64 line() const { return m_rowLine; }

    // Why it ended early, with the line, if it did.
    QString problem() const;

private:
    // The next byte; nothing at the end.
    std::optional<char> take();
    std::optional<char> look();
    // False where there is no room for more.
    bool put(char c);
    // Takes a field up to what ends it, which it returns: a separator, a line feed, or nothing.
    std::optional<char> takeField();

    InputFile& m_file;
    char m_separator = ',';
    std::array<char, 1 << 16> m_buffer;
    std::string_view m_rest; // of the buffer
    std::vector<std::string> m_fields;
    std::size_t m_rowBytes = 0;
    qint64 m_line = 1;
    qint64 m_rowLine = 0;
    QString m_problem;
};

// The fields of the first row of a text as the reader gives them, without the carriage return that
// a text without a line feed may end in. Nothing where a quote has no end, or more fields come than
// the reader takes.
std::optional<std::vector<std::string>> firstCsvRow(std::string_view text, char separator);
