#include "work/hashwork.h"

#include "base/systemwords.h"

#include <QFile>

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <memory>

#include <fcntl.h>
#include <sys/stat.h>

namespace {

// What is read at once: large enough that calls do not matter, small enough for a core's cache, and
// a stop comes through within a millisecond.
constexpr std::size_t kReadAtOnce = 256 * 1024;
constexpr qint64 kSmall = 512 * 1024;

FileState stateOf(const struct stat& state)
{
    return {qint64{state.st_size},
            qint64{state.st_mtim.tv_sec} * 1'000'000'000 + state.st_mtim.tv_nsec};
}

AttemptResult failed(const QByteArray& path, const QString& what)
{
    return AttemptResult::failed(QStringLiteral("'%1' %2").arg(QFile::decodeName(path), what));
}

struct FreeDigest
{
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// What a thread uses for all its jobs.
class Hasher
{
public:
    static Hasher& ofThisThread()
    {
        static thread_local Hasher hasher;
        return hasher;
    }

    char* buffer() { return m_buffer.get(); }
    bool begin() { return EVP_DigestInit_ex(m_context.get(), sha256(), nullptr) == 1; }
    bool add(std::size_t bytes)
    {
        return EVP_DigestUpdate(m_context.get(), m_buffer.get(), bytes) == 1;
    }
    QByteArray result()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned int size = 0;
        if (EVP_DigestFinal_ex(m_context.get(), bytes.data(), &size) != 1)
            return {};
        return QByteArray(reinterpret_cast<const char*>(bytes.data()), int(size)).toHex();
    }

private:
    // Looking it up takes longer than hashing a small file.
    static const EVP_MD* sha256()
    {
        static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        return found;
    }

    const std::unique_ptr<char[]> m_buffer = std::make_unique<char[]>(kReadAtOnce);
    const std::unique_ptr<EVP_MD_CTX, FreeDigest> m_context{EVP_MD_CTX_new()};
};

} // namespace

HashWork::HashWork(JobInputs files) : m_files(std::move(files))
{
    Hasher::ofThisThread().begin(); // has the library ready before the first job
}

std::optional<std::chrono::nanoseconds> HashWork::leastDuration(JobId job) const
{
    // At 2 GB/s, which no core reaches: no job takes less. To find and to open a small file takes
    // longer than to hash it, and nobody knows how long.
    const qint64 bytes = m_files.fileOf(job)->bytes;
    return bytes < kSmall ? std::nullopt : std::optional(std::chrono::nanoseconds(bytes / 2));
}

AttemptResult HashWork::perform(Attempt attempt, const std::stop_token& stop) const
{
    const QByteArray path = m_files.of(attempt.job);
    FileDescriptor file;
    const int error = m_shortage.waitOut(
        [&] {
            file = FileDescriptor(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
            return file.isOpen() ? 0 : errno;
        },
        stop);
    if (error == ECANCELED)
        return {JobStatus::Cancelled};
    if (error != 0)
        return failed(path, QStringLiteral("cannot be read: %1").arg(systemWords(error)));
    const Shortage::Use use(m_shortage);
    return hash(file, attempt.job, stop);
}

AttemptResult HashWork::hash(const FileDescriptor& file, JobId job,
                             const std::stop_token& stop) const
{
    const auto failed = [this, job](const QString& what) {
        return ::failed(m_files.of(job), what);
    };
    struct stat state
    {
    };
    if (fstat(file.get(), &state) != 0)
        return failed(QStringLiteral("cannot be read: %1").arg(systemWords(errno)));
    const auto listed = m_files.fileOf(job);
    if (!S_ISREG(state.st_mode) || stateOf(state) != listed)
        return failed(QStringLiteral("has changed since it was listed"));

    Hasher& hasher = Hasher::ofThisThread();
    bool hashed = hasher.begin();
    for (;;) {
        if (stop.stop_requested())
            return {JobStatus::Cancelled};
        const ssize_t got = ::read(file.get(), hasher.buffer(), kReadAtOnce);
        if (got < 0)
            return failed(QStringLiteral("cannot be read: %1").arg(systemWords(errno)));
        if (got == 0)
            break;
        hashed = hashed && hasher.add(std::size_t(got));
    }
    const QByteArray hash = hasher.result();
    if (!hashed || hash.isEmpty())
        return AttemptResult::failed(
            QStringLiteral("the cryptographic library computes no SHA-256 here"));
    if (fstat(file.get(), &state) != 0 || stateOf(state) != listed)
        return failed(QStringLiteral("changed while it was read"));
    return {JobStatus::Finished, std::make_shared<const JobReport>(JobReport{{}, hash, {}}), {}};
}
