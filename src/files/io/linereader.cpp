#include "files/io/linereader.h"

#include "files/io/filestr.h"

namespace {

std::string_view withoutReturn(std::string_view line)
{
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

} // namespace

bool LineReader::fill()
{
    m_rest = {m_buffer.data(), m_file.read(m_buffer.data(), m_buffer.size())};
    return !m_rest.empty();
}

std::optional<std::string_view> LineReader::next()
{
    m_line.clear();
    bool inLine = false;
    while (!m_tooLong && (!m_rest.empty() || fill())) {
        m_number += !inLine;
        inLine = true;
        const auto end = m_rest.find('\n');
        const std::string_view part = m_rest.substr(0, end);
        const bool ends = end != std::string_view::npos;
        m_rest.remove_prefix(ends ? end + 1 : part.size());
        if (ends && m_line.empty())
            return withoutReturn(part);
        m_tooLong = m_line.size() + part.size() > kMaxLineBytes;
        if (!m_tooLong)
            m_line += part;
        if (ends && !m_tooLong)
            return withoutReturn(m_line);
    }
    if (!inLine || m_tooLong || m_file.stopped() || !m_file.problem().isEmpty())
        return std::nullopt;
    return withoutReturn(m_line);
}

QString LineReader::problem() const
{
    if (m_tooLong)
        return FilesTr::tr("line %1 is longer than 16 MiB").arg(m_number);
    return m_file.problem().isEmpty()
               ? QString()
               : FilesTr::tr("%1, at line %2").arg(m_file.problem()).arg(m_number);
}
