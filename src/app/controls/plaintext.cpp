#include "app/controls/plaintext.h"

#include "base/visibletext.h"

#include <QLabel>
#include <QMessageBox>

void keepPlain(QWidget* widget)
{
    auto* label = qobject_cast<QLabel*>(widget);
    if (label && label->textFormat() == Qt::AutoText)
        label->setTextFormat(Qt::PlainText);
}

QString visibleLines(const QString& text)
{
    QString visible;
    qsizetype from = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != u'\n' && text[at] != u'\t')
            continue;
        visible += visibleText(text.sliced(from, at - from)) + text[at];
        from = at + 1;
    }
    return visible + visibleText(text.sliced(from));
}

void warn(QWidget* window, const QString& title, const QString& text)
{
    QMessageBox::warning(window, title, visibleLines(text));
}
