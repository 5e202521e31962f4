#include "files/settings/settingsfile.h"
#include "plan/durationspread.h"
#include "plan/settings/settingfields.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

RunSettings unusualSettings()
{
    RunSettings settings;
    settings.jobs.count = 10'000'000;
    settings.pool.workers = 1024;
    settings.pool.capacity = 0;
    settings.pool.resultsCapacity = 7;
    settings.pool.readTime = 1ns;
    settings.jobs.duration = std::chrono::nanoseconds(123'456'789);
    settings.jobs.spread.kind = SpreadKind::Bimodal;
    settings.jobs.spread.longShare = 0.07;
    settings.jobs.spread.longFactor = 12.5;
    settings.jobs.work = WorkKind::Command;
    settings.jobs.cpuShare = 0.55;
    settings.jobs.input = QStringLiteral("/a folder/mit Käse");
    settings.jobs.recursive = true;
    settings.jobs.command = QStringLiteral("printf '%s, \"{}\"' {n}; # \\ x");
    settings.jobs.timeout = 1500ms;
    settings.jobs.order = SubmitOrder::Random;
    settings.arrival = {ArrivalKind::Poisson, settings.arrival.every, 0.125};
    settings.jobs.retries = 7;
    settings.jobs.failRate = 0.125;
    settings.seed = RunSettings::kMaxSeed;
    settings.baseline.when = SequentialRunWhen::Off;
    return settings;
}

QString problemIn(const QByteArray& json)
{
    const auto read = settingsFrom(json);
    const auto* problem = std::get_if<SettingsProblem>(&read);
    return problem ? problem->message : QString();
}

QByteArray fileWith(const char* settings)
{
    return QByteArray(R"({"format": "poolscope-settings", "version": 1, "settings": {)") +
           settings + "}}";
}

} // namespace

class TestSettingsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadAgain()
    {
        for (const RunSettings& settings : {RunSettings(), unusualSettings()}) {
            const auto read = settingsFrom(
                settingsJson({QStringLiteral("name"), QStringLiteral("look"), settings}));
            const auto* file = std::get_if<SettingsFile>(&read);
            QVERIFY(file);
            QCOMPARE(file->name, QStringLiteral("name"));
            QCOMPARE(file->look, QStringLiteral("look"));
            QVERIFY(file->settings == settings);
        }
    }

    void anEmptyTextIsNotGiven()
    {
        for (const char* text : {"", "\xef\xbb\xbf"}) {
            const QByteArray json =
                QByteArray(
                    R"({"format":"poolscope-settings","version":1,"settings":{"durations":")") +
                text + "\"}}";
            const auto read = settingsFrom(json);
            QVERIFY(std::holds_alternative<SettingsFile>(read));
            const QByteArray written = settingsJson(std::get<SettingsFile>(read));
            const auto again = settingsFrom(written);
            QVERIFY(std::holds_alternative<SettingsFile>(again));
            QCOMPARE(settingsJson(std::get<SettingsFile>(again)), written);
        }
    }

    void whatIsNeitherTextNorNumberIsRefused()
    {
        for (const char* value : {"{}", "[]", "true", "null"}) {
            const auto read = settingsFrom(
                QByteArray("{\"format\":\"poolscope-settings\",\"version\":1,\"settings\":{"
                           "\"durations\":") +
                value + "}}");
            const auto* problem = std::get_if<SettingsProblem>(&read);
            QVERIFY(problem);
            QVERIFY(problem->message.contains(QLatin1String("durations")));
        }
    }

    void everySpreadAndArrivalHasAText()
    {
        for (const char* text :
             {"fixed", "uniform:20%", "exponential", "bimodal:1%,100", "pareto:1.1"}) {
            RunSettings settings;
            for (const SettingField& field : settingFields()) {
                if (qstrcmp(field.name, "spread") != 0)
                    continue;
                QVERIFY2(!field.set(settings, QString::fromUtf8(text)), text);
                QCOMPARE(field.text(settings), QString::fromUtf8(text));
            }
        }
        RunSettings settings;
        settings.jobs.spread.kind = SpreadKind::File;
        settings.jobs.spread.file = QStringLiteral("x.txt");
        settings.arrival.kind = ArrivalKind::Every;
        const auto read = settingsFrom(settingsJson({{}, {}, settings}));
        QVERIFY(std::get<SettingsFile>(read).settings == settings);
    }

    void noPathIsWrittenThatTheJobsDoNotNeed()
    {
        RunSettings settings;
        settings.jobs.input = QStringLiteral("/home/somebody");
        settings.jobs.command = QStringLiteral("cat /home/somebody");
        QVERIFY(!settingsJson({{}, {}, settings}).contains("somebody"));
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.spread.kind = SpreadKind::File;
        settings.jobs.spread.file = QStringLiteral("/home/somebody/durations");
        QCOMPARE(settingsJson({{}, {}, settings}).count("somebody"), 1);
        QCOMPARE(settingsJson({{}, {}, settings}).count("\"spread\": \"fixed\""), 1);
    }

    void numbersMayStandAsTheyAre()
    {
        const auto read = settingsFrom(fileWith(R"("jobs": 12, "duration": "20ms")"));
        QCOMPARE(std::get<SettingsFile>(read).settings.jobs.count, 12);
        QCOMPARE(std::get<SettingsFile>(read).settings.jobs.duration,
                 std::chrono::nanoseconds(20ms));
    }

    void whatIsWrongIsNamed()
    {
        QVERIFY(problemIn("").contains(QLatin1String("JSON")));
        QVERIFY(problemIn("{\"a\": ").contains(QLatin1String("byte")));
        QVERIFY(problemIn("[]").contains(QLatin1String("format")));
        QVERIFY(problemIn(R"({"format": "poolscope-settings", "version": 2})")
                    .contains(QLatin1String("version")));
        QVERIFY(problemIn(fileWith(R"("jbos": 3)")).contains(QLatin1String("'jbos'")));
        const QString problem = problemIn(fileWith(R"("workers": 1025)"));
        QVERIFY2(problem.contains(QLatin1String("workers")) &&
                     problem.contains(QLatin1String("'1025'")) &&
                     problem.contains(QLatin1String("1 to 1024")),
                 qPrintable(problem));
        for (const char* wrong :
             {R"("jobs": 1.5)", R"("jobs": null)", R"("jobs": 1e300)", R"("spread": "bimodal:5%")",
              R"("spread": "pareto:1")", R"("arrival": "poisson:0")", R"("arrival": "every:x")",
              R"("recursive": "perhaps")", R"("timeout": "soon")"})
            QVERIFY2(!problemIn(fileWith(wrong)).isEmpty(), wrong);
    }

    void filesThatAreNoneAreRefused()
    {
        const auto isRefused = [](const char* path) {
            return std::holds_alternative<SettingsProblem>(
                readSettingsFile(QString::fromUtf8(path)));
        };
        QVERIFY(isRefused("/no/such/file"));
        QVERIFY(isRefused("/"));
        QVERIFY(isRefused("/dev/zero"));
        QVERIFY(isRefused("/dev/null"));
    }

    void theExampleOfOneLongJobHasOneAndItComesLast()
    {
        const auto read = readSettingsFile(QStringLiteral(EXAMPLES "/one-long-job.json"));
        const RunSettings settings = std::get<SettingsFile>(read).settings;
        const std::vector<qint64> ns = *drawDurations(settings).each();
        QCOMPARE(std::ranges::count(ns, ns.front()), qint64(ns.size()) - 1);
        QVERIFY(ns.back() > 11 * ns.front());
    }

    void everyExampleCanBeRead()
    {
        const QDir examples(QStringLiteral(EXAMPLES));
        const QStringList names = examples.entryList({QStringLiteral("*.json")});
        QVERIFY(names.size() >= 8);
        for (const QString& name : names) {
            const auto read = readSettingsFile(examples.filePath(name));
            const auto* problem = std::get_if<SettingsProblem>(&read);
            QVERIFY2(!problem, problem ? qPrintable(problem->message) : "");
        }
    }
};

QTEST_GUILESS_MAIN(TestSettingsFile)
#include "tst_settingsfile.moc"
