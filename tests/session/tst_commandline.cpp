#include "session/terminal/commandline.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

std::variant<CommandLine, UsageError> parse(const char* arguments)
{
    QStringList list{QStringLiteral("poolscope")};
    list += QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts);
    return parseCommandLine(list);
}

CommandLine parsed(const char* arguments)
{
    const auto result = parse(arguments);
    const auto* line = std::get_if<CommandLine>(&result);
    return line ? *line : CommandLine();
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutOptionsTheSettingsStayAsTheyAre()
    {
        RunSettings settings;
        settings.jobs.count = 77;
        settings.pool.capacity = 3;
        QVERIFY(parsed("").settingsOver(settings) == settings);
    }

    void whatIsGivenTakesTheirPlace()
    {
        const CommandLine line = parsed("--jobs 10 --workers=2 --capacity 0 --duration 250us "
                                        "--sequential alongside --work mixed --cpu-share 40% "
                                        "--retries 3 --fail-rate 12.5% --seed 9 "
                                        "--run --headless --quiet");
        const RunSettings settings = line.settingsOver({});
        QCOMPARE(settings.jobs.count, 10);
        QCOMPARE(settings.pool.workers, 2);
        QCOMPARE(settings.pool.capacity, std::optional<int>(0));
        QCOMPARE(settings.jobs.duration, std::chrono::nanoseconds(250us));
        QCOMPARE(settings.baseline.when, SequentialRunWhen::Alongside);
        QVERIFY(settings.jobs.work == WorkKind::Mixed);
        QCOMPARE(settings.jobs.cpuShare, 0.4);
        QCOMPARE(settings.jobs.retries, 3);
        QCOMPARE(settings.jobs.failRate, 0.125);
        QCOMPARE(settings.seed, 9);
        QVERIFY(line.run && line.headless && line.quiet && !line.help && !line.version);
    }

    void exportMayBeGivenAgain()
    {
        QCOMPARE(parsed("--export a.png --export b.SVG").exports,
                 QStringList({QStringLiteral("a.png"), QStringLiteral("b.SVG")}));
    }

    void numbersOfWorkersAreSimulatedAndMeasured()
    {
        const CommandLine both = parsed("--headless --simulate 1..3,8 --measure 4,2 --repeat 100");
        QVERIFY(both.simulate == std::vector<int>({1, 2, 3, 8}));
        QVERIFY(both.measure == std::vector<int>({2, 4}));
        QVERIFY(both.measures() && !both.measureAuto);
        QCOMPARE(both.repeat, 100);
        const CommandLine automatic = parsed("--headless --measure auto");
        QVERIFY(automatic.measures() && automatic.measureAuto && automatic.measure.empty());
        QCOMPARE(automatic.repeat, 3);
        QVERIFY(!parsed("--headless --simulate 1").measures());
    }

    void aFileIsLookedAtWithoutAWindow()
    {
        const CommandLine line =
            parsed("--headless --simulate 1..16 run.json --export a.png --export a.sha256");
        QVERIFY(line.headless);
        QCOMPARE(line.file, QStringLiteral("run.json"));
        QCOMPARE(line.simulate.size(), std::size_t(16));
        QCOMPARE(line.exports.size(), 2);
    }

    void theLimitsAreAllowed()
    {
        for (const char* arguments :
             {"--jobs 1", "--jobs 10000000", "--workers 1", "--workers 1024", "--capacity 0",
              "--capacity 10000000", "--duration 0s", "--duration 1h", "--sequential off",
              "--headless --simulate 1..1024", "--headless --measure 1 --repeat 1"})
            QVERIFY2(std::holds_alternative<CommandLine>(parse(arguments)), arguments);
    }

    void wrongUsageNamesTheOptionTheValueAndWhatIsAllowed_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QStringList>("parts");
        const auto add = [](const char* arguments, std::initializer_list<const char*> parts) {
            QStringList list;
            for (const char* part : parts)
                list.append(QString::fromUtf8(part));
            QTest::newRow(arguments) << QByteArray(arguments) << list;
        };
        add("--jobs 0", {"--jobs", "'0'", "1 to 10000000"});
        add("--jobs 10000001", {"--jobs", "'10000001'", "1 to 10000000"});
        add("--jobs -5", {"--jobs", "'-5'", "1 to 10000000"});
        add("--jobs 99999999999999999999", {"--jobs", "1 to 10000000"});
        add("--jobs many", {"--jobs", "'many'", "whole number"});
        add("--jobs 1.5", {"--jobs", "'1.5'", "whole number"});
        add("--workers 1025", {"--workers", "'1025'", "1 to 1024"});
        add("--capacity -1", {"--capacity", "'-1'", "0 to 10000000"});
        add("--duration 5", {"--duration", "'5'", "unit"});
        add("--duration 61m", {"--duration", "'61m'", "1h"});
        add("--work hard", {"--work", "'hard'", "sleep, cpu, mixed, hash or command"});
        add("--cpu-share 30", {"--cpu-share", "'30'", "0% to 100%"});
        add("--retries 101", {"--retries", "'101'", "0 to 100"});
        add("--fail-rate 5", {"--fail-rate", "'5'", "0% to 100%"});
        add("--fail-rate 101%", {"--fail-rate", "'101%'", "0% to 100%"});
        add("--fail-rate nan%", {"--fail-rate", "'nan%'", "0% to 100%"});
        add("--seed -1", {"--seed", "'-1'", "0 to 2147483647"});
        add("--sequential later", {"--sequential", "'later'", "after, alongside or off"});
        add("--broker http://me:secret@host",
            {"--broker", "'http://me:…@host'", "amqp://user@host:5672/vhost"});
        add("--broker amqp://host --workers 4", {"--workers", "--broker", "agent"});
        add("--export timing.gif",
            {"--export", "'timing.gif'", ".md, timings.csv, ", ".csv, .json or .json.gz"});
        add("--export timing", {"--export", "'timing'", ".png, .svg, .pdf"});
        add("--wrokers 3", {"wrokers", "--help"});
        add("--run run.json", {"run.json", "--run"});
        add("--headless --run run.json", {"run.json", "--run"});
        add("--headless --simulate 0", {"--simulate", "'0'", "1 to 1024", "1..4,8,16"});
        add("--headless --simulate 4..1", {"--simulate", "'4..1'", "go up"});
        add("--headless --simulate auto", {"--simulate", "'auto'"});
        add("--headless --measure 1,x", {"--measure", "'x'", "1 to 1024", "or auto"});
        add("--headless --measure Auto", {"--measure", "'Auto'", "or auto"});
        add("--headless --measure 1,2 run.json", {"--measure", "'run.json'", "--simulate"});
        add("--headless --measure auto --work command --command cat --input -",
            {"--measure", "standard input", "--input"});
        add("--headless --measure 1 --repeat 0", {"--repeat", "'0'", "1 to 100"});
        add("--headless --measure 1 --repeat 101", {"--repeat", "'101'", "1 to 100"});
        add("--headless --measure 1 --repeat often", {"--repeat", "'often'", "whole number"});
        add("--headless --repeat 3", {"--repeat", "--measure"});
        add("--repeat 3", {"--repeat", "--measure"});
        add("--simulate 1..4", {"--simulate", "--headless"});
        add("--measure auto", {"--measure", "--headless"});
        add("--headless run.json --export timing.gif", {"--export", "'timing.gif'", ".sha256"});
        add("a.json b.json", {"b.json", "one file"});
        add("--follow log --run", {"--follow", "--run"});
        add("--follow log run.json", {"--follow", "FILE"});
        add("--headless --follow - --simulate 1", {"--follow", "--simulate"});
        add("--watch celery:amqp://localhost --run", {"--watch", "--run"});
        add("--watch celery:amqp://localhost --follow log", {"--watch", "--follow"});
        add("--watch celery:amqp://localhost run.json", {"--watch", "FILE"});
        add("--watch amqp://localhost", {"--watch", "celery:amqp://guest@localhost"});
        add("--watch celery:http://localhost", {"--watch", "amqp://USER@HOST:PORT/VHOST"});
        add("--watch celery:", {"--watch", "amqp://USER@HOST:PORT/VHOST"});
        add("--jobs", {"jobs"});
        add("--headless=yes", {"headless"});
    }

    void wrongUsageNamesTheOptionTheValueAndWhatIsAllowed()
    {
        QFETCH(const QByteArray, arguments);
        QFETCH(const QStringList, parts);
        const auto result = parse(arguments.constData());
        const auto* error = std::get_if<UsageError>(&result);
        QVERIFY(error);
        QVERIFY(!error->message.contains(u'\n'));
        for (const QString& part : parts)
            QVERIFY2(error->message.contains(part), qPrintable(error->message));
    }

    void aBrokerThatIsWatchedIsNamedWithoutItsPassword()
    {
        const auto result = parse("--headless --watch celery:amqp://ann:secret@host:1234/jobs");
        const auto& line = std::get<CommandLine>(result);
        QVERIFY(line.follows());
        QCOMPARE(line.watch->host, QStringLiteral("host"));
        QCOMPARE(line.watch->password, QStringLiteral("secret"));
        QCOMPARE(line.followedName(), QStringLiteral("celery:amqp://ann@host:1234/jobs"));
        for (const char* wrong : {"--watch amqp://ann:secret@host", "--watch celery:x://a:secret@h",
                                  "--watch celery:amqp://ann:secret@host#x"}) {
            const auto refused = parse(wrong);
            const auto* error = std::get_if<UsageError>(&refused);
            QVERIFY2(error, wrong);
            QVERIFY2(!error->message.contains(QLatin1String("secret")), qPrintable(error->message));
        }
    }

    void everyOptionIsInTheHelp()
    {
        for (const char* option :
             {"--jobs",    "--workers",   "--capacity", "--duration",   "--work",   "--cpu-share",
              "--retries", "--fail-rate", "--seed",     "--sequential", "--run",    "--headless",
              "--quiet",   "--export",    "--follow",   "--watch",      "--broker", "--help",
              "--version", "--simulate",  "--measure",  "--repeat"})
            QVERIFY2(helpText().contains(QLatin1String(option)), option);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
