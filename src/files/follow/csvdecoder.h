// Decoders of tables whose rows may go over several lines.
#pragma once

#include "files/follow/linedecoder.h"
#include "files/io/csvlines.h"
#include "files/io/filestr.h"

class CsvDecoder : public LineDecoder
{
public:
    explicit CsvDecoder(char separator) : m_lines(separator) {}

    std::optional<Problem> decode(std::string_view line,
                                  std::vector<FollowedEvent>& events) override
    {
        const bool isWhole = m_lines.add(line);
        if (isWhole && m_lines.hasTooManyFields())
            return Problem{FilesTr::tr("it has more than %1 fields").arg(CsvReader::kMaxFields)};
        if (isWhole)
            return takeRow(m_lines.row(), events);
        if (!m_lines.isTooLong())
            return std::nullopt;
        m_lines.drop();
        return Problem{FilesTr::tr("its row is longer than 16 MiB")};
    }

    bool isWithinRow() const override { return m_lines.isWithinRow(); }

    void finish(std::vector<FollowedEvent>&) override
    {
        m_cutRows += m_lines.isWithinRow();
        m_lines.drop();
    }

    QStringList notes() const override
    {
        return m_cutRows == 0 ? QStringList()
                              : QStringList(FilesTr::tr("its last row is left out: a quote in it "
                                                        "has no end"));
    }

protected:
    // As decode().
    virtual std::optional<Problem> takeRow(const std::vector<std::string>& row,
                                           std::vector<FollowedEvent>& events) = 0;

private:
    CsvLines m_lines;
    qint64 m_cutRows = 0;
};
