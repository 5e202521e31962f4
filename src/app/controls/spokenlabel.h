// A label that a screen reader speaks up when what it shows is worth it.
#pragma once

#include <QLabel>

class SpokenLabel : public QLabel
{
    Q_OBJECT

public:
    // Of no text yet.
    explicit SpokenLabel(QWidget* parent);

    // Speaks the text, and what else there is to say: politely, as the focus stays where it is and
    // nothing waits for an answer. Until the text is another, it reads like that.
    void speak(const QString& more);
    // Speaks a sentence of which the text is what there is room for.
    void speakWhole(const QString& sentence);
    // Shows a text, and speaks nothing.
    void showText(const QString& text);
};
