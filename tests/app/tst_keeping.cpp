// What a person has made stays: runs that are not saved are asked about, settings are remembered.
#include "app/panels/logview.h"
#include "app/panels/runspanel.h"
#include "fixtures/appwindow.h"
#include "fixtures/dialogs.h"
#include "fixtures/endedrun.h"
#include "fixtures/folder.h"
#include "gantt/paint/theme.h"
#include "session/settingsstore.h"

#include <QElapsedTimer>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTimer>

using fixtures::AppWindow;
using fixtures::endedRun;
using fixtures::pressIn;
using fixtures::whenDialogComes;
using fixtures::whenQuestionComes;
using namespace std::chrono_literals;

class TestKeeping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("keeping"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void whatTheCommandLineSetsIsNotRemembered()
    {
        {
            AppWindow window("--jobs 77 --capacity 0");
            window.get().close();
        }
        QCOMPARE(AppWindow().value("jobsBox"), 5);
    }

    void settingsAndThemeAreRemembered()
    {
        {
            AppWindow window;
            window.type("jobsBox", "321");
            window.find<QAction>("actionThemeDark")->trigger();
            window.get().close();
        }
        AppWindow window;
        QCOMPARE(window.value("jobsBox"), 321);
        QVERIFY(window.find<QAction>("actionThemeDark")->isChecked());
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::darkTheme().window);
        window.find<QAction>("actionThemeHighContrast")->trigger();
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::highContrast().window);
        window.find<QAction>("actionThemeSystem")->trigger();
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::light().window);
    }

    void closingTheWindowEndsTheRun()
    {
        QElapsedTimer timer;
        {
            AppWindow window("--duration 1h --workers 200 --jobs 1000");
            window.press("actionRun");
            QTRY_VERIFY(window.find<LogView>("log")->lineCount() >= 200);
            timer.start();
            window.get().close();
        }
        QVERIFY(timer.elapsed() < 5'000);
    }

    void aLongRunThatIsNotSavedIsAskedAboutBeforeTheWindowCloses()
    {
        AppWindow window("");
        auto* panel = window.find<RunsPanel>("runs");
        const auto record = endedRun(20s);
        panel->runs().add(record, {});
        whenQuestionComes([](QMessageBox* question) {
            QVERIFY(question->text().contains(QLatin1String("not saved")));
            question->button(QMessageBox::Cancel)->click();
        });
        window.get().close();
        QVERIFY(window.get().isVisible());
        whenQuestionComes([](QMessageBox* question) { pressIn(question, "Discard"); });
        window.get().close();
        QVERIFY(window.get().isHidden());
    }

    void savingAllLongRunsClosesTheWindow()
    {
        const fixtures::Folder folder;
        SettingsStore::setExportFolder(folder.path());
        AppWindow window("");
        auto* panel = window.find<RunsPanel>("runs");
        for (int i = 0; i < 2; ++i)
            panel->runs().add(endedRun(20s), {});
        // One after the other; a timer, as each waits in a loop of its own.
        QStringList names{folder.path("one.json"), folder.path("two.json.gz")};
        QTimer chooser;
        connect(&chooser, &QTimer::timeout, &chooser, [&names] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog || dialog->property("named").toBool() || names.isEmpty())
                return;
            dialog->setProperty("named", true);
            dialog->selectFile(names.takeFirst());
            QMetaObject::invokeMethod(dialog, "accept", Qt::QueuedConnection);
        });
        chooser.start(5);
        whenQuestionComes([&](QMessageBox* question) {
            QVERIFY(question->text().contains(QLatin1String("2 runs are not saved")));
            pressIn(question, "Save");
        });
        window.get().close();
        QTRY_VERIFY(window.get().isHidden());
        QVERIFY(QFile::exists(folder.path("one.json")));
        QVERIFY(QFile::exists(folder.path("two.json.gz")));
    }

    void aFileIsReplacedOnlyWhereThatIsWanted()
    {
        const fixtures::Folder folder;
        folder.write("one.json", "mine");
        AppWindow window("");
        window.find<RunsPanel>("runs")->runs().add(endedRun(20s), {});
        // No leads back to the choice, which is given up then; the next time it is Replace.
        int chosen = 0;
        int asked = 0;
        QTimer user;
        connect(&user, &QTimer::timeout, &user, [&] {
            QWidget* modal = QApplication::activeModalWidget();
            if (auto* question = qobject_cast<QMessageBox*>(modal)) {
                QVERIFY(question->text().contains(QLatin1String("one.json exists")));
                if (++asked == 1)
                    question->reject();
                else
                    pressIn(question, "Replace");
            } else if (auto* dialog = qobject_cast<QFileDialog*>(modal)) {
                dialog->selectFile(folder.path("one.json"));
                QMetaObject::invokeMethod(dialog, ++chosen == 2 ? "reject" : "accept");
            }
        });
        user.start(5);
        window.find<QTableView>("runsTable")->selectRow(0);
        window.find<QPushButton>("save")->click();
        QCOMPARE(asked, 1);
        QCOMPARE(chosen, 2);
        const auto bytes = [&folder] {
            QFile file(folder.path("one.json"));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QCOMPARE(bytes(), QByteArray("mine"));
        window.find<QPushButton>("save")->click();
        QTRY_VERIFY(bytes().startsWith("{\"displayTimeUnit\""));
        QCOMPARE(asked, 2);
        QCOMPARE(chosen, 3);
    }

    void aSaveThatIsGivenUpLeavesTheWindowOpen()
    {
        AppWindow window("");
        window.find<RunsPanel>("runs")->runs().add(endedRun(20s), {});
        whenQuestionComes([](QMessageBox* question) {
            whenDialogComes<QFileDialog>([](QFileDialog* dialog) {
                QMetaObject::invokeMethod(dialog, "reject", Qt::QueuedConnection);
            });
            pressIn(question, "Save");
        });
        window.get().close();
        QVERIFY(window.get().isVisible());
        window.get().closeUnasked();
        QVERIFY(window.get().isHidden());
    }

    void aRunThatIsExportedAsARunIsSaved()
    {
        const fixtures::Folder folder;
        const QByteArray arguments =
            "--duration 0s --run --export " + folder.path("run.json").toUtf8();
        AppWindow window(arguments.constData());
        auto* panel = window.find<RunsPanel>("runs");
        QTRY_VERIFY(panel->runs().rowCount() == 1 && panel->runs().at(0).isSaved);
    }
};

QTEST_MAIN(TestKeeping)
#include "tst_keeping.moc"
