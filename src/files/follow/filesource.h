// The bytes of a file or a pipe as another program writes them.
#pragma once

#include "base/bytesource.h"
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

// Its thread sleeps where nothing comes: inotify(7) tells of files, poll(2) of pipes. At files of
// other machines it looks once a second.
class FileSource : public ByteSource
{
public:
    // "-" is standard input. Or why it cannot be followed, in one line that names it.
    static Result<std::unique_ptr<ByteSource>> open(const QString& path, std::stop_token stop);
    ~FileSource() override;

    What next(std::optional<qint64> mostNs) override;
    std::string_view bytes() const override { return {m_buffer.data(), m_count}; }
    const QString& problem() const override { return m_problem; }
    bool isStopped() const override { return m_stop.stop_requested(); }

private:
    struct Wake
    {
        int descriptor;
        void operator()() const;
    };

    FileSource(QByteArray path, FileDescriptor file, std::stop_token stop);
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
