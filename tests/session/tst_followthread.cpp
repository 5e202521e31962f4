// Another program is followed while it works: what it writes is recorded as it comes.
#include "analysis/runlog.h"
#include "base/clock.h"
#include "files/follow/filesource.h"
#include "files/trace/runtrace.h"
#include "fixtures/folder.h"
#include "session/followthread.h"
#include "text/logline.h"

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

std::unique_ptr<ByteSource> sourceOf(const QString& path, const std::stop_source& stop)
{
    auto source = FileSource::open(path, stop.get_token());
    return std::move(std::get<std::unique_ptr<ByteSource>>(source));
}

// A named pipe with an end to write to, which is closed with it.
class Pipe
{
public:
    explicit Pipe(const QString& path) : m_path(path)
    {
        if (::mkfifo(QFile::encodeName(path).constData(), 0600) != 0)
            qFatal("there is no pipe");
    }
    ~Pipe() { QFile::remove(m_path); }

    void openForWriting()
    {
        m_writer = FileDescriptor(::open(QFile::encodeName(m_path).constData(), O_WRONLY));
    }
    void write(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto count = ::write(m_writer.get(), bytes.data(), bytes.size());
            if (count <= 0)
                qFatal("the pipe cannot be written to");
            bytes.remove_prefix(std::size_t(count));
        }
    }
    void close() { m_writer.close(); }

private:
    const QString m_path;
    FileDescriptor m_writer;
};

// Follows, and detaches at its end at the latest.
class Following
{
public:
    explicit Following(const QString& path) : thread(sourceOf(path, stop), stop)
    {
        if (!thread.begin(QStringLiteral("follow")))
            qFatal("there is no thread");
    }
    ~Following()
    {
        stop.request_stop();
        thread.join();
    }

    std::stop_source stop;
    FollowThread thread;
};

// `count` jobs of four workers, a microsecond each.
std::string jobLines(int first, int count)
{
    std::string text;
    for (int job = first; job < first + count; ++job) {
        const std::string rest = ",\"job\":\"" + std::to_string(job) + "\",\"worker\":\"w" +
                                 std::to_string(job % 4) + "\"}\n";
        const qint64 startNs = qint64(job) * 1000;
        text += "{\"ts_ns\":" + std::to_string(startNs) + ",\"ev\":\"started\"" + rest;
        text += "{\"ts_ns\":" + std::to_string(startNs + 3000) + ",\"ev\":\"finished\"" + rest;
    }
    return text;
}

} // namespace

class TestFollowThread : public QObject
{
    Q_OBJECT

    Folder m_folder;

private Q_SLOTS:
    void aMillionEventsOfAPipeAreAllThereWhileSomebodyLooks()
    {
#ifdef __SANITIZE_THREAD__ // which makes all of it many times slower
        constexpr int kJobs = 50'000;
#else
        constexpr int kJobs = 500'000;
#endif
        constexpr int kAtOnce = 1000;
        Pipe pipe(m_folder.path("pipe"));
        Following following(m_folder.path("pipe"));
        FollowThread& thread = following.thread;
        const RunRecord& record = *thread.record();
        std::jthread writer([&pipe] {
            pipe.openForWriting();
            for (int job = 0; job < kJobs; job += kAtOnce)
                pipe.write(jobLines(job, kAtOnce));
            pipe.close();
        });
        // As the window does.
        qint64 seen = 0;
        LogCursor log(record.pool());
        while (!record.pool().outcome()) {
            for (const LogEntry& entry : log.takeNew()) {
                QVERIFY(entry.job.number <= record.jobs());
                QVERIFY(!logLine(entry, record).isEmpty());
                ++seen;
            }
            QVERIFY(record.pool().elapsedNs(monotonicNs()) >= 0);
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        thread.join();
        thread.settle();
        seen += qint64(log.takeNew().size());
        QVERIFY(seen > 0);
        QCOMPARE(record.pool().outcome()->message, QString());
        QCOMPARE(record.pool().outcome()->resultsReceived, qint64(kJobs));
        QCOMPARE(record.pool().finishedCount(), std::size_t(kJobs));
        QCOMPARE(record.pool().laneCount(), 4);
        QCOMPARE(record.settings.jobs.count, kJobs);
        QCOMPARE(*record.pool().makespanNs(), qint64(kJobs - 1) * 1000 + 3000);
    }

    void workersAreThereFromWhenTheyCameHoweverMuchOneOfThemSays()
    {
        constexpr int kJobs = 40'000;
        constexpr qint64 kCameNs = 100'000'000;
        constexpr qint64 kJobNs = 20'000;
        const auto line = [](qint64 ns, const QByteArray& ev, const QByteArray& rest) {
            return "{\"ts_ns\":" + QByteArray::number(ns) + ",\"ev\":\"" + ev + "\"," + rest +
                   "}\n";
        };
        QByteArray text = line(0, "started", "\"job\":\"a\",\"worker\":\"w1\"") +
                          line(kCameNs / 1000, "started", "\"job\":\"b\",\"worker\":\"w2\"") +
                          line(kCameNs, "worker", "\"worker\":\"w3\"");
        for (int job = 0; job < kJobs; ++job) {
            const QByteArray rest = "\"job\":\"" + QByteArray::number(job) + "\",\"worker\":\"w3\"";
            text += line(kCameNs + job * kJobNs, "started", rest);
            text += line(kCameNs + (job + 1) * kJobNs, "finished", rest);
        }
        const qint64 endNs = kCameNs + kJobs * kJobNs;
        text += line(endNs, "finished", "\"job\":\"a\"") + line(endNs, "finished", "\"job\":\"b\"");
        Pipe pipe(m_folder.path("pipe"));
        Following following(m_folder.path("pipe"));
        pipe.openForWriting();
        pipe.write(text.toStdString());
        pipe.close();
        following.thread.join();
        const Timeline& pool = following.thread.record()->pool();
        QCOMPARE(pool.laneCount(), 3);
        QCOMPARE(pool.lane(0).presentNs(endNs), endNs);
        QCOMPARE(pool.lane(1).presentNs(endNs), endNs);
        QCOMPARE(pool.lane(2).presentNs(endNs), endNs - kCameNs);
    }

    void aStopDetachesAtOnce()
    {
        m_folder.write("log", "{\"t\":0,\"ev\":\"started\",\"job\":\"a\",\"worker\":\"w\"}\n");
        Following following(m_folder.path("log"));
        FollowThread& thread = following.thread;
        // Nothing more comes: what has come is shown though others could have come before it.
        QTRY_COMPARE(thread.record()->pool().startedCount(), std::size_t(1));
        QElapsedTimer timer;
        timer.start();
        following.stop.request_stop();
        thread.join();
        QVERIFY(timer.elapsed() < 20'000); // else it would be for ever
        thread.settle();
        const Timeline& pool = thread.record()->pool();
        QCOMPARE(pool.outcome()->state, RunState::Stopped);
        QCOMPARE(pool.finishedCount(), std::size_t(0));
    }

    void itsClockGoesOnFromItsNewestEvent()
    {
        m_folder.write("log", "{\"t\":100,\"ev\":\"started\",\"job\":\"a\"}\n"
                              "{\"t\":160,\"ev\":\"started\",\"job\":\"b\"}\n");
        Following following(m_folder.path("log"));
        FollowThread& thread = following.thread;
        const Timeline& pool = thread.record()->pool();
        QTRY_COMPARE(pool.startedCount(), std::size_t(2));
        constexpr qint64 kMinuteNs = 60'000'000'000;
        const qint64 nowNs = pool.elapsedNs(monotonicNs());
        QVERIFY(nowNs >= kMinuteNs && nowNs < 2 * kMinuteNs);
        QTRY_VERIFY(pool.elapsedNs(monotonicNs()) > nowNs);
    }

    void whatWasNeverWrittenIsSaid()
    {
        Pipe pipe(m_folder.path("pipe"));
        Following following(m_folder.path("pipe"));
        FollowThread& thread = following.thread;
        pipe.openForWriting();
        pipe.close();
        thread.join();
        QCOMPARE(thread.record()->pool().outcome()->state, RunState::Failed);
        QCOMPARE(thread.record()->pool().outcome()->message,
                 QStringLiteral("there was no event in it"));
    }

    void whatNothingWasRecordedOfIsSaved()
    {
        Pipe pipe(m_folder.path("pipe"));
        Following following(m_folder.path("pipe"));
        pipe.openForWriting();
        pipe.close();
        following.thread.join();
        following.thread.settle();
        const RunRecord& record = *following.thread.record();
        QCOMPARE(record.plan.durations.each()->size(), std::size_t(record.settings.jobs.count));
        QCOMPARE(writeRunTrace(record, m_folder.path("run.json")), QString());
    }

    void withoutThreadsThereIsARecordToSave()
    {
        m_folder.write("log", "");
        std::stop_source stop;
        FollowThread thread(sourceOf(m_folder.path("log"), stop), stop);
        thread.concludeAsFailed();
        thread.settle();
        QCOMPARE(writeRunTrace(*thread.record(), m_folder.path("run.json")), QString());
    }

    // The last one: nothing is followed any more in a program that has ended.
    void theEndOfTheProgramWaitsForIt()
    {
        m_folder.write("log", "{\"t\":0,\"ev\":\"started\",\"job\":\"a\"}\n");
        Following following(m_folder.path("log"));
        const Timeline& pool = following.thread.record()->pool();
        QTRY_COMPARE(pool.startedCount(), std::size_t(1));
        beginProgramEnd(std::chrono::seconds(10));
        QVERIFY(pool.outcome());
    }
};

QTEST_GUILESS_MAIN(TestFollowThread)
#include "tst_followthread.moc"
