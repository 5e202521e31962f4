// The program as a process, asked how many workers are enough: of files, plans and real runs.

#include "fixtures/folder.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

namespace {

struct Ended
{
    int status;
    QStringList out;
    QStringList errors;
};

QString program()
{
    return qEnvironmentVariable("POOLSCOPE");
}

QStringList linesOf(const QByteArray& bytes)
{
    QStringList lines = QString::fromUtf8(bytes).split(u'\n');
    lines.removeLast();
    return lines;
}

Ended finish(QProcess& process)
{
    if (!process.waitForFinished(60'000))
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            linesOf(process.readAllStandardOutput()), linesOf(process.readAllStandardError())};
}

Ended headless(const QStringList& arguments)
{
    QProcess process;
    process.start(program(), QStringList{QStringLiteral("--headless")} + arguments);
    return finish(process);
}

Ended headless(const char* arguments)
{
    return headless(QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts));
}

// The columns of a table's row.
QStringList cells(const QString& row)
{
    return row.split(u' ', Qt::SkipEmptyParts);
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QStringList kHead{QStringLiteral("workers"), QStringLiteral("measured"),
                        QStringLiteral("simulated"), QStringLiteral("bound")};
const QRegularExpression kVerdict(QStringLiteral(
    "^\\d+ workers? (is|are) enough: [\\d.hmsµn]+, within 5 % of the best of \\d+ to \\d+$"));

} // namespace

class TestHeadlessSizing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFileInfo(program()).isExecutable(), qPrintable(program())); }

    void aPlanIsSimulatedAndNoJobIsRun()
    {
        const Ended ended = headless("--duration 1h --jobs 6 --simulate 1..3,6");
        QCOMPARE(ended.status, 0);
        QVERIFY(ended.errors.isEmpty());
        QCOMPARE(ended.out, (QStringList{QStringLiteral("workers  measured  simulated   bound"),
                                         QStringLiteral("      1         -     6h0m0s  6h0m0s"),
                                         QStringLiteral("      2         -     3h0m0s  3h0m0s"),
                                         QStringLiteral("      3         -     2h0m0s  2h0m0s"),
                                         QStringLiteral("      6         -     1h0m0s  1h0m0s"),
                                         QStringLiteral("6 workers are enough: 1h0m0s, within 5 % "
                                                        "of the best of 1 to 6")}));
    }

    void jobsOfUnknownLengthAreRunBeforeTheyAreSimulated()
    {
        const Ended ended = headless({QStringLiteral("--work"), QStringLiteral("command"),
                                      QStringLiteral("--command"), QStringLiteral("true"),
                                      QStringLiteral("--sequential"), QStringLiteral("off"),
                                      QStringLiteral("--simulate"), QStringLiteral("1,2")});
        QVERIFY2(ended.status == 0, qPrintable(ended.errors.join(u'\n')));
        QCOMPARE(ended.out.size(), 10 + 1 + 5); // its log, its time, the table of 1 to 3
        QVERIFY(ended.out[10].contains(QLatin1String("time using worker pool: ")));
        QCOMPARE(cells(ended.out[11]), kHead);
        QVERIFY(cells(ended.out[14])[1] != QLatin1String("-")); // the run itself, of 3 workers
        QVERIFY(kVerdict.match(ended.out.constLast()).hasMatch());
    }

    void measuredTimesStandInTheTableAndDecide()
    {
        const fixtures::Folder folder;
        const QString table = folder.path("sizing.csv");
        const Ended ended = headless(
            {QStringLiteral("--jobs"), QStringLiteral("4"), QStringLiteral("--duration"),
             QStringLiteral("20ms"), QStringLiteral("--measure"), QStringLiteral("1,4"),
             QStringLiteral("--repeat"), QStringLiteral("2"), QStringLiteral("--export"), table});
        QVERIFY2(ended.status == 0, qPrintable(ended.errors.join(u'\n')));
        QCOMPARE(ended.out.size(), 4);
        QCOMPARE(cells(ended.out[0]), kHead);
        QCOMPARE(cells(ended.out[1])[0], QStringLiteral("1"));
        const QString measured = cells(ended.out[2])[1];
        QVERIFY(ended.out[3].startsWith(
            QStringLiteral("4 workers are enough: %1, within").arg(measured)));
        const QList<QByteArray> rows = read(table).split('\n');
        QCOMPARE(rows.value(0).trimmed(),
                 QByteArray("workers,measured_ns,measured_least_ns,measured_most_ns,runs,"
                            "simulated_ns,bound_ns"));
        QCOMPARE(rows.value(1).split(',').value(4), QByteArray("2"));
        QCOMPARE(rows.value(2).split(',').value(0), QByteArray("4"));
    }

    void jobsThatFailWhileMeasuredAreInTheExitStatus()
    {
        const Ended ended = headless("--jobs 2 --duration 0s --fail-rate 100% --measure 1,2 "
                                     "--repeat 1");
        QCOMPARE(ended.status, 1);
        QCOMPARE(ended.errors, QStringList{QStringLiteral("poolscope: jobs that failed in a run: "
                                                          "2")});
        QCOMPARE(cells(ended.out.value(0)), kHead);
    }

    void whatWasMeasuredBeforeASignalIsTold_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void whatWasMeasuredBeforeASignalIsTold()
    {
        QFETCH(const int, signal);
        const fixtures::Folder folder;
        // Each run leaves a mark; the third one goes on until it is stopped.
        folder.write("job", "#!/bin/sh\necho x >> \"$1\"\n"
                            "[ \"$(wc -l < \"$1\")\" -lt 3 ] || exec sleep 90.2\n");
        const QString marks = folder.path("marks");
        QProcess process;
        process.start(program(),
                      {QStringLiteral("--headless"), QStringLiteral("--jobs"), QStringLiteral("1"),
                       QStringLiteral("--work"), QStringLiteral("command"),
                       QStringLiteral("--command"),
                       QStringLiteral("sh '%1' '%2'").arg(folder.path("job"), marks),
                       QStringLiteral("--measure"), QStringLiteral("1"), QStringLiteral("--repeat"),
                       QStringLiteral("3"), QStringLiteral("--export"), folder.path("sizing.csv")});
        QVERIFY(process.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(read(marks).count('\n'), 3, 20'000);
        kill(pid_t(process.processId()), signal);
        const Ended ended = finish(process);
        QCOMPARE(ended.status, 128 + signal);
        QCOMPARE(ended.out.size(), 3); // one run to warm up, one that was measured
        QCOMPARE(cells(ended.out[0]), kHead);
        QVERIFY(cells(ended.out[1])[1] != QLatin1String("-"));
        QVERIFY(kVerdict.match(ended.out[2]).hasMatch());
        QCOMPARE(read(folder.path("sizing.csv")).split('\n').value(1).split(',').value(4),
                 QByteArray("1"));
    }

    void aLongSimulationIsStoppedAndClaimsNothing()
    {
        QProcess process;
        process.start(program(), {QStringLiteral("--headless"), QStringLiteral("--jobs"),
                                  QStringLiteral("2000000"), QStringLiteral("--simulate"),
                                  QStringLiteral("1..1024")});
        QVERIFY(process.waitForStarted());
        // It hears signals once it listens for them.
        const auto listens = [&process] {
            const QByteArray status =
                read(QStringLiteral("/proc/%1/status").arg(process.processId()));
            const qsizetype at = status.indexOf("SigCgt:");
            return at >= 0 && (status.mid(at + 7, 17).trimmed().toULongLong(nullptr, 16) &
                               (1ULL << (SIGTERM - 1)));
        };
        QTRY_VERIFY_WITH_TIMEOUT(listens(), 20'000);
        kill(pid_t(process.processId()), SIGTERM);
        const Ended ended = finish(process);
        QCOMPARE(ended.status, 128 + SIGTERM);
        for (const QString& line : ended.out) {
            QVERIFY2(!line.contains(QLatin1String("enough")), qPrintable(line));
            QVERIFY2(!cells(line).contains(QLatin1String("0s")), qPrintable(line));
        }
    }

    void aRunThatWasSavedIsToldAgain()
    {
        const fixtures::Folder folder;
        const QString run = folder.path("run.json");
        QCOMPARE(headless({QStringLiteral("--duration"), QStringLiteral("20ms"),
                           QStringLiteral("--quiet"), QStringLiteral("--export"), run})
                     .status,
                 0);
        const Ended ended = headless({run});
        QCOMPARE(ended.status, 0);
        QVERIFY(ended.errors.isEmpty());
        QVERIFY(ended.out[1].startsWith(QLatin1String("With the worker pool")));
        QVERIFY(ended.out[2].startsWith(QLatin1String("Without (one after another)")));
        QCOMPARE(ended.out.count(QStringLiteral("What holds it back")), 1);
        const Ended table = headless(
            {run, QStringLiteral("--quiet"), QStringLiteral("--simulate"), QStringLiteral("3,5")});
        QCOMPARE(table.out.size(), 4);
        QVERIFY(table.out[3].startsWith(QLatin1String("5 workers are enough: ")));
    }

    void hashesAreWrittenOfARunThatWasSaved()
    {
        const fixtures::Folder folder;
        folder.write("in/a", "abc");
        const QString run = folder.path("run.json");
        const QString sums = folder.path("sums.sha256");
        QCOMPARE(headless({QStringLiteral("--work"), QStringLiteral("hash"),
                           QStringLiteral("--input"), folder.path("in"), QStringLiteral("--quiet"),
                           QStringLiteral("--export"), run})
                     .status,
                 0);
        const Ended ended = headless({run, QStringLiteral("--export"), sums});
        QVERIFY2(ended.status == 0, qPrintable(ended.errors.join(u'\n')));
        QVERIFY(read(sums).startsWith("ba7816bf8f01cfea414140de5dae2223"));
    }

    void whatCannotBeWrittenIsSaidAndTheRestIsWritten()
    {
        const fixtures::Folder folder;
        const QString table = folder.path("sizing.csv");
        const Ended ended = headless({QStringLiteral("--simulate"), QStringLiteral("1,2"),
                                      QStringLiteral("--export"), folder.path("a.png"),
                                      QStringLiteral("--export"), table});
        QCOMPARE(ended.status, 3); // a plan has no picture
        QCOMPARE(ended.errors.size(), 1);
        QCOMPARE(read(table).count('\n'), 3);
        QVERIFY(!QFileInfo::exists(folder.path("a.png")));
        if (!QFileInfo::exists(QStringLiteral("/dev/full")))
            return;
        QProcess full;
        full.setStandardOutputFile(QStringLiteral("/dev/full"));
        full.start(program(), {QStringLiteral("--headless"), QStringLiteral("--simulate"),
                               QStringLiteral("1..4")});
        QCOMPARE(finish(full).status, 3);
    }

    void wrongNumbersAreWrongUsage()
    {
        for (const char* arguments :
             {"--simulate 0", "--simulate 4..2", "--simulate 1..2000", "--simulate 1,,2",
              "--measure often", "--repeat 3", "--measure 1 --repeat 0", "--measure 1 file.json",
              "--measure 1 --work command --command true --input -"}) {
            const Ended ended = headless(arguments);
            QCOMPARE(ended.status, 2);
            QCOMPARE(ended.errors.size(), 1);
            QVERIFY(ended.out.isEmpty());
        }
        QCOMPARE(headless({QString()}).status, 2); // a file without a name is no run
    }
};

QTEST_GUILESS_MAIN(TestHeadlessSizing)
#include "tst_headlesssizing.moc"
