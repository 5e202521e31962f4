#include "base/readytime.h"

#include "base/filedescriptor.h"

#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace {

// Far fewer descriptors than a process may have, far more threads than compute at a time.
constexpr int kMostOpen = 256;
std::atomic<int> s_open{0};

FileDescriptor opened(const char* path)
{
    return FileDescriptor(::open(path, O_RDONLY | O_CLOEXEC));
}

// Keeps the file of its thread.
class OwnFile
{
public:
    OwnFile()
    {
        if (s_open.fetch_add(1, std::memory_order_relaxed) < kMostOpen)
            m_file = opened("/proc/thread-self/schedstat");
    }
    ~OwnFile() { s_open.fetch_sub(1, std::memory_order_relaxed); }
    OwnFile(const OwnFile&) = delete;
    OwnFile& operator=(const OwnFile&) = delete;

    const FileDescriptor& file() const { return m_file; }

private:
    FileDescriptor m_file;
};

// The file holds "time on a core, time ready without one, times it was given a core".
std::optional<qint64> readyIn(const FileDescriptor& file)
{
    if (!file.isOpen())
        return std::nullopt;
    std::array<char, 80> text;
    const ssize_t size = pread(file.get(), text.data(), text.size(), 0);
    if (size <= 0)
        return std::nullopt;
    std::array<qint64, 3> numbers{};
    const char* at = text.data();
    const char* const end = at + size;
    for (qint64& number : numbers) {
        const auto read = std::from_chars(at, end, number);
        if (read.ec != std::errc())
            return std::nullopt;
        at = read.ptr != end ? read.ptr + 1 : end;
    }
    // Whatever has read this, or has ended, was given a core: a kernel that says 0 does not count.
    return numbers[2] > 0 ? std::optional(numbers[1]) : std::nullopt;
}

} // namespace

std::optional<qint64> threadReadyNs()
{
    thread_local const OwnFile own;
    return readyIn(own.file());
}

std::optional<qint64> readyNsOf(pid_t process)
{
    std::array<char, 40> path;
    std::snprintf(path.data(), path.size(), "/proc/%d/schedstat", int(process));
    return readyIn(opened(path.data()));
}
