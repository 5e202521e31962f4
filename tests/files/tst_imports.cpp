// Logs and tables of other programs open as what can be seen in them.
#include "files/imports/openedrun.h"
#include "files/io/csvreader.h"
#include "files/io/decimal.h"
#include "files/io/inputfile.h"
#include "fixtures/folder.h"
#include "text/settingstext.h"
#include "timeline/originkind.h"

#include <QtTest>

using fixtures::Folder;

namespace {

constexpr qint64 kMs = 1'000'000;

// The spans lane by lane, a line each: "slot 1: a.o 0-5, b.o 5-9!", in milliseconds; "!" failed.
QString picture(const RunRecord& record)
{
    QString text;
    for (int i = 0; i < record.pool().laneCount(); ++i) {
        const Lane& lane = record.pool().lane(i);
        QStringList spans;
        for (std::size_t k = 0; k < lane.startedCount(); ++k) {
            const Span span = lane.span(k);
            const auto name = record.plan.inputs.lines->at(std::size_t(span.job.number - 1));
            spans += QStringLiteral("%1 %2-%3%4")
                         .arg(QString::fromUtf8(name))
                         .arg(double(span.startNs) / kMs)
                         .arg(double(*span.endNs) / kMs)
                         .arg(span.status == JobStatus::Failed ? QStringLiteral("!") : QString());
        }
        text += record.origin.lanes[std::size_t(i)].name + QStringLiteral(": ") +
                spans.join(QStringLiteral(", ")) + u'\n';
    }
    return text;
}

} // namespace

class TestImports : public QObject
{
    Q_OBJECT

    Folder m_folder;

    std::variant<OpenedRun, Problem> opened(const QByteArray& bytes) const
    {
        m_folder.write("file", bytes);
        return openRun(m_folder.path("file"));
    }

    OpenedRun open(const QByteArray& bytes) const
    {
        auto result = opened(bytes);
        if (const auto* problem = std::get_if<Problem>(&result)) {
            qWarning().noquote() << problem->message;
            return {};
        }
        return std::get<OpenedRun>(result);
    }

    QString problem(const QByteArray& bytes) const
    {
        const auto result = opened(bytes);
        const auto* problem = std::get_if<Problem>(&result);
        return problem ? problem->message : QStringLiteral("it opened");
    }

private Q_SLOTS:
    void aByteOrderMarkIsPassedOver()
    {
        const QByteArray mark("\xef\xbb\xbf");
        QVERIFY(open(mark + "# ninja log v5\n0\t40\t1\ta.o\tff\n").record);
        QVERIFY(open(mark + R"([{"ph":"X","pid":1,"tid":1,"ts":0,"dur":1}])").record);
        QVERIFY(problem(QByteArray("\xff\xfe[\0", 4)).contains(QLatin1String("UTF-16")));
    }

    void aNinjaLogShowsAsManySlotsAsStepsRanAtOnce()
    {
        const auto run = open("# ninja log v5\n"
                              "0\t40\t1\ta.o\tff\n"
                              "0\t70\t1\tb.o\tfe\n"
                              "41\t90\t1\tc.o\tfd\n"
                              "41\t90\t1\tc.d\tfd\n"
                              "90\t100\t1\tprogram\tfc\n");
        QVERIFY(run.record);
        QCOMPARE(run.notes, QStringList());
        QCOMPARE(run.record->origin.kind, QString(originkind::kNinjaLog));
        QVERIFY(runText(*run.record).startsWith(QLatin1String("a ninja log:")));
        // Of those that start together the longest stands first; c is one step with two outputs.
        QCOMPARE(picture(*run.record), QStringLiteral("slot 1: b.o 0-70, program 90-100\n"
                                                      "slot 2: a.o 0-40, c.o 41-90\n"));
        QCOMPARE(run.record->pool().makespanNs(), 100 * kMs);
    }

    void severalBuildsStandOneAfterAnother()
    {
        const auto run = open("# ninja log v6\n0\t40\t1\ta.o\tff\n40\t60\t1\tb.o\tfe\n"
                              "0\t10\t1\ta.o\tff\n");
        QVERIFY(run.record);
        QCOMPARE(picture(*run.record), QStringLiteral("slot 1: a.o 0-40, b.o 40-60, a.o 60-70\n"));
        QVERIFY(run.notes.join(u' ').contains(QLatin1String("2 builds")));
    }

    void aRewrittenNinjaLogIsOneBuild()
    {
        QByteArray log = "# ninja log v5\n";
        for (int i = 0; i < 50; ++i) {
            const int start = i * 37 % 50 * 10; // in no order
            log += QByteArray::number(start) + '\t' + QByteArray::number(start + 10) + "\t1\tf" +
                   QByteArray::number(i) + "\t0\n";
        }
        const auto run = open(log);
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().laneCount(), 1);
        QCOMPARE(run.record->pool().makespanNs(), 500 * kMs);
    }

    void whatWasBuiltAfterALogWasRewrittenStandsBehindIt()
    {
        QByteArray log = "# ninja log v5\n";
        for (const char* step : {"50\t60\t1\ta", "0\t10\t1\tb", "90\t95\t1\tc", "20\t30\t1\td",
                                 "5\t7\t1\te", "40\t100\t1\tf", "0\t9\t1\tg"})
            log += QByteArray(step) + "\t0" + step + '\n';
        log += "0\t10\t1\ta\tff\n10\t12\t1\tb\tfe\n0\t5\t1\ta\tff\n";
        const auto run = open(log);
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().makespanNs(), (100 + 12 + 5) * kMs);
        QCOMPARE(run.notes.size(), 2);
        QVERIFY2(run.notes[0].contains(QLatin1String("first 7 lines")), qPrintable(run.notes[0]));
        QVERIFY(run.notes[1].contains(QLatin1String("2 builds")));
    }

    void aLineThatSaysNothingIsLeftOutAndTold()
    {
        const auto run = open("# ninja log v5\n0\t40\t1\ta.o\tff\nnonsense\n50\t40\t1\tb\tfe\n");
        QVERIFY(run.record);
        QCOMPARE(run.notes.size(), 1);
        QVERIFY2(run.notes[0].contains(QLatin1String("line 3")), qPrintable(run.notes[0]));
        QVERIFY(run.notes[0].contains(QLatin1String("1 more")));
    }

    void aJoblogShowsWhatFailedAndHow()
    {
        const auto run =
            open("Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n"
                 "1\t:\t1616059525.100\t     0.010\t0\t0\t0\t0\techo ✓\n"
                 "2\t:\t1616059525.105\t     0.010\t0\t0\t3\t0\texit 3\ttabbed\n"
                 "3\tfarm\t1616059525.120\t     0.005\t0\t0\t0\t9\tkill -9 $$\n");
        QVERIFY(run.record);
        QCOMPARE(run.notes, QStringList());
        QCOMPARE(picture(*run.record), QStringLiteral("slot 1: echo ✓ 0-10\n"
                                                      "slot 2: exit 3\ttabbed 5-15!\n"
                                                      "farm slot 1: kill -9 $$ 20-25!\n"));
        QCOMPARE(run.record->origin.lanes[0].host, QString());
        QCOMPARE(run.record->origin.lanes[2].host, QStringLiteral("farm"));
        const auto place = run.record->pool().find(JobId{2});
        const JobReport* report = run.record->pool().lane(place->lane).reportOf(place->index);
        QVERIFY(report);
        QCOMPARE(report->error, QStringLiteral("exit status 3"));
        QCOMPARE(run.record->pool().outcome()->jobsFailed, 2);
    }

    void tablesOfSpansAreReadByTheirColumns_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("spans");
        const auto row = [](const char* name, const QByteArray& bytes, const char* spans) {
            QTest::newRow(name) << bytes << QString::fromUtf8(spans);
        };
        row("without names, in seconds", "1,a,0,0.5\n1,b,0.5,1\n",
            "worker 1: a 0-500, b 500-1000\n");
        row("named, in any order", "end_ms,job,note,start_ms,worker\n5,a,x,1,w\n9,b,y,5,w\n",
            "w: a 0-4, b 4-8\n");
        row("units in brackets, capitals", "Worker,Job,Start (us),End [us]\nw,a,1000,3000\n",
            "w: a 0-2\n");
        row("times with their own units", "worker,job,start,end\nw,a,1ms,1.5s\n", "w: a 0-1499\n");
        row("a duration in place of an end", "worker,job,start_ms,duration_ms\nw,a,1,2\n",
            "w: a 0-2\n");
        row("a status in other words",
            "worker,job,start_ms,end_ms,status\nw,a,0,1,Success\nw,b,1,2,ERROR\n",
            "w: a 0-1, b 1-2!\n");
        row("a quoted field in the first row", "\"w, 1\",a,0,1\n", "w, 1: a 0-1000\n");
        row("a status", "worker,job,start_ms,end_ms,status\nw,a,0,1,finished\nw,b,1,2,failed\n",
            "w: a 0-1, b 1-2!\n");
        row("quotes, as RFC 4180 has them",
            "\xef\xbb\xbf\"worker\",\"job\",\"start\",\"end\"\r\n\"a, b\",\"c "
            "\"\"d\"\"\ne\",0,1\r\n",
            "a, b: c \"d\"\ne 0-1000\n");
        row("overlapping spans of one worker", "w,a,0,10ms\nw,b,5ms,7ms\n",
            "w: a 0-10\nw: b 5-7\n");
        row("durations alone", "20ms\n10ms\n", "worker:  0-20,  20-30\n");
        row("durations under their name", "duration_us\n1000\n500\n", "worker:  0-1,  1-1.5\n");
    }

    void tablesOfSpansAreReadByTheirColumns()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, spans);
        const auto run = open(bytes);
        QVERIFY(run.record);
        QCOMPARE(picture(*run.record), spans);
    }

    void rowsThatSayNothingAreToldWithTheirLine()
    {
        const auto run = open("worker,job,start,end\n\"a\nb\",x,0,1\nw,y,5,3\nw,z,never,9\n");
        QVERIFY(run.record);
        QCOMPARE(run.record->settings.jobs.count, 1);
        QVERIFY2(run.notes.join(u' ').contains(QLatin1String("line 4")),
                 qPrintable(run.notes.join(u' ')));
    }

    void whatHasNothingToShowSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QByteArray& bytes, const char* says) {
            QTest::newRow(name) << bytes << QString::fromLatin1(says);
        };
        row("nothing", "", "it is empty");
        row("a text", "Dear reader,\n", "no saved run or trace (JSON), ninja log");
        row("a ninja log without steps", "# ninja log v5\n", "no span");
        row("a ninja log of nonsense", "# ninja log v5\n1\t2\n", "line 2 is left out");
        row("a joblog without jobs",
            "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n",
            "no span");
        row("a table of nonsense", "worker,job,start,end\n1,2,x,y\n", "line 2 is left out");
        row("a quote without end", "worker,job,start,end\n1,\"2,3,4\n", "a quote has no end");
        row("a row without end", "worker,job,start,end\n0,1,2," + QByteArray(20'000'000, '3'),
            "16 MiB");
        row("a line without end", "# ninja log v5\n" + QByteArray(20'000'000, '3'), "16 MiB");
        row("times beyond all bounds", "w,j,1,1e300\n", "no saved run");
    }

    void whatHasNothingToShowSaysWhy()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const QString message = problem(bytes);
        QVERIFY2(message.contains(says), qPrintable(message));
    }

    void whatCannotBeReadOnIsToldWithWhatCanBeShown()
    {
        const auto fields = open("0,1,2,3\n" + QByteArray(2000, ',') + "\n");
        QVERIFY(fields.record);
        QVERIFY(
            fields.notes.join(u' ').contains(QLatin1String("more than 1000 fields, at line 2")));
        const auto overflow = open("w,j,0,1\n,,0,99999999999999999999\n");
        QVERIFY(overflow.record);
        QVERIFY(overflow.notes.join(u' ').contains(QLatin1String("line 2 is left out")));
    }

    void jobsThatRanAtOnceOnAHostHaveASlotEach()
    {
        QByteArray log =
            "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n";
        for (int i = 1; i <= 600; ++i)
            log += QByteArray::number(i) + "\t:\t1.5\t2\t0\t0\t0\t0\ttrue\n";
        const auto run = open(log);
        QVERIFY(run.record);
        QCOMPARE(run.notes, QStringList());
        QCOMPARE(run.record->pool().laneCount(), 600);
    }

    void theFarthestTimesFit()
    {
        const auto run = open("worker,job,start_ns,end_ns\n"
                              "w,a,-2305843009213693952,2305843009213693952\n"
                              "w,b,2305843009213693952,2305843009213693952\n");
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().makespanNs(), qint64(1) << 62);
    }

    void timesTooFarApartForTheirLanesAreLeftOut()
    {
        const auto run = open("worker,job,start_ns,end_ns\n"
                              "w,a,0,1\nv,b,0,2305843009213693952\nu,c,0,2305843009213693952\n");
        QVERIFY(run.record);
        QCOMPARE(run.record->settings.jobs.count, 1);
        QVERIFY(run.notes.join(u' ').contains(QLatin1String("2 spans are not shown")));
        QVERIFY(problem("worker,job,start_ns,end_ns\n"
                        "w,a,0,2305843009213693952\nw,b,1,2305843009213693952\n"
                        "w,b,1,2305843009213693952\n")
                    .contains(QLatin1String("3 spans are not shown")));
    }

    void invalidUtf8AndZeroBytesAreShownAsTheyAre()
    {
        const auto run = open(QByteArray("w\xff,a\0b,0,1\n", 12));
        QVERIFY(run.record);
        QCOMPARE(run.record->plan.inputs.lines->at(0).toByteArray(), QByteArray("a\0b", 3));
    }

    void decimalsAreExact()
    {
        QCOMPARE(scaledDecimal("1616059525.123456789", 9), 1'616'059'525'123'456'789);
        QCOMPARE(scaledDecimal("-0.5", 3), -500);
        QCOMPARE(scaledDecimal(".5", 1), 5);
        QCOMPARE(scaledDecimal("7", 0), 7);
        QCOMPARE(scaledDecimal("7.", 3), 7'000);
        QCOMPARE(scaledDecimal("-12.34567", 3), -12'345);
        QCOMPARE(scaledDecimal("123456789012345678", 0), 123'456'789'012'345'678);
        QCOMPARE(scaledDecimal("2000", 0, 2'000), 2'000);
        QVERIFY(!scaledDecimal("-2001", 0, 2'000));
        QCOMPARE(scaledDecimal("1e3", 3), 1'000'000);
        QCOMPARE(scaledDecimal("100000000000000000000e-19", 0), 10);
        for (const char* no : {"", "-", ".", "1.2.3", "x", "1x", "+1", "nan", "1e999", "inf",
                               "9223372036854775808", "0x10", " 1"})
            QVERIFY2(!scaledDecimal(no, 0), no);
    }
};

QTEST_GUILESS_MAIN(TestImports)
#include "tst_imports.moc"
