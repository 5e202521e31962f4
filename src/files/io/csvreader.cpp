#include "files/io/csvreader.h"

#include "files/io/csvlines.h"
#include "files/io/filestr.h"

std::optional<char> CsvReader::look()
{
    if (m_rest.empty())
        m_rest = {m_buffer.data(), m_file.read(m_buffer.data(), m_buffer.size())};
    return m_rest.empty() ? std::nullopt : std::optional(m_rest.front());
}

std::optional<char> CsvReader::take()
{
    const auto c = look();
    if (c) {
        m_rest.remove_prefix(1);
        m_line += *c == '\n';
    }
    return c;
}

bool CsvReader::put(char c)
{
    if (++m_rowBytes > kMaxRowBytes) {
        m_problem = FilesTr::tr("a row is longer than 16 MiB");
        return false;
    }
    m_fields.back() += c;
    return true;
}

std::optional<char> CsvReader::takeField()
{
    m_fields.emplace_back();
    bool quoted = false;
    while (const auto c = take()) {
        if (quoted && *c == '"') {
            // Doubled it stands for itself.
            quoted = look() == '"';
            if (!quoted)
                continue;
            take();
        } else if (!quoted && *c == '"' && m_fields.back().empty()) {
            quoted = true;
            continue;
        } else if (!quoted && (*c == m_separator || *c == '\n')) {
            return c;
        } else if (!quoted && *c == '\r' && look() == '\n') {
            continue;
        }
        if (!put(*c))
            return std::nullopt;
    }
    if (quoted)
        m_problem = FilesTr::tr("a quote has no end");
    return std::nullopt;
}

void CsvReader::passOver(std::size_t lines)
{
    while (lines > 0) {
        const auto c = take();
        if (!c)
            return;
        lines -= *c == '\n';
    }
}

const std::vector<std::string>* CsvReader::next()
{
    while (m_problem.isEmpty() && look()) {
        m_fields.clear();
        m_rowBytes = 0;
        m_rowLine = m_line;
        auto endsWith = takeField();
        while (endsWith == m_separator && m_problem.isEmpty()) {
            if (m_fields.size() == kMaxFields)
                m_problem = FilesTr::tr("a row has more than %1 fields").arg(kMaxFields);
            else
                endsWith = takeField();
        }
        // What was cut by the end of a damaged file is not a row.
        const bool cut = !endsWith && !m_file.problem().isEmpty();
        if (!m_problem.isEmpty() || m_file.stopped() || cut)
            return nullptr;
        if (m_fields.size() > 1 || !m_fields.front().empty())
            return &m_fields;
    }
    return nullptr;
}

QString CsvReader::problem() const
{
    const QString& why = m_problem.isEmpty() ? m_file.problem() : m_problem;
    return why.isEmpty() ? QString() : FilesTr::tr("%1, at line %2").arg(why).arg(m_rowLine);
}

std::optional<std::vector<std::string>> firstCsvRow(std::string_view text, char separator)
{
    CsvLines lines(separator);
    for (bool isMore = true; isMore;) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        isMore = end != std::string_view::npos;
        text.remove_prefix(isMore ? end + 1 : text.size());
        if (!lines.add(line))
            continue;
        if (lines.hasTooManyFields())
            return std::nullopt;
        std::vector<std::string> row = lines.row();
        if (line.ends_with('\r'))
            row.back().pop_back();
        return row;
    }
    return std::nullopt;
}
