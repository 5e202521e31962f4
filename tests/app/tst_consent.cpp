// What a file says is executed or read only after all of it was shown and agreed to, and is never
// remembered as the user's own.
#include "app/actions/runexporter.h"
#include "app/dialogs/consentdialog.h"
#include "app/panels/settingspanel.h"
#include "base/clock.h"
#include "files/exports/timingpicture.h"
#include "files/settings/settingsfile.h"
#include "files/trace/runtrace.h"
#include "fixtures/appwindow.h"
#include "fixtures/folder.h"
#include "fixtures/trap.h"
#include "gantt/paint/theme.h"
#include "session/settingsstore.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolBar>
#include <QToolButton>

using fixtures::Trap;

namespace {

// The window, and what it asks.
class Window : public fixtures::AppWindow
{
public:
    using AppWindow::AppWindow;

    SettingsPanel& panel() { return *find<SettingsPanel>("settings"); }
    bool hasRun() { return get().run() && find<QAction>("actionRun")->isEnabled(); }
    bool isIdle() { return find<QAction>("actionRun")->isEnabled(); }

    // The question that stands, if one does.
    ConsentDialog* question()
    {
        for (auto* dialog : get().findChildren<ConsentDialog*>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    QString asked() { return question()->findChild<QPlainTextEdit*>()->toPlainText(); }
    QPushButton* button(const char* text)
    {
        for (auto* button : question()->findChildren<QPushButton*>()) {
            if (button->text().contains(QString::fromUtf8(text)))
                return button;
        }
        qFatal("the question has no such button");
    }
    void agree() { QTest::mouseClick(button("Run It"), Qt::LeftButton); }
};

} // namespace

class TestConsent : public QObject
{
    Q_OBJECT

    const std::unique_ptr<fixtures::Folder> m_folder = std::make_unique<fixtures::Folder>();

    // Settings of a stranger: a command that leaves a file behind.
    RunSettings foreign() const
    {
        RunSettings settings;
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command = QStringLiteral("touch ") + ran();
        settings.jobs.count = 1;
        settings.pool.workers = 1;
        settings.baseline.when = SequentialRunWhen::Off;
        return settings;
    }
    QString ran() const { return m_folder->path("ran"); }
    bool hasRun() const { return QFile::exists(ran()); }

    QString written(const char* name, const RunSettings& settings) const
    {
        m_folder->write(name, settingsJson({{}, {}, settings}));
        return m_folder->path(name);
    }

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("consent"); }
    void init()
    {
        QSettings().clear();
        QFile::remove(ran());
    }
    void cleanupTestCase() { QSettings().clear(); }

    void allOfItIsShown()
    {
        RunSettings settings = foreign();
        settings.jobs.command = QStringLiteral("sh -c 'a <b>b</b><!-- ") + QString(5000, u'x') +
                                QString::fromUtf8("\n\u202e evil -->'");
        settings.jobs.input = QStringLiteral("/a/list");
        settings.jobs.timeout = std::chrono::seconds(10);
        settings.pool.workers = 77;
        settings.baseline.when = SequentialRunWhen::After; // all of it runs twice
        ConsentDialog dialog(QStringLiteral("/x/<i>file.json"), settings, nullptr);
        dialog.show();
        const auto* all = dialog.findChild<QPlainTextEdit*>();
        QVERIFY(all->isReadOnly());
        // Measured, as not every monospaced font says that it is one.
        const QFontMetricsF metrics(all->font());
        QCOMPARE(metrics.horizontalAdvance(u'i'), metrics.horizontalAdvance(u'W'));
        const QString text = all->toPlainText();
        for (const QString& part :
             {QStringLiteral("sh -c 'a <b>b</b><!-- xxx"), QString(5000, u'x'),
              QString::fromUtf8("\\n\\u202e evil -->'"), QStringLiteral("/a/list"),
              QStringLiteral("Timeout: 10 s"), QStringLiteral("Workers: 77"),
              QStringLiteral("Sequential run: After the pool")})
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY(text.indexOf(QLatin1String("evil")) < text.indexOf(QLatin1String("Workers")));
        const auto* question = dialog.findChild<QLabel*>();
        QCOMPARE(question->textFormat(), Qt::PlainText);
        QVERIFY(question->text().startsWith(QLatin1String("<i>file.json says")));
    }

    void neitherEnterNorEscRunsIt_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("onItsButton");
        QTest::newRow("Enter") << int(Qt::Key_Return) << false;
        QTest::newRow("Enter on the keypad") << int(Qt::Key_Enter) << false;
        QTest::newRow("Enter where the button to run has the focus") << int(Qt::Key_Return) << true;
        QTest::newRow("Esc") << int(Qt::Key_Escape) << false;
    }

    void neitherEnterNorEscRunsIt()
    {
        QFETCH(int, key);
        QFETCH(bool, onItsButton);
        Window window;
        window.drop(written("settings.json", foreign()));
        window.get().startRun();
        QVERIFY(window.question());
        QWidget* pressed = window.question();
        if (onItsButton)
            pressed = window.button("Run It");
        QTest::keyClick(pressed, Qt::Key(key));
        QTRY_VERIFY(!window.question());
        QVERIFY(window.isIdle() && !window.get().run());
        QVERIFY(!hasRun());
    }

    void everyWayToStartAsks()
    {
        Window window;
        window.drop(written("settings.json", foreign()));
        QCOMPARE(window.find<QLabel>("inputWords")->text(),
                 QStringLiteral("From settings.json: not run before you agree"));
        QVERIFY(window.find<QLabel>("inputWords")->isVisible());
        auto* bar = window.find<QToolBar>("toolBar");
        const std::function<void()> ways[] = {
            [&] {
                QTest::mouseClick(bar->widgetForAction(window.find<QAction>("actionRun")),
                                  Qt::LeftButton);
            },
            [&] { QTest::keyClick(&window.get(), Qt::Key_F5); },
            [&] {
                window.find<QAction>("actionRun")->trigger();
            }};
        for (const auto& start : ways) {
            start();
            QVERIFY(window.question());
            QVERIFY(window.asked().contains(foreign().jobs.command));
            window.question()->reject();
            QTRY_VERIFY(!window.question());
        }
        QVERIFY(!window.get().run() && !hasRun());
    }

    // Hash needs no command: it stands in no question, and so nobody has agreed to it.
    void whatWasNotShownIsNotAgreedTo()
    {
        m_folder->write("file", "a");
        RunSettings settings = foreign();
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.input = m_folder->path("file");
        Window window;
        window.drop(written("settings.json", settings));
        // What a file holds beside what its jobs need: settings that are written leave it out.
        window.panel().showSettingsOf(m_folder->path("settings.json"), settings);
        window.get().startRun();
        QVERIFY(!window.asked().contains(QLatin1String("touch")));
        window.agree();
        QTRY_VERIFY(window.hasRun());
        window.find<QComboBox>("workBox")->setCurrentIndex(int(WorkKind::Command));
        window.get().startRun();
        QVERIFY(window.question());
        QVERIFY(window.asked().contains(foreign().jobs.command));
        window.question()->reject();
        QTRY_VERIFY(!window.question());
        window.get().close();
        QCOMPARE(SettingsStore::runSettings().jobs.command, QString());
        QVERIFY(!hasRun());
    }

    void anUndoDoesNotMakeItTheUsersOwn()
    {
        Window window;
        window.drop(written("settings.json", foreign()));
        auto* command = window.find<QLineEdit>("commandEdit");
        command->setFocus();
        QTest::keyClick(command, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(command, QStringLiteral("x"));
        QVERIFY(!window.panel().foreignTexts().areNeeded(window.panel().settings()));
        while (command->text() != foreign().jobs.command && command->isUndoAvailable())
            QTest::keyClick(command, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(command->text(), foreign().jobs.command);
        window.get().startRun();
        QVERIFY(window.question());
        QVERIFY(!window.get().run() && !hasRun());
    }

    void aPartOfItIsNotTheUsersOwn()
    {
        Window window;
        window.drop(written("settings.json", foreign()));
        auto* command = window.find<QLineEdit>("commandEdit");
        command->setFocus();
        QTest::keyClick(command, Qt::Key_Home);
        const qsizetype most = foreign().jobs.command.size() - 10;
        for (qsizetype i = 0; i < most; ++i)
            QTest::keyClick(command, Qt::Key_Delete);
        window.get().startRun();
        QVERIFY(window.question());
    }

    void aWordMoreDoesNotMakeItTheUsersOwn()
    {
        Window window;
        window.drop(written("settings.json", foreign()));
        auto* command = window.find<QLineEdit>("commandEdit");
        command->setFocus();
        QTest::keyClick(command, Qt::Key_End);
        QTest::keyClicks(command, QStringLiteral(" -c"));
        window.get().startRun();
        QVERIFY(window.question());
        QVERIFY(window.asked().contains(foreign().jobs.command + QStringLiteral(" -c")));
        QVERIFY(!window.get().run() && !hasRun());
    }

    void whatWasAgreedToRunsAndIsTheUsersOwn()
    {
        {
            Window window;
            window.drop(written("settings.json", foreign()));
            window.get().startRun();
            window.agree();
            QTRY_VERIFY(window.hasRun());
            QVERIFY(hasRun());
            QCOMPARE(window.find<QLabel>("inputWords")->text(), QStringLiteral("1 job"));
            // It is not asked again.
            const auto before = window.get().run();
            window.get().startRun();
            QVERIFY(!window.question());
            QTRY_VERIFY(window.get().run() != before && window.isIdle());
            window.get().close();
        }
        Window window({QStringLiteral("--run")});
        QTRY_VERIFY(window.hasRun());
        QCOMPARE(window.panel().settings().jobs.command, foreign().jobs.command);
    }

    void whatWasNotAgreedToIsNotRemembered()
    {
        RunSettings own;
        own.jobs.work = WorkKind::Hash;
        own.jobs.input = QStringLiteral("/my/folder");
        own.jobs.command = QStringLiteral("mine {}");
        own.jobs.count = 9;
        SettingsStore::setRunSettings(own);
        {
            Window window;
            RunSettings settings = foreign();
            settings.jobs.input = m_folder->path("list");
            settings.jobs.retries = 3;
            window.drop(written("settings.json", settings));
            window.get().close();
        }
        const RunSettings remembered = SettingsStore::runSettings();
        QCOMPARE(remembered.jobs.work, own.jobs.work);
        QCOMPARE(remembered.jobs.input, own.jobs.input);
        QCOMPARE(remembered.jobs.command, own.jobs.command);
        QCOMPARE(remembered.jobs.retries, 3); // the rest is harmless
    }

    void aCommandIsNotRememberedWhereItIsNotShownEither()
    {
        {
            Window window;
            RunSettings settings = foreign();
            window.drop(written("settings.json", settings));
            window.find<QComboBox>("workBox")->setCurrentIndex(int(WorkKind::Sleep));
            window.get().close();
        }
        QCOMPARE(SettingsStore::runSettings().jobs.command, QString());
    }

    void aFileOfDurationsIsAskedAboutToo()
    {
        m_folder->write("durations", "1ms\n");
        const Trap trap(m_folder->path("durations"));
        RunSettings settings;
        settings.jobs.spread.kind = SpreadKind::File;
        settings.jobs.spread.file = m_folder->path("durations");
        settings.baseline.when = SequentialRunWhen::Off;
        Window window;
        window.drop(written("settings.json", settings));
        window.get().startRun();
        QVERIFY(window.question());
        QVERIFY(window.asked().contains(settings.jobs.spread.file));
        QVERIFY(!trap.wasOpened());
        window.agree();
        QTRY_VERIFY(window.hasRun());
        QVERIFY(trap.wasOpened());
    }

    void aFolderOfAStrangersChoiceIsNotLookedInto()
    {
        m_folder->write("in/file", "abc");
        const Trap trap(m_folder->path("in"));
        RunSettings settings;
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.input = m_folder->path("in");
        settings.baseline.when = SequentialRunWhen::Off;
        Window window;
        window.drop(written("settings.json", settings));
        window.find<QSpinBox>("workersBox")->setValue(2);
        QTest::qWait(50); // for what must not happen in the background
        QVERIFY(!trap.wasOpened());
        window.get().startRun();
        QVERIFY(window.question());
        window.agree();
        QTRY_VERIFY(window.hasRun());
        QVERIFY(trap.wasOpened());
        QCOMPARE(window.get().run()->settings.jobs.count, 1);
    }

    void otherSettingsMayBeChangedAndItStillAsks()
    {
        Window window;
        window.drop(written("settings.json", foreign()));
        window.type("jobsBox", QStringLiteral("2"));
        window.type("workersBox", QStringLiteral("2"));
        window.get().startRun();
        QVERIFY(window.question());
        QVERIFY(window.asked().contains(QStringLiteral("Jobs: 2")));
    }

    void aCommandThatIsTypedIsTheUsersOwn()
    {
        {
            Window window;
            window.drop(written("settings.json", foreign()));
            window.type("commandEdit", QStringLiteral("true"));
            QCOMPARE(window.find<QLabel>("inputWords")->text(), QStringLiteral("1 job"));
            window.get().startRun();
            QVERIFY(!window.question());
            QTRY_VERIFY(window.hasRun());
            window.get().close();
        }
        QCOMPARE(SettingsStore::runSettings().jobs.command, QStringLiteral("true"));
    }

    void whereTheCommandIsTypedTheInputStillAsks()
    {
        m_folder->write("list", "a\n");
        RunSettings settings = foreign();
        settings.jobs.input = m_folder->path("list");
        Window window;
        window.drop(written("settings.json", settings));
        window.type("commandEdit", QStringLiteral("true"));
        window.get().startRun();
        QVERIFY(window.question());
    }

    void aSecondFileIsAskedAboutAsTheFirst()
    {
        Window window;
        window.drop(written("first.json", foreign()));
        RunSettings second = foreign();
        second.jobs.count = 3; // the same command
        window.drop(written("second.json", second));
        QVERIFY(window.find<QLabel>("inputWords")->text().contains(QLatin1String("second.json")));
        window.get().startRun();
        QVERIFY(window.question());
        // Opened while the question stands: what was shown is not there any more.
        RunSettings third = foreign();
        third.jobs.command += QStringLiteral("-other");
        window.drop(written("third.json", third));
        window.agree();
        QVERIFY(window.isIdle() && !window.get().run());
        QVERIFY(window.panel().foreignTexts().areNeeded(window.panel().settings()));
    }

    void examplesAndTheCommandLineAreNoStrangers()
    {
        Window window(
            {QStringLiteral("--work"), QStringLiteral("command"), QStringLiteral("--command"),
             QStringLiteral("true"), QStringLiteral("--jobs"), QStringLiteral("1"),
             QStringLiteral("--sequential"), QStringLiteral("off"), QStringLiteral("--run")});
        QTRY_VERIFY(window.hasRun());
        // The same command in a file is still the user's.
        window.drop(written("settings.json", window.panel().settings()));
        QVERIFY(!window.panel().foreignTexts().areNeeded(window.panel().settings()));
        for (QAction* example : window.find<QMenu>("menuExamples")->actions()) {
            example->trigger();
            QVERIFY(!window.panel().foreignTexts().areNeeded(window.panel().settings()));
        }
    }

    void theWayBackFromAnExampleLeadsToWhatItWas()
    {
        Window window;
        window.drop(written("settings.json", foreign()));
        const QList<QAction*> examples = window.find<QMenu>("menuExamples")->actions();
        examples.front()->trigger();
        QVERIFY(!window.panel().foreignTexts().areNeeded(window.panel().settings()));
        examples.back()->trigger(); // back
        QCOMPARE(window.panel().settings().jobs.command, foreign().jobs.command);
        window.get().startRun();
        QVERIFY(window.question());
    }

    void aRunThatWasOpenedAsksBeforeItRunsAgain()
    {
        RunRecord record(PlannedRun(foreign()), RunOrigin::hereAndNow());
        record.pool().beginElsewhere();
        record.pool().record(Event{1000, {}, {}, EventKind::RunEnded});
        record.pool().conclude({});
        QCOMPARE(writeRunTrace(record, m_folder->path("run.json")), QString());
        {
            Window window;
            window.drop(m_folder->path("run.json"));
            QTRY_VERIFY(window.get().run());
            window.get().startRun();
            QVERIFY(window.question());
            QVERIFY(window.asked().contains(foreign().jobs.command));
            window.question()->reject();
            window.type("jobsBox", QStringLiteral("2")); // not what was opened
            window.get().close();
        }
        QCOMPARE(SettingsStore::runSettings().jobs.command, QString());
        QCOMPARE(SettingsStore::runSettings().jobs.work, WorkKind::Sleep);
        QCOMPARE(SettingsStore::runSettings().jobs.count, 2);
        Window window;
        window.drop(m_folder->path("run.json"));
        QTRY_VERIFY(window.get().run());
        window.get().startRun();
        window.agree();
        QTRY_VERIFY(hasRun() && window.isIdle());
        window.get().close();
        QCOMPARE(SettingsStore::runSettings().jobs.command, foreign().jobs.command);
    }

    void aPictureOffersToRunAgainWithAllThatItCarries()
    {
        const QString path = m_folder->path("picture.png");
        {
            Window window({QStringLiteral("--run"), QStringLiteral("--duration"),
                           QStringLiteral("0s"), QStringLiteral("--sequential"),
                           QStringLiteral("off")});
            QTRY_VERIFY(window.hasRun());
            auto record =
                std::make_shared<RunRecord>(PlannedRun(foreign()), RunOrigin::hereAndNow());
            record->pool().beginElsewhere();
            record->pool().record(Event{1000, {}, {}, EventKind::RunEnded});
            record->pool().conclude({});
            RunExporter exporter(&window.get());
            QSignalSpy exported(&exporter, &RunExporter::exported);
            exporter.exportTo(
                {record, &Theme::light(), monotonicNs(), QDateTime::currentDateTime()}, path, 1);
            QTRY_COMPARE(exported.count(), 1);
        }
        Window window;
        window.drop(path);
        QVERIFY(window.question());
        QVERIFY(window.asked().contains(foreign().jobs.command));
        QVERIFY(!window.get().findChild<QMessageBox*>());
        window.agree();
        QTRY_VERIFY(hasRun());
    }

    void settingsThatNameNothingRunUnasked()
    {
        RunSettings settings;
        settings.jobs.duration = std::chrono::nanoseconds(0);
        settings.jobs.command = QStringLiteral("touch ") + ran(); // not needed for such work
        Window window;
        window.drop(written("settings.json", settings));
        window.get().startRun();
        QVERIFY(!window.question());
        QTRY_VERIFY(window.hasRun());
    }
};

QTEST_MAIN(TestConsent)
#include "tst_consent.moc"
