#include "pool/diskuse.h"

#include <QProcess>
#include <QTemporaryFile>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr qint64 kBytes = 4 << 20;

// A file that is on the disk and, where the file system lets go of it, not in memory.
void writeAndForget(QTemporaryFile& file)
{
    QVERIFY(file.open());
    QCOMPARE(file.write(QByteArray(kBytes, 'x')), kBytes);
    QVERIFY(file.flush());
    QCOMPARE(fsync(file.handle()), 0);
    QCOMPARE(posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED), 0);
}

// In the build's folder, as /tmp may be in memory.
QString here()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/XXXXXX");
}

} // namespace

class TestDiskUse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsReadFromTheDiskCountsAndWhatIsInMemoryDoesNot()
    {
        QTemporaryFile file(here());
        writeAndForget(file);
        const auto readAll = [&file] {
            const qint64 before = readFromDiskBytes();
            [&] {
                QVERIFY(file.seek(0) && file.readAll().size() == kBytes);
            }();
            return readFromDiskBytes() - before;
        };
        if (readAll() == 0)
            QSKIP("this file system keeps its files in memory, or does not count");
        QVERIFY(readAll() < kBytes / 10);
    }

    void whatChildrenReadCountsOnceTheyHaveEnded()
    {
        QTemporaryFile file(here());
        writeAndForget(file);
        const qint64 before = readFromDiskBytes();
        QCOMPARE(QProcess::execute(QStringLiteral("cksum"), {file.fileName()}), 0);
        if (readFromDiskBytes() == before)
            QSKIP("this file system keeps its files in memory, or does not count");
        QVERIFY(readFromDiskBytes() - before >= kBytes);
    }
};

QTEST_GUILESS_MAIN(TestDiskUse)
#include "tst_diskuse.moc"
