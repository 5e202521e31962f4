// What labels show, and as what.
#pragma once

#include <QLabel>
#include <QStyle>

// Takes no room while there is nothing to say.
inline void showTextIfAny(QLabel* label, const QString& text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

// As the style sheet has it for that role; as any other label where the role is empty.
inline void showAs(QLabel* label, const char* role)
{
    if (label->property("role").toByteArray() == role)
        return;
    label->setProperty("role", QString::fromLatin1(role));
    label->style()->unpolish(label); // the style sheet looks at roles when it polishes
    label->style()->polish(label);
}
