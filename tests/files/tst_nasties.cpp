// Text of others in every file that is written: programs of others read it as it stands.
#include "analysis/timings.h"
#include "base/visibletext.h"
#include "files/exports/runexport.h"
#include "files/exports/runreport.h"
#include "files/exports/timingpicture.h"
#include "files/imports/openedrun.h"
#include "files/io/escape.h"
#include "files/settings/settingsfile.h"
#include "fixtures/folder.h"
#include "fixtures/nasties.h"
#include "fixtures/textpicture.h"
#include "text/settingstext.h"
#include "timeline/runrecord.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using fixtures::Folder;
using fixtures::nasties;

namespace {

constexpr qint64 kSecond = 1'000'000'000;

// What is left of a text in UTF-8: halves of characters are none there.
QString inUtf8(const QString& text)
{
    return QString::fromUtf8(text.toUtf8());
}

std::shared_ptr<const ByteLines> linesOf(const QStringList& texts)
{
    auto lines = std::make_shared<ByteLines>();
    for (const QString& text : texts)
        lines->add(text.toUtf8());
    return lines;
}

// A job for each text, on a lane of its own, which fails with the text as its error.
void fill(Timeline& pool, const QStringList& texts, const QByteArray& result = {})
{
    pool.record(Event{});
    for (int i = 0; i < texts.size(); ++i) {
        const JobId job{i + 1};
        const WorkerId worker{i + 1};
        pool.record(Event{0, job, {}, EventKind::Queued});
        pool.record(Event{i, job, worker, EventKind::Started});
        auto report = std::make_shared<JobReport>(
            JobReport{texts[i], result.isEmpty() ? texts[i].toUtf8() : result,
                      std::make_shared<ProgramReport>(ProgramReport{
                          .output = texts[i].toUtf8(), .errorOutput = texts[i].toUtf8()})});
        pool.record({kSecond, job, worker, EventKind::Finished, JobStatus::Failed},
                    {{}, std::move(report)});
    }
    pool.record(Event{kSecond, {}, {}, EventKind::RunEnded});
}

RunSettings settingsFor(qsizetype jobs)
{
    RunSettings settings;
    settings.jobs.count = settings.pool.workers = int(jobs);
    settings.baseline.when = SequentialRunWhen::Off;
    return settings;
}

// Lanes, jobs and errors have these names; the rest is called `kind`.
std::shared_ptr<const RunRecord> imported(const QString& kind, const QStringList& texts)
{
    PlannedRun plan(settingsFor(texts.size()));
    plan.inputs.lines = linesOf(texts);
    plan.note = kind;
    RunOrigin origin;
    origin.kind = kind;
    origin.lanes = {texts.begin(), texts.end()};
    origin.program = kind;
    origin.machine = {4, kind, kind, kind};
    auto record = std::make_shared<RunRecord>(std::move(plan), origin);
    fill(record->pool(), texts);
    record->pool().conclude({.state = RunState::Failed, .message = kind});
    return record;
}

// A run of ours whose command and input are this text.
std::shared_ptr<const RunRecord> ours(WorkKind work, const QString& text, const QByteArray& result)
{
    RunSettings settings = settingsFor(1);
    settings.jobs.work = work;
    settings.jobs.command = text;
    settings.jobs.input = text;
    PlannedRun plan(settings);
    plan.inputs.lines = linesOf({text});
    plan.note = text;
    auto record = std::make_shared<RunRecord>(std::move(plan));
    fill(record->pool(), {text}, result);
    record->pool().conclude({.state = RunState::Failed, .message = text});
    return record;
}

// Files in a folder, and what is known of them, for those who read them.
class Exports
{
public:
    explicit Exports(const Folder& folder) : m_folder(folder) {}

    void add(const std::shared_ptr<const RunRecord>& record, const QString& name,
             const QJsonObject& known)
    {
        const PictureRequest request{record, &Theme::light(), fixtures::kLongAfterNs,
                                     QDateTime(QDate(2021, 3, 18), QTime(9, 25))};
        const QString problem = exportRun(request, QDir(m_folder.path()).filePath(name), 1);
        if (!problem.isEmpty())
            qFatal("%s", qPrintable(problem));
        addKnown(*record, name, known);
    }

    // Both kinds, as they are without their picture, whose drawing takes most of the time.
    void addReports(const RunRecord& record, int number, const QJsonObject& known)
    {
        const Timings timings = timingsOf(record, fixtures::kLongAfterNs, Waits::Included);
        const QByteArray html = QByteArray::number(number) + ".html";
        const QByteArray markdown = QByteArray::number(number) + ".md";
        m_folder.write(html.constData(), htmlReport(record, timings, {"a picture"}));
        m_folder.write(markdown.constData(),
                       markdownReport(record, timings, QStringLiteral("a.png")));
        for (const QByteArray& name : {html, markdown})
            addKnown(record, QString::fromLatin1(name), known);
    }

    // Empty where all of them hold texts alone.
    QString problems() const
    {
        m_folder.write("expected.json", QJsonDocument(m_known).toJson());
        QProcess check;
        check.start(QStringLiteral("python3"), {QStringLiteral(EXPORTS_CHECKER), m_folder.path()});
        if (!check.waitForFinished(100'000))
            return QStringLiteral("it did not end");
        const QByteArray expected = QByteArray::number(m_known.size()) + " files\n";
        const QString said = QString::fromUtf8(check.readAllStandardError());
        return check.exitCode() == 0 && check.readAllStandardOutput() == expected
                   ? QString()
                   : QStringLiteral("not checked: ") + said;
    }

private:
    void addKnown(const RunRecord& record, const QString& name, QJsonObject known)
    {
        const QString run = visibleText(runText(record));
        known.insert(QStringLiteral("file"), name);
        known.insert(QStringLiteral("run"), run);
        known.insert(QStringLiteral("title"), QStringLiteral("Poolscope: ") + run);
        m_known.append(known);
    }

    const Folder& m_folder;
    QJsonArray m_known;
};

QJsonArray arrayOf(const QStringList& texts)
{
    return QJsonArray::fromStringList(texts);
}

QJsonObject settingsIn(const RunRecord& record)
{
    return QJsonDocument::fromJson(settingsJson({{}, {}, record.settings}))
        .object()
        .value(QLatin1String("settings"))
        .toObject();
}

} // namespace

class TestNasties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("python3 is not installed");
    }

    void whatComesFromAFileIsTextInEveryFormat()
    {
        const Folder folder;
        Exports exports(folder);
        int number = 0;
        for (const QString& kind : nasties()) {
            const auto record = imported(kind, {kind});
            const QStringList codes{visibleText(runText(*record))};
            for (const char* ending : {"svg", "pdf", "html", "md", "timings.csv"})
                exports.add(record,
                            QStringLiteral("%1.%2").arg(++number).arg(QLatin1String(ending)),
                            {{QStringLiteral("codes"), arrayOf(codes)}});
        }
        QCOMPARE(exports.problems(), QString());
    }

    void whatARunOfOursWasGivenIsTextInEveryFormat()
    {
        const Folder folder;
        Exports exports(folder);
        int number = 0;
        for (const QString& text : nasties()) {
            const auto record = ours(WorkKind::Command, text, {});
            const QJsonObject known{
                {QStringLiteral("codes"), QJsonArray{visibleText(text)}},
                {QStringLiteral("settings"), settingsIn(*record)},
            };
            exports.addReports(*record, ++number, known);
            for (const char* ending : {"svg", "pdf", "csv", "json"})
                exports.add(record,
                            QStringLiteral("%1.%2").arg(++number).arg(QLatin1String(ending)),
                            known);
        }
        QCOMPARE(exports.problems(), QString());
    }

    void manyLanesAndJobsAreTextInEveryFormat()
    {
        const Folder folder;
        Exports exports(folder);
        const QStringList texts = nasties();
        const auto record = imported(texts.join(u' '), texts);
        QStringList known;
        QJsonArray cells;
        for (const QString& text : texts) {
            known += inUtf8(text);
            const QString cell = QString::fromUtf8(formulaGuarded(text.toUtf8()));
            cells.append(QJsonArray{cell, cell, cell});
        }
        const QJsonObject origin{{QStringLiteral("kind"), record->origin.kind},
                                 {QStringLiteral("lanes"), arrayOf(texts)}};
        const QJsonObject all{{QStringLiteral("codes"), arrayOf({visibleText(runText(*record))})},
                              {QStringLiteral("cells"), cells},
                              {QStringLiteral("names"), arrayOf(known)},
                              {QStringLiteral("errors"), arrayOf(known)},
                              {QStringLiteral("origin"), origin}};
        for (const char* name :
             {"a.svg", "a.pdf", "a.png", "a.html", "a.md", "a.csv", "a.json", "a.json.gz"})
            exports.add(record, QString::fromLatin1(name), all);
        QCOMPARE(exports.problems(), QString());
    }

    void aHashesFileHasALineForEachHashAndForNothingElse()
    {
        const Folder folder;
        Exports exports(folder);
        int number = 0;
        const QByteArray hash(64, 'a');
        for (const QString& text : nasties()) {
            exports.add(ours(WorkKind::Hash, text, hash), QStringLiteral("%1.sha256").arg(++number),
                        {{QStringLiteral("lines"), 1}});
            exports.add(ours(WorkKind::Hash, text, {}), QStringLiteral("%1.sha256").arg(++number),
                        {{QStringLiteral("lines"), 0}});
        }
        exports.add(ours(WorkKind::Hash, QStringLiteral("a"), hash + "  forged\n" + hash),
                    QStringLiteral("forged.sha256"), {{QStringLiteral("lines"), 0}});
        QCOMPARE(exports.problems(), QString());
    }

    void theTableOfJobsGivesItsTextsBack()
    {
        const Folder folder;
        QStringList texts = nasties();
        const auto record = imported(QStringLiteral("a trace"), texts);
        Exports(folder).add(record, QStringLiteral("jobs.csv"), {});
        const auto opened = openRun(folder.path("jobs.csv"));
        const auto* run = std::get_if<OpenedRun>(&opened);
        QVERIFY(run);
        QCOMPARE(run->notes, QStringList());
        const Timeline& pool = run->record->pool();
        QCOMPARE(pool.laneCount(), int(texts.size()));
        for (int i = 0; i < texts.size(); ++i) {
            const QString* error = pool.lane(i).errorOf(0);
            QVERIFY(error);
            QCOMPARE(*error, inUtf8(texts[i]));
            QCOMPARE(run->record->plan.inputs.lines->at(std::size_t(i)).toByteArray(),
                     texts[i].toUtf8());
            bool isNumber = false;
            texts[i].toInt(&isNumber); // of a worker, which is said
            if (!isNumber)
                QCOMPARE(run->record->origin.laneName(i),
                         beginningOf(inUtf8(texts[i]), RunOrigin::kMaxNameLength));
        }
    }

    void aTableOfOthersKeepsItsApostrophes()
    {
        const Folder folder;
        folder.write("table.csv", "worker,start,end\n'=1,0,1\n");
        const auto opened = openRun(folder.path("table.csv"));
        QCOMPARE(std::get<OpenedRun>(opened).record->origin.laneName(0), QStringLiteral("'=1"));
    }

    void everyTextComesBackFromBehindItsApostrophe()
    {
        for (const QString& text : nasties()) {
            const std::string guarded = formulaGuarded(text.toUtf8()).toStdString();
            QCOMPARE(QByteArray::fromStdString(std::string(withoutFormulaGuard(guarded))),
                     text.toUtf8());
        }
        QCOMPARE(formulaGuarded("=1"), QByteArray("'=1"));
        QCOMPARE(formulaGuarded("'=1"), QByteArray("''=1"));
        for (const char* same : {"", "'", "'a", "a=1", "-5", "+0.5", "-1e-9", "plain"})
            QCOMPARE(formulaGuarded(same), QByteArray(same));
        for (const char* formula : {"-", "+", "-1-1", "+inf", "-nan", "-0x1", "--1", "-1 ", "-.5"})
            QCOMPARE(formulaGuarded(formula), '\'' + QByteArray(formula));
    }

    void jsonMeansTheSameAndShowsWhatItHolds()
    {
        for (const QString& text : nasties()) {
            const QJsonObject object{{text, text}};
            const QByteArray json = jsonEscaped(QJsonDocument(object).toJson());
            QCOMPARE(QJsonDocument::fromJson(json).object(), object);
            const QString shown = QString::fromUtf8(json);
            for (qsizetype at = 0; at < shown.size(); ++at)
                QVERIFY(shown[at] == u'\n' || !isUnseen(shown, at));
        }
    }

    void aProblemQuotesNamesInPartAndVisibly()
    {
        for (const QString& text : nasties()) {
            const QJsonObject settings[] = {{{text, QStringLiteral("1")}},
                                            {{QStringLiteral("jobs"), text}}};
            for (const QJsonObject& each : settings) {
                const QJsonObject root{
                    {QStringLiteral("format"), QStringLiteral("poolscope-settings")},
                    {QStringLiteral("version"), 1},
                    {QStringLiteral("settings"), each}};
                const auto read = settingsFrom(QJsonDocument(root).toJson());
                const auto* problem = std::get_if<SettingsProblem>(&read);
                if (!problem) // a number
                    continue;
                QCOMPARE(problem->message, visibleText(problem->message));
                QVERIFY2(problem->message.size() < 400, qPrintable(problem->message));
            }
        }
    }

    void namesInASavedRunAreCutWhereTheyAreRead()
    {
        const Folder folder;
        const QString endless(1'000'000, u'y');
        Exports(folder).add(imported(endless, {endless}), QStringLiteral("a.json"), {});
        const auto opened = openRun(folder.path("a.json"));
        const RunRecord& record = *std::get<OpenedRun>(opened).record;
        const RunOrigin& origin = record.origin;
        for (const QString& name :
             {origin.kind, origin.program, origin.lanes.at(0).name, origin.machine.system,
              origin.machine.kernel, origin.machine.architecture})
            QCOMPARE(name, QString(RunOrigin::kMaxNameLength, u'y'));
        QVERIFY(record.plan.note.size() <= 10'000);
        QVERIFY(record.pool().outcome()->message.size() <= 10'000);
    }
};

QTEST_MAIN(TestNasties)
#include "tst_nasties.moc"
