// A saved run opens as the very same run, and traces of others as what can be seen in them.
#include "analysis/figure.h"
#include "files/imports/openedrun.h"
#include "files/io/inputfile.h"
#include "files/io/outputfile.h"
#include "files/trace/runtrace.h"
#include "fixtures/anyrun.h"
#include "fixtures/samerun.h"
#include "plan/settings/brokeraddress.h"
#include "text/settingstext.h"

#include <QTemporaryDir>
#include <QtTest>

using fixtures::AnyRun;
using fixtures::compareRuns;

namespace {

// JSON with ' in place of ".
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class TestRunTrace : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QString write(const QByteArray& bytes) const
    {
        QFile file(path("file"));
        [&] {
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        }();
        return file.fileName();
    }

    OpenedRun open(const QByteArray& bytes) const
    {
        auto opened = openRun(write(bytes));
        if (const auto* problem = std::get_if<Problem>(&opened)) {
            qWarning().noquote() << problem->message;
            return {};
        }
        return std::get<OpenedRun>(opened);
    }

    QString problem(const QByteArray& bytes) const
    {
        const auto opened = openRun(write(bytes));
        const auto* problem = std::get_if<Problem>(&opened);
        return problem ? problem->message : QString();
    }

private Q_SLOTS:
    void aSavedRunOpensAsTheVerySameRun()
    {
        for (unsigned seed = 1; seed <= 300; ++seed) {
            const auto record = AnyRun(seed).make();
            const QString file = path(seed % 2 ? "run.json" : "run.json.gz");
            QCOMPARE(writeRunTrace(*record, file), QString());
            const auto opened = openRun(file);
            QVERIFY2(std::holds_alternative<OpenedRun>(opened), qPrintable(QString::number(seed)));
            QCOMPARE(std::get<OpenedRun>(opened).notes, QStringList());
            compareRuns(*record, *std::get<OpenedRun>(opened).record);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
    }

    void aJobThatWasDeliveredAgainKeepsItsAttempts()
    {
        RunSettings settings;
        settings.jobs.count = 3;
        settings.pool.workers = 2;
        settings.baseline.when = SequentialRunWhen::Off;
        RunRecord record(settings, RunOrigin::hereAndNow());
        Timeline& pool = record.pool();
        const auto happened = [&pool](qint64 atNs, EventKind kind, int job = 0, int worker = 0,
                                      int attempt = 0, JobStatus status = JobStatus::Finished) {
            Event event;
            event.timeNs = atNs;
            event.kind = kind;
            event.job = JobId{job};
            event.worker = WorkerId{worker};
            event.attempt = attempt;
            event.status = status;
            pool.record(event);
        };
        happened(0, EventKind::RunBegan);
        for (int job = 1; job <= 3; ++job)
            happened(job, EventKind::Queued, job);
        happened(10, EventKind::Started, 1, 1, 1);
        happened(10, EventKind::Started, 2, 2, 1);
        happened(20, EventKind::Finished, 1, 1, 1, JobStatus::Cancelled); // its worker is lost
        happened(20, EventKind::Finished, 2, 2, 1);
        happened(20, EventKind::Started, 3, 2, 1);
        happened(30, EventKind::Finished, 3, 2, 1);
        happened(30, EventKind::Started, 1, 2, 2);
        happened(40, EventKind::Finished, 1, 2, 2);
        happened(50, EventKind::RunEnded);
        pool.conclude(RunOutcome{.state = RunState::Finished, .message = {}, .jobsSent = 3});
        QCOMPARE(pool.attemptsAt(JobId{1}).size(), std::size_t(2));

        QCOMPARE(writeRunTrace(record, path("run.json")), QString());
        const auto opened = openRun(path("run.json"));
        QVERIFY(std::holds_alternative<OpenedRun>(opened));
        const OpenedRun& run = std::get<OpenedRun>(opened);
        QCOMPARE(run.notes, QStringList());
        compareRuns(record, *run.record);
        QCOMPARE(run.record->pool().attemptsAt(JobId{1}).size(), std::size_t(2));
        QCOMPARE(run.record->pool().jobsStarted(), pool.jobsStarted());
    }

    void aRunOfAsManyWorkersAsAgentsMayHaveOpensAgain()
    {
        RunSettings settings;
        settings.jobs.count = RunSettings::kMaxLanes;
        settings.pool.workers = RunSettings::kMaxLanes;
        settings.pool.broker = BrokerAddress{.host = QStringLiteral("localhost")}.shown();
        settings.baseline.when = SequentialRunWhen::Off;
        RunRecord record(settings, RunOrigin::hereAndNow());
        Timeline& pool = record.pool();
        pool.record(Event{0, {}, {}, EventKind::RunBegan, {}});
        for (int job = 1; job <= settings.jobs.count; ++job)
            pool.record(Event{0, JobId{job}, {}, EventKind::Queued, {}});
        for (int worker = 1; worker <= settings.pool.workers; ++worker) {
            const JobId job{worker};
            pool.record(Event{worker, job, WorkerId{worker}, EventKind::Started, {}, false, 1});
            pool.record(Event{9'000, job, WorkerId{worker}, EventKind::Finished,
                              JobStatus::Finished, false, 1});
        }
        pool.record(Event{9'000, {}, {}, EventKind::RunEnded, {}});
        pool.conclude({.state = RunState::Finished, .message = {}});

        QCOMPARE(writeRunTrace(record, path("run.json")), QString());
        const auto opened = openRun(path("run.json"));
        QVERIFY(std::holds_alternative<OpenedRun>(opened));
        const OpenedRun& run = std::get<OpenedRun>(opened);
        QCOMPARE(run.notes, QStringList());
        QCOMPARE(run.record->pool().laneCount(), RunSettings::kMaxLanes);
        compareRuns(record, *run.record);
    }

    void agentsWorkersMayTakeJobsInAnyOrder()
    {
        RunSettings settings;
        settings.jobs.count = 2;
        settings.pool.workers = 1;
        settings.pool.broker = BrokerAddress{.host = QStringLiteral("localhost")}.shown();
        settings.baseline.when = SequentialRunWhen::Off;
        RunRecord record(settings, RunOrigin::hereAndNow());
        Timeline& pool = record.pool();
        pool.record(Event{0, {}, {}, EventKind::RunBegan, {}});
        qint64 ns = 0;
        for (const int job : {2, 1}) {
            pool.record(Event{++ns, JobId{job}, WorkerId{1}, EventKind::Started, {}, false, 1});
            pool.record(Event{++ns, JobId{job}, WorkerId{1}, EventKind::Finished,
                              JobStatus::Finished, false, 1});
        }
        pool.record(Event{ns, {}, {}, EventKind::RunEnded, {}});
        pool.conclude({.state = RunState::Finished, .message = {}});
        QCOMPARE(writeRunTrace(record, path("run.json")), QString());
        const auto opened = openRun(path("run.json"));
        QVERIFY(std::holds_alternative<OpenedRun>(opened));
        QCOMPARE(std::get<OpenedRun>(opened).notes, QStringList());
        compareRuns(record, *std::get<OpenedRun>(opened).record);
    }

    void theFiguresOfASavedRunAreNumbersByTheirKeys()
    {
        QCOMPARE(writeRunTrace(*AnyRun(1).make(), path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject figures = QJsonDocument::fromJson(file.readAll())[u"otherData"].toObject();
        QVERIFY(figures.value(u"finished").isDouble());
        QVERIFY(figures.value(u"pool_time_ns").toInteger() > 0);
        for (const auto& [figure, key] : kFigureKeys)
            figures.remove(QLatin1String(key));
        QCOMPARE(figures.keys(), QStringList());
    }

    // As they were saved before outcomes had codes and figures had keys.
    void anOutcomeWithAMessageAloneOpensWithIt()
    {
        RunRecord record{RunSettings()};
        for (const auto& part : record.parts())
            part->timeline.conclude({.state = RunState::Failed,
                                     .message = QStringLiteral("no more threads"),
                                     .code = OutcomeCode::NoThreads});
        QCOMPARE(writeRunTrace(record, path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        QCOMPARE(bytes.count("\"code\":\"no_threads\","), 2);
        bytes.replace("\"code\":\"no_threads\",", "");
        bytes.replace("\"otherData\":{", "\"otherData\":{\"Jobs finished\":\"5 / 5\",");
        const auto run = open(bytes);
        QVERIFY(run.record);
        QCOMPARE(run.notes, QStringList());
        for (const auto& part : run.record->parts()) {
            QCOMPARE(part->timeline.outcome()->state, RunState::Failed);
            QCOMPARE(part->timeline.outcome()->message, QStringLiteral("no more threads"));
            QCOMPARE(part->timeline.outcome()->code, OutcomeCode::None);
        }
    }

    void aCodeOfTheFutureLeavesTheMessage()
    {
        RunRecord record{RunSettings()};
        record.pool().conclude({.state = RunState::Failed,
                                .message = QStringLiteral("why"),
                                .code = OutcomeCode::NoMemory});
        QCOMPARE(writeRunTrace(record, path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto run = open(file.readAll().replace("no_memory", "no_power"));
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().outcome()->message, QStringLiteral("why"));
        QCOMPARE(run.record->pool().outcome()->code, OutcomeCode::None);
    }

    void savedRunsKeepTheRulesOfTheFormat()
    {
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python.isEmpty())
            QSKIP("python3 is not installed");
        // By a script that knows the format and nothing of this program.
        QStringList arguments{QStringLiteral(CHECKER)};
        for (unsigned seed = 1; seed <= 60; ++seed) {
            arguments += m_folder.filePath(QStringLiteral("rules-%1.json").arg(seed));
            QCOMPARE(writeRunTrace(*AnyRun(seed).make(), arguments.last()), QString());
        }
        QProcess check;
        check.start(python, arguments);
        QVERIFY(check.waitForFinished());
        QVERIFY2(check.exitCode() == 0, check.readAllStandardError());
        QCOMPARE(check.readAllStandardOutput().count('\n'), 60);
    }

    void aGzipFileIsSmallerAndOthersCanUnpackIt()
    {
        const auto record = AnyRun(1).make();
        QCOMPARE(writeRunTrace(*record, path("a.json")), QString());
        QCOMPARE(writeRunTrace(*record, path("a.json.gz")), QString());
        QVERIFY(QFileInfo(path("a.json.gz")).size() < QFileInfo(path("a.json")).size());
        QProcess gzip;
        gzip.start(QStringLiteral("gzip"), {QStringLiteral("-dc"), path("a.json.gz")});
        QVERIFY(gzip.waitForFinished());
        QCOMPARE(gzip.exitCode(), 0);
        QVERIFY(gzip.readAllStandardOutput().startsWith("{\"displayTimeUnit\""));
    }

    void aStoppedSaveWritesNothing()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto record = AnyRun(3).make();
        QVERIFY(writeRunTrace(*record, path("never.json"), {stop.get_token(), {}})
                    .contains(QLatin1String("was stopped")));
        QVERIFY(!QFile::exists(path("never.json")));
    }

    void aFullDiskLeavesTheOldFileAndIsSaid()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("there is no /dev/full");
        QVERIFY(!writeRunTrace(*AnyRun(3).make(), QStringLiteral("/dev/full")).isEmpty());
        QVERIFY(!writeRunTrace(*AnyRun(3).make(), path("no/folder.json")).isEmpty());
    }

    void spansOfOthersThatLieInNoOtherGetAJobEach()
    {
        const auto run = open(json(
            "[{'ph':'M','pid':1,'tid':7,'name':'thread_name','args':{'name':'Main ✓'}},"
            "{'ph':'X','pid':1,'tid':7,'ts':1000.5,'dur':10,'name':'outer'},"
            "{'ph':'X','pid':1,'tid':7,'ts':1002,'dur':2.001,'name':'inner','args':{'detail':'x'}},"
            "{'ph':'X','pid':1,'tid':7,'ts':1020,'dur':1,'name':'next'},"
            "{'ph':'B','pid':1,'tid':'io','ts':1001,'name':'b'},{'ph':'E','pid':1,'tid':'io','ts':"
            "1.002e3}]"));
        QVERIFY(run.record);
        const Timeline& pool = run.record->pool();
        QCOMPARE(pool.laneCount(), 2);
        QCOMPARE(run.record->origin.lanes[0].name, QStringLiteral("Main ✓"));
        QCOMPARE(run.record->origin.lanes[1].name, QStringLiteral("thread 1/io"));
        QCOMPARE(pool.lane(0).startedCount(), 2U);
        QCOMPARE(pool.lane(0).endNs(0), 10'000);
        const Timeline& nested = *run.record->nested();
        QCOMPARE(nested.laneCount(), 1);
        QCOMPARE(run.record->origin.nested.lanes[0].name, QStringLiteral("Main ✓"));
        QCOMPARE(nested.lane(0).startNs(0), 1'500);
        QCOMPARE(nested.lane(0).endNs(0), 3'501);
        QCOMPARE(run.record->plan.inputs.lines->at(std::size_t(nested.lane(0).job(0).number - 1))
                     .toByteArray(),
                 QByteArray("inner x"));
        QCOMPARE(pool.makespanNs(), 20'500);
    }

    void aTraceOfOthersThatIsSavedKeepsItsNames()
    {
        const auto run =
            open(json("[{'ph':'M','pid':1,'tid':7,'name':'thread_name','args':{'name':'Main ✓'}},"
                      "{'ph':'X','pid':1,'tid':7,'ts':1,'dur':10,'name':'outer'},"
                      "{'ph':'X','pid':1,'tid':7,'ts':2,'dur':2,'name':'inner'}]"));
        QVERIFY(run.record);
        QCOMPARE(writeRunTrace(*run.record, path("again.json.gz")), QString());
        const auto again = openRun(path("again.json.gz"));
        QVERIFY(std::holds_alternative<OpenedRun>(again));
        compareRuns(*run.record, *std::get<OpenedRun>(again).record);
    }

    // As it was saved before kinds had keys.
    void whatAnOlderFileSaysOfItsKindIsShown()
    {
        const auto run = open(json("[{'ph':'X','pid':1,'tid':7,'ts':1,'dur':10,'name':'a'}]"));
        QVERIFY(run.record);
        QCOMPARE(runText(*run.record), QStringLiteral("a Chrome trace: 1 span on 1 lane"));
        QCOMPARE(writeRunTrace(*run.record, path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto old = open(
            file.readAll().replace("\"kind\":\"chrome-trace\"", "\"kind\":\"a Chrome trace\""));
        QVERIFY(old.record);
        QCOMPARE(old.record->origin.kind, QStringLiteral("a Chrome trace"));
        QCOMPARE(runText(*old.record), runText(*run.record));
    }

    void anArrayMayEndWithoutItsBracket()
    {
        for (const char* end : {"", ",", ",\n", "\n"}) {
            const auto run =
                open(json("[{'ph':'X','pid':1,'tid':1,'ts':0,'dur':5,'name':'a'}") + end);
            QVERIFY(run.record);
            QCOMPARE(run.notes, QStringList());
        }
    }

    void aRunThatEndsBeforeItsLastSpanEndsWithIt()
    {
        RunSettings settings;
        settings.baseline.when = SequentialRunWhen::Off;
        RunRecord record(settings);
        record.pool().beginElsewhere();
        record.pool().record(Event{0, JobId{1}, WorkerId{1}, EventKind::Started});
        record.pool().record(Event{500, JobId{1}, WorkerId{1}, EventKind::Finished});
        record.pool().record(Event{600, {}, {}, EventKind::RunEnded});
        record.pool().conclude({});
        QCOMPARE(writeRunTrace(record, path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto run =
            open(file.readAll().replace("\"makespan_ns\":\"600\"", "\"makespan_ns\":\"1\""));
        QCOMPARE(run.record->pool().makespanNs(), 500);
        QVERIFY(run.notes.join(u' ').contains(QLatin1String("contradict")));
    }

    void aTruncatedTraceIsShownAsFarAsItGoes()
    {
        const auto run =
            open(json("{'traceEvents':[{'ph':'X','pid':1,'tid':1,'ts':0,'dur':5,'name':'a'},"
                      "{'ph':'B','pid':1,'tid':1,'ts':9,'name':'b'},{'ph':'X','pid':1,'ti"));
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().startedCount(), 2U);
        QCOMPARE(run.record->pool().finishedCount(), 1U);
        QCOMPARE(run.notes.size(), 2);
        QVERIFY2(run.notes[0].contains(QLatin1String("at byte")), qPrintable(run.notes[0]));
        QVERIFY(run.notes[1].contains(QLatin1String("no end")));
    }

    void aSavedRunThatContradictsItselfIsShownWithoutThat()
    {
        const auto record = AnyRun(5).make();
        QCOMPARE(writeRunTrace(*record, path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        bytes.replace("\"cat\":\"job\",\"ts\":", "\"cat\":\"job\",\"ts\":-1");
        const auto run = open(bytes);
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().lane(0).startedCount(), 0U);
        QVERIFY(run.notes.join(u' ').contains(QLatin1String("contradict")));
    }

    void aResultThatCannotHaveWaitedIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("found");
        QTest::addColumn<QByteArray>("changed");
        QTest::newRow("before its job has ended")
            << QByteArray("\"ts\":0.100,\"dur\":0.050") << QByteArray("\"ts\":0.099,\"dur\":0.050");
        QTest::newRow("of another job") << QByteArray("\"dur\":0.050,\"args\":{\"job\":1")
                                        << QByteArray("\"dur\":0.050,\"args\":{\"job\":2");
        QTest::newRow("of a job that failed") << QByteArray("\"job\":1,\"status\":\"finished\"")
                                              << QByteArray("\"job\":1,\"status\":\"failed\"");
        QTest::newRow("on a lane that is not there") << QByteArray("\"tid\":1,\"cat\":\"result\"")
                                                     << QByteArray("\"tid\":9,\"cat\":\"result\"");
    }

    void aResultThatCannotHaveWaitedIsLeftOut()
    {
        QFETCH(const QByteArray, found);
        QFETCH(const QByteArray, changed);
        RunSettings settings;
        settings.baseline.when = SequentialRunWhen::Off;
        RunRecord record(settings);
        Timeline& pool = record.pool();
        pool.beginElsewhere();
        pool.record(Event{0, JobId{1}, WorkerId{1}, EventKind::Started});
        pool.record(Event{100, JobId{1}, WorkerId{1}, EventKind::Finished});
        pool.record(Event{100, JobId{1}, WorkerId{1}, EventKind::ResultBlocked});
        pool.record(Event{150, JobId{1}, WorkerId{1}, EventKind::ResultUnblocked});
        pool.record(Event{150, JobId{2}, WorkerId{1}, EventKind::Started});
        pool.record(Event{300, JobId{2}, WorkerId{1}, EventKind::Finished});
        pool.record(Event{400, {}, {}, EventKind::RunEnded});
        pool.conclude({});
        QCOMPARE(writeRunTrace(record, path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        QCOMPARE(open(bytes).record->pool().lane(0).resultBlocks(), 1U);
        QVERIFY2(bytes.contains(found), bytes);
        const auto run = open(bytes.replace(found, changed));
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().lane(0).resultBlocks(), 0U);
        QCOMPARE(run.record->pool().lane(0).finishedCount(), 2U);
        QVERIFY(run.notes.join(u' ').contains(QLatin1String("contradict")));
    }

    void aSpanThatBeginsWhileAResultWaitsIsLeftOut()
    {
        RunSettings settings;
        settings.baseline.when = SequentialRunWhen::Off;
        RunRecord record(settings);
        Timeline& pool = record.pool();
        pool.beginElsewhere();
        pool.record(Event{0, JobId{1}, WorkerId{1}, EventKind::Started});
        pool.record(Event{100, JobId{1}, WorkerId{1}, EventKind::Finished});
        pool.record(Event{100, JobId{1}, WorkerId{1}, EventKind::ResultBlocked});
        pool.record(Event{150, JobId{1}, WorkerId{1}, EventKind::ResultUnblocked});
        pool.record(Event{150, JobId{2}, WorkerId{1}, EventKind::Started});
        pool.record(Event{300, JobId{2}, WorkerId{1}, EventKind::Finished});
        pool.record(Event{400, {}, {}, EventKind::RunEnded});
        pool.conclude({});
        QCOMPARE(writeRunTrace(record, path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto run = open(file.readAll().replace("\"dur\":0.050", "\"dur\":0.051"));
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().lane(0).resultBlock(0).toNs, std::optional<qint64>(151));
        QCOMPARE(run.record->pool().lane(0).finishedCount(), 1U);
        QVERIFY(run.notes.join(u' ').contains(QLatin1String("contradict")));
    }

    void whatNeverBeganHasNoSpans()
    {
        QCOMPARE(writeRunTrace(*AnyRun(5).make(), path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto run = open(file.readAll().replace("\"began\":true", "\"began\":false"));
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().startedCount(), 0U);
        QVERIFY(!run.record->pool().makespanNs());
        QVERIFY(run.notes.join(u' ').contains(QLatin1String("contradict")));
    }

    void badFilesAreRefusedWithTheirReason_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QByteArray& bytes, const char* says) {
            QTest::newRow(name) << bytes << QString::fromLatin1(says);
        };
        row("empty", "", "empty");
        row("no JSON", "hello", "no saved run or trace");
        row("an array of words", "[hello]", "at byte 1");
        row("another object", "{\"a\":[1,2]}", "traceEvents");
        row("no span", "[{\"ph\":\"i\",\"ts\":1}]", "no span");
        row("not a number", "[{\"ph\":\"X\",\"ts\":NaN,\"dur\":1}]", "at byte");
        row("too deep", QByteArray(100'000, '['), "deeper than 64");
        row("a text without end", "[{\"name\":\"" + QByteArray(20'000'000, 'x'), "16 MiB");
        row("times out of range", json("[{'ph':'X','pid':1,'tid':1,'ts':1e300,'dur':1}]"),
            "out of range");
        row("a time that overflows",
            json("[{'ph':'X','pid':1,'tid':1,'ts':99999999999999999999,'dur':1}]"), "out of range");
        row("damaged gzip", QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\0hello", 15), "damaged");
        row("half a gzip", QByteArray("\x1f\x8b\x08\0", 4), "ends early");
        row("settings of nobody",
            json("{'metadata':{'format':'poolscope-run','version':1,'settings':{'jobs':'-1'}},'"
                 "traceEvents':[]}"),
            "jobs");
        row("of the future",
            json("{'metadata':{'format':'poolscope-run','version':2},'traceEvents':[]}"),
            "version");
    }

    void badFilesAreRefusedWithTheirReason()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const QString message = problem(bytes);
        QVERIFY2(message.contains(says), qPrintable(message));
        QVERIFY(message.contains(path("file")));
    }

    void foldersAndDevicesAreRefused()
    {
        for (const char* name : {"/", "/dev/zero", "/nowhere/at/all"}) {
            const auto opened = openRun(QLatin1String(name));
            QVERIFY(std::holds_alternative<Problem>(opened));
        }
    }

    void namesThatDoNotFitTheLanesDoNoHarm()
    {
        const auto record = open(json("[{'ph':'X','pid':1,'tid':1,'ts':1,'dur':2,'name':'a'},"
                                      "{'ph':'X','pid':1,'tid':2,'ts':1,'dur':2,'name':'b'}]"))
                                .record;
        QCOMPARE(writeRunTrace(*record, path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto run = open(file.readAll().replace("\"lanes\":[\"thread 1/1\",\"thread 1/2\"]",
                                                     "\"lanes\":[\"only one\"]"));
        QVERIFY(run.record);
        QCOMPARE(run.record->origin.laneName(0), QStringLiteral("only one"));
        QCOMPARE(run.record->origin.laneName(1), QStringLiteral("2"));
    }

    void timesOfProcessorsThatCannotBeAreCut()
    {
        RunSettings settings;
        settings.baseline.when = SequentialRunWhen::Off;
        RunRecord record(settings);
        record.pool().beginElsewhere();
        Event event{0, JobId{1}, WorkerId{1}, EventKind::Started};
        record.pool().record(event);
        event.kind = EventKind::Finished;
        event.timeNs = 5;
        record.pool().record(event, {CpuUse{4, 1, 3}, {}});
        record.pool().conclude({});
        QCOMPARE(writeRunTrace(record, path("run.json")), QString());
        QFile file(path("run.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto run = open(file.readAll()
                                  .replace("\"cpu_ns\":4", "\"cpu_ns\":-2000000000000000000")
                                  .replace("\"ready_ns\":3", "\"ready_ns\":2000000000000000000")
                                  .replace("\"taken_off\":1", "\"taken_off\":-7"));
        const auto cpu = run.record->pool().lane(0).cpuOf(0);
        QVERIFY(cpu);
        QCOMPARE(cpu->ns, 0);
        QCOMPARE(cpu->preempted, 0);
        QVERIFY(cpu->readyNs <= 2'000'000'000);
    }

    void aSmallCompressedTraceThatIsCutIsShownAsFarAsItGoes()
    {
        QByteArray trace = "[";
        for (int i = 0; i < 30; ++i)
            trace += json("{'ph':'X','pid':1,'tid':1,'ts':") + QByteArray::number(7919 * i % 1000) +
                     json(",'dur':1,'name':'") + QByteArray::number(i * 7919 * 104'729LL) +
                     json("'},");
        const QString name = path("small.json.gz");
        {
            OutputFile file(name);
            file.write(trace.constData(), std::size_t(trace.size()));
            QCOMPARE(file.commit(), QString());
        }
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto run = open(file.readAll().chopped(40));
        QVERIFY(run.record);
        QVERIFY(run.record->pool().finishedCount() > 5);
        QVERIFY(run.notes[0].contains(QLatin1String("ends early")));
    }

    void metadataWithoutEndIsRefused()
    {
        const QString message =
            problem("{\"metadata\":[" + QByteArray(20'000'000, '1').replace("1111", "123,") +
                    "1],\"traceEvents\":[]}");
        QVERIFY2(message.contains(QLatin1String("metadata is longer than 16 MiB")),
                 qPrintable(message));
    }

    void moreThreadsThanRowsAreSaid()
    {
        QByteArray bytes = "[";
        for (int i = 0; i < 3000; ++i)
            bytes += json("{'ph':'X','ts':1,'dur':1,'pid':1,'tid':") + QByteArray::number(i) + "},";
        bytes.back() = ']';
        const auto run = open(bytes);
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().laneCount(), 1024);
        QVERIFY(run.notes.join(u' ').contains(QLatin1String("1,976 spans are not shown")));
    }
};

QTEST_GUILESS_MAIN(TestRunTrace)
#include "tst_runtrace.moc"
