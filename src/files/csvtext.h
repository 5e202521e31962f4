// Rows of comma-separated values, as RFC 4180 has them.
#pragma once

#include <QByteArray>

#include <optional>

// A field is put in quotes where it holds a comma, a quote or a line end; numbers have dot
// decimals.
class CsvRow
{
public:
    CsvRow& operator<<(const QByteArray& field)
    {
        const bool plain = field.indexOf(',') < 0 && field.indexOf('"') < 0 &&
                           field.indexOf('\n') < 0 && field.indexOf('\r') < 0;
        next();
        m_text += plain ? field : '"' + QByteArray(field).replace('"', "\"\"") + '"';
        return *this;
    }
    CsvRow& operator<<(qint64 number)
    {
        next();
        m_text += QByteArray::number(number);
        return *this;
    }
    // Empty where there is none.
    template <typename Number>
    CsvRow& operator<<(const std::optional<Number>& number)
    {
        return number ? *this << *number : *this << QByteArray();
    }
    CsvRow& operator<<(double number) { return *this << QByteArray::number(number, 'g', 6); }

    // The row with its end; what comes next is a new one.
    QByteArray take()
    {
        m_isFirst = true;
        return std::exchange(m_text, {}) + "\r\n";
    }

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
