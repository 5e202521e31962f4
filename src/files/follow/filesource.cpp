#include "files/follow/filesource.h"

#include "base/clock.h"
#include "base/systemwords.h"
#include "base/visibletext.h"
#include "files/io/filestr.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>

#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace {

// What others write to these is not told by inotify(7). Source: statfs(2).
bool isWrittenElsewhere(int file)
{
    constexpr std::array<std::uint32_t, 6> kKinds{NFS_SUPER_MAGIC,  FUSE_SUPER_MAGIC,
                                                  CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC,
                                                  V9FS_MAGIC,       CEPH_SUPER_MAGIC};
    struct statfs system
    {
    };
    return ::fstatfs(file, &system) == 0 &&
           std::ranges::find(kKinds, std::uint32_t(system.f_type)) != kKinds.end();
}

QByteArray folderOf(const QByteArray& path)
{
    const qsizetype slash = path.lastIndexOf('/');
    if (slash < 0)
        return ".";
    return slash == 0 ? QByteArray("/") : path.first(slash);
}

} // namespace

void FileSource::Wake::operator()() const
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(descriptor, &one, sizeof one);
}

Result<std::unique_ptr<ByteSource>> FileSource::open(const QString& path, std::stop_token stop)
{
    const bool isStandardInput = path == QLatin1String("-");
    const QByteArray name = QFile::encodeName(path);
    const auto refused = [&path](const QString& why) {
        return Problem{FilesTr::tr("cannot follow %1: %2").arg(visibleText(path), why)};
    };
    FileDescriptor file(isStandardInput
                            ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                            : ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return refused(systemWords(errno));
    struct stat state
    {
    };
    if (::fstat(file.get(), &state) != 0)
        return refused(systemWords(errno));
    if (S_ISDIR(state.st_mode))
        return refused(FilesTr::tr("it is a folder"));
    std::unique_ptr<FileSource> source(
        new FileSource(isStandardInput ? QByteArray() : name, std::move(file), std::move(stop)));
    // What is redirected to standard input has no name under which it could be replaced.
    source->m_isFile = S_ISREG(state.st_mode);
    source->m_looksAgain = source->m_isFile && isWrittenElsewhere(source->m_file.get());
    if (isStandardInput && source->m_isFile)
        source->m_offset = std::max<off_t>(0, ::lseek(source->m_file.get(), 0, SEEK_CUR));
    if (!source->m_wake.isOpen() || (source->m_isFile && !isStandardInput && !source->watch()))
        return refused(systemWords(errno));
    return source;
}

FileSource::FileSource(QByteArray path, FileDescriptor file, std::stop_token stop)
    : m_path(std::move(path))
    , m_file(std::move(file))
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_stop(std::move(stop))
{
    if (m_wake.isOpen())
        m_onStop.emplace(m_stop, Wake{m_wake.get()});
}

FileSource::~FileSource()
{
    m_onStop.reset(); // nobody wakes it any more once it is closed
}

// The file, for what is written to it; its folder, for another one under its name.
bool FileSource::watch()
{
    if (!m_watch.isOpen()) {
        m_watch = FileDescriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
        if (!m_watch.isOpen() || ::inotify_add_watch(m_watch.get(), folderOf(m_path).constData(),
                                                     IN_CREATE | IN_MOVED_TO) < 0)
            return false;
    }
    if (m_fileWatch >= 0)
        ::inotify_rm_watch(m_watch.get(), m_fileWatch);
    m_fileWatch = ::inotify_add_watch(m_watch.get(), m_path.constData(),
                                      IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF);
    return m_fileWatch >= 0;
}

FileSource::What FileSource::next(std::optional<qint64> mostNs)
{
    constexpr qint64 kLookAgainNs = 1'000'000'000;
    const qint64 beganNs = monotonicNs();
    for (;;) {
        if (m_stop.stop_requested())
            return What::End;
        if (const auto what = readMore())
            return *what;
        if (const auto what = whatChanged())
            return *what;
        // Other files of its folder wake it, too.
        auto leftNs = mostNs;
        if (leftNs)
            *leftNs -= monotonicNs() - beganNs;
        if (leftNs && *leftNs <= 0)
            return What::Silence;
        wait(m_looksAgain ? std::min(leftNs.value_or(kLookAgainNs), kLookAgainNs) : leftNs);
    }
}

// Nothing where there is no more for now.
std::optional<FileSource::What> FileSource::readMore()
{
    for (;;) {
        // A pipe of others is not ours to make non-blocking. One by name may wait for its writer.
        if (!m_isFile) {
            pollfd descriptor{m_file.get(), POLLIN, 0};
            if (::poll(&descriptor, 1, 0) != 1)
                return std::nullopt;
        }
        const auto count = m_isFile
                               ? ::pread(m_file.get(), m_buffer.data(), m_buffer.size(), m_offset)
                               : ::read(m_file.get(), m_buffer.data(), m_buffer.size());
        if (count > 0) {
            m_count = std::size_t(count);
            m_offset += count;
            return What::Bytes;
        }
        if (count == 0 && (!m_isFile || m_path.isEmpty()))
            return What::End;
        if (count == 0 || errno == EAGAIN)
            return std::nullopt;
        if (errno != EINTR) {
            m_problem = systemWords(errno);
            return What::Problem;
        }
    }
}

std::optional<FileSource::What> FileSource::whatChanged()
{
    struct stat now
    {
    };
    struct stat named
    {
    };
    if (!m_isFile || ::fstat(m_file.get(), &now) != 0)
        return std::nullopt;
    if (now.st_size < m_offset) {
        m_offset = 0;
        return What::Truncated;
    }
    const bool isReplaced = ::stat(m_path.constData(), &named) == 0 && S_ISREG(named.st_mode) &&
                            (named.st_ino != now.st_ino || named.st_dev != now.st_dev);
    // What was written to the old one meanwhile comes first.
    if (!isReplaced || now.st_size > m_offset)
        return std::nullopt;
    FileDescriptor file(::open(m_path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen()) { // it may be readable later
        const QString why = systemWords(errno);
        m_problem = FilesTr::tr("another file took its name, and cannot be read: %1").arg(why);
        return std::nullopt;
    }
    m_problem.clear();
    m_file = std::move(file);
    m_offset = 0;
    watch();
    return What::Replaced;
}

void FileSource::drainEvents() const
{
    alignas(inotify_event) std::array<char, 4096> events;
    while (::read(m_watch.get(), events.data(), events.size()) > 0) {
    }
}

void FileSource::wait(std::optional<qint64> mostNs)
{
    constexpr qint64 kNsInS = 1'000'000'000;
    std::array<pollfd, 2> descriptors{
        pollfd{m_wake.get(), POLLIN, 0},
        pollfd{m_watch.isOpen() ? m_watch.get() : m_file.get(), POLLIN, 0}};
    const timespec most{time_t(mostNs.value_or(0) / kNsInS), long(mostNs.value_or(0) % kNsInS)};
    ::ppoll(descriptors.data(), descriptors.size(), mostNs ? &most : nullptr, nullptr);
    if (m_watch.isOpen())
        drainEvents();
}
