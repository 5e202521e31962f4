// Text for tool tips: plain ones are as wide as their longest line.
#pragma once

#include <QString>

// With line feeds in place of blanks, so that no line has more than 64 characters unless a word
// does. Line feeds that are there stay. Any thread.
QString foldedText(const QString& text);
