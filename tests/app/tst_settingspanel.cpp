// Settings change when the user changes them, and a run that goes on by nothing else.
#include "app/controls/appearance.h"
#include "app/controls/durationbox.h"
#include "app/panels/settingspanel.h"
#include "files/settings/settingsfile.h"
#include "fixtures/appwindow.h"
#include "fixtures/folder.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>

#include <algorithm>
#include <vector>

using fixtures::AppWindow;

class TestSettingsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("poolscope-test"));
        QCoreApplication::setApplicationName(QStringLiteral("settingspanel"));
        Appearance::setUp();
    }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void everyDurationIsShownFromTheStart()
    {
        const SettingsPanel panel;
        for (const auto* box : panel.findChildren<DurationBox*>())
            QVERIFY2(!box->text().isEmpty(), qPrintable(box->objectName()));
    }

    void aForecastThatArrivesLeavesWhatIsBeingTyped()
    {
        AppWindow window;
        auto& panel = *window.find<SettingsPanel>("settings");
        auto* box = window.find<DurationBox>("durationBox");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(box, QStringLiteral("20m"));
        Q_EMIT panel.forecastChanged();
        QCOMPARE(box->text(), QStringLiteral("20m"));
        QCOMPARE(panel.settings().jobs.duration, std::chrono::seconds(1));
        QTest::keyClicks(box, QStringLiteral("s"));
        panel.takeTyped();
        QCOMPARE(box->text(), QStringLiteral("20 ms"));
        QCOMPARE(panel.settings().jobs.duration, std::chrono::milliseconds(20));
    }

    void readingTheSettingsChangesNothing()
    {
        const SettingsPanel panel;
        auto* box = panel.findChild<DurationBox*>(QStringLiteral("durationBox"));
        QTest::keyClick(box, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(box, QStringLiteral("20ms"));
        const RunSettings before = panel.settings();
        QVERIFY(before == RunSettings());
        QCOMPARE(panel.forecast().jobs, before.jobs.count);
        QVERIFY(!panel.foreignTexts().areNeeded(before));
        QVERIFY(panel.settings() == before);
        QCOMPARE(box->text(), QStringLiteral("20ms"));
    }

    void aBrokerIsTypedAndItsPasswordIsInNoSetting()
    {
        SettingsPanel panel;
        const auto child = [&panel]<typename W>(W*, const char* name) {
            return panel.findChild<W*>(QString::fromLatin1(name));
        };
        auto* where = child(static_cast<QComboBox*>(nullptr), "whereBox");
        auto* edit = child(static_cast<QLineEdit*>(nullptr), "brokerEdit");
        const auto* words = child(static_cast<QLabel*>(nullptr), "brokerWords");
        QVERIFY(edit->isHidden());
        where->setCurrentIndex(1);
        QVERIFY(!edit->isHidden());
        QVERIFY(panel.settings().pool.areElsewhere());
        QVERIFY(!child(static_cast<QSpinBox*>(nullptr), "workersBox")->isEnabled());

        edit->clear();
        QTest::keyClicks(edit, QStringLiteral("amqp://ann:secret@there:5673/jobs"));
        QVERIFY(panel.takeTyped());
        QCOMPARE(panel.settings().pool.broker, QStringLiteral("amqp://ann@there:5673/jobs"));
        QCOMPARE(edit->text(), panel.settings().pool.broker);
        QVERIFY(child(static_cast<QWidget*>(nullptr), "agentsView")
                    ->accessibleDescription()
                    .contains(QStringLiteral("--broker amqp://ann@there:5673/jobs")));

        edit->clear();
        QTest::keyClicks(edit, QStringLiteral("http://there"));
        QVERIFY(!panel.takeTyped());
        QVERIFY2(words->text().contains(QStringLiteral("amqp")), qPrintable(words->text()));
        QCOMPARE(edit->text(), QStringLiteral("http://there"));
        QCOMPARE(panel.settings().pool.broker, QStringLiteral("amqp://ann@there:5673/jobs"));

        where->setCurrentIndex(0);
        QVERIFY(!panel.settings().pool.areElsewhere());
        QVERIFY(panel.takeTyped());
        where->setCurrentIndex(1);
        QCOMPARE(panel.settings().pool.broker, QStringLiteral("amqp://ann@there:5673/jobs"));
    }

    void howManyJobsAWorkerHasInHandIsAskedOfAgentsOnly()
    {
        SettingsPanel panel;
        auto* where = panel.findChild<QComboBox*>(QStringLiteral("whereBox"));
        auto* box = panel.findChild<QSpinBox*>(QStringLiteral("prefetchBox"));
        QVERIFY(box->isHidden());
        where->setCurrentIndex(1);
        QVERIFY(!box->isHidden());
        QCOMPARE(box->value(), 1);
        box->setValue(20);
        QCOMPARE(panel.settings().pool.prefetch, 20);
    }

    void settingsOfARunOfMoreWorkersThanThreadsAreThoseOfAsManyAsThereCanBe()
    {
        SettingsPanel panel;
        RunSettings settings;
        settings.pool.broker = QStringLiteral("amqp://guest@localhost:5672");
        settings.pool.workers = RunSettings::kMaxLanes;
        panel.setSettings(settings);
        QCOMPARE(panel.settings().pool.workers, RunSettings::kMaxWorkers);
    }

    void nobodyIsAskedAtABrokerThatAFileHasNamed()
    {
        SettingsPanel panel;
        RunSettings settings;
        settings.pool.broker = QStringLiteral("amqp://ann@there");
        panel.showSettingsOf(QStringLiteral("/tmp/theirs.json"), settings);
        const auto* words = panel.findChild<QLabel*>(QStringLiteral("brokerWords"));
        QCOMPARE(words->text(),
                 QStringLiteral("From theirs.json: nobody is asked there before you agree"));
        panel.agree();
        QVERIFY(!words->text().contains(QLatin1String("agree")));
    }

    void whatIsMissingIsSaidByItsFieldNotByAnOption()
    {
        SettingsPanel panel;
        const auto* words = panel.findChild<QLabel*>(QStringLiteral("inputWords"));
        const auto* ofCommand = panel.findChild<QLabel*>(QStringLiteral("commandWords"));
        RunSettings settings;
        const auto shows = [&](const char* text) {
            panel.setSettings(settings);
            return QTest::qWaitFor([&] { return words->text() == QString::fromUtf8(text); });
        };
        settings.jobs.work = WorkKind::Command;
        QVERIFY(shows("5 jobs"));
        QCOMPARE(ofCommand->text(), QStringLiteral("Enter a command"));
        settings.jobs.command = QStringLiteral("echo {}");
        QVERIFY(shows("Enter an input: the command has {} or {.}, and nothing to put there"));
        QVERIFY(ofCommand->isHidden());
        settings.jobs.work = WorkKind::Hash;
        QVERIFY(shows("Enter a folder or a file to hash"));
        settings.jobs.work = WorkKind::Sleep;
        settings.jobs.spread.kind = SpreadKind::File;
        QVERIFY(shows("Enter a file of durations"));
    }

    void aMistypedProgramIsSaidUnderItAndLeavesTheNumberOfJobs()
    {
        const fixtures::Folder folder;
        folder.write("list", "a\nb\n");
        SettingsPanel panel;
        const auto* jobs = panel.findChild<QSpinBox*>(QStringLiteral("jobsBox"));
        const auto* below = panel.findChild<QLabel*>(QStringLiteral("commandWords"));
        RunSettings settings;
        settings.jobs.work = WorkKind::Command;
        settings.jobs.input = folder.path("list");
        settings.jobs.command = QStringLiteral("echo {}");
        panel.setSettings(settings);
        QTRY_COMPARE(jobs->value(), 2);
        QVERIFY(below->isHidden());

        // Also on the way to what was found, the number stands.
        std::vector<int> shown;
        connect(&panel, &SettingsPanel::forecastChanged, this,
                [&] { shown.push_back(jobs->value()); });
        auto* edit = panel.findChild<QLineEdit*>(QStringLiteral("commandEdit"));
        const auto type = [edit](const char* text) {
            edit->selectAll();
            QTest::keyClicks(edit, QString::fromUtf8(text));
        };
        type("echoo {}");
        const QString problem = QStringLiteral("there is no program 'echoo' in the PATH");
        QCOMPARE(below->text(), problem); // at once
        QVERIFY(!below->isHidden());
        QTRY_VERIFY(!panel.forecast().pending);
        QCOMPARE(below->text(), problem);
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("inputWords"))->text(),
                 QStringLiteral("2 jobs"));
        QVERIFY(!shown.empty() && std::ranges::all_of(shown, [](int n) { return n == 2; }));

        type("echo {}");
        QVERIFY(below->isHidden());
        QTRY_VERIFY(!panel.forecast().pending);
        QCOMPARE(jobs->value(), 2);
    }

    void whatIsBeingTypedIsRememberedWhenTheWindowCloses()
    {
        {
            AppWindow window;
            auto* box = window.find<DurationBox>("durationBox");
            box->setFocus();
            QTest::keyClick(box, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClicks(box, QStringLiteral("20ms"));
            window.get().close();
        }
        QCOMPARE(AppWindow().find<DurationBox>("durationBox")->text(), QStringLiteral("20 ms"));
    }

    void onlyTheUsersOwnMoveTellsOfWorkers()
    {
        SettingsPanel panel;
        QSignalSpy moved(&panel, &SettingsPanel::workersMoved);
        RunSettings settings;
        settings.pool.workers = 9;
        panel.setSettings(settings);
        QCOMPARE(moved.count(), 0);
        panel.findChild<QSpinBox*>(QStringLiteral("jobsBox"))->setValue(70);
        QCOMPARE(moved.count(), 0);
        panel.findChild<QSpinBox*>(QStringLiteral("workersBox"))->setValue(4);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved.at(0).at(0).toInt(), 4);
    }

    void settingsThatTakeThePlaceOfOthersLeaveTheRunAlone()
    {
        const fixtures::Folder folder;
        RunSettings settings;
        settings.pool.workers = 9;
        folder.write("settings.json", settingsJson({{}, {}, settings}));
        AppWindow window(
            {QStringLiteral("--jobs"), QStringLiteral("200"), QStringLiteral("--workers"),
             QStringLiteral("2"), QStringLiteral("--duration"), QStringLiteral("20ms"),
             QStringLiteral("--sequential"), QStringLiteral("off"), QStringLiteral("--run")});
        QTRY_VERIFY(window.get().run() && window.get().run()->pool().startedCount() > 2);
        const Timeline& pool = window.get().run()->pool();
        window.drop(folder.path("settings.json"));
        QCOMPARE(window.find<QSpinBox>("workersBox")->value(), 9);
        const auto examples = window.find<QMenu>("menuExamples")->actions();
        for (QAction* example : examples)
            example->trigger();
        QTRY_VERIFY(pool.startedCount() > 10);
        QCOMPARE(pool.laneCount(), 2);
        // The next move of the control does what it says.
        window.type("workersBox", QStringLiteral("5"));
        QTRY_COMPARE(pool.laneCount(), 5);
        window.get().stopRun();
        QTRY_VERIFY(window.find<QAction>("actionRun")->isEnabled());
    }
};

QTEST_MAIN(TestSettingsPanel)
#include "tst_settingspanel.moc"
