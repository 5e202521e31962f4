#include "files/io/zipmember.h"

#include "base/visibletext.h"
#include "files/io/filestr.h"
#include "files/io/unpacker.h"

#include <QStringList>

#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using namespace std::string_view_literals;

// A record's bytes, with its numbers.
class Bytes
{
public:
    explicit Bytes(std::string_view bytes) : m_bytes(bytes) {}

    // So many bytes, the lowest first; `at` and what follows are in the record.
    quint32 number(std::size_t at, std::size_t bytes) const
    {
        quint32 value = 0;
        for (std::size_t i = bytes; i > 0; --i)
            value = (value << 8) | static_cast<unsigned char>(m_bytes[at + i - 1]);
        return value;
    }

private:
    const std::string_view m_bytes;
};

// Less where the file is shorter.
std::string bytesAt(int descriptor, qint64 at, std::size_t count)
{
    std::string bytes(count, '\0');
    std::size_t filled = 0;
    while (filled < count) {
        const ssize_t more =
            ::pread(descriptor, bytes.data() + filled, count - filled, at + qint64(filled));
        if (more <= 0)
            break;
        filled += std::size_t(more);
    }
    bytes.resize(filled);
    return bytes;
}

constexpr std::size_t kEndBytes = 22;   // of the end of the directory
constexpr std::size_t kEntryBytes = 46; // of an entry, without its texts
constexpr std::size_t kLocalBytes = 30; // of the header before the data, without its texts
constexpr std::size_t kMaxDirectory = 1 << 20;
constexpr quint32 kInZip64 = 0xffff'ffff; // the number stands elsewhere

struct Entry
{
    QString name;
    quint32 flags;
    quint32 method;
    quint32 crc;
    quint32 packedBytes;
    quint32 header; // where it begins
};

// The directory as it stands, as far as it is read; nothing where there is none.
std::string directoryOf(int descriptor, qint64 size)
{
    constexpr qint64 kMaxComment = 0xffff;
    const qint64 from = std::max<qint64>(0, size - qint64(kEndBytes) - kMaxComment);
    const std::string tail = bytesAt(descriptor, from, std::size_t(size - from));
    const auto end = tail.rfind("PK\5\6");
    if (end == std::string::npos || tail.size() - end < kEndBytes)
        return {};
    const Bytes record(std::string_view(tail).substr(end));
    return bytesAt(descriptor, record.number(16, 4),
                   std::min<std::size_t>(record.number(12, 4), kMaxDirectory));
}

bool isOfContent(std::string_view name)
{
    return !name.ends_with('/') && !name.starts_with("__MACOSX/");
}

std::vector<Entry> entriesOf(std::string_view directory)
{
    std::vector<Entry> entries;
    while (directory.size() >= kEntryBytes && directory.starts_with("PK\1\2")) {
        const Bytes record(directory);
        const std::size_t nameBytes = record.number(28, 2);
        const std::size_t allBytes =
            kEntryBytes + nameBytes + record.number(30, 2) + record.number(32, 2);
        const std::string_view name =
            directory.substr(kEntryBytes, std::min(nameBytes, directory.size() - kEntryBytes));
        if (isOfContent(name))
            entries.push_back({QString::fromUtf8(name.data(), qsizetype(name.size())),
                               record.number(8, 2), record.number(10, 2), record.number(16, 4),
                               record.number(20, 4), record.number(42, 4)});
        directory.remove_prefix(std::min(allBytes, directory.size()));
    }
    return entries;
}

QString namesOf(const std::vector<Entry>& entries)
{
    constexpr std::size_t kMost = 5;
    QStringList names;
    for (std::size_t i = 0; i < std::min(entries.size(), kMost); ++i)
        names += visibleExcerpt(entries[i].name);
    return names.join(QStringLiteral(", ")) +
           (entries.size() > kMost ? QStringLiteral(", …") : QString());
}

} // namespace

bool beginsZip(std::string_view beginning)
{
    return beginning.starts_with("PK\3\4") || beginning.starts_with("PK\5\6");
}

Result<ZipMember> zipMember(int descriptor, qint64 size)
{
    constexpr quint32 kEncrypted = 1;
    constexpr quint32 kStored = 0;
    constexpr quint32 kDeflated = 8;
    const std::string directory = directoryOf(descriptor, size);
    if (directory.empty() && !bytesAt(descriptor, 0, 4).starts_with("PK\5\6"))
        return Problem{FilesTr::tr("it is a zip that ends early: its directory is missing")};
    const std::vector<Entry> entries = entriesOf(directory);
    if (entries.empty())
        return Problem{FilesTr::tr("it is a zip without a file in it")};
    if (entries.size() > 1)
        return Problem{FilesTr::tr("it is a zip of %1 files, and only one of a single file is "
                                   "read; it holds %2")
                           .arg(entries.size())
                           .arg(namesOf(entries))};
    const Entry& entry = entries.front();
    const auto cannot = [&entry](const QString& sentence) {
        return Problem{sentence.arg(namesOf({entry}))};
    };
    if (entry.flags & kEncrypted)
        return cannot(FilesTr::tr("the file in the zip, %1, is encrypted"));
    if (entry.method != kStored && entry.method != kDeflated)
        return cannot(FilesTr::tr("the file in the zip, %1, is neither stored nor deflated"));
    if (entry.header == kInZip64 || (entry.method == kStored && entry.packedBytes == kInZip64))
        return cannot(FilesTr::tr("the file in the zip, %1, is larger than 4 GiB"));
    const std::string local = bytesAt(descriptor, entry.header, kLocalBytes);
    if (local.size() < kLocalBytes || !local.starts_with("PK\3\4"))
        return cannot(FilesTr::tr("the file in the zip, %1, is not where the zip says"));
    const Bytes record(local);
    return ZipMember{qint64(entry.header) + qint64(kLocalBytes) + record.number(26, 2) +
                         record.number(28, 2),
                     entry.method == kStored ? storedUnpacker(entry.packedBytes, entry.crc)
                                             : memberUnpacker(entry.crc)};
}
