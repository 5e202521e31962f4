// Many short texts, one after another in one piece of memory.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstddef>
#include <vector>

// Bytes as the system has them: names of files need not be valid in any encoding. Once it is
// filled, any thread may read it.
class ByteLines
{
public:
    void add(QByteArrayView line)
    {
        m_bytes.append(line.data(), line.size());
        m_ends.push_back(m_bytes.size());
    }

    std::size_t count() const { return m_ends.size(); }

    // `index` is below count(). Lives as long as this.
    QByteArrayView at(std::size_t index) const
    {
        const qsizetype from = index == 0 ? 0 : m_ends[index - 1];
        return QByteArrayView(m_bytes).sliced(from, m_ends[index] - from);
    }

    // Of the lines alone.
    std::size_t textBytes() const { return std::size_t(m_bytes.size()); }

    // The memory of it all.
    std::size_t bytes() const
    {
        return std::size_t(m_bytes.size()) + m_ends.size() * sizeof(qsizetype);
    }

private:
    QByteArray m_bytes;
    std::vector<qsizetype> m_ends;
};
