#include "files/outputfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <zlib.h>

#include <array>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("OutputFile", text);
}

} // namespace

QString cannotWrite(const QString& path, const QString& why)
{
    return tr("cannot write %1: %2").arg(path, why);
}

QString stoppedWriting(const QString& path)
{
    return tr("%1 was not written: it was stopped").arg(path);
}

QString problemWithOutput(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return cannotWrite(path, tr("it is a folder"));
    if (info.exists() && !info.isFile()) // a device must not be replaced
        return cannotWrite(path, tr("it is not a regular file"));
    if (!info.absoluteDir().exists())
        return cannotWrite(path, tr("there is no folder %1").arg(info.absolutePath()));
    QSaveFile probe(path);
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
    : m_path(path), m_file(path), m_problem(problemWithOutput(path))
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
    // What did not fit is tried again: only then does the system say why.
    while (m_problem.isEmpty() && count > 0) {
        const qint64 written = m_file.write(bytes, qint64(count));
        if (written <= 0) {
            m_problem = cannotWrite(m_path, m_file.errorString());
            return;
        }
        bytes += written;
        count -= std::size_t(written);
    }
}

QString OutputFile::commit()
{
    if (m_problem.isEmpty() && m_deflater)
        m_deflater->finish();
    if (m_problem.isEmpty() && !m_file.commit())
        m_problem = cannotWrite(m_path, m_file.errorString());
    return m_problem;
}
