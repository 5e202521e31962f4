// The bytes of a file or a pipe as another program writes them.
#pragma once

#include "base/filedescriptor.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>

#include <sys/types.h>

// For one thread, which sleeps where nothing comes: inotify(7) tells of files, poll(2) of pipes.
// At files of other machines it looks once a second.
class ByteSource
{
public:
    // "-" is standard input. Or why it cannot be followed, in one line that names it.
    static Result<std::unique_ptr<ByteSource>> open(const QString& path, std::stop_token stop);
    ~ByteSource();
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    enum class What {
        Bytes,     // bytes() came
        Silence,   // nothing, for as long as was asked
        Truncated, // the file is shorter than what was read of it: it begins anew
        Replaced,  // another file has its name now: that begins
        End,       // the writer has closed the pipe, or a stop
        Problem,   // it cannot be read on: see problem()
    };
    // Waits for what comes next, `mostNs` at most where given.
    What next(std::optional<qint64> mostNs);

    // Good until the next call.
    std::string_view bytes() const { return {m_buffer.data(), m_count}; }
    // Why not all is read that was written, if so.
    const QString& problem() const { return m_problem; }
    bool isStopped() const { return m_stop.stop_requested(); }

private:
    struct Wake
    {
        int descriptor;
        void operator()() const;
    };

    ByteSource(QByteArray path, FileDescriptor file, std::stop_token stop);
    bool watch();
    std::optional<What> readMore();
    std::optional<What> whatChanged();
    // Until something may have come.
    void wait(std::optional<qint64> mostNs);
    void drainEvents() const;

    const QByteArray m_path; // empty for standard input
    FileDescriptor m_file;
    FileDescriptor m_watch; // of a file; nothing for pipes
    FileDescriptor m_wake;  // of the stop
    int m_fileWatch = -1;
    const std::stop_token m_stop;
    std::optional<std::stop_callback<Wake>> m_onStop;
    bool m_isFile = false;
    bool m_looksAgain = false; // once a second, as nobody tells what is written
    off_t m_offset = 0;
    std::array<char, 1 << 16> m_buffer;
    std::size_t m_count = 0;
    QString m_problem;
};
