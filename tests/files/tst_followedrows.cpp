// Logs and tables are followed line by line as they are written.
#include "fixtures/followedrun.h"

#include <QtTest>

#include <string>

using fixtures::followed;
using fixtures::FollowedRun;
using fixtures::pictureOf;

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
                 QStringLiteral("slot 1: b 0-1000, c 1000-3000\nslot 2: a 0-2000!\n"));
        QCOMPARE(pictureOf("# ninja log v5\n0\t40\t1\ta.o\tff\n0\t50\t1\tb.o\tee\n"
                           "0\t10\t1\ta.o\tff\n"),
                 QStringLiteral("slot 1: a.o 0-40\nslot 2: b.o 0-50, a.o 50-60\n"));
    }

    void aNinjaLogThatIsRewrittenShowsNothingTwice()
    {
        FollowedRun run;
        const std::string title = "# ninja log v5\n";
        const std::string steps[] = {"0\t40\t1\ta.o\tff\n", "0\t50\t2\tb.o\tee\n",
                                     "50\t60\t3\tapp\tdd\n"};
        run.add(title + steps[0] + steps[1] + steps[2]);
        run.stream.beginAnew(QStringLiteral("replaced"));
        run.add(title + steps[2] + steps[0] + steps[1] + "0\t30\t9\ta.o\tff\n");
        run.finish();
        QCOMPARE(run.picture(),
                 QStringLiteral("slot 1: a.o 0-40\nslot 2: b.o 0-50, app 50-60, a.o 60-90\n"));
        QVERIFY(run.notes().contains(QLatin1String("3 lines of earlier builds")));
        QVERIFY(run.notes().contains(QLatin1String("it holds 2 builds")));
    }

    void aNinjaLogThatWasRewrittenIsFollowedBehindThat()
    {
        constexpr int kSteps = 100;
        std::string text = "# ninja log v5\n";
        const auto line = [](int end, int step, int modified) {
            return "0\t" + std::to_string(end) + '\t' + std::to_string(modified) + '\t' +
                   std::to_string(step) + ".o\t" + std::to_string(step) + '\n';
        };
        for (int step = 0; step < kSteps; ++step)
            text += line(1 + step * 37 % kSteps, step, 1);
        const auto before = followed(text);
        text += line(20, 5, 2) + line(30, 6, 2);
        const auto run = followed(text);
        QCOMPARE(run->record->pool().finishedCount(), before->record->pool().finishedCount() + 2);
        QVERIFY(run->record->pool().finishedCount() < 20);
        QVERIFY2(run->notes().contains(QLatin1String("lines of earlier builds")),
                 qPrintable(run->notes()));
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
        QVERIFY(steps->notes().contains(QLatin1String("1 rows are steps within their jobs")));
    }
};

QTEST_GUILESS_MAIN(TestFollowedRows)
#include "tst_followedrows.moc"
