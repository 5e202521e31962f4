// What is written to files and pipes is read as it comes, whatever happens to them.
#include "files/follow/filesource.h"
#include "fixtures/folder.h"

#include <QFile>
#include <QtTest>

#include <chrono>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using fixtures::Folder;

namespace {

using What = ByteSource::What;

constexpr qint64 kSoonNs = 2'000'000'000;
constexpr qint64 kNowNs = 1;

std::unique_ptr<ByteSource> open(const QString& path, std::stop_token stop = {})
{
    auto source = FileSource::open(path, std::move(stop));
    return std::move(std::get<std::unique_ptr<ByteSource>>(source));
}

void append(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write(bytes);
}

std::string text(const ByteSource& source)
{
    return std::string(source.bytes());
}

} // namespace

class TestFileSource : public QObject
{
    Q_OBJECT

    Folder m_folder;

private Q_SLOTS:
    void whatIsThereAndWhatIsAddedIsRead()
    {
        m_folder.write("log", "one\n");
        const QString path = m_folder.path("log");
        const auto source = open(path);
        QCOMPARE(source->next(kSoonNs), What::Bytes);
        QCOMPARE(text(*source), std::string("one\n"));
        QCOMPARE(source->next(kNowNs), What::Silence);
        std::jthread writer([&path] { append(path, "two\n"); });
        QCOMPARE(source->next(kSoonNs), What::Bytes);
        QCOMPARE(text(*source), std::string("two\n"));
    }

    void otherFilesOfItsFolderDoNotBreakItsSilence()
    {
        m_folder.write("log", "one\n");
        const auto source = open(m_folder.path("log"));
        QCOMPARE(source->next(kSoonNs), What::Bytes);
        std::jthread others([this](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                m_folder.write("other", "");
                QFile::remove(m_folder.path("other"));
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        });
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(source->next(200'000'000), What::Silence);
        QVERIFY(timer.elapsed() >= 200);
        QVERIFY(timer.elapsed() < 20'000); // the others go on for ever
    }

    void aFileThatIsCutOffBeginsAnew()
    {
        m_folder.write("log", "one\ntwo\n");
        const auto source = open(m_folder.path("log"));
        QCOMPARE(source->next(kSoonNs), What::Bytes);
        QVERIFY(QFile::resize(m_folder.path("log"), 0));
        append(m_folder.path("log"), "new\n");
        QCOMPARE(source->next(kSoonNs), What::Truncated);
        QCOMPARE(source->next(kSoonNs), What::Bytes);
        QCOMPARE(text(*source), std::string("new\n"));
    }

    void aFileThatTakesItsNameFollowsItsLastBytes()
    {
        m_folder.write("log", "one\n");
        const QString path = m_folder.path("log");
        const auto source = open(path);
        QCOMPARE(source->next(kSoonNs), What::Bytes);
        QVERIFY(QFile::rename(path, m_folder.path("log.1")));
        append(m_folder.path("log.1"), "last\n");
        append(path, "new\n");
        QCOMPARE(source->next(kSoonNs), What::Bytes);
        QCOMPARE(text(*source), std::string("last\n"));
        QCOMPARE(source->next(kSoonNs), What::Replaced);
        QCOMPARE(source->next(kSoonNs), What::Bytes);
        QCOMPARE(text(*source), std::string("new\n"));
        // That one is watched, too.
        QCOMPARE(source->next(kNowNs), What::Silence);
        append(path, "more\n");
        QCOMPARE(source->next(kSoonNs), What::Bytes);
        QCOMPARE(text(*source), std::string("more\n"));
        QFile::remove(m_folder.path("log.1"));
    }

    void aPipeEndsWithItsWriter()
    {
        const QString path = m_folder.path("pipe");
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        const auto source = open(path);
        // Nobody writes to it yet.
        QCOMPARE(source->next(kNowNs), What::Silence);
        const int writer = ::open(QFile::encodeName(path).constData(), O_WRONLY);
        QCOMPARE(source->next(kNowNs), What::Silence);
        QCOMPARE(::write(writer, "a\n", 2), 2);
        QCOMPARE(source->next(kSoonNs), What::Bytes);
        QCOMPARE(text(*source), std::string("a\n"));
        ::close(writer);
        QCOMPARE(source->next(kSoonNs), What::End);
        QFile::remove(path);
    }

    void aStopEndsTheWaitAtOnce()
    {
        m_folder.write("log", "");
        std::stop_source stop;
        const auto source = open(m_folder.path("log"), stop.get_token());
        std::jthread stopper([&stop] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(source->next(std::nullopt), What::End);
        QVERIFY(timer.elapsed() < 20'000); // else it would be for ever
    }

    void whatCannotBeFollowedIsRefused()
    {
        const auto problemWith = [](const QString& path) {
            const auto source = FileSource::open(path, {});
            const auto* problem = std::get_if<Problem>(&source);
            return problem ? problem->message : QString();
        };
        QVERIFY(problemWith(m_folder.path("none")).contains(QLatin1String("No such file")));
        QVERIFY(problemWith(m_folder.path()).contains(QLatin1String("it is a folder")));
    }
};

QTEST_GUILESS_MAIN(TestFileSource)
#include "tst_filesource.moc"
