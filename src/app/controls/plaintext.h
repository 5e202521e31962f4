// Text of others in the window: it is shown as it stands. Qt takes text that looks like HTML for
// HTML, and would load pictures and follow links that a file names; here a label that was not told
// what it holds is plain.
#pragma once

#include <QString>

class QWidget;

// Sets a label of Qt::AutoText to plain text; others stay as they are. Called by the style, which
// sees every widget before its text is laid out or drawn: message boxes, progress dialogs and tool
// tips have labels too. Rich text needs QLabel::setTextFormat().
void keepPlain(QWidget* widget);

// As visibleText(), but line feeds and tabs stay. Any thread.
QString visibleLines(const QString& text);

// Asks whether something is to be done, in a box whose button is named by it; else Cancel, which is
// what Return and Esc do. Control characters are written out.
bool isConfirmed(QWidget* window, const QString& title, const QString& question,
                 const QString& action);

// A box above the window that warns, until it is closed; control characters are written out.
void warn(QWidget* window, const QString& title, const QString& text);
