// Rows of comma-separated values, as RFC 4180 has them.
#pragma once

#include "files/io/escape.h"

#include <QByteArray>

#include <array>
#include <charconv>
#include <optional>
#include <utility>

// Texts are escaped as csvCell() does; numbers have dot decimals.
class CsvRows
{
public:
    CsvRows& operator<<(const QByteArray& field)
    {
        next();
        m_text += csvCell(field);
        return *this;
    }
    CsvRows& operator<<(qint64 number)
    {
        next();
        std::array<char, 24> digits;
        const auto end = std::to_chars(digits.data(), digits.end(), number).ptr;
        m_text.append(digits.data(), end - digits.data());
        return *this;
    }
    // Empty where there is none.
    template <typename Number>
    CsvRows& operator<<(const std::optional<Number>& number)
    {
        return number ? *this << *number : *this << QByteArray();
    }
    CsvRows& operator<<(double number) { return *this << QByteArray::number(number, 'g', 6); }

    // Ends the row; what comes next is a new one.
    void end()
    {
        m_isFirst = true;
        m_text += "\r\n";
    }
    // All rows so far; none is left.
    QByteArray take() { return std::exchange(m_text, {}); }

private:
    void next()
    {
        if (!m_isFirst)
            m_text += ',';
        m_isFirst = false;
    }

    QByteArray m_text;
    bool m_isFirst = true;
};
