// Text of others in the window: it is shown as it stands. Qt takes text that looks like HTML for
// HTML, and would load pictures and follow links that a file names; here a label that was not told
// what it holds is plain.
#pragma once

#include <QString>

class QWidget;

// Makes a label that would guess hold plain text; others stay as they are. For the style, which
// sees every widget before it lays out or draws its text: those of boxes, of progress dialogs and
// the tool tips are labels too. Who wants rich text says so by QLabel::setTextFormat().
void keepPlain(QWidget* widget);

// As visibleText(), but line feeds and tabs stay. Any thread.
QString visibleLines(const QString& text);

// A box above the window that warns, until it is closed; control characters are written out.
void warn(QWidget* window, const QString& title, const QString& text);
