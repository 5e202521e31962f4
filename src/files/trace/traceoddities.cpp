#include "files/trace/traceoddities.h"

#include "base/visibletext.h"
#include "files/io/filestr.h"

namespace {

QString andMore(const QString& first, qint64 count)
{
    return count == 1 ? first : FilesTr::tr("%1; and %2 more like that").arg(first).arg(count - 1);
}

QString nameOf(char control)
{
    switch (control) {
    case '\n':
        return FilesTr::tr("a line feed");
    case '\r':
        return FilesTr::tr("a carriage return");
    case '\t':
        return FilesTr::tr("a tab");
    default:
        return visibleText(QString(QLatin1Char(control)));
    }
}

} // namespace

void TraceOddities::addWord(std::size_t byte, std::string_view word)
{
    if (m_words++ > 0)
        return;
    m_firstWordAt = byte;
    m_firstWord = word;
}

void TraceOddities::addControl(std::size_t byte, char control)
{
    if (m_controls++ > 0)
        return;
    m_firstControlAt = byte;
    m_firstControl = control;
}

QStringList TraceOddities::notes() const
{
    QStringList notes;
    if (m_words > 0)
        notes += andMore(FilesTr::tr("%1, at byte %2, is no value of JSON and is passed over")
                             .arg(visibleExcerpt(QString::fromStdString(m_firstWord)))
                             .arg(m_firstWordAt),
                         m_words);
    if (m_controls > 0)
        notes += andMore(FilesTr::tr("a control character (%1) stands in a text at byte %2, which "
                                     "JSON does not allow; the text is shown as it stands")
                             .arg(nameOf(m_firstControl))
                             .arg(m_firstControlAt),
                         m_controls);
    return notes;
}
