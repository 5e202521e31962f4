// The program without a window follows others.
#include "fixtures/folder.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <unistd.h>

using fixtures::Folder;

namespace {

QString program()
{
    return qEnvironmentVariable("POOLSCOPE");
}

constexpr int kLongMs = 60'000;

} // namespace

class TestFollowProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPipeIsPrintedInTheArticlesWordsAndThenItsFigures()
    {
        QProcess process;
        process.start(program(), {QStringLiteral("--headless"), QStringLiteral("--follow"),
                                  QStringLiteral("-")});
        process.write("{\"t\":5,\"ev\":\"started\",\"job\":1,\"worker\":3}\n"
                      "{\"t\":5.25,\"ev\":\"started\",\"job\":\"b\",\"worker\":\"w\"}\n"
                      "{\"t\":6,\"ev\":\"finished\",\"job\":1,\"worker\":3}\n"
                      "{\"t\":7,\"ev\":\"finished\",\"job\":\"b\",\"worker\":\"w\"}\n");
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(kLongMs));
        const QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n');
        QCOMPARE(lines.mid(0, 4),
                 QStringList(
                     {QStringLiteral("worker 3 started  job 1"), QStringLiteral("w started  b"),
                      QStringLiteral("worker 3 finished job 1"), QStringLiteral("w finished b")}));
        QVERIFY(lines.at(4).endsWith(QLatin1String("time using worker pool: 2s")));
        QVERIFY(lines.at(5).contains(QLatin1String("2 spans on 2 lanes")));
        QVERIFY(
            !lines.filter(QRegularExpression(QStringLiteral("^Jobs finished +2 / 2$"))).isEmpty());
        QCOMPARE(process.readAllStandardError(), QByteArray());
        QCOMPARE(process.exitCode(), 0);
    }

    void aFileIsFollowedUntilCtrlC()
    {
        const Folder folder;
        folder.write("log", "{\"t\":0,\"ev\":\"started\",\"job\":\"a\",\"worker\":\"w\"}\n"
                            "{\"t\":2,\"ev\":\"finished\",\"job\":\"a\",\"worker\":\"w\"}\n");
        QProcess process;
        process.start(program(), {QStringLiteral("--headless"), QStringLiteral("--follow"),
                                  folder.path("log")});
        QByteArray out;
        while (!out.contains("w finished a")) {
            QVERIFY(process.waitForReadyRead(kLongMs));
            out += process.readAllStandardOutput();
        }
        ::kill(pid_t(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(kLongMs));
        out += process.readAllStandardOutput();
        QVERIFY(out.contains("time using worker pool: 2s"));
        QVERIFY(out.contains("1 span on 1 lane"));
        QCOMPARE(process.exitCode(), 128 + SIGINT);
    }

    void whatHoldsNothingThatCanBeFollowedIsSaidWithItsName_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("empty") << QByteArray() << QByteArray("there was no event in it");
        QTest::newRow("no lines of ours")
            << QByteArray("hello\n") << QByteArray("it begins with none of what can be followed");
        QTest::newRow("left out")
            << QByteArray("{\"t\":1}\n")
            << QByteArray("there was no event in it; line 1 is left out: it has no \"ev\"");
    }
    void whatHoldsNothingThatCanBeFollowedIsSaidWithItsName()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, why);
        QProcess process;
        process.start(program(), {QStringLiteral("--headless"), QStringLiteral("--follow"),
                                  QStringLiteral("-")});
        process.write(text);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(kLongMs));
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.startsWith("poolscope: cannot follow standard input: " + why),
                 said.constData());
        QCOMPARE(said.count('\n'), 1);
        QCOMPARE(process.readAllStandardOutput(), QByteArray());
        QCOMPARE(process.exitCode(), 3);
    }

    void whatCannotBeReadToItsEndIsSaidWithItsName()
    {
        // Its memory cannot be read at address 0.
        QProcess process;
        process.start(program(), {QStringLiteral("--headless"), QStringLiteral("--follow"),
                                  QStringLiteral("/proc/self/mem")});
        QVERIFY(process.waitForFinished(kLongMs));
        QCOMPARE(process.readAllStandardError(),
                 QByteArray("poolscope: cannot follow /proc/self/mem: Input/output error\n"));
        QCOMPARE(process.exitCode(), 3);
    }

    void aBrokerThatCannotBeReachedIsSaidWithoutThePassword()
    {
        QProcess process;
        process.start(program(), {QStringLiteral("--headless"), QStringLiteral("--watch"),
                                  QStringLiteral("celery:amqp://ann:s3cret@127.0.0.1:1/jobs")});
        QVERIFY(process.waitForFinished(kLongMs));
        QCOMPARE(process.exitCode(), 3);
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.startsWith("poolscope: cannot watch celery:amqp://ann@127.0.0.1:1/jobs: no "
                                 "broker can be reached at 127.0.0.1:1: "),
                 said.constData());
        QCOMPARE(said.count('\n'), 1);
        QVERIFY(!said.contains("s3cret"));
        QCOMPARE(process.readAllStandardOutput(), QByteArray());
    }

    void eventsOfCeleryAreOpenedAsTheyAreFollowed()
    {
        const QByteArray events =
            "{\"type\":\"task-received\",\"timestamp\":1700000000,\"hostname\":\"w@a\",\"uuid\":"
            "\"1\",\"name\":\"app.work\"}\n"
            "{\"type\":\"task-started\",\"timestamp\":1700000000.5,\"hostname\":\"w@a\",\"uuid\":"
            "\"1\"}\n"
            "{\"type\":\"task-succeeded\",\"timestamp\":1700000002,\"hostname\":\"w@a\",\"uuid\":"
            "\"1\",\"runtime\":1.5}\n";
        const Folder folder;
        folder.write("events", events);
        QProcess followed;
        followed.start(program(), {QStringLiteral("--headless"), QStringLiteral("--follow"),
                                   QStringLiteral("-")});
        followed.write(events);
        followed.closeWriteChannel();
        QVERIFY(followed.waitForFinished(kLongMs));
        const QByteArray said = followed.readAllStandardOutput();
        QVERIFY2(said.startsWith("w@a slot 1 started  app.work\nw@a slot 1 finished app.work\n"),
                 said.constData());
        QProcess opened;
        opened.start(program(), {QStringLiteral("--headless"), folder.path("events")});
        QVERIFY(opened.waitForFinished(kLongMs));
        const QByteArray figures = opened.readAllStandardOutput();
        QVERIFY2(!figures.isEmpty() && said.endsWith(figures),
                 (said + "opened:\n" + figures).constData());
        QCOMPARE(opened.exitCode(), 0);
    }

    void whatIsNotThereIsRefused()
    {
        QProcess process;
        process.start(program(), {QStringLiteral("--headless"), QStringLiteral("--follow"),
                                  QStringLiteral("/nowhere")});
        QVERIFY(process.waitForFinished(kLongMs));
        QCOMPARE(process.exitCode(), 3);
        QCOMPARE(process.readAllStandardError(),
                 QByteArray("poolscope: cannot follow /nowhere: No such file or directory\n"));
    }
};

QTEST_GUILESS_MAIN(TestFollowProgram)
#include "tst_followprogram.moc"
