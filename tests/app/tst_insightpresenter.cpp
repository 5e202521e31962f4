// A run that is over is looked into, and what is found is shown, tried and taken away again.
#include "app/insight/findingspanel.h"
#include "app/insight/lostbar.h"
#include "app/insight/losttimepanel.h"
#include "app/insight/sizingpanel.h"
#include "app/window/insightpresenter.h"
#include "files/trace/runtrace.h"
#include "fixtures/appwindow.h"
#include "fixtures/folder.h"
#include "gantt/view/ganttview.h"
#include "session/sessionruns.h"
#include "timeline/runrecord.h"

#include <QAction>
#include <QFile>
#include <QFrame>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QThreadPool>
#include <QTimer>

using fixtures::AppWindow;

namespace {

// 40 jobs of 5 ms on two workers: more workers would help.
constexpr auto kBusyRun = "--jobs 40 --workers 2 --duration 5ms --sequential off --run";

class Window : public AppWindow
{
public:
    using AppWindow::AppWindow;

    SizingPanel* sizing() { return find<SizingPanel>("sizing"); }
    LostTimePanel* lost() { return find<LostTimePanel>("lost"); }
    FindingsPanel* findings() { return find<FindingsPanel>("findings"); }
    GanttView* chart() { return find<GanttView>("chart"); }
    QTabWidget* tabs() { return find<QTabWidget>("tabs"); }

    template <typename Panel>
    void open(Panel* panel)
    {
        tabs()->setCurrentWidget(panel);
    }
    // A plan has a curve, too, but no lost time.
    bool isLookedInto() { return !parts().isEmpty() && parts().front()->isVisibleTo(lost()); }
    QString verdict() { return sizing()->findChild<QLabel*>(QStringLiteral("title"))->text(); }
    QString hint() { return sizing()->findChild<QLabel*>(QStringLiteral("hint"))->text(); }
    QList<LostBarPart*> parts() { return lost()->findChildren<LostBarPart*>(); }
    QPushButton* tryButton()
    {
        for (auto* button : findings()->findChildren<QPushButton*>()) {
            if (button->isVisibleTo(findings()) && button->property("role").toString() == u"try")
                return button;
        }
        return nullptr;
    }
    int findingCount()
    {
        int count = 0;
        for (const auto* frame : findings()->findChildren<QFrame*>())
            count += !frame->isHidden() && frame->property("role").toString() == u"finding";
        return count;
    }
    QString findingsTab()
    {
        auto* side = find<QTabWidget>("side");
        return side->tabText(side->indexOf(findings()));
    }
    QImage chartPicture() { return chart()->grab().toImage(); }
};

// One after another on each of the workers.
std::shared_ptr<const RunRecord> runOf(int workers, int jobs, qint64 jobNs)
{
    RunSettings settings;
    settings.jobs.count = jobs;
    settings.pool.workers = workers;
    settings.baseline.when = SequentialRunWhen::Off;
    auto record = std::make_shared<RunRecord>(settings, RunOrigin::hereAndNow());
    Timeline& pool = record->pool();
    pool.beginElsewhere();
    for (int i = 1; i <= jobs; ++i)
        pool.record(Event{0, JobId{i}, {}, EventKind::Queued});
    qint64 endNs = 0;
    for (int i = 0; i < jobs; ++i) {
        const WorkerId worker{i % workers + 1};
        const qint64 startNs = i / workers * jobNs;
        endNs = startNs + jobNs;
        pool.record(Event{startNs, JobId{i + 1}, worker, EventKind::Started});
        pool.record(Event{endNs, JobId{i + 1}, worker, EventKind::Finished});
    }
    pool.record(Event{endNs, {}, {}, EventKind::RunEnded});
    pool.conclude({});
    return record;
}

} // namespace

class TestInsightPresenter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("insightpresenter"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void aRunThatHasEndedIsLookedInto()
    {
        Window window(kBusyRun);
        QTRY_VERIFY(window.isLookedInto());
        QVERIFY(window.verdict().endsWith(QStringLiteral("workers are enough")));
        QVERIFY(!window.parts().isEmpty());
        QVERIFY(window.findingCount() > 0);
        QCOMPARE(window.findingsTab(),
                 QStringLiteral("What holds it back · %1").arg(window.findingCount()));
    }

    void theColumnBesideTheChartKeepsItsWidth()
    {
        Window window("--jobs 40 --workers 2 --duration 5ms --sequential off");
        const QWidget* side = window.find<QWidget>("side");
        const int width = side->width();
        window.press("actionRun");
        QTRY_VERIFY(window.findingCount() > 0);
        QCOMPARE(side->width(), width);
        window.find<QTabWidget>("side")->setCurrentWidget(window.findings());
        QCoreApplication::processEvents();
        QCOMPARE(side->width(), width);
    }

    void aRunThatIsOpenedIsLookedInto()
    {
        const fixtures::Folder folder;
        const QString path = folder.path("run.json");
        QCOMPARE(writeRunTrace(*runOf(2, 40, 10'000'000), path), QString());
        Window window;
        window.drop(path);
        QTRY_VERIFY(window.isLookedInto());
        QVERIFY(window.verdict().endsWith(QStringLiteral("workers are enough")));
        QVERIFY(!window.parts().isEmpty() && window.findingCount() > 0);
    }

    void whatAFileGaveIsNeverRunAgainUnasked()
    {
        const fixtures::Folder folder;
        RunSettings settings;
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command = QStringLiteral("touch ") + folder.path("made");
        settings.jobs.count = 1;
        RunRecord record(settings, RunOrigin::hereAndNow());
        for (const auto& part : record.parts()) {
            part->timeline.beginElsewhere();
            part->timeline.record(Event{1'000'000, {}, {}, EventKind::RunEnded, {}});
            part->timeline.conclude({});
        }
        const QString path = folder.path("run.json");
        QCOMPARE(writeRunTrace(record, path), QString());
        Window window;
        window.drop(path);
        QTRY_VERIFY(window.get().run() != nullptr);
        // As if the file had said that its files came from the disk.
        Finding cold;
        cold.kind = FindingKind::ColdRun;
        cold.tryWhat = TryWhat::RunAgain;
        window.type("workersBox", QStringLiteral("5"));
        Q_EMIT window.findings()->tryWanted(cold);
        QVERIFY(!window.isRunning());
        QVERIFY(window.says(
            QStringLiteral("Only the last run that was made here can be run again from here")));
        QVERIFY(!QFile::exists(folder.path("made")));
    }

    void theNextRunTakesAwayWhatIsKnownOfTheLast()
    {
        Window window(kBusyRun);
        QTRY_VERIFY(window.findingCount() > 0);
        window.type("durationBox", QStringLiteral("10s"));
        window.press("actionRun");
        QTRY_VERIFY(!window.isLookedInto());
        QVERIFY(window.isRunning());
        QVERIFY(!window.hint().isEmpty());
        for (const LostBarPart* part : window.parts())
            QVERIFY(!part->isVisibleTo(window.lost()));
        QCOMPARE(window.findingCount(), 0);
        QCOMPARE(window.findingsTab(), QStringLiteral("What holds it back"));
        QVERIFY(!window.sizing()->whatIf());
        window.press("actionStop");
        QTRY_VERIFY(!window.isRunning());
        QTRY_VERIFY(window.hint() != QStringLiteral("When the run is over, it is looked into."));
    }

    void aWhatIfStandsInTheChartAndGoesWithOff()
    {
        Window window(kBusyRun);
        QTRY_VERIFY(window.isLookedInto());
        window.open(window.sizing());
        QCoreApplication::processEvents();
        const QImage without = window.chartPicture();
        auto* slider = window.sizing()->findChild<QSlider*>(QStringLiteral("whatIfSlider"));
        slider->setValue(4);
        QCOMPARE(window.sizing()->whatIf()->workers, 4);
        const QImage with = window.chartPicture();
        QVERIFY(with != without);
        slider->setValue(6); // it follows
        QVERIFY(window.chartPicture() != with && window.chartPicture() != without);
        QTest::mouseClick(window.find<QToolButton>("whatIfOff"), Qt::LeftButton);
        QVERIFY(!window.sizing()->whatIf());
        QTRY_VERIFY(window.chartPicture() == without); // the scroll bar goes, too
    }

    void tryingAFindingShowsItsChange()
    {
        Window window(kBusyRun);
        QTRY_VERIFY(window.tryButton());
        window.find<QTabWidget>("side")->setCurrentWidget(window.findings());
        QCoreApplication::processEvents();
        const QImage without = window.chartPicture();
        const QString words = window.tryButton()->text();
        QTest::mouseClick(window.tryButton(), Qt::LeftButton);
        QCOMPARE(window.tabs()->currentWidget(), window.sizing());
        const std::optional<WhatIf> shown = window.sizing()->whatIf();
        QVERIFY(shown && shown->workers > 2);
        QVERIFY2(words.startsWith(QString::number(shown->workers)), qPrintable(words));
        QCOMPARE(window.sizing()->findChild<QSlider*>(QStringLiteral("whatIfSlider"))->value(),
                 shown->workers);
        QVERIFY(window.chartPicture() != without);
    }

    void aPartOfTheTimeIsLitWhileItIsPointedAtAndWhenItIsShown()
    {
        Window window(kBusyRun);
        QTRY_VERIFY(window.isLookedInto());
        window.open(window.lost());
        QVERIFY(!window.chart()->isLit());
        LostBarPart* part = window.parts().first();
        QEnterEvent enter(QPointF(1, 1), QPointF(1, 1), part->mapToGlobal(QPointF(1, 1)));
        QCoreApplication::sendEvent(part, &enter);
        QTRY_VERIFY(window.chart()->isLit());
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(part, &leave);
        QTRY_VERIFY(!window.chart()->isLit());
        QTest::mouseClick(part, Qt::LeftButton);
        QTRY_VERIFY(window.chart()->isLit());
        QTest::keyClick(window.chart(), Qt::Key_Escape);
        QVERIFY(!window.chart()->isLit());
    }

    void whatIsShownStaysLitWhenTheMouseLeaves()
    {
        GanttView chart;
        SizingPanel sizing;
        LostTimePanel lost;
        FindingsPanel findings;
        const SessionRuns runs;
        InsightPresenter presenter({&chart, &sizing, &lost, &findings}, runs, nullptr);
        const auto record = runOf(2, 40, 10'000'000);
        chart.resize(800, 400);
        chart.showRun(record, 0);
        presenter.showRun(record);
        QTRY_VERIFY(presenter.insightOf(record));
        QSignalSpy dark(&chart, &GanttView::lightsOff);
        // It is pointed at, shown, and left.
        Q_EMIT lost.pointedAt({LostPart::Running});
        Q_EMIT lost.showWanted({LostPart::Running});
        QThreadPool::globalInstance()->waitForDone();
        QTRY_VERIFY(chart.isLit());
        QCoreApplication::processEvents();
        Q_EMIT lost.pointedAt({});
        const auto* leaving = presenter.findChild<QTimer*>();
        Q_EMIT lost.pointedAt({LostPart::Running});
        Q_EMIT lost.pointedAt({});
        QTRY_VERIFY(!leaving->isActive());
        QVERIFY(chart.isLit());
        QCOMPARE(dark.size(), 0);
        // Once the user has ended it, it does not come back.
        QTest::keyClick(&chart, Qt::Key_Escape);
        QVERIFY(!chart.isLit());
        Q_EMIT lost.pointedAt({LostPart::Running});
        QTRY_VERIFY(chart.isLit());
        Q_EMIT lost.pointedAt({});
        QTRY_VERIFY(!chart.isLit());
    }

    void whatIsOutdatedIsNotShown()
    {
        GanttView chart;
        SizingPanel sizing;
        LostTimePanel lost;
        FindingsPanel findings;
        const SessionRuns runs;
        InsightPresenter presenter({&chart, &sizing, &lost, &findings}, runs, nullptr);
        const auto large = runOf(4, 200'000, 1'000'000);
        const auto small = runOf(2, 40, 10'000'000);
        presenter.showRun(large);
        presenter.showRun(small);
        QTRY_VERIFY(presenter.insightOf(small));
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!presenter.insightOf(large));
        QCOMPARE(presenter.insightOf(small)->model.size(), 40);
        // Nor after all has been taken away.
        presenter.showRun(large);
        presenter.clear(QStringLiteral("Nothing."));
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!presenter.insightOf(large));
        QCOMPARE(sizing.findChild<QLabel*>(QStringLiteral("hint"))->text(),
                 QStringLiteral("Nothing."));
        QVERIFY(sizing.findChild<QSplitter*>(QStringLiteral("parts"))->isHidden());
    }

    void runsOfTheSameJobsCountAsMeasured()
    {
        GanttView chart;
        SizingPanel sizing;
        LostTimePanel lost;
        FindingsPanel findings;
        SessionRuns runs;
        InsightPresenter presenter({&chart, &sizing, &lost, &findings}, runs, nullptr);
        const auto shown = runOf(2, 40, 10'000'000);
        runs.add(shown, {});
        presenter.showRun(shown);
        QTRY_VERIFY(presenter.insightOf(shown));
        const auto measured = [&] {
            return std::ranges::count_if(
                presenter.insightOf(shown)->curve.points,
                [](const SizingPoint& point) { return point.measured.has_value(); });
        };
        QCOMPARE(measured(), 1);
        runs.add(runOf(4, 40, 10'000'000), {});
        presenter.update();
        QTRY_COMPARE(measured(), 2);
    }
};

QTEST_MAIN(TestInsightPresenter)
#include "tst_insightpresenter.moc"
