// The table of settings: every field holds what it claims.
#include "plan/settings/settingfields.h"

#include <QStringList>
#include <QTest>

using namespace std::chrono_literals;

namespace {

QString text(const char* latin1)
{
    return QLatin1String(latin1);
}

const SettingField& field(const char* name)
{
    const SettingField* found = settingField(name);
    if (!found)
        qFatal("there is no setting %s", name);
    return *found;
}

// The usual settings with these texts set: {{"work", "hash"}, …}.
RunSettings with(std::initializer_list<std::pair<const char*, const char*>> texts)
{
    RunSettings settings;
    for (const auto& [name, value] : texts) {
        if (field(name).set(settings, text(value)))
            qFatal("%s does not take %s", name, value);
    }
    return settings;
}

// Settings in which every field has a text, and none the usual one.
RunSettings unusual()
{
    return with({{"jobs", "7"},
                 {"workers", "9"},
                 {"capacity", "0"},
                 {"results-capacity", "2"},
                 {"read-time", "1ms"},
                 {"work", "command"},
                 {"duration", "20ms"},
                 {"spread", "bimodal:7%,12.5"},
                 {"cpu-share", "55%"},
                 {"input", "/a list"},
                 {"recursive", "yes"},
                 {"null", "yes"},
                 {"command", "echo {}"},
                 {"timeout", "1.5s"},
                 {"order", "random"},
                 {"arrival", "every:3ms"},
                 {"retries", "4"},
                 {"fail-rate", "12.5%"},
                 {"seed", "99"},
                 {"sequential", "off"},
                 {"broker", "amqp://me@host/v"},
                 {"prefetch", "20"}});
}

QStringList namesWhere(const std::function<bool(const SettingField&)>& holds)
{
    QStringList names;
    for (const SettingField& one : settingFields()) {
        if (holds(one))
            names += text(one.name);
    }
    return names;
}

QStringList namesWith(SettingScope scope)
{
    return namesWhere([scope](const SettingField& one) { return one.scope == scope; });
}

QString neededBy(const RunSettings& settings)
{
    return namesWhere([&settings](const SettingField& one) {
               return !field(one.name).isNeeded(RunSettings()) && one.isNeeded(settings);
           })
        .join(u' ');
}

bool changesForecast(RunSettings settings, const char* name, const char* value)
{
    const RunSettings before = forecastSettings(settings);
    if (field(name).set(settings, text(value)))
        qFatal("%s does not take %s", name, value);
    return forecastSettings(settings) != before;
}

} // namespace

class TestSettingFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachNameStandsForOneField()
    {
        for (const SettingField& one : settingFields())
            QCOMPARE(settingField(one.name), &one);
        QVERIFY(!settingField("jbos"));
    }

    void theTextsOfSettingsSetThemAgain()
    {
        for (const RunSettings& settings :
             {RunSettings(), unusual(), with({{"durations", "/measured"}})}) {
            RunSettings again;
            for (const SettingField& one : settingFields()) {
                if (const QString given = one.text(settings); !given.isEmpty())
                    QVERIFY2(!one.set(again, given), one.name);
            }
            QVERIFY(again == settings);
        }
    }

    void copyingEachFieldCopiesAll()
    {
        RunSettings copied;
        for (const SettingField& one : settingFields())
            one.value.copy(unusual(), copied);
        QVERIFY(copied == unusual());
    }

    void aTextThatIsNotAllowedChangesNothingAndIsToldWhatIs_data()
    {
        QTest::addColumn<QString>("allowed");
        const QString time =
            text("a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s");
        const QString share = text("a share from 0% to 100%, such as 5% or 0.1%");
        const auto add = [](const char* name, const QString& allowed) {
            QTest::newRow(name) << allowed;
        };
        add("jobs", text("a whole number from 1 to 10000000"));
        add("workers", text("a whole number from 1 to 1024"));
        add("capacity", text("a whole number from 0 to 10000000"));
        add("results-capacity", text("a whole number from 0 to 10000000"));
        add("read-time", time);
        add("work", text("sleep, cpu, mixed, hash or command"));
        add("duration", time);
        add("spread", text("fixed, uniform:50%, exponential, bimodal:5%,10 (that share of the jobs "
                           "is so many times as long, 1 to 1000) or pareto:1.5 (1.1 to 10)"));
        add("cpu-share", share);
        add("recursive", text("yes or no"));
        add("null", text("yes or no"));
        add("timeout", time);
        add("order", text("submitted, shortest, longest or random"));
        add("arrival", text("all, every:20ms or poisson:50/s (0.001 to 1000000 a second)"));
        add("retries", text("a whole number from 0 to 100"));
        add("fail-rate", share);
        add("seed", text("a whole number from 0 to 2147483647"));
        add("sequential", text("after, alongside or off"));
        add("prefetch", text("a whole number from 1 to 100"));
    }

    void aTextThatIsNotAllowedChangesNothingAndIsToldWhatIs()
    {
        QFETCH(const QString, allowed);
        const SettingField& one = field(QTest::currentDataTag());
        for (const char* wrong : {"", "x", "-1", "1e300", "99999999999", "101%", "1 h 1"}) {
            RunSettings settings = unusual();
            QCOMPARE(one.set(settings, text(wrong)), std::optional(allowed));
            QVERIFY(settings == unusual());
        }
    }

    void namesAreTakenAsTheyAre()
    {
        for (const char* name : {"input", "command", "durations"}) {
            RunSettings settings;
            QVERIFY(!field(name).set(settings, text("-1 x")));
            QCOMPARE(field(name).text(settings), text("-1 x"));
        }
    }

    void theLimitsOfNumbersAreThoseOfTheirTexts()
    {
        for (const SettingField& one : settingFields()) {
            if (one.value.limits.kind != SettingLimits::Kind::Number)
                continue;
            const qint64 least = one.value.limits.least;
            const qint64 most = one.value.limits.most;
            RunSettings settings;
            QVERIFY2(!one.set(settings, QString::number(least)), one.name);
            QVERIFY2(!one.set(settings, QString::number(most)), one.name);
            QVERIFY2(one.set(settings, QString::number(least - 1)), one.name);
            QVERIFY2(one.set(settings, QString::number(most + 1)), one.name);
        }
    }

    void moreWorkersThanThreadsCanBeAreWrittenAsThatMany()
    {
        RunSettings onAgents;
        onAgents.pool.workers = RunSettings::kMaxLanes;
        QCOMPARE(field("workers").text(onAgents), QString::number(RunSettings::kMaxWorkers));
    }

    void allButThatOfWorkersNeedsANewRun()
    {
        QCOMPARE(namesWith(SettingScope::Live), QStringList{text("workers")});
        RunSettings more;
        more.pool.workers = 4;
        QVERIFY(differIn(SettingScope::Live, {}, more));
        QVERIFY(!differIn(SettingScope::Pool, {}, more));
        QVERIFY(!differIn(SettingScope::Live, with({{"jobs", "6"}}), {}));
    }

    void capacitiesTheTimeoutTheSequentialRunAndTheBrokersSettingsNeedNoNewPlan()
    {
        QCOMPARE(namesWith(SettingScope::Pool).join(u' '),
                 text("capacity results-capacity timeout sequential broker prefetch"));
        QCOMPARE(namesWith(SettingScope::Time).join(u' '),
                 text("read-time cpu-share order arrival retries fail-rate seed"));
        QCOMPARE(namesWith(SettingScope::Plan).join(u' '),
                 text("jobs work duration spread durations input recursive null command"));
    }

    void whatIsNeededFollowsTheWork()
    {
        QCOMPARE(neededBy(with({{"work", "cpu"}})), QString());
        QCOMPARE(neededBy(with({{"work", "mixed"}})), text("cpu-share"));
        QCOMPARE(neededBy(with({{"work", "hash"}})), text("input recursive"));
        QCOMPARE(neededBy(with({{"work", "command"}})),
                 text("input recursive null command timeout"));
        for (const char* name : {"duration", "spread", "durations"})
            QVERIFY2(!field(name).isNeeded(with({{"work", "hash"}})), name);
        QCOMPARE(neededBy(with({{"durations", "/measured"}})), text("durations"));
        QVERIFY(!field("duration").isNeeded(with({{"durations", "/measured"}})));
        QVERIFY(!field("durations").isNeeded(with({{"durations", "/x"}, {"work", "command"}})));
    }

    void theNumberOfJobsIsNeededWhereNoInputSaysIt()
    {
        const SettingField& jobs = field("jobs");
        QVERIFY(jobs.isNeeded({}));
        QVERIFY(jobs.isNeeded(with({{"work", "command"}})));
        QVERIFY(!jobs.isNeeded(with({{"work", "command"}, {"input", "/list"}})));
        QVERIFY(!jobs.isNeeded(with({{"work", "hash"}})));
        QVERIFY(!jobs.isNeeded(with({{"durations", "/measured"}})));
    }

    void theSeedIsNeededWhereSomethingIsLeftToChance()
    {
        const SettingField& seed = field("seed");
        QVERIFY(!seed.isNeeded({}));
        QVERIFY(!seed.isNeeded(with({{"durations", "/measured"}, {"arrival", "every:1ms"}})));
        QVERIFY(seed.isNeeded(with({{"spread", "uniform"}})));
        QVERIFY(!seed.isNeeded(with({{"spread", "uniform"}, {"work", "hash"}})));
        QVERIFY(seed.isNeeded(with({{"order", "random"}})));
        QVERIFY(seed.isNeeded(with({{"arrival", "poisson:5/s"}})));
        QVERIFY(seed.isNeeded(with({{"fail-rate", "1%"}})));
    }

    void onlyWhatNamesFilesProgramsOrPlacesIsAskedAbout()
    {
        QCOMPARE(namesWhere(&SettingField::isNaming).join(u' '),
                 text("durations input command broker"));
        QCOMPARE(field("command").role, SettingRole::Program);
        for (const char* name : {"work", "spread", "recursive", "null", "timeout"})
            QCOMPARE(field(name).role, SettingRole::Task);
    }

    void whatIsNotNeededIsNotInTheForecast()
    {
        QVERIFY(!changesForecast({}, "command", "true"));
        QVERIFY(!changesForecast({}, "input", "/somewhere"));
        QVERIFY(!changesForecast({}, "recursive", "yes"));
        QVERIFY(!changesForecast({}, "cpu-share", "50%"));
        QVERIFY(!changesForecast({}, "seed", "2"));
        QVERIFY(changesForecast(with({{"work", "mixed"}}), "cpu-share", "50%"));
        QVERIFY(changesForecast(with({{"spread", "uniform"}}), "seed", "2"));
    }

    void whatNeedsNoNewPlanIsNotInTheForecast()
    {
        for (const auto& [name, value] :
             {std::pair{"capacity", "1"}, {"results-capacity", "1"}, {"sequential", "off"}})
            QVERIFY2(!changesForecast({}, name, value), name);
        QVERIFY(!changesForecast(with({{"work", "command"}}), "timeout", "1s"));
    }

    void whatTakesTimeIsInTheForecastWhereTimesAreKnown()
    {
        const RunSettings hashing = with({{"work", "hash"}, {"input", "/folder"}});
        for (const auto& [name, value] : {std::pair{"workers", "4"},
                                          {"read-time", "1ms"},
                                          {"retries", "1"},
                                          {"fail-rate", "1%"},
                                          {"order", "random"},
                                          {"arrival", "every:1ms"}}) {
            QVERIFY2(changesForecast({}, name, value), name);
            QVERIFY2(!changesForecast(hashing, name, value), name);
        }
        QVERIFY(!changesForecast(hashing, "jobs", "6"));
        QVERIFY(!changesForecast(hashing, "duration", "2s"));
        QVERIFY(changesForecast(hashing, "recursive", "yes"));
        QVERIFY(changesForecast(hashing, "input", "/other"));
    }

    void theForecastOfWhatItNeedsIsThatOfAll()
    {
        const RunSettings drawn = with({{"spread", "pareto:1.5"},
                                        {"seed", "7"},
                                        {"jobs", "50"},
                                        {"capacity", "2"},
                                        {"input", "/x"}});
        const RunSettings needed = forecastSettings(drawn);
        QVERIFY(needed != drawn);
        QVERIFY(forecastSettings(needed) == needed);
        QCOMPARE(needed.jobs.count, 50);
        QVERIFY(needed.jobs.spread == drawn.jobs.spread);
        QCOMPARE(needed.seed, 7);
        QVERIFY(needed.jobs.input.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSettingFields)
#include "tst_settingfields.moc"
