// Reads a file from beginning to end, plain or compressed: with gzip, zstd or xz,
// or as the one file in a zip.
#pragma once

#include "base/result.h"
#include "files/io/fileprogress.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// For one thread. Reads as much as there was when it was opened: a file that grows meanwhile ends
// there.
class InputFile
{
public:
    // Of a compressed file no more is read than this, unpacked.
    static constexpr qint64 kMaxUnpackedBytes = qint64(16) << 30;

    // The file, or why it cannot be read, in one line that names it. Only regular files are read.
    static Result<std::unique_ptr<InputFile>> open(const QString& path, FileProgress progress = {});
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    // Up to `most` bytes from the beginning, which read() then gives again; a byte order mark is
    // passed over. Before the first read(), also several times.
    std::string_view peek(std::size_t most);

    // Up to `most` bytes; 0 at the end, after a stop, and where it could not go on: see problem().
    std::size_t read(char* bytes, std::size_t most);

    // Why it ended early, if it did: damaged, too large, an error of reading.
    const QString& problem() const { return m_problem; }
    // What behind its end is not read, though nothing is wrong with what was; empty where all was,
    // and before its end.
    const QString& leftOver() const { return m_leftOver; }
    bool stopped() const { return m_progress.stop.stop_requested(); }

private:
    class Unpacking;

    InputFile(int descriptor, qint64 size, FileProgress progress);
    std::optional<Problem> beginUnpacking();
    std::size_t readUnpacked(char* bytes, std::size_t most);
    std::size_t readThrough(char* bytes, std::size_t most);

    const int m_descriptor;
    const qint64 m_size;
    const FileProgress m_progress;
    qint64 m_left;
    std::string m_peeked; // seen and not yet read
    std::size_t m_peekedRead = 0;
    QString m_problem;
    QString m_leftOver;
    std::unique_ptr<Unpacking> m_unpacking; // where it is compressed
};
