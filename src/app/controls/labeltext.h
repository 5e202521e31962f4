// Labels that take no room while there is nothing to say.
#pragma once

#include <QLabel>

inline void showTextIfAny(QLabel* label, const QString& text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}
