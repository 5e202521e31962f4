#include "app/controls/plaintext.h"

#include "base/visibletext.h"

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

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

bool isConfirmed(QWidget* window, const QString& title, const QString& question,
                 const QString& action)
{
    QMessageBox box(QMessageBox::Question, title, visibleLines(question), QMessageBox::NoButton,
                    window);
    const auto* yes = box.addButton(action, QMessageBox::AcceptRole);
    box.setDefaultButton(box.addButton(QMessageBox::Cancel));
    box.exec();
    return box.clickedButton() == yes;
}

void warn(QWidget* window, const QString& title, const QString& text)
{
    QMessageBox::warning(window, title, visibleLines(text));
}
