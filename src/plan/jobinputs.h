// What the jobs of a run are given: files of a folder, or lines of a list.
#pragma once

#include "base/bytelines.h"
#include "base/ids.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <variant>
#include <vector>

// A file as it was when it was listed.
struct FileState
{
    qint64 bytes = 0;
    qint64 modifiedNs = 0; // since 1970
    bool operator==(const FileState&) const = default;
};

// One input, and the state of the file where it is one.
struct JobInput
{
    QByteArray text{};
    std::optional<FileState> file{};
};

// By job number − 1. Copies share what they hold; any thread.
struct JobInputs
{
    // Says the input of a job that comes from elsewhere, one by one; any thread may ask.
    using Source = std::function<JobInput(JobId)>;

    std::shared_ptr<const ByteLines> lines{};               // nothing where jobs have no input
    std::shared_ptr<const std::vector<FileState>> states{}; // of files
    std::shared_ptr<const Source> source{};                 // in place of both

    std::size_t count() const { return lines ? lines->count() : 0; }
    // That of one of the run's jobs; empty where jobs have none.
    QByteArray of(JobId job) const
    {
        if (source)
            return (*source)(job).text;
        return lines ? lines->at(std::size_t(job.number - 1)).toByteArray() : QByteArray();
    }
    // The same where it is a file: as that was when it was listed.
    std::optional<FileState> fileOf(JobId job) const
    {
        if (source)
            return (*source)(job).file;
        return states ? std::optional((*states)[std::size_t(job.number - 1)]) : std::nullopt;
    }
    // Those at these places, in their order. A stop ends it early.
    JobInputs inOrder(const std::vector<quint32>& places, const std::stop_token& stop = {}) const;
};

// Why jobs cannot be planned: one line that names the file, and the line in it. Where a setting has
// to be filled in or changed, `field` is its name (see settingfields.h), and the message says to
// what.
struct InputProblem
{
    QString message;
    QString field{};
};

struct InputsRead
{
    JobInputs inputs;
    QString note{}; // for the person who runs them, such as folders that could not be read
};

// Called while inputs are read, with how many there are so far; on the thread that reads them.
using InputProgress = std::function<void(qint64 count)>;

// The regular files in a folder, sorted by name; with those in its subfolders where `recursive`.
// Links are not followed. For a file, that file alone. A stop ends it early.
std::variant<InputsRead, InputProblem> listFiles(const QString& path, bool recursive,
                                                 const std::stop_token& stop = {},
                                                 const InputProgress& progress = {});

// Whether the path is a pipe, a terminal or a device: what is read from there is gone afterwards,
// so only the run itself may read it.
bool isReadOnce(const QString& path);

// All lines of a list together, without their line ends.
constexpr qint64 kMaxListBytes = qint64{1} << 30;

// How a list is read.
struct ListForm
{
    bool hasNuls = false;         // each of its parts ends with a NUL, whatever else it holds
    bool keepsBlankLines = false; // as parts; else they are passed over, which is said
};

// The lines of a file, a pipe or a device. Blocks while a pipe has no data; a stop ends that within
// 50 ms. A line ends with LF or CR LF, the last one may have no end; where a NUL comes with the
// first line, or before, the parts of the list end with NUL instead, as find -print0 writes them. A
// byte order mark is no part of the first. All may have `most` bytes together.
std::variant<InputsRead, InputProblem> readLines(const QString& path, const ListForm& form = {},
                                                 const std::stop_token& stop = {},
                                                 const InputProgress& progress = {},
                                                 qint64 most = kMaxListBytes);
