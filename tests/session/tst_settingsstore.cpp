#include "session/settingsstore.h"

#include <QSettings>
#include <QStandardPaths>
#include <QTest>

class TestSettingsStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("poolscope-test"));
        QCoreApplication::setApplicationName(QStringLiteral("settingsstore"));
    }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void withoutAnythingRememberedTheArticlesSettingsStand()
    {
        QVERIFY(SettingsStore::runSettings() == RunSettings());
        QCOMPARE(SettingsStore::themeChoice(), ThemeChoice::System);
    }

    void settingsAreRemembered()
    {
        RunSettings settings;
        settings.jobs.count = 10'000'000;
        settings.pool.workers = 1024;
        settings.pool.capacity = 0;
        settings.jobs.duration = std::chrono::nanoseconds(123'456'789);
        settings.jobs.work = WorkKind::Mixed;
        settings.jobs.cpuShare = 0.5;
        settings.jobs.retries = 7;
        settings.jobs.failRate = 0.125;
        settings.seed = RunSettings::kMaxSeed;
        settings.baseline.when = SequentialRunWhen::Off;
        SettingsStore::setRunSettings(settings);
        QVERIFY(SettingsStore::runSettings() == settings);
        settings.pool.capacity.reset();
        SettingsStore::setRunSettings(settings);
        QVERIFY(SettingsStore::runSettings() == settings);
        for (const auto theme : {ThemeChoice::Dark, ThemeChoice::HighContrast}) {
            SettingsStore::setThemeChoice(theme);
            QCOMPARE(SettingsStore::themeChoice(), theme);
        }
        SettingsStore::setTextPercent(150);
        QCOMPARE(SettingsStore::textPercent(), 150);
    }

    void nonsenseInTheFileIsReplaced()
    {
        QSettings store;
        store.setValue(QStringLiteral("run/jobs"), QStringLiteral("many"));
        store.setValue(QStringLiteral("run/workers"), 1'000'000);
        store.setValue(QStringLiteral("run/durationNs"), -5);
        store.setValue(QStringLiteral("run/work"), 3);
        store.setValue(QStringLiteral("run/cpuPerMille"), -1);
        store.setValue(QStringLiteral("run/retries"), -1);
        store.setValue(QStringLiteral("run/failPerMille"), 1001);
        store.setValue(QStringLiteral("run/seed"), 1e18);
        store.setValue(QStringLiteral("run/sequential"), 17);
        store.setValue(QStringLiteral("window/theme"), 9);
        store.setValue(QStringLiteral("window/textPercent"), 175);
        store.setValue(QStringLiteral("export/folder"), QStringLiteral("/no/such/folder"));
        store.setValue(QStringLiteral("export/scale"), 99);
        const RunSettings settings = SettingsStore::runSettings();
        QVERIFY(settings == RunSettings());
        QCOMPARE(SettingsStore::themeChoice(), ThemeChoice::System);
        QCOMPARE(SettingsStore::textPercent(), 100);
        QVERIFY(SettingsStore::exportFolder() != QLatin1String("/no/such/folder"));
        QCOMPARE(SettingsStore::exportScale(), 2);
    }
};

QTEST_GUILESS_MAIN(TestSettingsStore)
#include "tst_settingsstore.moc"
