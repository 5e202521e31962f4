// Logs and results of GNU parallel, of all its versions, are read.
#include "files/imports/logs/joblog.h"
#include "files/imports/openedrun.h"
#include "files/io/inputfile.h"
#include "fixtures/folder.h"
#include "timeline/originkind.h"

#include <QtTest>

using fixtures::Folder;

namespace {

const QByteArray kTitles =
    "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n";

// "true on here 0-10, exit 3 on farm 5-15!": milliseconds from the first start.
QString picture(const SpansRead& read)
{
    QStringList spans;
    qint64 zeroNs = std::numeric_limits<qint64>::max();
    for (const ImportedSpan& span : read.spans.spans)
        zeroNs = std::min(zeroNs, span.startNs);
    for (const ImportedSpan& span : read.spans.spans) {
        const QString host = read.spans.threads[std::size_t(span.thread)];
        spans += QStringLiteral("%1 on %2 %3-%4%5")
                     .arg(QString::fromUtf8(read.spans.names.at(std::size_t(span.name))),
                          host.isEmpty() ? QStringLiteral("here") : host)
                     .arg((span.startNs - zeroNs) / 1'000'000)
                     .arg((span.endNs - zeroNs) / 1'000'000)
                     .arg(span.end == SpanEnd::Failed ? QStringLiteral("!") : QString());
    }
    return spans.join(QStringLiteral(", "));
}

} // namespace

class TestJoblogs : public QObject
{
    Q_OBJECT

    Folder m_folder;

    SpansRead read(const QByteArray& bytes) const
    {
        m_folder.write("log", bytes);
        auto file = InputFile::open(m_folder.path("log"));
        return readJoblog(*std::get<std::unique_ptr<InputFile>>(file));
    }

private Q_SLOTS:
    void logsThatWerePutTogetherAreOne()
    {
        const auto log = read(kTitles + "1\tme@farm\t1700000000.500\t     0.010\t0\t0\t0\t0\ta\n" +
                              kTitles + "1\t:\t1700000001.500\t     0.020\t0\t0\t3\t0\tb\n");
        QCOMPARE(picture(log), QStringLiteral("a on me@farm 0-10, b on here 1000-1020!"));
        QCOMPARE(log.notes, QStringList());
    }

    void resultsAsCommaSeparatedValuesAreRead()
    {
        // Written by parallel --results r.csv, but for the times.
        const auto results = read(
            "Seq,Host,Starttime,JobRuntime,Send,Receive,Exitval,Signal,Command,V1,V2,Stdout,"
            "Stderr\n"
            "1,:,1700000000.100,0.250,0,9,0,0,\"echo \"\"a,b\"\"\",\"a,b\",1,\"a,b\n\n2,:,x\",\n"
            "2,:,1700000000.200,0.100,0,9,2,0,ls,,2,,\"ls: no\nsuch file\"\n");
        QCOMPARE(picture(results),
                 QStringLiteral("echo \"a,b\" on here 0-250, ls on here 100-200!"));
        QCOMPARE(results.notes, QStringList());
        QCOMPARE(results.spans.kind, QString(originkind::kJoblog));
        QVERIFY(results.spans.lanesAreSlots);
    }

    void resultsAsTabSeparatedValuesAreRead()
    {
        const auto results =
            read(kTitles.trimmed() + "\tV1\tStdout\tStderr\n" +
                 "1\t:\t1700000000.100\t0.250\t0\t9\t0\t0\t\"echo 'a\tb'\"\t0\t\"a\tb\nc\"\t\n");
        QCOMPARE(picture(results), QStringLiteral("echo 'a\tb' on here 0-250"));
        QCOMPARE(results.notes, QStringList());
    }

    void titlesOfOlderVersionsAreKnown()
    {
        QCOMPARE(
            picture(read("Seq\tHost\tStarttime\tRuntime\tSend\tReceive\tExit\tSignal\tCommand\n"
                         "1\t:\t1300000000.000\t1.000\t0\t0\t1\t0\ta\tb\n")),
            QStringLiteral("a\tb on here 0-1000!"));
        QCOMPARE(picture(read("Seq\tHost\tStarttime\tRuntime\tCommand\n"
                              "1\t:\t1300000000.000\t1.000\ta\n")),
                 QStringLiteral("a on here 0-1000"));
    }

    void commandsOfSeveralLinesAreShownAsTheyWere()
    {
        // The log has NUL for each line end in a command.
        QCOMPARE(picture(read(kTitles + "1\t:\t1700000000.000\t0.001\t0\t0\t0\t0\ta" +
                              QByteArray(1, '\0') + "b\n")),
                 QStringLiteral("a\nb on here 0-1"));
    }

    void whatASignalOrATimeoutEndedSaysSo()
    {
        const auto log = read(kTitles + "1\t:\t1700000000.000\t0.001\t0\t0\t-1\t15\tsleep 9\n" +
                              "2\t:\t1700000000.000\t0.001\t0\t0\t0\t9\tkill\n");
        QCOMPARE(log.spans.failures[0]->error, QStringLiteral("ended by signal 15"));
        QCOMPARE(log.spans.failures[1]->program->signal, 9);
    }

    void whatIsNoJobIsSaidWithItsLine()
    {
        const auto log = read(kTitles + "1\t:\tnever\t0.001\t0\t0\t0\t0\ta\n" +
                              "2\t:\t1700000000.000\t0.001\t0\t0\t0\t0\tb\n");
        QCOMPARE(picture(log), QStringLiteral("b on here 0-1"));
        QVERIFY2(log.notes.join(u' ').contains(QLatin1String("line 2 is left out")),
                 qPrintable(log.notes.join(u' ')));
    }

    void onlyTitlesOfParallelTellOfOne()
    {
        QVERIFY(beginsJoblog(kTitles.constData()));
        QVERIFY(!beginsJoblog("Seq,Host,Starttime,JobRuntime,Command\n"));
        QVERIFY(!beginsJoblog("Seq\tHost\n"));
        QVERIFY(!beginsJoblog(""));
    }
};

QTEST_GUILESS_MAIN(TestJoblogs)
#include "tst_joblogs.moc"
