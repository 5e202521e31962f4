// What the program and Qt say on standard error.
#pragma once

class QByteArray;
class QString;

// The message as it is said: in one line, after the program's name, with nothing in it that a
// terminal would obey.
QByteArray errorLine(const QString& message);

// Prints it. A reader who takes nothing is waited for no longer than a second. Any thread.
void printError(const QString& message);

// Has Qt's own messages said in the program's way: a display that cannot be opened is one line and
// exit status 1 instead of an abort, and what the program reports itself is not said twice.
void installMessageHandler();
