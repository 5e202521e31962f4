#include "files/io/inputfile.h"

#include "base/systemwords.h"
#include "base/visibletext.h"
#include "files/io/filestr.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>

// Unpacks gzip, of one part or several.
class InputFile::Inflater
{
public:
    explicit Inflater(InputFile& file) : m_file(file)
    {
        constexpr int kGzip = 16; // added to the bits of the window
        inflateInit2(&m_stream, MAX_WBITS + kGzip);
    }
    ~Inflater() { inflateEnd(&m_stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    std::size_t read(char* bytes, std::size_t most)
    {
        m_stream.next_out = reinterpret_cast<Bytef*>(bytes);
        m_stream.avail_out = uInt(most);
        while (m_stream.avail_out == most && m_file.m_problem.isEmpty()) {
            if (m_stream.avail_in == 0 && !fill())
                break;
            const int result = inflate(&m_stream, Z_NO_FLUSH);
            m_partHasEnded = result == Z_STREAM_END;
            if (m_partHasEnded)
                inflateReset(&m_stream);
            else if (result != Z_OK && result != Z_BUF_ERROR)
                m_file.m_problem = FilesTr::tr("the compressed data is damaged");
        }
        const std::size_t count = most - m_stream.avail_out;
        m_unpacked += qint64(count);
        if (m_unpacked > kMaxUnpackedBytes)
            m_file.m_problem = FilesTr::tr("it unpacks to more than 16 GiB, which is not read");
        return m_unpacked > kMaxUnpackedBytes ? 0 : count;
    }

private:
    // More to unpack; false when there is none.
    bool fill()
    {
        const std::size_t count = m_file.readThrough(m_in.data(), m_in.size());
        m_stream.next_in = reinterpret_cast<Bytef*>(m_in.data());
        m_stream.avail_in = uInt(count);
        if (count == 0 && !m_partHasEnded && !m_file.stopped() && m_file.m_problem.isEmpty())
            m_file.m_problem = FilesTr::tr("the compressed data ends early");
        return count > 0;
    }

    InputFile& m_file;
    z_stream m_stream{};
    std::array<char, 1 << 16> m_in;
    qint64 m_unpacked = 0;
    bool m_partHasEnded = false;
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
    std::array<unsigned char, 2> magic{};
    if (::pread(descriptor, magic.data(), magic.size(), 0) == 2 && magic[0] == 0x1f &&
        magic[1] == 0x8b)
        file->m_inflater = std::make_unique<Inflater>(*file);
    return file;
}

InputFile::InputFile(int descriptor, qint64 size, FileProgress progress)
    : m_descriptor(descriptor), m_size(size), m_progress(std::move(progress)), m_left(size)
{
}

InputFile::~InputFile()
{
    ::close(m_descriptor);
}

std::string_view InputFile::peek(std::size_t most)
{
    m_peeked.resize(most);
    std::size_t count = 0;
    while (count < most) {
        const std::size_t more = readUnpacked(m_peeked.data() + count, most - count);
        if (more == 0)
            break;
        count += more;
    }
    m_peeked.resize(count);
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    m_peekedRead = m_peeked.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    return std::string_view(m_peeked).substr(m_peekedRead);
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
    return m_inflater ? m_inflater->read(bytes, most) : readThrough(bytes, most);
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
