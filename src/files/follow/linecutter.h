// Cuts what comes in pieces into lines.
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <string>
#include <string_view>

// For one thread. A line ends at a line feed; a carriage return before that belongs to its end.
class LineCutter
{
public:
    // What is longer is left out, as a whole.
    static constexpr std::size_t kMaxLineBytes = 16 << 20;

    // Calls take(line) for each line that is whole by now, without its end.
    template <typename Take>
    void add(std::string_view bytes, Take take)
    {
        for (auto end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
            const std::string_view part = bytes.substr(0, end);
            bytes.remove_prefix(end + 1);
            if (m_rest.empty() && !m_isTooLong) {
                take(withoutReturn(part));
                continue;
            }
            keep(part);
            const bool isWhole = !m_isTooLong;
            m_isTooLong = false;
            if (isWhole)
                take(withoutReturn(m_rest));
            else
                ++m_leftOut;
            m_rest.clear();
        }
        keep(bytes);
    }

    // The last line, which may have no end; empty where there is none.
    std::string takeRest()
    {
        m_leftOut += m_isTooLong;
        m_isTooLong = false;
        std::string rest(withoutReturn(m_rest));
        m_rest.clear();
        return rest;
    }

    // Lines that were too long.
    qint64 leftOut() const { return m_leftOut; }

private:
    static std::string_view withoutReturn(std::string_view line)
    {
        return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
    }

    void keep(std::string_view part)
    {
        if (m_isTooLong || m_rest.size() + part.size() > kMaxLineBytes) {
            m_isTooLong = true;
            m_rest.clear();
            return;
        }
        m_rest += part;
    }

    std::string m_rest; // of a line whose end has not come
    bool m_isTooLong = false;
    qint64 m_leftOut = 0;
};
