// What a program writes while it works becomes the run that it tells of.
#include "files/imports/openedrun.h"
#include "files/trace/runtrace.h"
#include "fixtures/folder.h"
#include "fixtures/followedrun.h"
#include "fixtures/samerun.h"

#include <QtTest>

#include <algorithm>
#include <random>
#include <string>

using fixtures::Folder;
using fixtures::followed;
using fixtures::FollowedRun;
using fixtures::pictureOf;

namespace {

std::string eventLine(double t, const char* ev, const std::string& job, const std::string& worker)
{
    return QStringLiteral("{\"t\":%1,\"ev\":\"%2\",\"job\":\"%3\",\"worker\":\"%4\"}\n")
        .arg(t, 0, 'f', 6)
        .arg(QLatin1String(ev), QString::fromStdString(job), QString::fromStdString(worker))
        .toStdString();
}

// A complete event of a trace; times in microseconds.
std::string complete(const char* name, int ts, int dur)
{
    return QStringLiteral(
               "{\"ph\":\"X\",\"name\":\"%1\",\"pid\":1,\"tid\":1,\"ts\":%2,\"dur\":%3},\n")
        .arg(QLatin1String(name))
        .arg(ts)
        .arg(dur)
        .toStdString();
}

} // namespace

class TestFollowedStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsBecomeTheJobsOfTheirWorkers()
    {
        const auto run =
            followed("{\"t\":10,\"ev\":\"queued\",\"job\":\"a\"}\n"
                     "{\"t\":10.001,\"ev\":\"queued\",\"job\":\"b\"}\n"
                     "{\"t\":10.002,\"ev\":\"started\",\"job\":\"a\",\"worker\":\"w1\"}\n"
                     "{\"t\":10.003,\"ev\":\"started\",\"job\":\"b\",\"worker\":\"w2\"}\n"
                     "{\"t\":10.005,\"ev\":\"finished\",\"job\":\"a\"}\n"
                     "{\"t\":10.009,\"ev\":\"failed\",\"job\":\"b\",\"error\":\"no\"}\n");
        QCOMPARE(run->picture(), QStringLiteral("w1: a 2-5\nw2: b 3-9!\n"));
        const Timeline& pool = run->record->pool();
        QCOMPARE(pool.queuedCount(), std::size_t(2));
        QCOMPARE(pool.queuedNs(1), qint64(1'000'000));
        QCOMPARE(*pool.lane(1).errorOf(0), QStringLiteral("no"));
        QCOMPARE(*pool.makespanNs(), qint64(9'000'000));
        QCOMPARE(run->record->settings.jobs.count, 2);
        QCOMPARE(run->record->settings.pool.workers, 2);
        QCOMPARE(run->notes(), QString());
    }

    void timesMayBeSecondsNanosecondsAndTexts()
    {
        QCOMPARE(pictureOf("{\"ts_ns\":1700000000000000000,\"ev\":\"started\",\"job\":1}\n"
                           "{\"ts_ns\":\"1700000000000500000\",\"ev\":\"finished\",\"job\":1}\n"
                           "{\"t\":\"1700000000.001\",\"ev\":\"started\",\"job\":2}\n"
                           "{\"t\":1700000000.002,\"ev\":\"finished\",\"job\":2}\n"),
                 QStringLiteral("slot 1: 1 0-0.5, 2 1-2\n"));
    }

    void theOrderWithinASecondDoesNotMatter()
    {
        std::vector<std::string> lines;
        for (int i = 0; i < 200; ++i) {
            const std::string worker = "w" + std::to_string(i % 3);
            const double from = (i / 3) * 0.01;
            lines.push_back(eventLine(from, "started", std::to_string(i), worker));
            lines.push_back(eventLine(from + 0.01, "finished", std::to_string(i), worker));
        }
        const auto all = [&lines] {
            std::string text;
            for (const std::string& line : lines)
                text += line;
            return text;
        };
        // Lanes stand in the order in which their workers are heard of: by name here.
        const auto sorted = [](const QString& picture) {
            QStringList rows = picture.split(u'\n');
            rows.sort();
            return rows;
        };
        const QStringList inOrder = sorted(pictureOf(all()));
        QCOMPARE(inOrder.size(), 4);
        std::mt19937 random(1);
        std::ranges::shuffle(lines, random);
        const auto shuffled = followed(all());
        QCOMPARE(sorted(shuffled->picture()), inOrder);
        QCOMPARE(shuffled->notes(), QString());
    }

    void itDoesNotMatterWhereTheBytesAreCut()
    {
        std::string text;
        std::mt19937 random(2);
        for (int i = 0; i < 300; ++i) {
            text += eventLine(i * 0.05 + double(random() % 100) / 200, "started", std::to_string(i),
                              "w" + std::to_string(i % 5));
            text += eventLine(i * 0.05 + 0.3 + double(random() % 100) / 200, "finished",
                              std::to_string(i), "w" + std::to_string(i % 5));
        }
        const auto whole = followed(text);
        for (int round = 0; round < 20; ++round) {
            FollowedRun run;
            for (std::size_t at = 0; at < text.size();) {
                const std::size_t size = 1 + random() % (round == 0 ? 1 : 700);
                run.add(std::string_view(text).substr(at, size));
                at += size;
            }
            run.finish();
            QCOMPARE(run.picture(), whole->picture());
            QCOMPARE(run.notes(), whole->notes());
        }
    }

    void halfALineWaitsForItsRest()
    {
        FollowedRun run;
        run.add("{\"t\":1,\"ev\":\"star");
        QCOMPARE(run.stream.notes(), QStringList());
        run.add("ted\",\"job\":\"a\"}\r\n{\"t\":2,\"ev\":\"finished\",\"job\":\"a\"}");
        run.finish();
        QCOMPARE(run.picture(), QStringLiteral("slot 1: a 0-1000\n"));
    }

    void whoWritesInOrderIsNotHeldBackOnceASecondHasPassed()
    {
        FollowedRun run;
        for (int i = 0; i < 30; ++i) {
            run.add(eventLine(i * 0.1, "started", std::to_string(i), "w"));
            run.add(eventLine(i * 0.1 + 0.05, "finished", std::to_string(i), "w"));
        }
        // The last event alone, which others of its time may follow.
        QCOMPARE(run.record->pool().startedCount(), std::size_t(30));
        QCOMPARE(run.record->pool().finishedCount(), std::size_t(29));
        run.stream.silent();
        QCOMPARE(run.record->pool().finishedCount(), std::size_t(30));
    }

    void jobsOfAWorkerThatOverlapStandOnFurtherLanes()
    {
        QCOMPARE(pictureOf("{\"t\":0,\"ev\":\"started\",\"job\":\"a\",\"worker\":\"w\"}\n"
                           "{\"t\":0.001,\"ev\":\"started\",\"job\":\"b\",\"worker\":\"w\"}\n"
                           "{\"t\":0.002,\"ev\":\"finished\",\"job\":\"a\",\"worker\":\"w\"}\n"
                           "{\"t\":0.003,\"ev\":\"finished\",\"job\":\"b\",\"worker\":\"w\"}\n"),
                 QStringLiteral("w: a 0-2\nw: b 1-3\n"));
    }

    void ofOneTimeEndsComeBeforeStarts()
    {
        QCOMPARE(pictureOf("{\"t\":0,\"ev\":\"started\",\"job\":\"a\",\"worker\":\"w\"}\n"
                           "{\"t\":0.002,\"ev\":\"started\",\"job\":\"b\",\"worker\":\"w\"}\n"
                           "{\"t\":0.002,\"ev\":\"finished\",\"job\":\"a\",\"worker\":\"w\"}\n"
                           "{\"t\":0.003,\"ev\":\"finished\",\"job\":\"b\",\"worker\":\"w\"}\n"
                           "{\"t\":0.004,\"ev\":\"finished\",\"job\":\"c\",\"worker\":\"w\"}\n"
                           "{\"t\":0.004,\"ev\":\"started\",\"job\":\"c\",\"worker\":\"w\"}\n"),
                 QStringLiteral("w: a 0-2, b 2-3, c 4-4\n"));
    }

    void aNameThatStartsAgainIsAnotherJob()
    {
        const auto run = followed("{\"t\":0,\"ev\":\"started\",\"job\":\"a\"}\n"
                                  "{\"t\":0.001,\"ev\":\"failed\",\"job\":\"a\"}\n"
                                  "{\"t\":0.002,\"ev\":\"started\",\"job\":\"a\"}\n"
                                  "{\"t\":0.003,\"ev\":\"finished\",\"job\":\"a\"}\n");
        QCOMPARE(run->picture(), QStringLiteral("slot 1: a 0-1!, a 2-3\n"));
        QCOMPARE(run->record->settings.jobs.count, 2);
    }

    void whatContradictsItselfIsCountedAndSaid()
    {
        const auto run = followed("{\"t\":0,\"ev\":\"started\",\"job\":\"a\"}\n"
                                  "{\"t\":0.001,\"ev\":\"finished\",\"job\":\"b\"}\n"
                                  "{\"t\":0.002,\"ev\":\"finished\",\"job\":\"a\"}\n"
                                  "{\"t\":0.003,\"ev\":\"finished\",\"job\":\"a\"}\n");
        QCOMPARE(run->picture(), QStringLiteral("slot 1: a 0-2\n"));
        QCOMPARE(run->notes(),
                 QStringLiteral("jobs that ended and did not run then, left out: 2, first b"));
    }

    void whatIsNotUnderstoodIsLeftOutAndSaid_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* line, const char* why) {
            QTest::newRow(line) << QByteArray(line) << QString::fromLatin1(why);
        };
        row("{\"ev\":\"started\",\"job\":\"a\"}", "its time is no number");
        row("{\"t\":null,\"ev\":\"started\",\"job\":\"a\"}", "its time is no number");
        row("{\"t\":\"soon\",\"ev\":\"started\",\"job\":\"a\"}", "its time is no number");
        row("{\"t\":1,\"ev\":\"begun\",\"job\":\"a\"}", "'begun', which is none of");
        row("{\"t\":1,\"job\":\"a\"}", "it has no \"ev\"");
        row("{\"t\":1,\"ev\":\"started\",\"job\":[1]}", "\"job\" is neither a text nor a number");
        row("{\"t\":1,\"ev\":\"worker\"}", "which worker");
        row("{\"t\":NaN,\"ev\":\"started\"}", "at its byte 6");
        row("17", "it is no object");
        row("{\"t\":1,\"ev\":\"started\",\"job\":\"a\",\"worker\":\"\\u001fx\"}", "U+001F");
    }
    void whatIsNotUnderstoodIsLeftOutAndSaid()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, why);
        const auto run =
            followed("{\"t\":1,\"ev\":\"started\",\"job\":\"x\"}\n" + line.toStdString() +
                     "\n{\"t\":2,\"ev\":\"finished\",\"job\":\"x\"}\n");
        QCOMPARE(run->picture(), QStringLiteral("slot 1: x 0-1000\n"));
        QVERIFY2(run->notes().contains(QLatin1String("line 2 is left out")) &&
                     run->notes().contains(why),
                 qPrintable(run->notes()));
    }

    void aJobThatNeverEndedStaysOne()
    {
        const auto run = followed("{\"t\":0,\"ev\":\"started\",\"job\":\"a\"}\n"
                                  "{\"t\":0.002,\"ev\":\"queued\",\"job\":\"b\"}\n");
        QVERIFY(run->picture().startsWith(QStringLiteral("slot 1: a 0-…")));
        QCOMPARE(run->record->pool().outcome()->state, RunState::Stopped);
    }

    void aProgramWhoseClockBeginsAnewIsShownBehindWhatWas()
    {
        const auto run = followed("{\"t\":0,\"ev\":\"started\",\"job\":\"a\"}\n"
                                  "{\"t\":5,\"ev\":\"finished\",\"job\":\"a\"}\n"
                                  "{\"t\":6,\"ev\":\"started\",\"job\":\"b\"}\n"
                                  "{\"t\":0,\"ev\":\"started\",\"job\":\"c\"}\n"
                                  "{\"t\":2,\"ev\":\"finished\",\"job\":\"c\"}\n");
        QCOMPARE(run->picture(), QStringLiteral("slot 1: a 0-5000, b 6000-6000x, c 6000-8000\n"));
        QVERIFY(run->notes().contains(QLatin1String("clock began again: what follows")));
        QVERIFY(run->notes().contains(QLatin1String("ran when their program began anew: 1")));
    }

    void whoTellsOfItsBeginningLateDoesNotBeginAnew()
    {
        const auto run =
            followed("{\"t\":0,\"ev\":\"started\",\"job\":\"a\",\"worker\":\"w1\"}\n"
                     "{\"t\":5,\"ev\":\"finished\",\"job\":\"a\",\"worker\":\"w1\"}\n"
                     "{\"t\":6,\"ev\":\"started\",\"job\":\"b\",\"worker\":\"w1\"}\n"
                     "{\"t\":0.5,\"ev\":\"worker\",\"worker\":\"w2\"}\n"
                     "{\"t\":0.5,\"ev\":\"started\",\"job\":\"c\",\"worker\":\"w2\"}\n"
                     "{\"t\":0.9,\"ev\":\"finished\",\"job\":\"c\",\"worker\":\"w2\"}\n"
                     "{\"t\":7,\"ev\":\"finished\",\"job\":\"b\",\"worker\":\"w1\"}\n");
        QCOMPARE(run->picture(), QStringLiteral("w1: a 0-5000, b 6000-7000\nw2: c 500-900\n"));
        QCOMPARE(run->notes(), QString());
    }

    void threadsOfATraceMayBeWrittenOneAfterTheOther()
    {
        const auto thread = [](const char* tid) {
            std::string text;
            for (int i = 0; i < 5; ++i) {
                for (const char* phase : {"B", "E"})
                    text += QStringLiteral("{\"ph\":\"%1\",\"name\":\"%2\",\"pid\":1,\"tid\":%3,"
                                           "\"ts\":%4},\n")
                                .arg(QLatin1String(phase))
                                .arg(i)
                                .arg(QLatin1String(tid))
                                .arg((2 * i + (*phase == 'E')) * 1'000'000)
                                .toStdString();
            }
            return text;
        };
        const auto run = followed("[\n" + thread("1") + thread("2"));
        const QString jobs =
            QStringLiteral("0 0-1000, 1 2000-3000, 2 4000-5000, 3 6000-7000, 4 8000-9000\n");
        QCOMPARE(run->picture(), QStringLiteral("thread 1/1: %1thread 1/2: %1").arg(jobs));
        QCOMPARE(run->notes(), QString());
    }

    void whatAFileThatBeginsAnewHadBegunIsCancelled()
    {
        FollowedRun run;
        run.add("[\n{\"ph\":\"B\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":1000},\n");
        run.stream.beginAnew(QStringLiteral("cut off after line %1"));
        run.add("[\n{\"ph\":\"B\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":3000},\n"
                "{\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":4000},\n");
        run.finish();
        QCOMPARE(run.picture(), QStringLiteral("thread 1/1: a 0-0x, b 2-3\n"));
        QVERIFY(run.notes().contains(QLatin1String("ran when their program began anew: 1")));
    }

    void aFileThatBeginsAnewWithAClockOfItsOwnIsShownBehindWhatWas()
    {
        FollowedRun run;
        run.add("{\"t\":0,\"ev\":\"started\",\"job\":\"a\",\"worker\":\"p1\"}\n"
                "{\"t\":5,\"ev\":\"finished\",\"job\":\"a\",\"worker\":\"p1\"}\n");
        run.stream.beginAnew(QStringLiteral("cut off after line %1"));
        run.add("{\"t\":0,\"ev\":\"started\",\"job\":\"b\",\"worker\":\"p2\"}\n"
                "{\"t\":2,\"ev\":\"finished\",\"job\":\"b\",\"worker\":\"p2\"}\n");
        run.finish();
        QCOMPARE(run.picture(), QStringLiteral("p1: a 0-5000\np2: b 5000-7000\n"));
    }

    void aTraceWhoseProgramBeginsAgainHasNoSpanOpen()
    {
        QCOMPARE(pictureOf("[\n{\"ph\":\"B\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":0},\n"
                           "{\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":1000000},\n"
                           "{\"ph\":\"B\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":4000000},\n"
                           "[\n{\"ph\":\"B\",\"name\":\"c\",\"pid\":1,\"tid\":1,\"ts\":0},\n"
                           "{\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":500000},\n"),
                 QStringLiteral("thread 1/1: a 0-1000, b 4000-4000x, c 4000-4500\n"));
    }

    void aSpanOfManyWeeksLeavesTheOthers()
    {
        const auto run = followed("worker,job,start,end\n"
                                  "w,a,0,1700000000\n"
                                  "w,b,1700000000,1700000001\n"
                                  "w,c,1700000002,1700000003\n");
        QCOMPARE(run->picture(), QStringLiteral("w: b 0-1000, c 2000-3000\n"));
        QVERIFY(run->notes().contains(QLatin1String("line 2 is left out: it took more than")));
    }

    void processorTimesThatCannotBeTrueAreLeftOut()
    {
        const auto run = followed("{\"t\":0,\"ev\":\"started\",\"job\":\"a\"}\n"
                                  "{\"t\":1,\"ev\":\"finished\",\"job\":\"a\",\"cpu\":5000000}\n"
                                  "{\"t\":2,\"ev\":\"started\",\"job\":\"b\"}\n"
                                  "{\"t\":3,\"ev\":\"finished\",\"job\":\"b\",\"cpu\":0.5}\n");
        QCOMPARE(run->notes(), QStringLiteral("jobs whose processor time is too large to be true, "
                                              "shown without it: 1, first a"));
        const Lane::CpuSum cpu = run->record->pool().lane(0).cpuIn(2);
        QCOMPARE(cpu.spans, std::size_t(1));
        QCOMPARE(cpu.cpuNs, qint64(500'000'000));
    }

    void jobsWithoutAWorkerMayHaveAllTheLanesThereAre()
    {
        constexpr int kJobs = 400;
        std::string text;
        for (int i = 0; i < kJobs; ++i)
            text += "{\"t\":0,\"ev\":\"started\",\"job\":" + std::to_string(i) + "}\n";
        const auto run = followed(text);
        QCOMPARE(run->record->pool().laneCount(), kJobs);
        QCOMPARE(run->notes(), QString());
    }

    void theEndIsNeverFartherThanARunMayReach()
    {
        constexpr qint64 kFarthestNs = Timeline::kMaxLanesNs / RunSettings::kMaxWorkers;
        // 50 days from the first start to the first end, and 50 more.
        const auto run = followed("worker,job,start,end\n"
                                  "w,a,0,4320000\n"
                                  "w,b,8640000,8640001\n");
        QVERIFY(*run->record->pool().makespanNs() <= kFarthestNs);
        QVERIFY(run->picture().startsWith(QLatin1String("w: a 0-4")));
        QVERIFY(run->notes().contains(QLatin1String("more than 52 days from the beginning")));
    }

    void oneTimeFarOffDecidesNothing()
    {
        const auto run = followed("{\"t\":1700000000,\"ev\":\"started\",\"job\":\"a\"}\n"
                                  "{\"t\":0,\"ev\":\"started\",\"job\":\"b\"}\n"
                                  "{\"t\":1700000001,\"ev\":\"finished\",\"job\":\"a\"}\n");
        QVERIFY(run->picture().startsWith(QLatin1String("slot 1: a 0-1000\n")));
    }

    void whatWasFollowedIsSavedAndOpensAgain()
    {
        Folder folder;
        const auto run = followed("{\"t\":0,\"ev\":\"queued\",\"job\":\"a\"}\n"
                                  "{\"t\":0.1,\"ev\":\"started\",\"job\":\"a\",\"worker\":\"w1\"}\n"
                                  "{\"t\":0.2,\"ev\":\"queued\",\"job\":\"b\"}\n"
                                  "{\"t\":0.3,\"ev\":\"started\",\"job\":\"b\",\"worker\":\"w2\"}\n"
                                  "{\"t\":0.4,\"ev\":\"failed\",\"job\":\"a\",\"cpu\":0.2}\n"
                                  "{\"t\":0.5,\"ev\":\"finished\",\"job\":\"x\"}\n");
        QCOMPARE(writeRunTrace(*run->record, folder.path("run.json")), QString());
        const auto opened = openRun(folder.path("run.json"));
        QVERIFY(std::holds_alternative<OpenedRun>(opened));
        const RunRecord& again = *std::get<OpenedRun>(opened).record;
        fixtures::compareTimelines(run->record->pool(), again.pool());
        QCOMPARE(again.origin.lanes, run->record->origin.lanes);
        QCOMPARE(again.origin.notes, run->record->origin.notes);
        QCOMPARE(again.plan.inputs.of(JobId{2}), QByteArray("b"));
    }

    void theArrayOfAChromeTraceIsFollowedByItsEvents()
    {
        const auto run =
            followed("[\n{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":1,\"tid\":7,\"args\":{"
                     "\"name\":\"io\"}},\n"
                     "{\"ph\":\"B\",\"name\":\"outer\",\"pid\":1,\"tid\":7,\"ts\":0},\n"
                     "{\"ph\":\"B\",\"name\":\"inner\",\"pid\":1,\"tid\":7,\"ts\":1000},\n"
                     "{\"ph\":\"E\",\"pid\":1,\"tid\":7,\"ts\":2000},\n"
                     "{\"ph\":\"E\",\"pid\":1,\"tid\":7,\"ts\":3000},\n"
                     "{\"ph\":\"X\",\"name\":\"x\",\"pid\":1,\"tid\":8,\"ts\":1000,\"dur\":4000},\n"
                     "{\"ph\":\"i\",\"name\":\"mark\",\"pid\":1,\"tid\":8,\"ts\":1000}\n]\n");
        QCOMPARE(run->picture(), QStringLiteral("io: outer 0-3\nthread 1/8: x 1-5\n"));
        QVERIFY(run->notes().contains(QLatin1String("1 span lies within another of its thread")));
        QVERIFY(run->notes().contains(QLatin1String("no duration: 1 instant")));
    }

    void nestedSpansOfAThreadAreNoWorkers()
    {
        // As programs write them, at their ends; as tools write them, sorted by their starts.
        const std::string inner = complete("inner", 1000, 2000);
        const std::string innermost = complete("innermost", 1500, 500);
        const std::string outer = complete("outer", 0, 5000);
        const std::string next = complete("next", 6000, 1000);
        for (const std::string& text :
             {"[\n" + innermost + inner + outer + next, "[\n" + outer + inner + innermost + next}) {
            const auto run = followed(text);
            QCOMPARE(run->picture(), QStringLiteral("thread 1/1: outer 0-5, next 6-7\n"));
            QVERIFY2(run->notes().contains(QLatin1String("2 spans lie within others")),
                     qPrintable(run->notes()));
        }
    }

    void anOuterSpanThatIsWrittenLongAfterItsInnerOnesIsNoJobAndSaid()
    {
        FollowedRun run;
        run.add("[\n" + complete("a", 0, 1000) + complete("b", 1'000'000, 1000));
        run.stream.silent();
        QCOMPARE(run.picture(), QStringLiteral("thread 1/1: a 0-1, b 1000-1001\n"));
        run.add(complete("outer", 0, 2'000'000) + complete("c", 3'000'000, 1000));
        run.finish();
        QCOMPARE(run.picture(), QStringLiteral("thread 1/1: a 0-1, b 1000-1001, c 3000-3001\n"));
        QVERIFY2(run.notes().contains(QLatin1String("1 span came when spans within it were shown")),
                 qPrintable(run.notes()));
    }

    void asALiveTraceGoesOnAnOuterSpanIsWaitedForASecond()
    {
        FollowedRun run;
        run.add("[\n" + complete("first", 0, 1000));
        run.stream.silent();
        run.add(complete("inner", 1'500'000, 1000) + complete("outer", 1'400'000, 500'000));
        QCOMPARE(run.picture(), QStringLiteral("thread 1/1: first 0-1\n"));
        QVERIFY(run.stream.patienceNs());
        run.add(complete("next", 3'500'000, 1000));
        run.stream.silent();
        QCOMPARE(run.picture(),
                 QStringLiteral("thread 1/1: first 0-1, outer 1400-1900, next 3500-3501\n"));
    }

    void aSpanThatNeverEndsLeavesThoseBeforeItOnTheirLane()
    {
        FollowedRun run;
        run.add("[\n" + complete("first", 0, 1000));
        run.stream.silent();
        run.add(complete("a", 1'000'000, 1000) +
                "{\"ph\":\"X\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":1002000},\n");
        run.stream.silent();
        QCOMPARE(run.picture(), QStringLiteral("thread 1/1: first 0-1, a 1000-1001, b 1002-…\n"));
    }

    void ofManySpansWithinASecondNoMoreAreHeldThanThereIsRoomFor()
    {
        FollowedRun run;
        std::string text = "[\n" + complete("first", 0, 1000);
        for (std::size_t i = 0; i < 2 * OutermostSpans::kMostHeld; ++i)
            text += complete("s", 2'000'000 + int(i), 1);
        run.add("[\n" + complete("first", 0, 1000));
        run.stream.silent();
        run.add(text + complete("last", 3'000'000, 1000));
        QVERIFY(run.record->pool().finishedCount() > OutermostSpans::kMostHeld / 2);
    }

    void completeSpansWithinAPairAreAPartOfIt()
    {
        const auto run = followed(
            "[\n{\"ph\":\"B\",\"name\":\"pair\",\"pid\":1,\"tid\":1,\"ts\":0},\n" +
            complete("x", 1000, 1000) + "{\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":3000},\n");
        QCOMPARE(run->picture(), QStringLiteral("thread 1/1: pair 0-3\n"));
        QVERIFY(run->notes().contains(QLatin1String("1 span lies within another")));
    }

    void asynchronousSpansThatNeverEndAreJobsThatRun()
    {
        const auto run = followed(
            "[\n{\"ph\":\"b\",\"cat\":\"net\",\"id\":1,\"name\":\"get\",\"pid\":1,\"tid\":1,"
            "\"ts\":0},\n" +
            complete("x", 1000, 1000));
        QCOMPARE(run->picture(), QStringLiteral("thread 1/1: get 0-…\nthread 1/1: x 1-2\n"));
        QVERIFY(run->notes().contains(QLatin1String("1 span has no end")));
    }

    void whatCannotBeFollowedIsRefused()
    {
        FollowedRun run;
        QVERIFY(!run.stream.add("hello\n"));
        QVERIFY(run.stream.problem()->message.contains(QLatin1String("none of what can be")));
    }
};

QTEST_GUILESS_MAIN(TestFollowedStream)
#include "tst_followedstream.moc"
