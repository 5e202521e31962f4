// What the fuzz targets share: bytes as a file, and all that is done with a run that was opened.
#pragma once

#include "analysis/timings.h"
#include "files/exports/runtables.h"
#include "files/imports/openedrun.h"
#include "files/trace/runtrace.h"
#include "text/figures.h"

#include <QFile>
#include <QString>

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace fuzzed {

// A file in memory; a regular one to whoever opens its path.
class MemoryFile
{
public:
    MemoryFile() : m_descriptor(memfd_create("fuzzed", MFD_CLOEXEC)) {}
    ~MemoryFile() { ::close(m_descriptor); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    void fill(std::string_view bytes)
    {
        if (ftruncate(m_descriptor, 0) != 0 ||
            pwrite(m_descriptor, bytes.data(), bytes.size(), 0) != ssize_t(bytes.size()))
            std::abort();
    }
    QString path() const { return QStringLiteral("/proc/self/fd/%1").arg(m_descriptor); }

private:
    const int m_descriptor;
};

// Where files can be written and renamed; one for a process.
inline QString scratchPath(const char* name)
{
    static const QString folder = QStringLiteral("/dev/shm/poolscope-fuzz-%1-").arg(getpid());
    return folder + QLatin1String(name);
}

inline void expect(bool right)
{
    if (!right)
        std::abort();
}

// Opens it, looks at its figures, saves it, and opens what was saved: that must be whole.
inline void openAndSave(std::string_view bytes)
{
    static MemoryFile file;
    file.fill(bytes);
    const auto opened = openRun(file.path());
    const auto* run = std::get_if<OpenedRun>(&opened);
    if (!run)
        return;
    timingRows(timingsOf(*run->record, 0, Waits::Included));
    expect(run->record->bytes() > 0);
    const QString saved = scratchPath("saved.json");
    expect(writeRunTrace(*run->record, saved).isEmpty());
    const auto again = openRun(saved);
    const auto* same = std::get_if<OpenedRun>(&again);
    // Nothing to say but what was said of the first one.
    expect(same && same->notes == run->notes);
    expect(same->record->pool().finishedCount() == run->record->pool().finishedCount());
    expect(same->record->pool().makespanNs() == run->record->pool().makespanNs());
    const QString table = scratchPath("jobs.csv");
    expect(writeJobTable(*run->record, table).isEmpty());
    QFile::remove(saved);
    QFile::remove(table);
}

// The same with a beginning that tells the kind, where it is missing.
inline void openAndSave(std::string_view beginning, const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    openAndSave(bytes.starts_with(beginning) ? std::string(bytes)
                                             : std::string(beginning) + std::string(bytes));
}

} // namespace fuzzed

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
