// What a trace holds that is no JSON and is read over.
#pragma once

#include <QString>
#include <QStringList>

#include <cstddef>
#include <string>
#include <string_view>

// For one thread.
class TraceOddities
{
public:
    // A word where a value is due, as NaN.
    void addWord(std::size_t byte, std::string_view word);
    // In a text, as it stands.
    void addControl(std::size_t byte, char control);

    // A sentence for each kind, with the first of it.
    QStringList notes() const;

private:
    qint64 m_words = 0;
    std::size_t m_firstWordAt = 0;
    std::string m_firstWord;
    qint64 m_controls = 0;
    std::size_t m_firstControlAt = 0;
    char m_firstControl = 0;
};
