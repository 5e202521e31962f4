// Runs are exported by the dialog, to the clipboard and as the command line asks.
#include "app/dialogs/exportdialog.h"
#include "app/panels/logview.h"
#include "fixtures/appwindow.h"
#include "fixtures/dialogs.h"
#include "fixtures/pixels.h"
#include "gantt/paint/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QImage>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>

#include <utility>

using fixtures::AppWindow;
using fixtures::pixelsOf;
using fixtures::whenExportDialogOpens;

class TestExporting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("exporting"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void exportWritesThePictureThatTheDialogNames()
    {
        QTemporaryDir dir;
        AppWindow window("--duration 20ms");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        const QString path = dir.filePath(QStringLiteral("shot.png"));
        whenExportDialogOpens([&](ExportDialog* dialog) {
            dialog->findChild<QLineEdit*>(QStringLiteral("path"))->setText(path);
            dialog->findChild<QComboBox*>(QStringLiteral("scale"))->setCurrentIndex(2);
            QTest::keyClick(dialog, Qt::Key_Return);
        });
        QTest::keyClick(&window.get(), Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(QFileInfo::exists(path));
        const QImage image(path);
        QCOMPARE(image.width(), 3 * 1280);
        for (int job = 1; job <= 5; ++job)
            QVERIFY(pixelsOf(image, jobColor(JobId{job})) > 1000);
    }

    void aSlideWithATitleIsExportedDark()
    {
        QTemporaryDir dir;
        AppWindow window("--duration 0s");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        const QString path = dir.filePath(QStringLiteral("slide.png"));
        whenExportDialogOpens([&](ExportDialog* dialog) {
            dialog->findChild<QLineEdit*>(QStringLiteral("path"))->setText(path);
            dialog->findChild<QComboBox*>(QStringLiteral("scale"))->setCurrentIndex(0);
            dialog->findChild<QComboBox*>(QStringLiteral("layoutBox"))->setCurrentIndex(1);
            dialog->findChild<QComboBox*>(QStringLiteral("look"))->setCurrentIndex(2);
            dialog->findChild<QLineEdit*>(QStringLiteral("title"))
                ->setText(QStringLiteral("Three workers"));
            QCOMPARE(dialog->request().title, QStringLiteral("Three workers"));
            QTest::keyClick(dialog, Qt::Key_Return);
        });
        QTest::keyClick(&window.get(), Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(QFileInfo::exists(path));
        const QImage image(path);
        QCOMPARE(image.size(), QSize(1280, 720));
        QCOMPARE(image.pixelColor(2, 2), Theme::darkTheme().window);
    }

    void theDialogGivesThePathTheEndingOfTheFormat()
    {
        AppWindow window("--duration 0s");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        whenExportDialogOpens([](ExportDialog* dialog) {
            auto* path = dialog->findChild<QLineEdit*>(QStringLiteral("path"));
            auto* format = dialog->findChild<QComboBox*>(QStringLiteral("format"));
            const auto choose = [&](const char* name) {
                const int index = format->findText(QLatin1String(name), Qt::MatchContains);
                QVERIFY(index >= 0);
                format->setCurrentIndex(index);
                Q_EMIT format->activated(index);
            };
            path->setText(QStringLiteral("/tmp/a.b.png"));
            for (const auto& [name, says] : {std::pair("PDF", "/tmp/a.b.pdf"),
                                             {"compressed", "/tmp/a.b.json.gz"},
                                             {"timings", "/tmp/a.b-timings.csv"},
                                             {"jobs", "/tmp/a.b.csv"},
                                             {"HTML", "/tmp/a.b.html"}}) {
                choose(name);
                QCOMPARE(path->text(), QString::fromLatin1(says));
            }
            path->setText(QStringLiteral("/tmp/timing.png"));
            choose("timings");
            QCOMPARE(path->text(), QStringLiteral("/tmp/timings.csv"));
            path->setText(QStringLiteral("/tmp/c.md"));
            QVERIFY(format->currentText().contains(QLatin1String("Markdown")));
            QVERIFY(format->findText(QLatin1String("Hashes"), Qt::MatchContains) < 0);
            dialog->reject();
        });
        window.press("actionExport");
    }

    void aRunThatGoesOnIsExportedAsAPictureAlone()
    {
        AppWindow window("--duration 1h --sequential off");
        window.press("actionRun");
        QTRY_VERIFY(window.isRunning());
        whenExportDialogOpens([](ExportDialog* dialog) {
            auto* path = dialog->findChild<QLineEdit*>(QStringLiteral("path"));
            auto* problem = dialog->findChild<QLabel*>(QStringLiteral("problem"));
            path->setText(QStringLiteral("/tmp/a.json"));
            QVERIFY(problem->text().contains(QLatin1String("goes on")));
            dialog->accept();
            QVERIFY(dialog->isVisible());
            QVERIFY(problem->text().contains(QLatin1String("goes on")));
            path->setText(QStringLiteral("/tmp/a.png"));
            QVERIFY(problem->text().isEmpty());
            dialog->reject();
        });
        window.press("actionExport");
        window.get().stopRun();
        QTRY_VERIFY(!window.isRunning());
    }

    void theDialogRefusesAWrongEndingAndAMissingFolder()
    {
        AppWindow window("--duration 0s");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        whenExportDialogOpens([](ExportDialog* dialog) {
            auto* path = dialog->findChild<QLineEdit*>(QStringLiteral("path"));
            auto* problem = dialog->findChild<QLabel*>(QStringLiteral("problem"));
            path->setText(QStringLiteral("/tmp/a.gif"));
            QVERIFY(problem->text().contains(QLatin1String(".png")));
            path->setText(QStringLiteral("/no/such/folder/a.png"));
            dialog->accept();
            QVERIFY(dialog->isVisible());
            QVERIFY(problem->text().contains(QLatin1String("/no/such/folder")));
            dialog->reject();
        });
        window.press("actionExport");
    }

    void copyPutsThePictureOnTheClipboard()
    {
        AppWindow window("--duration 0s");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        QGuiApplication::clipboard()->clear();
        window.find<QAction>("actionCopy")->trigger();
        QTRY_COMPARE(QGuiApplication::clipboard()->image().width(), 2 * 1280);
    }

    void exportsOfTheCommandLineAreWrittenAfterTheRun()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("asked.svg"));
        AppWindow window(qPrintable(QStringLiteral("--duration 10ms --run --export ") + path));
        QTRY_VERIFY(QFileInfo::exists(path));
    }

    void anExportThatFailsIsInTheExitStatus()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("asked.png"));
        AppWindow window(qPrintable(QStringLiteral("--duration 1s --run --export ") + path));
        QTRY_VERIFY(window.isRunning());
        QVERIFY(dir.remove()); // the folder goes away meanwhile
        window.get().close();
        QTRY_VERIFY(window.get().isHidden());
        QCOMPARE(window.get().exitStatus(), 3);
    }

    void closingWritesWhatWasAskedForFirst()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("asked.png"));
        AppWindow window(qPrintable(QStringLiteral("--duration 1h --run --export ") + path));
        QTRY_VERIFY(window.find<LogView>("log")->lineCount() >= 3);
        window.get().close();
        QTRY_VERIFY(window.get().isHidden());
        QVERIFY(QFileInfo::exists(path));
    }
};

QTEST_MAIN(TestExporting)
#include "tst_exporting.moc"
