// What the program and Qt say on standard error.
#pragma once

class QString;

// Prints one line, after the program's name. Any thread.
void printError(const QString& message);

// Has Qt's own messages said in the program's way: a display that cannot be opened is one line and
// exit status 1 instead of an abort, and what the program reports itself is not said twice.
void installMessageHandler();
