// What is said over the chart of an export.
#include "app/window/exportbar.h"
#include "fixtures/smallscreens.h"
#include "gantt/view/ganttview.h"

#include <QDesktopServices>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QUrl>

using fixtures::SmallWindow;

namespace {

// Stands in for the programs that the system has for files.
class Opener : public QObject
{
    Q_OBJECT

public:
    Opener() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "take"); }
    ~Opener() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }

    QStringList opened;

public Q_SLOTS:
    void take(const QUrl& url) { opened.append(url.toLocalFile()); }
};

ExportBar* exportBar(const SmallWindow& window)
{
    return window.find<ExportBar>("exportBar");
}

} // namespace

class TestExportBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("exportbar"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void anExportIsConfirmedOverTheChartAndMovesNothing()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a<b>.png"));
        Opener opener;
        SmallWindow window("--duration 0s");
        const QRect chart = window.find<GanttView>("chart")->geometry();
        QVERIFY(!exportBar(window)->isVisible());
        {
            CommandLine line = SmallWindow::commandLine("--duration 0s --run");
            line.exports.append(path);
            MainWindow exporting(line);
            exporting.show();
            auto* bar = exporting.findChild<ExportBar*>();
            QTRY_VERIFY(bar->isVisible());
            auto* text = bar->findChild<QLabel*>(QStringLiteral("exportText"));
            QCOMPARE(bar->accessibleName(), QStringLiteral("Exported a<b>.png"));
            QVERIFY2(text->text().endsWith(QLatin1String("a<b>.png")), qPrintable(text->text()));
            QCOMPARE(text->textFormat(), Qt::PlainText);
            QCOMPARE(text->toolTip(), path);
            auto* chartNow = exporting.findChild<GanttView*>(QStringLiteral("chart"));
            QCOMPARE(chartNow->geometry(), chart);
            const QPoint corner = chartNow->mapFromGlobal(bar->mapToGlobal(QPoint()));
            QVERIFY(chartNow->rect().contains(QRect(corner, bar->size())));
            for (const char* name : {"openExported", "openExportedFolder"})
                bar->findChild<QPushButton*>(QLatin1String(name))->click();
            QCOMPARE(opener.opened, QStringList({path, dir.path()}));
            QVERIFY(bar->isVisible());
            // It goes with the next run.
            exporting.startRun();
            QVERIFY(!bar->isVisible());
            QTRY_VERIFY(exporting.findChild<QAction*>(QStringLiteral("actionRun"))->isEnabled());
        }
    }

    void theExportBarIsReachedByKeysAndGoesByEscape()
    {
        SmallWindow window("--duration 0s");
        exportBar(window)->showExported(QStringLiteral("/tmp/timing.png"));
        auto* open = window.find<QPushButton>("openExported");
        window.find<GanttView>("chart")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(open->hasFocus());
        QTest::keyClick(open, Qt::Key_Escape);
        QVERIFY(!exportBar(window)->isVisible());
        // From elsewhere in the window, too.
        exportBar(window)->showExported(QStringLiteral("/tmp/timing.png"));
        window.find<QSpinBox>("workersBox")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!exportBar(window)->isVisible());
    }

    void escapeInTheExportBarStopsNoRun()
    {
        SmallWindow window("--duration 1h --run");
        QTRY_VERIFY(window.find<QAction>("actionPause")->isEnabled());
        exportBar(window)->showExported(QStringLiteral("/tmp/timing.png"));
        window.find<QPushButton>("openExported")->setFocus();
        QTest::keyClick(window.find<QPushButton>("openExported"), Qt::Key_Escape);
        QVERIFY(!exportBar(window)->isVisible());
        QVERIFY(window.isRunning());
        window.get().stopRun();
        QTRY_VERIFY(!window.isRunning());
    }

    void anExportThatFailsSaysItsProblemInItsPlace()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("asked.png"));
        CommandLine line = SmallWindow::commandLine("--duration 200ms --run");
        line.exports.append(path);
        MainWindow window(line);
        window.show();
        QVERIFY(dir.remove()); // the folder goes away meanwhile
        auto* bar = window.findChild<ExportBar*>();
        QTRY_VERIFY(bar->isVisible());
        auto* text = bar->findChild<QLabel*>(QStringLiteral("exportText"));
        QVERIFY(text->text().contains(path));
        QCOMPARE(text->property("role").toString(), QStringLiteral("problem"));
        QVERIFY(!bar->findChild<QPushButton*>(QStringLiteral("openExported"))->isVisible());
        // Another one that succeeds does not hide it.
        bar->showExported(QStringLiteral("/tmp/other.png"));
        QVERIFY(text->text().contains(path));
        QTRY_VERIFY(window.findChild<QAction*>(QStringLiteral("actionRun"))->isEnabled());
    }
};

int main(int argc, char** argv)
{
    return fixtures::runOnSmallScreens<TestExportBar>(argc, argv);
}

#include "tst_exportbar.moc"
