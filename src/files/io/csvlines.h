// Rows of separated values, from lines that come one by one.
#pragma once

#include "files/io/csvreader.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// For one thread. As CsvReader has it: fields may stand in quotes, in which two of them are one,
// and then hold separators and line ends.
class CsvLines
{
public:
    static constexpr std::size_t kMaxRowBytes = 16 << 20;

    explicit CsvLines(char separator) : m_separator(separator) {}

    // Takes a line; false while its row goes on with the next one.
    bool add(std::string_view line)
    {
        if (!m_isQuoted) {
            m_row.assign(1, {});
            m_bytes = 0;
        } else {
            m_row.back() += '\n';
        }
        m_bytes += line.size() + 1;
        for (std::size_t at = 0; at < line.size(); ++at) {
            const char c = line[at];
            if (c == '"' && m_isQuoted && at + 1 < line.size() && line[at + 1] == '"')
                m_row.back() += line[++at];
            else if (c == '"' && (m_isQuoted || m_row.back().empty()))
                m_isQuoted = !m_isQuoted;
            else if (c == m_separator && !m_isQuoted && !hasTooManyFields())
                m_row.emplace_back();
            else
                m_row.back() += c;
        }
        return !m_isQuoted;
    }

    // Good until the next line.
    const std::vector<std::string>& row() const { return m_row; }
    bool isWithinRow() const { return m_isQuoted; }
    // It has more fields then than CsvReader would read.
    bool hasTooManyFields() const { return m_row.size() > CsvReader::kMaxFields; }
    bool isTooLong() const { return m_bytes > kMaxRowBytes; }

    // Forgets the row that goes on.
    void drop()
    {
        m_isQuoted = false;
        m_row.clear();
    }

private:
    const char m_separator;
    std::vector<std::string> m_row;
    bool m_isQuoted = false; // the last field
    std::size_t m_bytes = 0;
};
