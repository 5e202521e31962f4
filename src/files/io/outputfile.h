// Writes a file whole or not at all.
#pragma once

#include <QByteArray>
#include <QSaveFile>
#include <QString>

#include <memory>

// Why nothing can be written to `path`, in one line; empty when it can. Leaves nothing behind, and
// an existing file as it is. Any thread.
QString problemWithOutput(const QString& path);

// What replacing the file at `path` means for others, in sentences for a question: a link leads
// to another file, hard links keep the old content. Empty where it means nothing. Any thread.
QString noteOnReplacing(const QString& path);

// Writes the bytes to a temporary file in the same folder, flushes it, and renames it to `path`, or
// to where that link leads. It keeps the owner, the group and the mode of the file that it replaces
// as far as that is allowed. Returns an empty text, or what went wrong; then `path` is as it was.
// Any thread.
QString writeOutput(const QString& path, const QByteArray& bytes);

// What writing returns after a stop: that `path` was not written.
QString stoppedWriting(const QString& path);

// "cannot write <path>: <why>"
QString cannotWrite(const QString& path, const QString& why);

// The same piece by piece, compressed where the name ends in .gz. For one thread.
class OutputFile
{
public:
    enum class Packing { ByName, AsItIs };

    // Without a buffer of its own, as what a buffer cannot write at the end goes unsaid.
    explicit OutputFile(const QString& path, Packing packing = Packing::ByName);
    // What was not committed leaves the file as it was.
    ~OutputFile();

    // After a failure nothing more is written, and commit() says what went wrong.
    void write(const char* bytes, std::size_t count);
    // What has gone wrong so far; empty where nothing has.
    const QString& problem() const { return m_problem; }
    // Flushes and renames. Returns an empty text, or what went wrong.
    QString commit();

private:
    class Deflater;

    void writeThrough(const char* bytes, std::size_t count);
    void beginFlush();

    const QString m_path;
    QSaveFile m_file;
    QString m_problem;
    qint64 m_written = 0;
    qint64 m_flushBegun = 0;              // of those, how many are on their way to the disk
    std::unique_ptr<Deflater> m_deflater; // where it is compressed
};
