#include "base/diskuse.h"
#include "fixtures/ondisk.h"

using fixtures::FileOnDisk;

class TestDiskUse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsReadFromTheDiskCountsAndWhatIsInMemoryDoesNot()
    {
        FileOnDisk onDisk;
        const auto readAll = [&onDisk] {
            const qint64 before = readFromDiskBytes();
            [&] {
                QVERIFY(onDisk.file().seek(0) &&
                        onDisk.file().readAll().size() == FileOnDisk::kBytes);
            }();
            return readFromDiskBytes() - before;
        };
        if (readAll() == 0)
            QSKIP("this file system keeps its files in memory, or does not count");
        QVERIFY(readAll() < FileOnDisk::kBytes / 10);
    }
};

QTEST_GUILESS_MAIN(TestDiskUse)
#include "tst_diskuse.moc"
