// Fields of messages, in bytes: little-endian numbers, and texts and lists with their length
// before.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QtEndian>
#include <QtGlobal>

#include <algorithm>
#include <bit>
#include <concepts>
#include <optional>
#include <vector>

// The two have the same functions, so that one list of fields says how a message is written and how
// it is read. Used by one thread.

class FieldWriter
{
public:
    static constexpr bool kReads = false;

    explicit FieldWriter(QByteArray& bytes) : m_bytes(bytes) {}

    // Within the limits, as what is read is.
    template <std::integral Number>
    void number(Number value, Number, Number)
    {
        put(value);
    }
    template <std::integral Number>
    void number(Number value)
    {
        put(value);
    }
    void real(double value) { number(std::bit_cast<quint64>(value)); }
    void flag(bool value) { put(quint8(value)); }
    // One of those up to `last`.
    template <typename Enum>
    void word(Enum value, Enum)
    {
        put(quint8(value));
    }
    // The beginning of a longer one.
    void bytes(const QByteArray& value, qsizetype most)
    {
        const auto view = QByteArrayView(value).first(std::min(value.size(), most));
        put(quint32(view.size()));
        m_bytes += view;
    }
    void text(const QString& value, qsizetype most) { bytes(value.toUtf8(), most); }

    template <typename Value, typename Pass>
    void list(const std::vector<Value>& values, std::size_t most, Pass pass)
    {
        const std::size_t count = std::min(values.size(), most);
        put(quint32(count));
        for (std::size_t i = 0; i < count; ++i)
            pass(values[i]);
    }
    template <typename Value, typename Pass>
    void optional(const std::optional<Value>& value, Pass pass)
    {
        flag(value.has_value());
        if (value)
            pass(*value);
    }

private:
    template <typename Number>
    void put(Number value)
    {
        const Number little = qToLittleEndian(value);
        m_bytes.append(reinterpret_cast<const char*>(&little), sizeof little);
    }

    QByteArray& m_bytes;
};

// Whatever the bytes are: what is missing or not allowed makes isGood() false and leaves the rest.
class FieldReader
{
public:
    static constexpr bool kReads = true;

    explicit FieldReader(QByteArrayView bytes) : m_rest(bytes) {}

    bool isGood() const { return m_isGood; }
    bool isAtEnd() const { return m_rest.isEmpty(); }
    void refuse() { m_isGood = false; }

    template <std::integral Number>
    void number(Number& value, Number least, Number most)
    {
        number(value);
        if (value < least || value > most)
            refuse();
    }
    template <std::integral Number>
    void number(Number& value)
    {
        if (const char* const at = take(sizeof value))
            value = qFromLittleEndian<Number>(at);
    }
    void real(double& value)
    {
        quint64 bits = 0;
        number(bits);
        value = std::bit_cast<double>(bits);
    }
    void flag(bool& value)
    {
        quint8 byte = 0;
        number(byte, quint8(0), quint8(1));
        value = byte == 1;
    }
    template <typename Enum>
    void word(Enum& value, Enum last)
    {
        quint8 byte = 0;
        number(byte, quint8(0), quint8(last));
        if (m_isGood)
            value = Enum(byte);
    }
    void bytes(QByteArray& value, qsizetype most)
    {
        quint32 size = 0;
        number(size, quint32(0), quint32(most));
        if (const char* const at = take(size))
            value = QByteArray(at, qsizetype(size));
    }
    void text(QString& value, qsizetype most)
    {
        QByteArray utf8;
        bytes(utf8, most);
        value = QString::fromUtf8(utf8);
    }

    // No more room is made than there are bytes for.
    template <typename Value, typename Pass>
    void list(std::vector<Value>& values, std::size_t most, Pass pass)
    {
        quint32 count = 0;
        number(count, quint32(0), quint32(most));
        if (qsizetype(count) > m_rest.size())
            refuse();
        for (quint32 i = 0; i < count && m_isGood; ++i)
            pass(values.emplace_back());
    }
    template <typename Value, typename Pass>
    void optional(std::optional<Value>& value, Pass pass)
    {
        bool isThere = false;
        flag(isThere);
        if (isThere && m_isGood)
            pass(value.emplace());
    }

private:
    const char* take(std::size_t size)
    {
        if (!m_isGood || std::size_t(m_rest.size()) < size) {
            refuse();
            return nullptr;
        }
        const char* const at = m_rest.data();
        m_rest = m_rest.sliced(qsizetype(size));
        return at;
    }

    QByteArrayView m_rest;
    bool m_isGood = true;
};
