#include "files/io/escape.h"

#include "base/visibletext.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace {

bool beginsFormula(std::string_view text)
{
    // The last four are the first four, as wide as letters of East Asia.
    constexpr std::string_view kBeginnings[] = {"=",
                                                "+",
                                                "-",
                                                "@",
                                                "\t",
                                                "\r",
                                                "\n",
                                                "\xef\xbc\x9d",
                                                "\xef\xbc\x8b",
                                                "\xef\xbc\x8d",
                                                "\xef\xbc\xa0"};
    return std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                       [text](std::string_view beginning) { return text.starts_with(beginning); });
}

bool isNumber(std::string_view text)
{
    if (text.starts_with('+') || text.starts_with('-'))
        text.remove_prefix(1);
    const char* end = text.data() + text.size();
    double number = 0;
    const auto result = std::from_chars(text.data(), end, number);
    // Not "inf" and "nan".
    return !text.empty() && text.front() >= '0' && text.front() <= '9' &&
           result.ec == std::errc() && result.ptr == end;
}

std::string_view withoutApostrophes(std::string_view text)
{
    return text.substr(std::min(text.size(), text.find_first_not_of('\'')));
}

std::string_view viewOf(const QByteArray& text)
{
    return {text.constData(), std::size_t(text.size())};
}

qsizetype longestRunOfBackticks(const QString& text)
{
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

} // namespace

QString markupEscaped(const QString& text)
{
    return visibleText(text).toHtmlEscaped().replace(u'\'', QLatin1String("&#39;"));
}

QString markdownCode(const QString& text)
{
    const QString code = visibleText(text);
    if (code.isEmpty())
        return {};
    const QString fence(longestRunOfBackticks(code) + 1, u'`');
    // Readers take a blank away where there is one at both ends.
    const bool touchesFence = code.startsWith(u'`') || code.endsWith(u'`');
    const bool hasBlanks = code.startsWith(u' ') && code.endsWith(u' ');
    const QString pad = touchesFence || hasBlanks ? QStringLiteral(" ") : QString();
    return fence + pad + code + pad + fence;
}

QByteArray jsonEscaped(const QByteArray& json)
{
    const QString text = QString::fromUtf8(json);
    QString escaped;
    escaped.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        // Line ends are only between the values: within a text QJsonDocument has escaped them.
        if (text[at] != u'\n' && isUnseen(text, at))
            escaped +=
                QStringLiteral("\\u%1").arg(uint(text[at].unicode()), 4, 16, QLatin1Char('0'));
        else
            escaped += text[at];
    }
    return escaped.toUtf8();
}

QByteArray csvCell(const QByteArray& text)
{
    QByteArray cell = formulaGuarded(text);
    if (viewOf(cell).find_first_of(",\"\r\n") == std::string_view::npos)
        return cell;
    return '"' + cell.replace('"', "\"\"") + '"';
}

QByteArray formulaGuarded(const QByteArray& text)
{
    const std::string_view view = viewOf(text);
    return beginsFormula(withoutApostrophes(view)) && !isNumber(view) ? '\'' + text : text;
}

std::string_view withoutFormulaGuard(std::string_view text)
{
    const bool guarded = text.starts_with('\'') && beginsFormula(withoutApostrophes(text));
    return guarded ? text.substr(1) : text;
}
