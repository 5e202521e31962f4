// Tables and reports of runs.
#include "analysis/timings.h"
#include "base/language.h"
#include "files/exports/runexport.h"
#include "files/exports/runtables.h"
#include "files/exports/timingpicture.h"
#include "files/imports/openedrun.h"
#include "files/io/outputfile.h"
#include "files/settings/rundurations.h"
#include "fixtures/anyrun.h"
#include "fixtures/folder.h"
#include "fixtures/textpicture.h"
#include "timeline/runrecord.h"

#include <QImage>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTest>
#include <QXmlStreamReader>

#include <filesystem>
#include <map>

using fixtures::Folder;

namespace {

constexpr qint64 kSecond = 1'000'000'000;

// Job 1 fails, job 2 ends, job 3 never runs.
std::shared_ptr<const RunRecord> smallRun()
{
    RunSettings settings;
    settings.jobs.count = 3;
    settings.pool.workers = 2;
    settings.baseline.when = SequentialRunWhen::Off;
    settings.jobs.work = WorkKind::Command;
    settings.jobs.command = QStringLiteral("a | <b> {}");
    settings.jobs.input = QStringLiteral("list");
    auto lines = std::make_shared<ByteLines>();
    for (const char* line : {"plain", "with, \"quotes\"\nand ✓", "last"})
        lines->add(line);
    PlannedRun plan(settings);
    plan.inputs.lines = lines;
    plan.estimate.known = false;
    auto record = std::make_shared<RunRecord>(std::move(plan));
    Timeline& pool = record->pool();
    pool.record(Event{});
    for (int job = 1; job <= 3; ++job)
        pool.record(Event{100 * job, JobId{job}, {}, EventKind::Queued});
    pool.record(Event{1000, JobId{1}, WorkerId{1}, EventKind::Started});
    pool.record(Event{1000, JobId{2}, WorkerId{2}, EventKind::Started});
    pool.record(
        {kSecond, JobId{1}, WorkerId{1}, EventKind::Finished, JobStatus::Failed},
        {{}, std::make_shared<JobReport>(JobReport{QStringLiteral("exit status 1"), {}, {}})});
    pool.record(Event{2 * kSecond, JobId{2}, WorkerId{2}, EventKind::Finished});
    pool.record(Event{2 * kSecond, {}, {}, EventKind::RunEnded});
    pool.conclude({.state = RunState::Stopped, .message = {}, .jobsSent = 3});
    return record;
}

PictureRequest requestFor(std::shared_ptr<const RunRecord> record)
{
    return {std::move(record), &Theme::light(), fixtures::kLongAfterNs,
            QDateTime(QDate(2021, 3, 18), QTime(9, 25))};
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestRunExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableOfJobsHasARowForEach()
    {
        const Folder folder;
        QCOMPARE(exportRun(requestFor(smallRun()), folder.path("jobs.csv"), 1), QString());
        QCOMPARE(contents(folder.path("jobs.csv")),
                 QByteArray("job,worker,status,attempts,queued_ns,start_ns,end_ns,wait_ns,"
                            "duration_ns,cpu_ns,taken_off,input,result,error\r\n"
                            "1,1,failed,1,100,1000,1000000000,900,999999000,,,plain,,"
                            "exit status 1\r\n"
                            "2,2,finished,1,200,1000,2000000000,800,1999999000,,,"
                            "\"with, \"\"quotes\"\"\nand ✓\",,\r\n"
                            "3,,not run,0,300,,,,,,,last,,\r\n"));
    }

    void theTableOfJobsOpensAgainAsSpans()
    {
        const Folder folder;
        for (unsigned seed = 1; seed <= 50; ++seed) {
            const std::shared_ptr<const RunRecord> record = fixtures::AnyRun(seed).make();
            QCOMPARE(writeJobTable(*record, folder.path("jobs.csv")), QString());
            auto opened = openRun(folder.path("jobs.csv"));
            std::size_t ended = 0;
            for (int job = 1; job <= record->settings.jobs.count; ++job) {
                const auto place = record->pool().find(JobId{job});
                ended += place && place->index < record->pool().lane(place->lane).finishedCount();
            }
            if (ended == 0)
                continue;
            const auto* run = std::get_if<OpenedRun>(&opened);
            QVERIFY(run);
            QCOMPARE(run->record->pool().finishedCount(), ended);
        }
    }

    void theTableOpenedAgainSaysWhatWentWrong()
    {
        const Folder folder;
        QCOMPARE(writeJobTable(*smallRun(), folder.path("jobs.csv")), QString());
        const auto opened = openRun(folder.path("jobs.csv"));
        const Timeline& pool = std::get<OpenedRun>(opened).record->pool();
        const auto place = pool.find(JobId{1});
        const QString* error = pool.lane(place->lane).errorOf(place->index);
        QVERIFY(error);
        QCOMPARE(*error, QStringLiteral("exit status 1"));
    }

    void theTimingsAreARowForEachRun()
    {
        auto record = std::make_shared<RunRecord>(RunSettings());
        for (Timeline* timeline : {&record->pool(), record->sequential()}) {
            const qint64 endNs = timeline == &record->pool() ? 2 * kSecond : 5 * kSecond;
            timeline->record(Event{});
            timeline->record(Event{0, JobId{1}, WorkerId{1}, EventKind::Started});
            timeline->record(Event{endNs, JobId{1}, WorkerId{1}, EventKind::Finished});
            timeline->record(Event{endNs, {}, {}, EventKind::RunEnded});
            timeline->conclude({});
        }
        const QByteArray table =
            timingTable(timingsOf(*record, fixtures::kLongAfterNs, Waits::Included));
        const QList<QByteArray> rows = table.split('\n');
        QCOMPARE(rows.size(), 4); // the last is empty
        const auto columns = rows[0].trimmed().split(',');
        const auto value = [&](int row, const char* column) {
            return rows[row].trimmed().split(',').value(columns.indexOf(column));
        };
        QCOMPARE(value(1, "run"), QByteArray("pool"));
        QCOMPARE(value(1, "time_ns"), QByteArray("2000000000"));
        QCOMPARE(value(1, "ideal_ns"), QByteArray("2000000000"));
        QCOMPARE(value(1, "speed_up"), QByteArray("2.5"));
        QCOMPARE(value(2, "run"), QByteArray("sequential"));
        QCOMPARE(value(2, "time_ns"), QByteArray("5000000000"));
        QCOMPARE(value(2, "speed_up"), QByteArray());
        for (int row = 1; row <= 2; ++row)
            QCOMPARE(rows[row].count(','), rows[0].count(','));
    }

    void theHtmlReportIsOnePageWithItsPicture()
    {
        const Folder folder;
        const QString path = folder.path("report.html");
        QCOMPARE(exportRun(requestFor(smallRun()), path, 2), QString());
        const QString html = QString::fromUtf8(contents(path));
        QVERIFY(html.contains(QLatin1String("a | &lt;b&gt; {}")));
        QVERIFY(html.contains(QLatin1String("2.000 s")));
        const auto match = QRegularExpression(QStringLiteral("base64,([^\"]+)\"")).match(html);
        const auto png = QByteArray::fromBase64(match.captured(1).toLatin1());
        QCOMPARE(QImage::fromData(png).width(), 2 * 1280);
        // One for readers who like it light, one for the others, and each of its numbers once.
        QCOMPARE(html.count(QLatin1String("base64,")), 2);
        QVERIFY(html.contains(QLatin1String("prefers-color-scheme: dark")));
        QCOMPARE(html.count(QLatin1String("With the worker pool")), 1);
        // Of settings what matters: what is as always is left out.
        QVERIFY(html.contains(QLatin1String(">Workers</th>")));
        QVERIFY(!html.contains(QLatin1String(">Recursive</th>")));
        QVERIFY(!html.contains(QLatin1String("linux 6")));
        // All tags are closed, as in XML, but for those of HTML that have no end.
        QString xml = html.mid(html.indexOf(QLatin1String("<body>")));
        xml.remove(QLatin1String("</html>"));
        xml.replace(QRegularExpression(QStringLiteral("(<(?:img|source)[^>]*)>")),
                    QStringLiteral("\\1/>"));
        QXmlStreamReader reader(xml);
        while (!reader.atEnd())
            reader.readNext();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    }

    void theMarkdownReportHasItsPictureBesideIt()
    {
        const Folder folder;
        const QString path = folder.path("a report ✓.md");
        QCOMPARE(exportedFiles(path), QStringList({path, folder.path("a report ✓.png")}));
        QCOMPARE(exportRun(requestFor(smallRun()), path, 1), QString());
        const QString text = QString::fromUtf8(contents(path));
        QVERIFY(text.contains(QLatin1String("](a%20report%20%E2%9C%93.png)")));
        QVERIFY2(text.contains(QLatin1String("| Command | `a \\| <b> {}` |")), qPrintable(text));
        QVERIFY(!QImage(folder.path("a report ✓.png")).isNull());
    }

    void whatIsStoppedIsNotWritten()
    {
        const Folder folder;
        std::stop_source stop;
        stop.request_stop();
        for (const char* name : {"a.png", "b.csv", "c.md", "d.json", "timings.csv"})
            QVERIFY(exportRun(requestFor(smallRun()), folder.path(name), 1, {stop.get_token(), {}})
                        .contains(QLatin1String("was stopped")));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());
    }

    void aRunThatGoesOnCanBeSeenButNotSaved()
    {
        const Folder folder;
        const auto record = std::make_shared<RunRecord>(RunSettings());
        const QString problem = exportRun(requestFor(record), folder.path("a.json"), 1);
        QVERIFY2(problem.contains(QLatin1String("goes on")), qPrintable(problem));
        QCOMPARE(exportRun(requestFor(record), folder.path("a.png"), 1), QString());
    }

    void noFileNamesTheUsersHome()
    {
        const Folder folder;
        RunSettings settings;
        settings.baseline.when = SequentialRunWhen::Off;
        settings.jobs.spread.kind = SpreadKind::File;
        settings.jobs.spread.file = QDir::home().filePath(QStringLiteral("durations.txt"));
        auto record = std::make_shared<RunRecord>(settings);
        record->pool().beginElsewhere();
        record->pool().conclude({});
        for (const char* name : {"a.json", "a.html", "a.svg", "a.csv"}) {
            QCOMPARE(exportRun(requestFor(record), folder.path(name), 1), QString());
            QVERIFY2(!contents(folder.path(name)).contains(QDir::homePath().toUtf8()), name);
        }
        // Opened again it is the same file.
        const auto again = openRun(folder.path("a.json"));
        QCOMPARE(std::get<OpenedRun>(again).record->settings.jobs.spread.file,
                 settings.jobs.spread.file);
    }

    void durationsAreThoseOfJobsThatWereNotCancelled()
    {
        const Folder folder;
        auto record = std::make_shared<RunRecord>(RunSettings());
        Timeline& pool = record->pool();
        pool.record(Event{});
        const auto add = [&pool](int job, int worker, qint64 ns, JobStatus status) {
            pool.record(Event{0, JobId{job}, WorkerId{worker}, EventKind::Started});
            pool.record(Event{ns, JobId{job}, WorkerId{worker}, EventKind::Finished, status});
        };
        add(1, 1, 1500, JobStatus::Finished);
        add(2, 2, 700, JobStatus::Cancelled);
        add(3, 3, 2000, JobStatus::Failed);
        const auto written = writeRunDurations(*record, folder.path("new"));
        const auto* file = std::get_if<DurationsFile>(&written);
        QVERIFY(file);
        QCOMPARE(file->jobs, 2);
        QCOMPARE(contents(file->path), QByteArray("1.5µs\n2µs\n"));
        // The same are one file.
        const auto again = writeRunDurations(*record, folder.path("new"));
        QCOMPARE(std::get<DurationsFile>(again).path, file->path);
    }

    void durationsBeyondAnHourAndOfNoJobAreRefused()
    {
        const Folder folder;
        RunRecord record{RunSettings()};
        record.pool().record(Event{});
        record.pool().record(Event{0, JobId{1}, WorkerId{1}, EventKind::Started});
        const auto said = [&] {
            const auto written = writeRunDurations(record, folder.path());
            const auto* problem = std::get_if<Problem>(&written);
            return problem ? problem->message : QString();
        };
        QVERIFY(said().contains(QLatin1String("no job")));
        record.pool().record(Event{3'700 * kSecond, JobId{1}, WorkerId{1}, EventKind::Finished});
        QVERIFY2(said().contains(QLatin1String("job 1")), qPrintable(said()));
    }

    void aPictureWhoseNameIsTooLongIsSaidBeforeTheReport()
    {
        const Folder folder;
        const QByteArray stem(252, 'x');
        QCOMPARE(problemWithExport(folder.path((stem + ".md").constData()), RunSettings()),
                 problemWithOutput(folder.path((stem + ".png").constData())));
        QVERIFY(
            !problemWithExport(folder.path((stem + ".md").constData()), RunSettings()).isEmpty());
    }

    void whatReplacingThePictureOfAReportMeansIsSaidToo()
    {
        const Folder folder;
        folder.write("report.png", "old");
        QCOMPARE(noteOnExport(folder.path("report.md")), QString());
        std::filesystem::create_hard_link(
            QFile::encodeName(folder.path("report.png")).toStdString(),
            QFile::encodeName(folder.path("other.png")).toStdString());
        const QString note = noteOnExport(folder.path("report.md"));
        QVERIFY2(note.contains(QLatin1String("report.png has other names")), qPrintable(note));
    }

    void filesAreTheSameInEachLanguageOfTheWindow_data()
    {
        QTest::addColumn<QByteArray>("recorded");
        QTest::newRow("trace") << QByteArray(
            "{\"traceEvents\":[{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":0,\"dur\":5,\"name\":\"a\"}"
            ",{\"ph\":\"X\",\"pid\":1,\"tid\":2,\"ts\":1,\"dur\":5,\"name\":\"b\"}]}");
        QTest::newRow("joblog") << QByteArray(
            "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n"
            "1\t:\t1000.0\t2.0\t0\t0\t3\t0\tfalse\n"
            "2\tb\t1000.5\t2.0\t0\t0\t0\t9\tkilled\n");
        QTest::newRow("table") << QByteArray(
            "worker,start,end,status\n1,0s,1s,failed\n2,0s,2s,ok\n");
    }
    void filesAreTheSameInEachLanguageOfTheWindow()
    {
        QFETCH(QByteArray, recorded);
        const auto back = qScopeGuard([] { Language::use(QStringLiteral("en")); });
        std::map<QString, QByteArray> inEnglish;
        for (const Language::Choice& choice : Language::all()) {
            Language::use(choice.code);
            const Folder folder;
            folder.write("recorded", recorded);
            const auto opened = openRun(folder.path("recorded"));
            const auto* run = std::get_if<OpenedRun>(&opened);
            QVERIFY(run);
            QCOMPARE(run->record->origin.notes, QStringList());
            for (const char* name : {"run.json", "jobs.csv", "timings.csv", "sizing.csv",
                                     "losttime.csv", "findings.json", "a.md", "a.html", "a.svg"}) {
                QCOMPARE(exportRun(requestFor(run->record), folder.path(name), 1), QString());
                const QString key = QString::fromUtf8(name);
                const QByteArray bytes = contents(folder.path(name));
                QVERIFY(!bytes.isEmpty());
                const auto first = inEnglish.try_emplace(key, bytes).first;
                QVERIFY2(bytes == first->second,
                         qPrintable(QStringLiteral("%1 in %2").arg(key, choice.code)));
            }
        }
    }

    void aPictureOfTheWindowsLanguageIsMadeWhereItIsAskedFor()
    {
        const auto back = qScopeGuard([] { Language::use(QStringLiteral("en")); });
        Language::use(QStringLiteral("de"));
        const Folder folder;
        PictureRequest request = requestFor(smallRun());
        request.inEnglish = false;
        QCOMPARE(exportRun(request, folder.path("a.html"), 1), QString());
        QVERIFY(contents(folder.path("a.html")).contains("<html lang=\"de\">"));
        QVERIFY(contents(folder.path("a.html")).contains("Mit dem Worker-Pool"));
    }

    void aPictureThatCannotBeWrittenIsSaidBeforeTheReport()
    {
        const Folder folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("report.png")));
        const QString problem = exportRun(requestFor(smallRun()), folder.path("report.md"), 1);
        QVERIFY2(problem.contains(QLatin1String("report.png")), qPrintable(problem));
        QVERIFY(!QFile::exists(folder.path("report.md")));
    }
};

QTEST_MAIN(TestRunExport)
#include "tst_runexport.moc"
