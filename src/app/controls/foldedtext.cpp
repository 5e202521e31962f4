#include "app/controls/foldedtext.h"

QString foldedText(const QString& text)
{
    constexpr qsizetype kMostInLine = 64;
    QString folded = text;
    qsizetype lineFrom = 0;
    qsizetype lastBlank = -1; // of the line
    for (qsizetype at = 0; at < folded.size(); ++at) {
        if (folded[at] == u' ')
            lastBlank = at;
        if (folded[at] == u'\n') {
            lineFrom = at + 1;
            lastBlank = -1;
        } else if (at - lineFrom >= kMostInLine && lastBlank >= 0) {
            folded[lastBlank] = u'\n';
            lineFrom = lastBlank + 1;
            lastBlank = -1;
        }
    }
    return folded;
}
