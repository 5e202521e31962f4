// Standard input, output and error, as descriptors.
#pragma once

class QByteArray;

namespace StandardStreams {

// Opens /dev/null in place of those that the program was started without, so that no other file
// gets their number. Before anything else is opened.
void open();

// Writes all of it, waiting for the reader. False when it could not be written; errno says why.
bool write(int descriptor, const QByteArray& bytes);

// The same for a reader who may have stopped reading: what it has not taken after a second is left
// out.
void writeWithoutWaiting(int descriptor, const QByteArray& bytes);

} // namespace StandardStreams
