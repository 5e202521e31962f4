// Writes a file whole or not at all.
#pragma once

#include <QByteArray>
#include <QString>

// Why nothing can be written to `path`, in one line; empty when it can. Leaves nothing behind, and
// an existing file as it is. Any thread.
QString problemWithOutput(const QString& path);

// Writes the bytes to a temporary file in the same folder, flushes it, and renames it to `path`.
// Returns an empty text, or what went wrong; then `path` is as it was. Any thread.
QString writeOutput(const QString& path, const QByteArray& bytes);

// "cannot write <path>: <why>"
QString cannotWrite(const QString& path, const QString& why);
