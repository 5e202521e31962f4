#include "files/io/inputfile.h"

#include "base/systemwords.h"
#include "base/visibletext.h"
#include "files/io/filestr.h"
#include "files/io/unpacker.h"
#include "files/io/zipmember.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

// Feeds an unpacker with the bytes of the file, and another one with each part that follows.
// Between parts, and behind the last one, zero bytes fill up blocks: xz allows them, tapes leave
// them.
class InputFile::Unpacking
{
public:
    Unpacking(InputFile& file, std::unique_ptr<Unpacker> unpacker)
        : m_file(file), m_unpacker(std::move(unpacker))
    {
    }

    std::size_t read(char* bytes, std::size_t most)
    {
        using Result = Unpacker::Result;
        m_buffers.out = bytes;
        m_buffers.outLeft = most;
        while (m_buffers.outLeft == most && m_file.m_problem.isEmpty() && !m_allEnded) {
            if (m_partHasEnded && !beginNextPart())
                break;
            if (m_buffers.inLeft == 0 && !m_mayHoldBack && !fill())
                break;
            const Result result = m_unpacker->step(m_buffers);
            // A full output may leave more of it within the unpacker.
            m_mayHoldBack = m_buffers.outLeft == 0 && result == Result::GoesOn;
            m_allEnded = result == Result::AllEnded;
            m_partHasEnded = result == Result::PartEnded;
            if (result == Result::Damaged)
                m_file.m_problem = FilesTr::tr("the compressed data is damaged");
            else if (result == Result::NeedsTooMuchMemory)
                m_file.m_problem = FilesTr::tr("to unpack it takes more than 256 MiB of memory");
        }
        const std::size_t count = most - m_buffers.outLeft;
        m_unpacked += qint64(count);
        if (m_unpacked > kMaxUnpackedBytes)
            m_file.m_problem = FilesTr::tr("it unpacks to more than 16 GiB, which is not read");
        return m_unpacked > kMaxUnpackedBytes ? 0 : count;
    }

private:
    // More to unpack; false when there is none.
    bool fill()
    {
        const bool isMore = readMore();
        if (!isMore && !m_file.stopped() && m_file.m_problem.isEmpty())
            m_file.m_problem = FilesTr::tr("the compressed data ends early");
        return isMore;
    }

    // Puts more of the file behind what is still to be unpacked; false when there is none.
    bool readMore()
    {
        if (m_buffers.inLeft > 0)
            std::memmove(m_in.data(), m_buffers.in, m_buffers.inLeft);
        const std::size_t count =
            m_file.readThrough(m_in.data() + m_buffers.inLeft, m_in.size() - m_buffers.inLeft);
        m_buffers.in = m_in.data();
        m_buffers.inLeft += count;
        return count > 0;
    }

    // False where no other part follows; what else follows is said.
    bool beginNextPart()
    {
        do {
            const char* const end = m_buffers.in + m_buffers.inLeft;
            m_buffers.in = std::find_if(m_buffers.in, end, [](char c) { return c != 0; });
            m_buffers.inLeft = std::size_t(end - m_buffers.in);
        } while (m_buffers.inLeft == 0 && readMore());
        constexpr std::size_t kMagic = 6; // bytes
        while (m_buffers.inLeft < kMagic && readMore())
            ;
        if (m_buffers.inLeft == 0 || m_file.stopped())
            return false;
        m_unpacker = unpackerFor({m_buffers.in, m_buffers.inLeft});
        m_partHasEnded = false;
        m_allEnded = !m_unpacker;
        if (m_allEnded)
            m_file.m_leftOver =
                FilesTr::tr("what follows the compressed data is not read, as it is not compressed "
                            "like it: %1 bytes")
                    .arg(qint64(m_buffers.inLeft) + m_file.m_left);
        return !m_allEnded;
    }

    InputFile& m_file;
    std::unique_ptr<Unpacker> m_unpacker;
    Unpacker::Buffers m_buffers{};
    std::array<char, 1 << 16> m_in;
    qint64 m_unpacked = 0;
    bool m_mayHoldBack = false;
    bool m_partHasEnded = false;
    bool m_allEnded = false;
};

Result<std::unique_ptr<InputFile>> InputFile::open(const QString& path, FileProgress progress)
{
    const auto cannot = [&path](const QString& why) {
        return Problem{FilesTr::tr("cannot read %1: %2").arg(visibleText(path), why)};
    };
    // A pipe without a writer must not hold it up.
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return cannot(systemWords(errno));
    struct stat state = {};
    ::fstat(descriptor, &state);
    std::unique_ptr<InputFile> file(new InputFile(descriptor, state.st_size, std::move(progress)));
    if (S_ISDIR(state.st_mode))
        return cannot(FilesTr::tr("it is a folder"));
    if (!S_ISREG(state.st_mode))
        return cannot(FilesTr::tr("it is not a regular file"));
    if (const auto problem = file->beginUnpacking())
        return cannot(problem->message);
    return file;
}

InputFile::InputFile(int descriptor, qint64 size, FileProgress progress)
    : m_descriptor(descriptor), m_size(size), m_progress(std::move(progress)), m_left(size)
{
}

// Told by what the file begins with.
std::optional<Problem> InputFile::beginUnpacking()
{
    std::array<char, 16> bytes{};
    const ssize_t count = ::pread(m_descriptor, bytes.data(), bytes.size(), 0);
    const std::string_view beginning(bytes.data(), std::size_t(std::max<ssize_t>(0, count)));
    if (const std::string_view name = unreadCompression(beginning); !name.empty())
        return Problem{FilesTr::tr("it is compressed with %1, which is not read: unpack it first")
                           .arg(QLatin1String(name.data(), qsizetype(name.size())))};
    std::unique_ptr<Unpacker> unpacker = unpackerFor(beginning);
    if (beginsZip(beginning)) {
        auto member = zipMember(m_descriptor, m_size);
        if (auto* problem = std::get_if<Problem>(&member))
            return std::move(*problem);
        auto& found = std::get<ZipMember>(member);
        ::lseek(m_descriptor, found.begin, SEEK_SET);
        m_left = std::max<qint64>(0, m_size - found.begin);
        unpacker = std::move(found.unpacker);
    }
    if (unpacker)
        m_unpacking = std::make_unique<Unpacking>(*this, std::move(unpacker));
    return std::nullopt;
}

InputFile::~InputFile()
{
    ::close(m_descriptor);
}

std::string_view InputFile::peek(std::size_t most)
{
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    std::size_t count = m_peeked.size();
    m_peeked.resize(std::max(count, most + kByteOrderMark.size()));
    while (count < m_peeked.size()) {
        const std::size_t more = readUnpacked(m_peeked.data() + count, m_peeked.size() - count);
        if (more == 0)
            break;
        count += more;
    }
    m_peeked.resize(count);
    m_peekedRead = m_peeked.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    return std::string_view(m_peeked).substr(m_peekedRead, most);
}

std::size_t InputFile::read(char* bytes, std::size_t most)
{
    if (m_peekedRead == m_peeked.size())
        return readUnpacked(bytes, most);
    const std::size_t count = m_peeked.copy(bytes, most, m_peekedRead);
    m_peekedRead += count;
    return count;
}

std::size_t InputFile::readUnpacked(char* bytes, std::size_t most)
{
    return m_unpacking ? m_unpacking->read(bytes, most) : readThrough(bytes, most);
}

std::size_t InputFile::readThrough(char* bytes, std::size_t most)
{
    if (stopped() || m_left == 0)
        return 0;
    const ssize_t count = ::read(m_descriptor, bytes, std::min(most, std::size_t(m_left)));
    if (count < 0) {
        m_problem = systemWords(errno);
        return 0;
    }
    m_left = count == 0 ? 0 : m_left - count; // it may have become shorter
    m_progress.tell(int(1000 * (m_size - m_left) / std::max<qint64>(1, m_size)));
    return std::size_t(count);
}
