// Text of others, so that what it holds is seen and does nothing.
#pragma once

#include <QString>
#include <QStringView>

// Whether a character changes how others are shown, or what a terminal does, and shows nothing
// itself: control characters (line feed and tab among them), those that direct or isolate text
// (bidi), line and paragraph separators, surrogates that have no other half, and noncharacters.
// Source: Unicode 15, general categories Cc, Zl, Zp, Cs and property Bidi_Control.
bool isUnseen(QStringView text, qsizetype at);

// The same text in one line with each unseen character as ls and C write it: "\n", "\033",
// "\u202e". What is seen stays as it is. Any thread.
QString visibleText(const QString& text);

// The first `most` UTF-16 units of a text, without half a character at the end. Any thread.
QString beginningOf(const QString& text, qsizetype most);

// The beginning of a text as visibleText() shows it, with "…" where it goes on: to quote in a
// message what may be of any length. Any thread.
QString visibleExcerpt(const QString& text, qsizetype most = 40);
