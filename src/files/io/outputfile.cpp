#include "files/io/outputfile.h"

#include "base/systemwords.h"
#include "base/visibletext.h"
#include "files/io/filestr.h"

#include <QDir>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <tuple>

namespace {

// The file that links lead to: it is replaced, and the links stay. In a circle of links, one of
// them.
QString targetOf(const QString& path)
{
    constexpr int kMaxLinks = 40; // as many as the system follows
    std::filesystem::path target(QFile::encodeName(path).toStdString());
    for (int i = 0; i < kMaxLinks; ++i) {
        std::error_code isNoLink;
        const auto next = std::filesystem::read_symlink(target, isNoLink);
        if (isNoLink)
            break;
        target = target.parent_path() / next;
    }
    return QFile::decodeName(QByteArray::fromStdString(target.native()));
}

std::optional<struct stat> stateOf(const QString& path)
{
    struct stat state = {};
    return ::stat(QFile::encodeName(path).constData(), &state) == 0 ? std::optional(state)
                                                                    : std::nullopt;
}

// The system's error number where it does not follow the path: a circle of links, or somebody
// else's link in a folder that is open to all; else 0.
int refusalToFollow(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat state = {};
    return ::stat(name.constData(), &state) == 0 || errno == ENOENT ? 0 : errno;
}

// Where the system would refuse the name only when all is written.
QString problemWithName(const QFileInfo& target)
{
    constexpr qsizetype kTemporaryEnding = 7; // of what an old file is replaced by
    const qsizetype bytes = QFile::encodeName(target.fileName()).size();
    const long mostOfFolder =
        ::pathconf(QFile::encodeName(target.absolutePath()).constData(), _PC_NAME_MAX);
    const qsizetype most = mostOfFolder - (target.exists() ? kTemporaryEnding : 0);
    return mostOfFolder > 0 && bytes > most
               ? FilesTr::tr("its name is too long: %1 bytes, where %2 are allowed")
                     .arg(bytes)
                     .arg(most)
               : QString();
}

// In a sticky folder only their owners, the folder's and the administrator replace files.
bool mayBeReplaced(const QFileInfo& target)
{
    const auto file = stateOf(target.filePath());
    const auto folder = stateOf(target.absolutePath());
    const uid_t user = ::geteuid();
    return !file || !folder || !(folder->st_mode & S_ISVTX) || user == 0 || file->st_uid == user ||
           folder->st_uid == user;
}

// Gives the new file the owner, the group and the mode of the old one as far as that is allowed.
void takeAfter(const struct stat& old, int descriptor)
{
    const bool hasGroup = ::fchown(descriptor, old.st_uid, old.st_gid) == 0 ||
                          ::fchown(descriptor, uid_t(-1), old.st_gid) == 0;
    constexpr mode_t kGroup = S_IRWXG;
    constexpr int kOthersToGroup = 3; // bits
    mode_t mode = old.st_mode & (S_IRWXU | S_IRWXG | S_IRWXO);
    // Another group may do no more than all others might.
    if (!hasGroup)
        mode &= ~kGroup | (mode << kOthersToGroup);
    std::ignore = ::fchmod(descriptor, mode);
}

} // namespace

QString cannotWrite(const QString& path, const QString& why)
{
    return FilesTr::tr("cannot write %1: %2").arg(visibleText(path), why);
}

QString stoppedWriting(const QString& path)
{
    return FilesTr::tr("%1 was not written: it was stopped").arg(visibleText(path));
}

QString noteOnReplacing(const QString& path)
{
    const QString target = targetOf(path);
    const auto old = stateOf(target);
    if (!old)
        return {};
    QStringList notes;
    if (target != path)
        notes += FilesTr::tr("%1 is a link: %2 is replaced.")
                     .arg(visibleText(path), visibleText(target));
    if (old->st_nlink > 1)
        notes += FilesTr::tr("%1 has other names (hard links): they keep the old content.")
                     .arg(visibleText(target));
    return notes.join(u' ');
}

QString problemWithOutput(const QString& path)
{
    const QFileInfo info(targetOf(path));
    if (info.isDir())
        return cannotWrite(path, FilesTr::tr("it is a folder"));
    if (info.exists() && !info.isFile()) // a device must not be replaced
        return cannotWrite(path, FilesTr::tr("it is not a regular file"));
    if (!info.absoluteDir().exists())
        return cannotWrite(
            path, FilesTr::tr("there is no folder %1").arg(visibleText(info.absolutePath())));
    if (const QString problem = problemWithName(info); !problem.isEmpty())
        return cannotWrite(path, problem);
    const int refusal = refusalToFollow(path);
    if (refusal != 0)
        return cannotWrite(path, systemWords(refusal));
    if (!mayBeReplaced(info))
        return cannotWrite(
            path, FilesTr::tr("it is somebody else's, and its folder lets nobody else replace "
                              "it"));
    QSaveFile probe(info.filePath());
    if (!probe.open(QIODevice::WriteOnly))
        return cannotWrite(path, probe.errorString());
    probe.cancelWriting();
    return {};
}

QString writeOutput(const QString& path, const QByteArray& bytes)
{
    OutputFile file(path, OutputFile::Packing::AsItIs);
    file.write(bytes.constData(), std::size_t(bytes.size()));
    return file.commit();
}

// Compresses as gzip, at the level that is fastest.
class OutputFile::Deflater
{
public:
    explicit Deflater(OutputFile& file) : m_file(file)
    {
        constexpr int kGzip = 16; // added to the bits of the window
        deflateInit2(&m_stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + kGzip, 8, Z_DEFAULT_STRATEGY);
    }
    ~Deflater() { deflateEnd(&m_stream); }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    void write(const char* bytes, std::size_t count)
    {
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes)); // zlib only reads
        m_stream.avail_in = uInt(count);
        run(Z_NO_FLUSH);
    }
    void finish() { run(Z_FINISH); }

private:
    void run(int flush)
    {
        do {
            m_stream.next_out = reinterpret_cast<Bytef*>(m_out.data());
            m_stream.avail_out = uInt(m_out.size());
            deflate(&m_stream, flush);
            m_file.writeThrough(m_out.data(), m_out.size() - m_stream.avail_out);
        } while (m_stream.avail_out == 0);
    }

    OutputFile& m_file;
    z_stream m_stream{};
    std::array<char, 1 << 16> m_out;
};

OutputFile::OutputFile(const QString& path, Packing packing)
    : m_path(path), m_file(targetOf(path)), m_problem(problemWithOutput(path))
{
    if (!m_problem.isEmpty())
        return;
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        m_problem = cannotWrite(path, m_file.errorString());
    else if (packing == Packing::ByName && path.endsWith(QLatin1String(".gz"), Qt::CaseInsensitive))
        m_deflater = std::make_unique<Deflater>(*this);
}

OutputFile::~OutputFile() = default;

void OutputFile::write(const char* bytes, std::size_t count)
{
    if (!m_problem.isEmpty())
        return;
    if (m_deflater)
        m_deflater->write(bytes, count);
    else
        writeThrough(bytes, count);
}

void OutputFile::writeThrough(const char* bytes, std::size_t count)
{
    // A short write says nothing of the reason; writing the rest does.
    while (m_problem.isEmpty() && count > 0) {
        const qint64 written = m_file.write(bytes, qint64(count));
        if (written <= 0) {
            m_problem = cannotWrite(m_path, m_file.errorString());
            return;
        }
        bytes += written;
        count -= std::size_t(written);
        m_written += written;
    }
    beginFlush();
}

// Lets the disk work while more is being written, so that the flush at the end has less to wait
// for; whether that went well, the flush says.
void OutputFile::beginFlush()
{
    constexpr qint64 kPiece = 8 << 20;
    if (m_written - m_flushBegun < kPiece || !m_problem.isEmpty())
        return;
    std::ignore = ::sync_file_range(m_file.handle(), m_flushBegun, m_written - m_flushBegun,
                                    SYNC_FILE_RANGE_WRITE);
    m_flushBegun = m_written;
}

QString OutputFile::commit()
{
    if (m_problem.isEmpty() && m_deflater)
        m_deflater->finish();
    if (const auto old = stateOf(m_file.fileName()); old && m_problem.isEmpty())
        takeAfter(*old, m_file.handle());
    if (m_problem.isEmpty() && !m_file.commit())
        m_problem = cannotWrite(m_path, m_file.errorString());
    return m_problem;
}
