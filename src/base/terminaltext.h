// What a program has written to a terminal, as text.
#pragma once

#include <QByteArrayView>
#include <QString>

// What a terminal would leave standing of it: colours and other control sequences are left out, a
// carriage return has what follows stand over the line, as the last state of a progress line does,
// and a backspace goes back by one. A sequence that has no end is no sequence. All else, other
// control characters among it, stays for visibleText(). The cursor stays in its line. Any thread.
// Source: ECMA-48, 5th edition, control functions (C0, C1, CSI, OSC, DCS, EL).
QString terminalText(const QString& text);

// The same text without its control sequences alone: nothing stands over anything else, as becomes
// a message of one line. Any thread.
QString withoutTerminalCodes(const QString& text);

// Whether it is no text: it holds a NUL, or more than a third of it is neither text in UTF-8
// nor what terminals understand. Any thread.
bool isBinary(QByteArrayView bytes);

// Its first bytes in hexadecimal digits: "7f 45 4c 46 …". Any thread.
QString firstBytesText(QByteArrayView bytes);
