// Logs and tables are followed line by line as they are written.
#include "fixtures/followedrun.h"

#include <QtTest>

#include <string>

using fixtures::followed;
using fixtures::FollowedRun;
using fixtures::pictureOf;

namespace {

const std::string kJoblog =
    "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n";

// Start and runtime in seconds.
std::string joblogLine(int number, double start, double runtime, const char* command)
{
    return QStringLiteral("%1\t:\t%2\t%3\t0\t0\t0\t0\t%4\n")
        .arg(number)
        .arg(start, 0, 'f', 3)
        .arg(runtime, 10, 'f', 3)
        .arg(QLatin1String(command))
        .toStdString();
}

} // namespace

class TestFollowedRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joblogsAndNinjaLogsAreFollowedByTheirLines()
    {
        QCOMPARE(pictureOf("Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\t"
                           "Command\n"
                           "2\t:\t100.000\t     1.000\t0\t0\t0\t0\tb\n"
                           "1\t:\t100.000\t     2.000\t0\t0\t3\t0\ta\n"
                           "3\t:\t101.000\t     2.000\t0\t0\t0\t0\tc\n"),
                 QStringLiteral("slot 1: a 0-2000!\nslot 2: b 0-1000, c 1000-3000\n"));
        QCOMPARE(pictureOf("# ninja log v5\n0\t40\t1\ta.o\tff\n0\t50\t1\tb.o\tee\n"
                           "0\t10\t1\ta.o\tff\n"),
                 QStringLiteral("slot 1: b.o 0-50, a.o 50-60\nslot 2: a.o 0-40\n"));
    }

    void theZeroOfAJoblogIsItsFirstStartThoughThatJobEndsLast()
    {
        const std::string rows[] = {kJoblog, joblogLine(2, 103, 1, "b"), joblogLine(3, 104, 1, "c"),
                                    joblogLine(1, 100, 90, "a")};
        const auto run = followed(rows[0] + rows[1] + rows[2] + rows[3]);
        QCOMPARE(run->picture(),
                 QStringLiteral("slot 1: a 0-90000\nslot 2: b 3000-4000, c 4000-5000\n"));
        QCOMPARE(run->notes(), QString());
    }

    void whileJobsOfLowerNumbersRunAJoblogLeavesRoomForTheirStarts()
    {
        FollowedRun run;
        run.add(kJoblog + joblogLine(3, 100.009, 1, "c"));
        run.stream.silent();
        QCOMPARE(run.picture(), QStringLiteral("slot 1: c 40-1040\n"));
        run.add(joblogLine(1, 100, 5, "a"));
        run.finish();
        QCOMPARE(run.picture(), QStringLiteral("slot 1: c 40-1040\nslot 2: a 31-5031\n"));
        QVERIFY2(run.notes().contains(QLatin1String("jobs with lower numbers still ran")),
                 qPrintable(run.notes()));
    }

    void whatATableTellsFromBeforeItsFirstRowsIsCutAndSaid()
    {
        FollowedRun run;
        run.add("worker,job,start,end\nw,b,5,6\n");
        run.stream.silent();
        run.add("v,a,3,9\n");
        run.finish();
        QCOMPARE(run.picture(), QStringLiteral("w: b 0-1000\nv: a 0-4000\n"));
        QVERIFY(run.notes().contains(QLatin1String("what lies before is cut off")));
    }

    void slotsOfHostsAreNamedAndCountedAsOpened()
    {
        QCOMPARE(pictureOf(kJoblog + "1\tfarm\t100\t2\t0\t0\t0\t0\ta\n" +
                           "2\tfarm\t101\t2\t0\t0\t0\t9\tb\n"),
                 QStringLiteral("farm slot 1: a 0-2000\nfarm slot 2: b 1000-3000!\n"));
    }

    void resultsOfParallelAreFollowedThoughTheirOutputHasLines()
    {
        FollowedRun run;
        for (const char c : std::string("Seq,Host,Starttime,JobRuntime,Send,Receive,Exitval,Signal,"
                                        "Command,V1,Stdout,Stderr\n"
                                        "1,:,100.000,0.500,0,18,0,0,\"echo \"\"x\"\"\",x,\"out\n\n"
                                        "2,:,no row\n\",\n"
                                        "2,:,100.100,0.500,0,20,3,0,\"a\n\nb\",y,,\n"))
            run.add({&c, 1});
        run.finish();
        QCOMPARE(run.picture(),
                 QStringLiteral("slot 1: echo \"x\" 0-500\nslot 2: a\n\nb 100-600!\n"));
        QCOMPARE(run.notes(), QString());
    }

    void aRowThatIsCutWithinItsQuotesIsSaid()
    {
        const auto run = followed("worker,job,start,end\nw,a,1,2\nw,\"b,2,3\n");
        QCOMPARE(run->picture(), QStringLiteral("w: a 0-1000\n"));
        QVERIFY(run->notes().contains(QLatin1String("a quote in it has no end")));
    }

    void buildsOfANinjaLogAreToldApartAsWhenItIsOpened()
    {
        // Nothing steps back: what tells them apart are the times of the files.
        const auto line = [](int start, int end, int modified, const char* output) {
            return std::to_string(start) + '\t' + std::to_string(end) + '\t' +
                   std::to_string(1'735'689'600'000 + modified) + "000001\t" + output + '\t' +
                   output + '\n';
        };
        const std::string first =
            "# ninja log v5\n" + line(0, 200, 200, "a") + line(10, 300, 300, "b");
        const std::string second = line(0, 1500, 5000, "c");
        const auto whole = followed(first + second);
        QVERIFY2(whole->picture().contains(QLatin1String("c 300-1800")),
                 qPrintable(whole->picture()));
        // As it is while a build goes on.
        FollowedRun live;
        live.add(first);
        live.stream.silent();
        live.add(second);
        live.finish();
        QVERIFY2(live.picture().contains(QLatin1String("c 300-1800")), qPrintable(live.picture()));
        QVERIFY(live.notes().contains(QLatin1String("it holds 2 builds")));
    }

    void aStepThatIsLoggedLateBeginsNoBuild()
    {
        QCOMPARE(pictureOf("# ninja log v5\n"
                           "0\t1000\t1735689601000000001\ta\ta\n"
                           "5\t2005\t1735689602004000001\tb\tb\n"
                           "2\t2001\t1735689602001000001\tc\tc\n"),
                 QStringLiteral("slot 1: a 0-1000\nslot 2: c 2-2001\nslot 3: b 5-2005\n"));
    }

    void aNinjaLogThatIsRewrittenShowsNothingTwice()
    {
        FollowedRun run;
        const std::string title = "# ninja log v5\n";
        const std::string steps[] = {"0\t40\t1\ta.o\tff\n", "0\t50\t2\tb.o\tee\n",
                                     "50\t60\t3\tapp\tdd\n"};
        run.add(title + steps[0] + steps[1] + steps[2]);
        run.stream.beginAnew(QStringLiteral("replaced after line %1"));
        run.add(title + steps[2] + steps[0] + steps[1] + "0\t30\t9\ta.o\tff\n");
        run.finish();
        QCOMPARE(run.picture(),
                 QStringLiteral("slot 1: b.o 0-50, app 50-60, a.o 60-90\nslot 2: a.o 0-40\n"));
        QVERIFY(run.notes().contains(QLatin1String("3 lines that had been shown")));
        QVERIFY(run.notes().contains(QLatin1String("it holds 2 builds")));
    }

    void excelsLineThatNamesTheSeparatorIsNoTitle()
    {
        QCOMPARE(pictureOf("\xef\xbb\xbfsep=;\nworker;job;start;end\nw;a;1;2,5\n"),
                 QStringLiteral("w: a 0-1500\n"));
        QCOMPARE(followed("sep=;\n")->stream.problem().has_value(), false);
        FollowedRun run;
        QVERIFY(!run.stream.add("sep=;\nhello\n"));
        FollowedRun separators;
        QVERIFY(!separators.stream.add("sep=;\nsep=;\n"));
    }

    void aTableThatBeginsAnewMayBeginAsTheFirstOneDid()
    {
        const std::string table = "\xef\xbb\xbfsep=;\nworker;job;start;end\nw;a;1;2\n";
        FollowedRun run;
        run.add(table);
        run.stream.beginAnew(QStringLiteral("cut off"));
        run.add(table);
        run.finish();
        QVERIFY2(!run.notes().contains(QLatin1String("left out")), qPrintable(run.notes()));
        QCOMPARE(run.record->pool().finishedCount(), std::size_t(2));
    }

    void aRowWithoutAnEndIsNoProgramThatBeginsAgain()
    {
        const auto run = followed("job,start,end\na,0,5\nb,5,8\nc,1,\nd,8,10\n");
        QCOMPARE(run->picture(),
                 QStringLiteral("slot 1: a 0-5000, b 5000-8000, d 8000-10000\nslot 2: c 1000-…\n"));
        QVERIFY(!run->notes().contains(QLatin1String("began again")));
    }

    void timesOfDayPassMidnightBetweenRows()
    {
        const auto run = followed("job,start,end\n"
                                  "a,23:50:00,23:55:00\n"
                                  "b,23:56:00,00:01:00\n"
                                  "c,00:05:00,00:10:00\n");
        QCOMPARE(run->picture(),
                 QStringLiteral("slot 1: a 0-300000, b 360000-660000, c 900000-1.2e+06\n"));
        QVERIFY(run->notes().contains(QLatin1String("midnight")));
    }

    void aRowOfTooManyFieldsIsLeftOut()
    {
        const auto run = followed("job,start,end\na,0,5\n" + std::string(5000, ',') + "\nb,5,8\n");
        QCOMPARE(run->picture(), QStringLiteral("slot 1: a 0-5000, b 5000-8000\n"));
        QVERIFY(run->notes().contains(QLatin1String("more than 1000 fields")));
    }

    void theLineOfARowIsTheOneItBeginsOn()
    {
        QVERIFY(followed("worker,job,start,end\nw,\"a\n\nb\",x,2\nw,c,1,2\n")
                    ->notes()
                    .contains(QLatin1String("line 2 is left out")));
    }

    void tablesAreFollowedByTheirRows()
    {
        QCOMPARE(pictureOf("worker,job,start,end,status\n"
                           "w1,\"a,b\",10.000,10.002,done\n"
                           "w2,c,10.001,10.005,failed\n"
                           "w1,d,10.003,10.006,done\n"),
                 QStringLiteral("w1: a,b 0-2, d 3-6\nw2: c 1-5!\n"));
        QVERIFY(followed("worker;job;start (ms);duration (ms)\nw;a;1;2,5\nw;b;x;1\n")
                    ->notes()
                    .contains(QLatin1String("line 3 is left out: column")));
    }

    void tablesTellTheSameStoryAsWhenTheyAreOpened()
    {
        const auto codes = followed("worker,job,start,end,exit code\n"
                                    "w,a,10,11,0\n"
                                    "w,b,11,12,3\n");
        QCOMPARE(codes->picture(), QStringLiteral("w: a 0-1000, b 1000-2000!\n"));
        QCOMPARE(*codes->record->pool().lane(0).errorOf(1), QStringLiteral("exit status 3"));
        QCOMPARE(pictureOf("name,started_at,completed_at,status,conclusion\n"
                           "a,2024-05-01T10:00:00Z,2024-05-01T10:00:02Z,completed,failure\n"
                           "b,2024-05-01T10:00:02Z,2024-05-01T10:00:03Z,completed,success\n"),
                 QStringLiteral("slot 1: a 0-2000!, b 2000-3000\n"));
        const auto skipped = followed("worker,job,start,end,status\n"
                                      "w,a,10,11,done\n"
                                      "w,b,,,skipped\n");
        QCOMPARE(skipped->picture(), QStringLiteral("w: a 0-1000\n"));
        QCOMPARE(skipped->notes(), QStringLiteral("1 job did not run"));
        const auto steps = followed("JobID|JobName|Start|End|State|ExitCode\n"
                                    "7|sim|2024-05-01T10:00:00|2024-05-01T10:00:04|FAILED|1:0\n"
                                    "7.batch|batch|2024-05-01T10:00:00|2024-05-01T10:00:04|"
                                    "FAILED|1:0\n");
        QCOMPARE(steps->picture(), QStringLiteral("slot 1: sim 0-4000!\n"));
        QVERIFY(steps->notes().contains(QLatin1String("1 row is a step within its job")));
    }
};

QTEST_GUILESS_MAIN(TestFollowedRows)
#include "tst_followedrows.moc"
