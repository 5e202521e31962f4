// Celery's events become jobs on lanes: its tasks on the processes of its workers.
#include "files/follow/openedlines.h"
#include "files/trace/runtrace.h"
#include "fixtures/folder.h"
#include "fixtures/followedrun.h"

#include <QtTest>

#include <string>

using fixtures::Folder;
using fixtures::followed;
using fixtures::FollowedRun;
using fixtures::pictureOf;

namespace {

// One event; `more` are further members.
std::string lineOf(const char* type, const char* seconds, const std::string& more)
{
    return std::string("{\"type\":\"") + type + "\",\"timestamp\":1700000000." + seconds +
           ",\"utcoffset\":0,\"clock\":7" + (more.empty() ? "" : ",") + more + "}\n";
}

std::string ofTask(const char* type, const char* seconds, const char* uuid,
                   const std::string& more = {}, const char* host = "w@a")
{
    return lineOf(type, seconds,
                  std::string("\"uuid\":\"") + uuid + "\",\"hostname\":\"" + host +
                      "\",\"pid\":10" + (more.empty() ? "" : ",") + more);
}

std::string ofWorker(const char* type, const char* seconds, const std::string& more = {},
                     const char* host = "w@a", const char* pid = "10")
{
    return lineOf(type, seconds,
                  std::string("\"hostname\":\"") + host + "\",\"pid\":" + pid +
                      (more.empty() ? "" : ",") + more);
}

std::string sent(const char* seconds, const char* uuid, const char* name)
{
    return ofTask("task-sent", seconds, uuid, std::string("\"name\":\"") + name + '"', "gen1@c");
}

std::string received(const char* seconds, const char* uuid, const char* name)
{
    return ofTask("task-received", seconds, uuid, std::string("\"name\":\"") + name + '"');
}

} // namespace

class TestCeleryLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksSucceedFailAndAreRevoked()
    {
        const auto run =
            followed(sent("000", "1", "app.good") + received("001", "1", "app.good") +
                     received("002", "2", "app.bad") + received("003", "3", "app.never") +
                     received("003", "4", "app.slow") + ofTask("task-started", "010", "1") +
                     ofTask("task-started", "011", "2") + ofTask("task-revoked", "012", "3") +
                     ofTask("task-succeeded", "020", "1", "\"runtime\":0.009,\"result\":\"None\"") +
                     ofTask("task-started", "021", "4") +
                     ofTask("task-failed", "030", "2",
                            "\"exception\":\"ValueError('x')\",\"traceback\":\"Traceback\"") +
                     ofTask("task-revoked", "040", "4",
                            "\"terminated\":true,\"signum\":\"SIGTERM\",\"expired\":false"));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: app.good 10-20, app.slow 21-40x\n"
                                                "w@a slot 2: app.bad 11-30!\n"));
        const Timeline& pool = run->record->pool();
        QCOMPARE(pool.lane(1).reportOf(0)->error, QStringLiteral("ValueError('x')"));
        QCOMPARE(pool.lane(0).reportOf(1)->error, QStringLiteral("terminated by SIGTERM"));
        QCOMPARE(run->record->origin.lanes[0].host, QStringLiteral("w@a"));
        QCOMPARE(pool.queuedCount(), std::size_t(4));
        QCOMPARE(pool.queuedNs(0), qint64(0)); // when it was sent
        QCOMPARE(run->notes(), QString());
    }

    void severalEventsInAnArrayAreOneLine()
    {
        std::string multi = "[";
        for (const std::string& one :
             {received("000", "1", "a"), ofTask("task-started", "001", "1"),
              ofTask("task-succeeded", "005", "1", "\"runtime\":0.004")})
            multi += (multi.size() > 1 ? "," : "") + one.substr(0, one.size() - 1);
        QCOMPARE(pictureOf(multi + "]\n"), QStringLiteral("w@a slot 1: a 1-5\n"));
    }

    void aRetriedTaskIsTriedAgainWhereverThatIs()
    {
        const auto run =
            followed(received("000", "1", "a") + received("000", "2", "b") +
                     ofTask("task-started", "001", "1") + ofTask("task-started", "002", "2") +
                     ofTask("task-retried", "005", "1", "\"exception\":\"KeyError('k')\"") +
                     sent("006", "1", "a") + received("007", "1", "a") +
                     ofTask("task-started", "010", "1", "", "v@b") +
                     ofTask("task-succeeded", "012", "1", "\"runtime\":0.002", "v@b") +
                     ofTask("task-succeeded", "013", "2", "\"runtime\":0.011"));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: a 1-5r\n"
                                                "w@a slot 2: b 2-13\n"
                                                "v@b slot 1: a 10-12\n"));
        const Timeline& pool = run->record->pool();
        QCOMPARE(pool.lane(2).attemptNumberAt(0), 2);
        QCOMPARE(pool.lane(0).reportOf(0)->error, QStringLiteral("KeyError('k')"));
        QCOMPARE(pool.counts().retried, std::size_t(1));
        // It is one job, and begun once.
        QCOMPARE(pool.queuedCount(), std::size_t(2));
        QCOMPARE(pool.jobsStarted(), std::size_t(2));
        QCOMPARE(pool.attemptsAt(JobId{1}).size(), std::size_t(2));
        QCOMPARE(pool.outcome()->state, RunState::Finished);
        QCOMPARE(run->notes(), QString());
    }

    void anotherTaskMayStandBetweenTwoAttempts()
    {
        const auto run =
            followed(received("000", "1", "a") + received("000", "2", "b") +
                     ofTask("task-started", "001", "1") + ofTask("task-retried", "002", "1") +
                     ofTask("task-started", "003", "2") + ofTask("task-succeeded", "004", "2") +
                     ofTask("task-started", "005", "1") + ofTask("task-failed", "006", "1"));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: a 1-2r, b 3-4, a 5-6!\n"));
        QCOMPARE(run->record->pool().jobsStarted(), std::size_t(2));
        QCOMPARE(run->record->pool().lane(0).attemptNumberAt(1), 1);
        QCOMPARE(run->record->pool().lane(0).attemptNumberAt(2), 2);
    }

    void tasksOfOneNameAreToldApart()
    {
        QCOMPARE(pictureOf(received("000", "1", "a") + received("000", "2", "a") +
                           ofTask("task-started", "001", "2") + ofTask("task-started", "002", "1") +
                           ofTask("task-failed", "003", "1") +
                           ofTask("task-succeeded", "009", "2")),
                 QStringLiteral("w@a slot 1: a 1-9\nw@a slot 2: a 2-3!\n"));
    }

    void whatIsToldOutOfOrderStandsInOrder()
    {
        // The sender says that it has sent the task when it is done with it.
        const auto run = followed(received("001", "1", "a") + ofTask("task-started", "002", "1") +
                                  ofTask("task-succeeded", "003", "1", "\"runtime\":0.001") +
                                  sent("004", "1", "a") +
                                  ofTask("task-succeeded", "009", "2", "\"runtime\":0.001") +
                                  ofTask("task-started", "008", "2") + received("007", "2", "b"));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: a 1-2, b 7-8\n"));
        QCOMPARE(run->record->pool().queuedCount(), std::size_t(2));
        QCOMPARE(run->notes(), QString());
    }

    void ofTasksThatRanBeforeIsShownWhatIsKnown()
    {
        const auto run = followed(ofWorker("worker-heartbeat", "000") +
                                  ofTask("task-succeeded", "010", "1", "\"runtime\":0.004") +
                                  ofTask("task-failed", "020", "2", "\"exception\":\"E()\"") +
                                  ofTask("task-succeeded", "030", "3", "\"runtime\":500"));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: 1 6-10\n"
                                                "w@a slot 2: 2 0-20!\n"
                                                "w@a slot 3: 3 0-30\n"));
        QVERIFY2(run->notes().contains(
                     QLatin1String("jobs that ended and whose start was not told: 3, first 1")),
                 qPrintable(run->notes()));
        QVERIFY(run->notes().contains(QLatin1String("what lies before is cut off")));
    }

    void aWorkerThatGoesAndComesIsNotThereMeanwhile()
    {
        const auto run = followed(
            ofWorker("worker-online", "000") + received("001", "1", "a") +
            ofTask("task-started", "002", "1") + ofTask("task-succeeded", "004", "1") +
            ofWorker("worker-offline", "010") + ofWorker("worker-online", "020", "", "w@a", "11") +
            ofWorker("worker-heartbeat", "030", "\"active\":0", "w@a", "11"));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: a 2-4\n"));
        QCOMPARE(run->record->pool().lane(0).presentNs(30'000'000), qint64(20'000'000));
    }

    void whatAWorkerRanThatBeginsAnewIsLostAndMayBeDeliveredAgain()
    {
        const auto run = followed(
            received("000", "1", "a") + ofTask("task-started", "001", "1") +
            received("000", "2", "b") + ofTask("task-started", "002", "2") +
            ofWorker("worker-online", "005", "", "w@a", "11") +
            lineOf("task-started", "008", "\"uuid\":\"2\",\"hostname\":\"w@a\",\"pid\":11") +
            lineOf("task-succeeded", "009",
                   "\"uuid\":\"2\",\"hostname\":\"w@a\",\"pid\":11,\"runtime\":0.001"));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: a 1-5x, b 8-9\n"
                                                "w@a slot 2: b 2-5x\n"));
        QVERIFY2(run->notes().contains(
                     QLatin1String("jobs that ran when their worker began anew: 2, first a")),
                 qPrintable(run->notes()));
        QCOMPARE(run->record->pool().outcome()->state, RunState::Finished);
        QCOMPARE(run->record->pool().jobsStarted(), std::size_t(2));
    }

    void aTaskThatStartsElsewhereHasLostItsWorker()
    {
        const auto run = followed(received("000", "1", "a") + ofTask("task-started", "001", "1") +
                                  ofTask("task-started", "006", "1", "", "v@b") +
                                  ofTask("task-succeeded", "009", "1", "\"runtime\":0.003", "v@b"));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: a 1-6r\nv@b slot 1: a 6-9\n"));
    }

    void afterAGapAWorkerThatRunsNothingHasEndedAll()
    {
        FollowedRun run;
        run.add(received("000", "1", "a") + ofTask("task-started", "001", "1") +
                ofWorker("worker-heartbeat", "002", "\"active\":0"));
        run.stream.missSome(QStringLiteral("some was lost"));
        run.add(ofWorker("worker-heartbeat", "005", "\"active\":1") +
                ofWorker("worker-heartbeat", "007", "\"active\":0"));
        run.finish();
        QCOMPARE(run.picture(), QStringLiteral("w@a slot 1: a 1-7x\n"));
        QVERIFY2(run.notes().startsWith(QLatin1String("some was lost\n")), qPrintable(run.notes()));
        QVERIFY(run.notes().contains(QLatin1String("jobs whose end was not told: 1, first a")));
    }

    void otherTypesArePassedOverAndSaid()
    {
        const auto run = followed(ofTask("task-progress", "000", "1", "\"done\":50") +
                                  received("001", "1", "a") + ofTask("task-started", "002", "1") +
                                  lineOf("my-own", "003", ""));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: a 1-…\n"));
        QCOMPARE(run->notes(),
                 QStringLiteral("events of other types, passed over: 2, first 'task-progress'"));
    }

    void whatIsWrongIsLeftOutAndSaid_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const QByteArray& line, const char* why) {
            QTest::newRow(name) << line << QString(QLatin1String(why));
        };
        row("a type that is none", "{\"type\":5,\"timestamp\":1,\"hostname\":\"h\"}",
            "it has no \"type\" that says what happened");
        row("no time", "{\"type\":\"worker-online\",\"hostname\":\"h\"}",
            "its \"timestamp\" is no number of seconds");
        row("a text as time", "{\"type\":\"worker-online\",\"timestamp\":\"1\",\"hostname\":\"h\"}",
            "its \"timestamp\" is no number of seconds");
        row("NaN", "{\"type\":\"worker-online\",\"timestamp\":NaN,\"hostname\":\"h\"}",
            "Invalid value, at its byte 37");
        row("a time that is too large",
            "{\"type\":\"worker-online\",\"timestamp\":1e300,\"hostname\":\"h\"}",
            "its \"timestamp\" is no number of seconds");
        row("no host", "{\"type\":\"worker-online\",\"timestamp\":1700000000}",
            "its \"hostname\" is no text");
        row("no uuid",
            "{\"type\":\"task-started\",\"timestamp\":1700000000,\"hostname\":\"h\",\"uuid\":[]}",
            "its \"uuid\" is no text");
        row("no object", "[5]", "it is no object");
        row("no JSON", "\x80\x02}q", "Invalid value, at its byte 1");
    }
    void whatIsWrongIsLeftOutAndSaid()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, why);
        const auto run = followed(received("000", "1", "a") + line.toStdString() + "\n" +
                                  ofTask("task-started", "001", "1"));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: a 1-…\n"));
        QCOMPARE(run->notes(), QStringLiteral("line 2 is left out: %1").arg(why));
    }

    void wrongTypesOfWhatIsNotNeededDoNoHarm()
    {
        QCOMPARE(pictureOf(ofTask("task-received", "000", "1", "\"name\":{\"a\":[1]}") +
                           ofTask("task-started", "001", "1", "\"pid\":[]") +
                           ofTask("task-succeeded", "004", "1", "\"runtime\":\"long\"") +
                           ofTask("task-succeeded", "005", "2", "\"runtime\":-1") +
                           ofTask("task-failed", "006", "3", "\"exception\":5")),
                 QStringLiteral("w@a slot 1: 1 1-4\n"
                                "w@a slot 2: 2 0-5\n"
                                "w@a slot 3: 3 0-6!\n"));
    }

    void namesAreAnyTexts()
    {
        const std::string huge(100'000, 'x');
        const auto run =
            followed(received("000", "1", "größe \\u2603\\n") +
                     ofTask("task-started", "001", "1", "\"args\":\"" + huge + '"') +
                     ofTask("task-failed", "002", "1", "\"exception\":\"" + huge + "\\u202e\""));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: größe ☃\n 1-2!\n"));
    }

    void clocksOfHostsThatDifferAreNoNewBeginning()
    {
        const auto run =
            followed(received("900", "1", "a") + ofTask("task-started", "901", "1") +
                     "{\"type\":\"task-succeeded\",\"timestamp\":1700000004,\"uuid\":\"1\","
                     "\"hostname\":\"w@a\"}\n" +
                     received("950", "2", "late") + ofTask("task-started", "960", "2"));
        QVERIFY2(!run->notes().contains(QLatin1String("began again")), qPrintable(run->notes()));
    }

    void aFileOfItIsOpenedAsItIsFollowed()
    {
        const std::string text = received("000", "1", "a") + ofTask("task-started", "001", "1") +
                                 ofTask("task-failed", "002", "1", "\"exception\":\"E()\"");
        const Folder folder;
        folder.write("events", QByteArray::fromStdString(text));
        const auto opened = openLines(folder.path("events"));
        QVERIFY(opened);
        const auto& run = std::get<OpenedRun>(*opened);
        QCOMPARE(pictureOf(*run.record), pictureOf(text));
        QCOMPARE(run.record->pool().makespanNs(), qint64(2'000'000));
        folder.write("events", "# ninja log v5\n");
        QVERIFY(!openLines(folder.path("events")));
    }

    void savedAndOpenedAgainItIsTheSame()
    {
        // Tasks are taken in another order than they came, and tried again elsewhere.
        const auto run =
            followed(received("000", "1", "a") + received("000", "2", "b") +
                     received("000", "3", "c") + ofTask("task-started", "001", "3") +
                     ofTask("task-retried", "002", "3", "\"exception\":\"E()\"") +
                     ofTask("task-started", "003", "1") + ofTask("task-succeeded", "004", "1") +
                     ofTask("task-started", "004", "2", "", "v@b") +
                     ofTask("task-retried", "005", "2", "", "v@b") +
                     ofTask("task-started", "006", "3", "", "v@b") +
                     ofTask("task-succeeded", "007", "3", "", "v@b") +
                     ofTask("task-started", "008", "2") + ofTask("task-failed", "009", "2"));
        QCOMPARE(run->picture(), QStringLiteral("w@a slot 1: c 1-2r, a 3-4, b 8-9!\n"
                                                "v@b slot 1: b 4-5r, c 6-7\n"));
        const Folder folder;
        QCOMPARE(writeRunTrace(*run->record, folder.path("run.json")), QString());
        const auto opened = openRun(folder.path("run.json"));
        const auto& again = std::get<OpenedRun>(opened);
        QCOMPARE(again.notes, QStringList());
        QCOMPARE(pictureOf(*again.record), run->picture());
        QCOMPARE(again.record->pool().jobsStarted(), std::size_t(3));
        QCOMPARE(again.record->pool().lane(0).attemptNumberAt(2), 2);
    }

    void cutAnywhereItIsTheSame()
    {
        const std::string text = received("000", "1", "a") + ofTask("task-started", "001", "1") +
                                 ofTask("task-retried", "002", "1") +
                                 ofTask("task-started", "004", "1");
        const QString whole = pictureOf(text);
        for (std::size_t cut = 1; cut < text.size(); ++cut) {
            FollowedRun run;
            run.add(std::string_view(text).substr(0, cut));
            run.add(std::string_view(text).substr(cut));
            run.finish();
            QCOMPARE(run.picture(), whole);
        }
    }
};

QTEST_GUILESS_MAIN(TestCeleryLines)
#include "tst_celerylines.moc"
