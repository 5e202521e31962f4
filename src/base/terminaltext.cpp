#include "base/terminaltext.h"

#include <algorithm>
#include <vector>

namespace {

constexpr char16_t kEscape = 0x1b;
constexpr char16_t kBell = 0x07;
constexpr char16_t kCsi = 0x9b; // those of C1 stand for an escape and a letter
constexpr char16_t kOsc = 0x9d;
constexpr char16_t kStringEnd = 0x9c;

bool isWithin(char16_t unit, char16_t least, char16_t most)
{
    return unit >= least && unit <= most;
}

// The line that the cursor is in, by code points: none is cut in two by what stands over it.
class TerminalLine
{
public:
    void put(char32_t point)
    {
        if (m_at >= m_points.size())
            m_points.resize(m_at + 1, U' ');
        m_points[m_at++] = point;
    }
    void goBack() { m_at -= m_at > 0; }
    void goToStart() { m_at = 0; }
    // EL: 0 erases from the cursor on, 1 up to it, 2 all; the cursor stays.
    void erase(char16_t what)
    {
        if (what == u'1')
            std::fill_n(m_points.begin(), std::min(m_at + 1, m_points.size()), U' ');
        else
            m_points.resize(what == u'2' ? 0 : std::min(m_at, m_points.size()));
    }
    void moveTo(QString& text)
    {
        for (const char32_t point : m_points)
            text += QChar::fromUcs4(point);
        m_points.clear();
        m_at = 0;
    }

private:
    std::vector<char32_t> m_points;
    std::size_t m_at = 0;
};

class Terminal
{
public:
    enum class Cursor { Moves, Stays };

    Terminal(const QString& text, Cursor cursor)
        : m_text(text), m_cursorMoves(cursor == Cursor::Moves)
    {
    }

    QString shown()
    {
        m_shown.reserve(m_text.size());
        for (qsizetype at = 0; at < m_text.size();) {
            if (const qsizetype length = sequenceAt(at); length > 0)
                at += length;
            else
                at += take(at);
        }
        m_line.moveTo(m_shown);
        return m_shown;
    }

private:
    char16_t unit(qsizetype at) const { return at < m_text.size() ? m_text[at].unicode() : u'\0'; }

    // How long the control sequence is that begins there; 0 where none does.
    qsizetype sequenceAt(qsizetype at)
    {
        const char16_t first = unit(at);
        if (first == kCsi)
            return csi(at, at + 1);
        if (first == kOsc)
            return stringFrom(at, at + 1);
        if (first != kEscape)
            return 0;
        const char16_t second = unit(at + 1);
        if (second == u'[')
            return csi(at, at + 2);
        if (QStringView(u"]PX^_").contains(second))
            return stringFrom(at, at + 2);
        qsizetype end = at + 1;
        while (isWithin(unit(end), 0x20, 0x2f))
            ++end;
        return isWithin(unit(end), 0x30, 0x7e) ? end + 1 - at : 0;
    }

    // What is cut off at the end of the text is one, too.
    qsizetype csi(qsizetype start, qsizetype from)
    {
        qsizetype end = from;
        while (isWithin(unit(end), 0x30, 0x3f))
            ++end;
        while (isWithin(unit(end), 0x20, 0x2f))
            ++end;
        if (end >= m_text.size())
            return m_text.size() - start;
        if (!isWithin(unit(end), 0x40, 0x7e))
            return 0;
        if (unit(end) == u'K' && end - from <= 1 && m_cursorMoves)
            m_line.erase(end == from ? u'0' : unit(from));
        return end + 1 - start;
    }

    // Such as the title of a window. It ends in its line.
    qsizetype stringFrom(qsizetype start, qsizetype from)
    {
        if (from < m_noStringEndsBefore)
            return 0;
        qsizetype end = from;
        for (; end < m_text.size() && unit(end) != u'\n'; ++end) {
            if (unit(end) == kBell || unit(end) == kStringEnd)
                return end + 1 - start;
            if (unit(end) == kEscape && unit(end + 1) == u'\\')
                return end + 2 - start;
        }
        m_noStringEndsBefore = end;
        return 0;
    }

    // Takes the character there, and says how long it is.
    qsizetype take(qsizetype at)
    {
        const QChar character = m_text[at];
        if (character.isHighSurrogate() && QChar::isLowSurrogate(unit(at + 1))) {
            m_line.put(QChar::surrogateToUcs4(character.unicode(), unit(at + 1)));
            return 2;
        }
        if (character == u'\n') {
            m_line.moveTo(m_shown);
            m_shown += character;
        } else if (character == u'\r' && m_cursorMoves) {
            m_line.goToStart();
        } else if (character == u'\b' && m_cursorMoves) {
            m_line.goBack();
        } else {
            m_line.put(character.unicode());
        }
        return 1;
    }

    const QString& m_text;
    const bool m_cursorMoves;
    QString m_shown;
    TerminalLine m_line;
    qsizetype m_noStringEndsBefore = 0; // so that no line is looked through twice
};

} // namespace

QString terminalText(const QString& text)
{
    return Terminal(text, Terminal::Cursor::Moves).shown();
}

QString withoutTerminalCodes(const QString& text)
{
    return Terminal(text, Terminal::Cursor::Stays).shown();
}

bool isBinary(QByteArrayView bytes)
{
    if (bytes.contains('\0'))
        return true;
    constexpr qsizetype kOfText = 3; // one in so many may be none
    const QString text = QString::fromUtf8(bytes);
    const auto others = std::ranges::count_if(text, [](QChar c) {
        const bool isKnown = isWithin(c.unicode(), 0x07, 0x0d) || c.unicode() == kEscape;
        return c == QChar::ReplacementCharacter ||
               (c.category() == QChar::Other_Control && !isKnown);
    });
    return others * kOfText > text.size();
}

QString firstBytesText(QByteArrayView bytes)
{
    constexpr qsizetype kShown = 16;
    const QString shown =
        QString::fromLatin1(bytes.first(std::min(kShown, bytes.size())).toByteArray().toHex(' '));
    return bytes.size() > kShown ? shown + QStringLiteral(" …") : shown;
}
