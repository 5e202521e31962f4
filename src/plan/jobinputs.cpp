#include "plan/jobinputs.h"

#include "base/filedescriptor.h"
#include "base/numbertext.h"
#include "base/sortunlessstopped.h"
#include "base/systemwords.h"
#include "plan/plantr.h"
#include "plan/settings/runsettings.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <numeric>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

constexpr int kTellEvery = 1000;
constexpr int kLookForStopMs = 50;

InputProblem tooMany(const QString& path)
{
    return {PlanTr::tr("'%1' holds more than %2 jobs").arg(path).arg(RunSettings::kMaxJobs)};
}

qint64 nsOf(const timespec& time)
{
    return qint64{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

// Sorts what was found by its bytes, so that the order is the same everywhere.
JobInputs sortedByName(const JobInputs& found, const std::stop_token& stop)
{
    std::vector<quint32> places(found.count());
    std::iota(places.begin(), places.end(), 0);
    sortUnlessStopped(places, stop, [&lines = *found.lines](quint32 a, quint32 b) {
        const QByteArrayView left = lines.at(a);
        const QByteArrayView right = lines.at(b);
        const auto common = std::size_t(std::min(left.size(), right.size()));
        const int order = std::memcmp(left.data(), right.data(), common);
        return order != 0 ? order < 0 : left.size() < right.size();
    });
    return found.inOrder(places, stop);
}

// Finds the files of a folder.
class Listing
{
public:
    Listing(bool recursive, const std::stop_token& stop, const InputProgress& progress)
        : m_recursive(recursive), m_stop(stop), m_progress(progress)
    {
    }

    // False at more than RunSettings::kMaxJobs.
    bool add(const QByteArray& path, const struct stat& state)
    {
        if (m_lines->count() == std::size_t(RunSettings::kMaxJobs))
            return false;
        m_lines->add(path);
        m_states->push_back({qint64{state.st_size}, nsOf(state.st_mtim)});
        if (m_progress && m_lines->count() % kTellEvery == 0)
            m_progress(qint64(m_lines->count()));
        return true;
    }

    bool addFolder(const fs::path& folder)
    {
        std::error_code error;
        for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
             entry.increment(error)) {
            if (m_stop.stop_requested())
                return true;
            const QByteArray path = QByteArray::fromStdString(entry->path().native());
            struct stat state
            {
            };
            if (lstat(path.constData(), &state) != 0)
                continue; // deleted in the meantime
            if (S_ISREG(state.st_mode) && !add(path, state))
                return false;
            if (S_ISDIR(state.st_mode) && m_recursive)
                m_folders.push_back(entry->path());
        }
        if (error)
            ++m_unreadable;
        return true;
    }

    // Without recursion, so that deep folders need no deep stack.
    bool addAll(const fs::path& folder)
    {
        m_folders.push_back(folder);
        while (!m_folders.empty() && !m_stop.stop_requested()) {
            const fs::path next = std::move(m_folders.back());
            m_folders.pop_back();
            if (!addFolder(next))
                return false;
        }
        return true;
    }

    InputsRead result() const
    {
        InputsRead read{{m_lines, m_states}, {}};
        if (m_unreadable > 0)
            read.note = PlanTr::tr("folders that could not be read: %1").arg(m_unreadable);
        read.inputs = sortedByName(read.inputs, m_stop);
        return read;
    }

private:
    const bool m_recursive;
    const std::stop_token& m_stop;
    const InputProgress& m_progress;
    const std::shared_ptr<ByteLines> m_lines = std::make_shared<ByteLines>();
    const std::shared_ptr<std::vector<FileState>> m_states =
        std::make_shared<std::vector<FileState>>();
    std::vector<fs::path> m_folders; // still to be looked into
    int m_unreadable = 0;
};

// Waits until there is something to read, and reads it. Gives how many bytes; 0 at the end or on
// stop, −1 with errno on an error.
ssize_t readWhenThere(const FileDescriptor& file, std::vector<char>& buffer,
                      const std::stop_token& stop)
{
    for (;;) {
        pollfd wait{file.get(), POLLIN, 0};
        int ready = 0;
        while (!stop.stop_requested() && ready == 0)
            ready = ::poll(&wait, 1, kLookForStopMs);
        if (stop.stop_requested())
            return 0;
        const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
        if (got >= 0 || (errno != EAGAIN && errno != EINTR))
            return got;
    }
}

// Cuts what is read into lines.
class LineCutter
{
public:
    LineCutter(const QString& path, const ListForm& form, qint64 most)
        : m_path(path), m_form(form), m_most(most)
    {
        if (form.hasNuls)
            m_end = '\0';
    }

    std::optional<InputProblem> take(QByteArrayView bytes)
    {
        if (!m_end)
            m_end = endTold(bytes);
        for (qsizetype from = 0; from < bytes.size();) {
            const qsizetype found = m_end ? bytes.indexOf(*m_end, from) : -1;
            const qsizetype end = found < 0 ? bytes.size() : found;
            m_line.append(bytes.sliced(from, end - from).toByteArray());
            if (m_line.size() > kMaxLineBytes)
                return problem(PlanTr::tr("'%1', line %2 is longer than %3 bytes"), kMaxLineBytes);
            from = end + 1;
            if (found < 0)
                break;
            if (auto wrong = endLine())
                return wrong;
        }
        return std::nullopt;
    }

    std::optional<InputProblem> end() { return m_line.isEmpty() ? std::nullopt : endLine(); }

    const std::shared_ptr<ByteLines>& lines() const { return m_lines; }

    QString note() const
    {
        if (m_blankLines == 0)
            return {};
        return PlanTr::tr("%Ln blank lines are passed over", nullptr, pluralCount(m_blankLines));
    }

private:
    // The system's limit for one argument (execve(2): MAX_ARG_STRLEN).
    static constexpr qsizetype kMaxLineBytes = 131'071;

    // What comes first of NUL and line end. Zeros alone, as of /dev/zero, are no list.
    std::optional<char> endTold(QByteArrayView bytes) const
    {
        const auto end = std::ranges::find_if(bytes, [](char c) { return c == '\0' || c == '\n'; });
        if (end == bytes.end())
            return std::nullopt;
        const bool beginsWithIt = end == bytes.begin() && m_line.isEmpty();
        return *end == '\0' && !beginsWithIt ? '\0' : '\n';
    }

    // `sentence`: with the file, the line, and the limit, where there is one.
    InputProblem problem(const QString& sentence, std::optional<qint64> limit = {}) const
    {
        const QString line = QString::number(m_ended + 1);
        return {limit ? sentence.arg(m_path, line, QString::number(*limit))
                      : sentence.arg(m_path, line)};
    }

    std::optional<InputProblem> endLine()
    {
        constexpr QByteArrayView kByteOrderMark = "\xef\xbb\xbf";
        const bool endsWithNul = m_end == '\0';
        if (m_ended == 0 && !endsWithNul && m_line.startsWith(kByteOrderMark))
            m_line.remove(0, kByteOrderMark.size());
        if (!endsWithNul && m_line.endsWith('\r'))
            m_line.chop(1);
        if (m_line.contains('\0'))
            return problem(PlanTr::tr("'%1', line %2 holds a NUL, which no argument can; where "
                                      "parts of the list end with NUL, say so with --null"));
        if (!endsWithNul && !m_form.keepsBlankLines && m_line.trimmed().isEmpty()) {
            ++m_blankLines;
            ++m_ended;
            m_line.clear();
            return std::nullopt;
        }
        if (m_lines->count() == std::size_t(RunSettings::kMaxJobs))
            return tooMany(m_path);
        if (qint64(m_lines->textBytes()) + m_line.size() > m_most)
            return problem(
                PlanTr::tr("'%1', line %2 goes beyond the %3 bytes that all may have together"),
                m_most);
        m_lines->add(m_line);
        ++m_ended;
        m_line.clear();
        return std::nullopt;
    }

    const QString m_path;
    const ListForm m_form;
    const qint64 m_most;
    const std::shared_ptr<ByteLines> m_lines = std::make_shared<ByteLines>();
    std::optional<char> m_end; // of a line, once it is known
    QByteArray m_line;
    qint64 m_ended = 0; // lines
    qint64 m_blankLines = 0;
};

} // namespace

JobInputs JobInputs::inOrder(const std::vector<quint32>& places, const std::stop_token& stop) const
{
    JobInputs ordered;
    const auto sorted = std::make_shared<ByteLines>();
    for (const quint32 place : places) {
        if (sorted->count() % kTellEvery == 0 && stop.stop_requested())
            break;
        sorted->add(lines->at(place));
    }
    ordered.lines = sorted;
    if (states) {
        const auto sortedStates = std::make_shared<std::vector<FileState>>();
        sortedStates->reserve(places.size());
        for (const quint32 place : places)
            sortedStates->push_back((*states)[place]);
        ordered.states = sortedStates;
    }
    return ordered;
}

std::variant<InputsRead, InputProblem> listFiles(const QString& path, bool recursive,
                                                 const std::stop_token& stop,
                                                 const InputProgress& progress)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat state
    {
    };
    if (stat(name.constData(), &state) != 0)
        return InputProblem{PlanTr::tr("'%1' cannot be read: %2").arg(path, systemWords(errno))};
    Listing listing(recursive, stop, progress);
    if (S_ISREG(state.st_mode)) {
        listing.add(name, state);
        return listing.result();
    }
    if (!S_ISDIR(state.st_mode))
        return InputProblem{PlanTr::tr("'%1' is neither a folder nor a file").arg(path)};
    if (access(name.constData(), R_OK | X_OK) != 0)
        return InputProblem{PlanTr::tr("'%1' cannot be read: %2").arg(path, systemWords(errno))};
    if (!listing.addAll(fs::path(name.toStdString())))
        return tooMany(path);
    InputsRead read = listing.result();
    if (read.inputs.count() == 0 && !stop.stop_requested())
        return recursive
                   ? InputProblem{PlanTr::tr("'%1' holds no file").arg(path)}
                   : InputProblem{PlanTr::tr("'%1' holds no file; turn on subfolders to look into "
                                             "its folders")
                                      .arg(path),
                                  QStringLiteral("recursive")};
    return read;
}

bool isReadOnce(const QString& path)
{
    struct stat state
    {
    };
    return stat(QFile::encodeName(path).constData(), &state) == 0 && !S_ISREG(state.st_mode) &&
           !S_ISDIR(state.st_mode);
}

std::variant<InputsRead, InputProblem> readLines(const QString& path, const ListForm& form,
                                                 const std::stop_token& stop,
                                                 const InputProgress& progress, qint64 most)
{
    // Opening a pipe would wait for its other end, and no stop could end that.
    const FileDescriptor file(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return InputProblem{PlanTr::tr("'%1' cannot be read: %2").arg(path, systemWords(errno))};
    LineCutter cutter(path, form, most);
    std::vector<char> buffer(1 << 16);
    qint64 told = 0;
    for (;;) {
        const ssize_t got = readWhenThere(file, buffer, stop);
        if (got < 0)
            return InputProblem{
                PlanTr::tr("'%1' cannot be read: %2").arg(path, systemWords(errno))};
        if (got == 0)
            break;
        if (auto wrong = cutter.take(QByteArrayView(buffer.data(), got)))
            return *wrong;
        const auto count = qint64(cutter.lines()->count());
        if (progress && count - told >= kTellEvery) {
            progress(count);
            told = count;
        }
    }
    if (auto wrong = cutter.end())
        return *wrong;
    if (cutter.lines()->count() == 0 && !stop.stop_requested())
        return InputProblem{
            isReadOnce(path)
                ? PlanTr::tr("'%1' holds no line; what has come through it once, such as "
                             "for an earlier run, cannot be read again")
                      .arg(path)
                : PlanTr::tr("'%1' holds no line").arg(path)};
    return InputsRead{{cutter.lines(), nullptr}, cutter.note()};
}
