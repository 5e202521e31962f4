#include "base/visibletext.h"

#include <algorithm>
#include <array>

namespace {

bool isBidi(char16_t unit)
{
    return unit == 0x061c || unit == 0x200e || unit == 0x200f ||
           (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069);
}

bool hasOtherHalf(QStringView text, qsizetype at)
{
    return text[at].isHighSurrogate() ? at + 1 < text.size() && text[at + 1].isLowSurrogate()
                                      : at > 0 && text[at - 1].isHighSurrogate();
}

// U+FFFE, U+FFFF and their like on the other planes, and U+FDD0 to U+FDEF.
bool isNoncharacter(QStringView text, qsizetype at)
{
    const char16_t unit = text[at].unicode();
    if (text[at].isHighSurrogate())
        return QChar::isNonCharacter(QChar::surrogateToUcs4(text[at], text[at + 1]));
    if (text[at].isLowSurrogate())
        return QChar::isNonCharacter(QChar::surrogateToUcs4(text[at - 1], text[at]));
    return QChar::isNonCharacter(unit);
}

QString escaped(char16_t unit)
{
    constexpr std::array<std::pair<char16_t, char>, 7> kShort{{{'\a', 'a'},
                                                               {'\b', 'b'},
                                                               {'\t', 't'},
                                                               {'\n', 'n'},
                                                               {'\v', 'v'},
                                                               {'\f', 'f'},
                                                               {'\r', 'r'}}};
    const auto* known = std::ranges::find(kShort, unit, &std::pair<char16_t, char>::first);
    if (known != kShort.end())
        return QStringLiteral("\\%1").arg(QLatin1Char(known->second));
    return unit < 0x100 ? QStringLiteral("\\%1").arg(uint(unit), 3, 8, QLatin1Char('0'))
                        : QStringLiteral("\\u%1").arg(uint(unit), 4, 16, QLatin1Char('0'));
}

} // namespace

bool isUnseen(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isSurrogate())
        return !hasOtherHalf(text, at) || isNoncharacter(text, at);
    const QChar::Category category = c.category();
    return category == QChar::Other_Control || category == QChar::Separator_Line ||
           category == QChar::Separator_Paragraph || isBidi(c.unicode()) ||
           isNoncharacter(text, at);
}

QString visibleText(const QString& text)
{
    QString visible;
    visible.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (isUnseen(text, at))
            visible += escaped(text[at].unicode());
        else
            visible += text[at];
    }
    return visible;
}

QString beginningOf(const QString& text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    const bool cutsInTwo = most > 0 && text[most - 1].isHighSurrogate();
    return text.left(most - cutsInTwo);
}

QString visibleExcerpt(const QString& text, qsizetype most)
{
    const QString visible = visibleText(beginningOf(text, most));
    return text.size() <= most ? visible : visible + u'…';
}
