#include "app/insight/sizingpanel.h"

#include "app/controls/appearance.h"
#include "app/controls/durationbox.h"
#include "app/insight/sizingchart.h"
#include "app/insight/sizinglegend.h"
#include "fixtures/somecurve.h"
#include "gantt/paint/theme.h"

#include <QAbstractSpinBox>
#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QSplitter>
#include <QTest>
#include <QToolButton>

namespace {

template <typename T>
T* in(const QWidget& panel, const char* name)
{
    T* found = panel.findChild<T*>(QLatin1String(name));
    if (!found)
        qFatal("there is no %s", name);
    return found;
}

QString text(const QWidget& panel, const char* name)
{
    return in<QLabel>(panel, name)->text();
}

bool says(const QWidget& panel, const QString& words)
{
    const auto labels = panel.findChildren<QLabel*>();
    return std::ranges::any_of(
        labels, [&](const QLabel* label) { return !label->isHidden() && label->text() == words; });
}

std::optional<WhatIf> lastOf(const QSignalSpy& changed)
{
    return changed.constLast().constFirst().value<std::optional<WhatIf>>();
}

// Six numbers that the scalability law explains, of so many jobs.
std::shared_ptr<const SizingCurve> fittingCurve(std::size_t jobs)
{
    auto curve = std::make_shared<SizingCurve>();
    curve->jobs = jobs;
    curve->now = 2;
    for (const int n : {1, 2, 3, 4, 6, 8}) {
        SizingPoint point{.workers = n};
        const double slow = 1 + 0.1 * (n - 1) + 0.01 * n * (n - 1);
        point.measured = MeasuredTimes{n, {qint64(1e10 * slow / n)}};
        curve->points.push_back(point);
    }
    curve->enough = enoughOf(curve->points);
    return curve;
}

class Shown
{
public:
    Shown(int width, int height)
    {
        Appearance::apply(Theme::light());
        panel.resize(width, height);
        panel.setTheme(Theme::light());
        panel.showInsight(fixtures::someInsight());
        panel.show();
        if (!QTest::qWaitForWindowExposed(&panel))
            qFatal("the panel does not come up");
    }

    SizingPanel panel;
};

} // namespace

class TestSizingPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Appearance::setUp(); }

    void anEmptyPanelSaysWhatToDo()
    {
        SizingPanel panel;
        QVERIFY(in<QSplitter>(panel, "parts")->isHidden());
        QVERIFY(!text(panel, "hint").isEmpty());
        panel.showHint(QStringLiteral("The run goes on."));
        QVERIFY(says(panel, QStringLiteral("The run goes on.")));
        panel.showInsight(fixtures::someInsight());
        QVERIFY(in<QLabel>(panel, "hint")->isHidden());
        panel.showHint(QStringLiteral("No run."));
        QVERIFY(in<QSplitter>(panel, "parts")->isHidden());
    }

    void theVerdictStandsWithItsTimes()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        QCOMPARE(text(panel, "title"), QStringLiteral("12 workers are enough"));
        QVERIFY(text(panel, "text").startsWith(QStringLiteral("6.775 s measured, within 5 %")));
        QVERIFY(says(panel, QStringLiteral("4 workers, as now")));
        QVERIFY(says(panel, QStringLiteral("13.66 s")));
        QVERIFY(says(panel, QStringLiteral("simulated"))); // 5 workers were not measured
    }

    void aCurveWithoutTimesIsNoVerdict()
    {
        SizingPanel panel;
        panel.showCurve(std::make_shared<SizingCurve>());
        QCOMPARE(text(panel, "title"), QStringLiteral("No time is known"));
        QVERIFY(in<QLabel>(panel, "text")->isHidden());
        QVERIFY(!panel.grab().isNull());
    }

    void theSliderAsksWhatIfAndOffTakesItAway()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        QSignalSpy changed(&panel, &SizingPanel::whatIfChanged);
        auto* slider = in<QSlider>(panel, "whatIfSlider");
        auto* box = in<QSpinBox>(panel, "workers");
        auto* off = in<QToolButton>(panel, "whatIfOff");
        QCOMPARE(slider->value(), 4);
        QCOMPARE(slider->maximum(), 32);
        QVERIFY(!off->isEnabled());
        slider->setValue(9);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(lastOf(changed)->workers, 9);
        QCOMPARE(box->value(), 9);
        QVERIFY(says(panel, QStringLiteral("what if: 9 workers")));
        panel.showWhatIf(7'000'000'000);
        QVERIFY(says(panel, QStringLiteral("7.000 s")));
        off->click();
        QCOMPARE(changed.size(), 2);
        QVERIFY(!lastOf(changed) && !panel.whatIf());
        QCOMPARE(slider->value(), 4);
        QVERIFY(!says(panel, QStringLiteral("what if: 9 workers")));
    }

    void allAsItWasIsNoWhatIf()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        QSignalSpy changed(&panel, &SizingPanel::whatIfChanged);
        auto* slider = in<QSlider>(panel, "whatIfSlider");
        slider->setValue(5);
        slider->setValue(4);
        QCOMPARE(changed.size(), 2);
        QVERIFY(!lastOf(changed));
    }

    void eachControlChangesItsPartOfTheWhatIf()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        QSignalSpy changed(&panel, &SizingPanel::whatIfChanged);
        WhatIf expected;
        expected.workers = 4;
        in<QComboBox>(panel, "order")->setCurrentIndex(2);
        expected.order = SubmitOrder::Longest;
        QVERIFY(lastOf(changed) == expected);
        in<QCheckBox>(panel, "withoutFailures")->setChecked(true);
        expected.withoutFailures = true;
        QVERIFY(lastOf(changed) == expected);
        auto* longest = in<QComboBox>(panel, "longest");
        longest->setCurrentIndex(1);
        expected.withoutJob = JobId{34};
        QVERIFY(lastOf(changed) == expected);
        longest->setCurrentIndex(3);
        expected.withoutJob.reset();
        expected.split = {JobId{34}, 4};
        QVERIFY(lastOf(changed) == expected);
        longest->setCurrentIndex(0);
        expected.split.reset();
        QVERIFY(lastOf(changed) == expected);
        QVERIFY(says(panel, QStringLiteral("what if: 4 workers, longest first, without failures")));
    }

    void flowAndRetriesAreOfferedWhereTheyMatter()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        QVERIFY(in<QCheckBox>(panel, "allAtOnce")->isHidden());
        QVERIFY(in<QCheckBox>(panel, "roomForResults")->isHidden());
        auto insight = std::make_shared<Insight>(*fixtures::someInsight());
        JobModel& model = insight->model;
        model.arrivalsNs.assign(model.size(), 0);
        model.failed = {{0, {0, 5}}};
        model.settings.jobs.count = int(model.size());
        model.settings.jobs.retries = 2;
        model.settings.pool.readTime = std::chrono::milliseconds(1);
        model.settings.pool.capacity = 3;
        panel.showInsight(insight);
        QSignalSpy changed(&panel, &SizingPanel::whatIfChanged);
        in<QCheckBox>(panel, "allAtOnce")->setChecked(true);
        QVERIFY(lastOf(changed)->arrival == Arrival());
        in<QCheckBox>(panel, "allAtOnce")->setChecked(false);
        QVERIFY(!lastOf(changed));
        in<QCheckBox>(panel, "roomForResults")->setChecked(true);
        QCOMPARE(lastOf(changed)->resultsCapacity.value(), int(model.size()));
        in<QCheckBox>(panel, "roomForResults")->setChecked(false);
        auto* retries = in<QSpinBox>(panel, "retries");
        QCOMPARE(retries->value(), 2);
        retries->setValue(0);
        QCOMPARE(lastOf(changed)->retries.value(), 0);
        retries->setValue(2); // as it was
        QVERIFY(!lastOf(changed));
        // What others recorded has no retries to change.
        model.caveats = {ModelCaveat::NoQueueTimes};
        panel.showInsight(insight);
        QVERIFY(in<QWidget>(panel, "retriesRow")->isHidden());
    }

    void theSelectedJobCanBeLeftOutOrSplit()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        QSignalSpy changed(&panel, &SizingPanel::whatIfChanged);
        panel.setSelectedJob(JobId{2});
        QCOMPARE(text(panel, "longestLabel"), QStringLiteral("Job 2"));
        in<QComboBox>(panel, "longest")->setCurrentIndex(1);
        QCOMPARE(lastOf(changed)->withoutJob.value().number, 2);
        // It stays what the what-if is about.
        panel.setSelectedJob(JobId{3});
        QCOMPARE(text(panel, "longestLabel"), QStringLiteral("Job 2"));
        in<QToolButton>(panel, "whatIfOff")->click();
        QCOMPARE(text(panel, "longestLabel"), QStringLiteral("Job 3"));
        panel.setSelectedJob(JobId{9999}); // none of these
        QCOMPARE(text(panel, "longestLabel"), QStringLiteral("Longest job (34)"));
    }

    void aWhatIfOfOthersIsShownAndKept()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        QSignalSpy changed(&panel, &SizingPanel::whatIfChanged);
        WhatIf change;
        change.workers = 6;
        change.batch = 10;
        change.order = SubmitOrder::Shortest;
        panel.setWhatIf(change);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(in<QSlider>(panel, "whatIfSlider")->value(), 6);
        QCOMPARE(in<QComboBox>(panel, "order")->currentIndex(), 1);
        in<QSlider>(panel, "whatIfSlider")->setValue(7);
        QCOMPARE(lastOf(changed)->batch, 10);
    }

    void theWhatIfStaysWhileMoreIsMeasuredAndGoesWithTheRun()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        in<QSlider>(panel, "whatIfSlider")->setValue(9);
        QSignalSpy changed(&panel, &SizingPanel::whatIfChanged);
        panel.showInsight(fixtures::someInsight());
        QCOMPARE(panel.whatIf()->workers, 9);
        QCOMPARE(changed.size(), 0);
        auto other = std::make_shared<Insight>(*fixtures::someInsight());
        other->curve.jobs = 7;
        panel.showInsight(other);
        QVERIFY(!panel.whatIf());
        QCOMPARE(changed.size(), 1);
    }

    void whatCannotBeOtherwiseIsNotOffered()
    {
        SizingPanel panel;
        auto insight = std::make_shared<Insight>(*fixtures::someInsight());
        insight->model.failed.clear();
        insight->model.costs.resize(1);
        insight->longestJob = insight->model.longestJob();
        panel.showInsight(insight);
        QVERIFY(in<QCheckBox>(panel, "withoutFailures")->isHidden());
        QVERIFY(!in<QComboBox>(panel, "longest")->isEnabled());
        panel.showCurve(std::make_shared<SizingCurve>(fixtures::someCurve())); // of a plan
        QVERIFY(in<QWidget>(panel, "whatIfArea")->isHidden());
    }

    void aClickOnTheCurveSetsTheWorkers()
    {
        Shown shown(1200, 260);
        QSignalSpy changed(&shown.panel, &SizingPanel::whatIfChanged);
        auto* chart = in<SizingChart>(shown.panel, "chart");
        QTest::mouseClick(chart, Qt::LeftButton, {}, {chart->width() - 4, chart->height() / 2});
        QCOMPARE(lastOf(changed)->workers, 32);
    }

    void theArrowKeysGoFromNumberToNumber()
    {
        Shown shown(1200, 260);
        auto* chart = in<SizingChart>(shown.panel, "chart");
        QSignalSpy chosen(chart, &SizingChart::workersChosen);
        QTest::keyClick(chart, Qt::Key_Right);
        QCOMPARE(chart->workersPointedAt(), std::optional(4)); // begins with now
        QTest::keyClick(chart, Qt::Key_Right);
        QTest::keyClick(chart, Qt::Key_Right);
        QTest::keyClick(chart, Qt::Key_Left);
        QCOMPARE(chart->workersPointedAt(), std::optional(5));
        QVERIFY(chart->accessibleDescription().startsWith(QStringLiteral("5 workers")));
        QTest::keyClick(chart, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toInt(), 5);
        QTest::keyClick(chart, Qt::Key_Home);
        QTest::keyClick(chart, Qt::Key_Left);
        QCOMPARE(chart->workersPointedAt(), std::optional(1));
        QTest::keyClick(chart, Qt::Key_End);
        QTest::keyClick(chart, Qt::Key_Right);
        QCOMPARE(chart->workersPointedAt(), std::optional(32));
        QTest::keyClick(chart, Qt::Key_Escape);
        QVERIFY(!chart->workersPointedAt());
    }

    void thePointerFollowsTheMouse()
    {
        Shown shown(1200, 260);
        auto* chart = in<SizingChart>(shown.panel, "chart");
        const QImage before = chart->grab().toImage();
        QTest::mouseMove(chart, {chart->width() / 2, chart->height() / 2});
        QVERIFY(chart->workersPointedAt());
        QVERIFY(chart->grab().toImage() != before);
    }

    void theCurveIsSaidInWords()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        const auto* chart = in<SizingChart>(panel, "chart");
        QVERIFY(!chart->accessibleName().isEmpty());
        QVERIFY(chart->accessibleDescription().contains(QStringLiteral("12 workers are enough")));
        QVERIFY(in<SizingLegend>(panel, "legend")
                    ->accessibleName()
                    .contains(QStringLiteral("measured, least to most of 3")));
    }

    void theCurveIsReadAsATable()
    {
        Shown shown(1200, 260);
        auto* chart = in<SizingChart>(shown.panel, "chart");
        QAccessibleInterface* table = QAccessible::queryAccessibleInterface(chart);
        QCOMPARE(table->role(), QAccessible::Table);
        QCOMPARE(table->text(QAccessible::Name), chart->accessibleName());
        QAccessibleTableInterface* cells = table->tableInterface();
        QVERIFY(cells);
        QCOMPARE(cells->rowCount(), 20);
        const auto textsOf = [&](int row) {
            QStringList texts;
            for (int column = 0; column < cells->columnCount(); ++column)
                texts.append(cells->cellAt(row, column)->text(QAccessible::Name));
            return texts;
        };
        const QStringList titles{QStringLiteral("Workers"), QStringLiteral("Simulated"),
                                 QStringLiteral("Measured"),
                                 QStringLiteral("No schedule is faster than")};
        for (int column = 0; column < titles.size(); ++column)
            QCOMPARE(cells->columnDescription(column), titles[column]);
        QCOMPARE(textsOf(3), QStringList({QStringLiteral("4"), QStringLiteral("13.53 s"),
                                          QStringLiteral("13.66 s (13.25 s to 14.07 s)"),
                                          QStringLiteral("11.00 s")}));
        QCOMPARE(textsOf(4), QStringList({QStringLiteral("5"), QStringLiteral("11.48 s"), QString(),
                                          QStringLiteral("8.800 s")}));
        const QPoint atFour = cells->cellAt(3, 0)->rect().center();
        QCOMPARE(table->childAt(atFour.x(), atFour.y()), cells->cellAt(3, 0));
        QTest::mouseMove(chart, chart->mapFromGlobal(atFour));
        QCOMPARE(chart->workersPointedAt(), std::optional(4));

        shown.panel.showHint(QStringLiteral("The run goes on."));
        QCOMPARE(cells->rowCount(), 0);
        QVERIFY(!cells->cellAt(3, 0));
    }

    void eachViewLooksOtherwise()
    {
        Shown shown(1200, 260);
        auto* chart = in<SizingChart>(shown.panel, "chart");
        const QImage time = chart->grab().toImage();
        in<QToolButton>(shown.panel, "speedUpView")->click();
        const QImage speedUp = chart->grab().toImage();
        in<QToolButton>(shown.panel, "efficiencyView")->click();
        QVERIFY(speedUp != time);
        QVERIFY(chart->grab().toImage() != speedUp);
        in<QToolButton>(shown.panel, "timeView")->click();
        QVERIFY(chart->grab().toImage() == time);
    }

    void measuringAsksWithNumbersAndRepeats()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        QSignalSpy wanted(&panel, &SizingPanel::measureWanted);
        in<QPushButton>(panel, "measure")->click();
        const auto numbers = [&] {
            return wanted.constLast()[0].value<std::vector<int>>();
        };
        QVERIFY(numbers().empty());
        QCOMPARE(wanted.constLast()[1].toInt(), 3);
        auto* typed = in<QLineEdit>(panel, "numbers");
        typed->setText(QStringLiteral("Auto"));
        in<QPushButton>(panel, "measure")->click();
        QVERIFY(numbers().empty());
        typed->setText(QStringLiteral(" 1..4,8 "));
        in<QSpinBox>(panel, "repeat")->setValue(5);
        QTest::keyClick(typed, Qt::Key_Return);
        QCOMPARE(wanted.size(), 3);
        QCOMPARE(numbers(), (std::vector{1, 2, 3, 4, 8}));
        QCOMPARE(wanted.constLast()[1].toInt(), 5);
    }

    void numbersThatCannotBeReadAreSaidSo()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        const QSignalSpy wanted(&panel, &SizingPanel::measureWanted);
        auto* typed = in<QLineEdit>(panel, "numbers");
        typed->setText(QStringLiteral("4..1"));
        in<QPushButton>(panel, "measure")->click();
        QCOMPARE(wanted.size(), 0);
        QVERIFY(!in<QLabel>(panel, "measureText")->isHidden());
        typed->clear();
        in<QPushButton>(panel, "measure")->click();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(in<QLabel>(panel, "measureText")->isHidden());
    }

    void aMeasurementShowsHowFarItIsAndCanBeCancelled()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        auto* cancel = in<QPushButton>(panel, "cancel");
        auto* measure = in<QPushButton>(panel, "measure");
        QVERIFY(cancel->isHidden());
        panel.showMeasuring(3, 24, 40'200'000'000);
        QVERIFY(!cancel->isHidden() && measure->isHidden());
        QCOMPARE(in<QProgressBar>(panel, "progress")->value(), 3);
        QCOMPARE(text(panel, "measureText"), QStringLiteral("3 of 24 runs, about 40 s left"));
        QSignalSpy cancelled(&panel, &SizingPanel::measureCancelled);
        cancel->click();
        QCOMPARE(cancelled.size(), 1);
        panel.showMeasured(QStringLiteral("Cancelled after 3 of 24 runs."));
        QVERIFY(cancel->isHidden() && !measure->isHidden());
        QVERIFY(in<QLineEdit>(panel, "numbers")->isEnabled());
        QVERIFY(says(panel, QStringLiteral("Cancelled after 3 of 24 runs.")));
    }

    void jobsOfOthersCannotBeMeasured()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        auto* measure = in<QPushButton>(panel, "measure");
        panel.setMeasurable(QStringLiteral("Its jobs are those of another program."));
        QVERIFY(!measure->isEnabled());
        QCOMPARE(measure->toolTip(), QStringLiteral("Its jobs are those of another program."));
        panel.showMeasured({});
        QVERIFY(!in<QLineEdit>(panel, "numbers")->isEnabled());
        panel.setMeasurable({});
        QVERIFY(measure->isEnabled() && in<QLineEdit>(panel, "numbers")->isEnabled());
    }

    void theScalabilityFitIsOfferedFromSixNumbersOn()
    {
        SizingPanel panel;
        auto* offered = in<QCheckBox>(panel, "fitBox");
        panel.showCurve(fittingCurve(1000));
        QVERIFY(!offered->isHidden() && offered->isEnabled());
        QVERIFY(in<QLabel>(panel, "fitText")->isHidden());
        offered->setChecked(true);
        QVERIFY(text(panel, "fitText").contains(QStringLiteral("α = 0.1, ")));
        panel.showCurve(fittingCurve(31)); // too few jobs for 8 workers
        QVERIFY(!offered->isHidden() && !offered->isEnabled());
        QVERIFY(text(panel, "fitText").contains(QStringLiteral("fewer than four jobs")));
        auto few = std::make_shared<SizingCurve>(*fittingCurve(1000));
        few->points.pop_back();
        panel.showCurve(few);
        QVERIFY(offered->isHidden() && in<QLabel>(panel, "fitText")->isHidden());
    }

    void waitsAreShownWhereJobsComeOverTime()
    {
        SizingPanel panel;
        panel.showInsight(fixtures::someInsight());
        QVERIFY(in<QWidget>(panel, "trafficArea")->isHidden());
        panel.showTraffic(Traffic{40, 0.08, 1, 1}, 30'000'000, LittlesLaw{5.2, 5.2});
        QVERIFY(!in<QWidget>(panel, "trafficArea")->isHidden());
        QVERIFY(text(panel, "traffic").contains(QStringLiteral("30.00 ms measured")));
        QVERIFY(text(panel, "traffic").contains(QStringLiteral("utilisation 80.0 %")));
        QVERIFY(in<QLabel>(panel, "traffic")->toolTip().contains(QStringLiteral("Little")));
        QCOMPARE(text(panel, "waitNeeds"), QStringLiteral("needs 6 workers"));
        in<DurationBox>(panel, "waitBox")->stepBy(1000);
        QCOMPARE(text(panel, "waitNeeds"), QStringLiteral("needs 4 workers"));
        panel.showTraffic({}, {}, {});
        QVERIFY(in<QWidget>(panel, "trafficArea")->isHidden());
    }

    void nothingIsCutOffSideways_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1920") << QSize(1920, 260);
        QTest::newRow("1440") << QSize(1440, 230);
        QTest::newRow("1140") << QSize(1140, 190);
        QTest::newRow("1024") << QSize(1024, 230);
        QTest::newRow("700") << QSize(700, 120);
        QTest::newRow("660") << QSize(660, 80);
    }
    void nothingIsCutOffSideways()
    {
        QFETCH(QSize, size);
        Shown shown(size.width(), size.height());
        QCOMPARE(shown.panel.width(), size.width());
        const auto* columns = in<QScrollArea>(shown.panel, "columns");
        QCOMPARE(columns->horizontalScrollBar()->maximum(), 0);
        for (const auto* label : columns->widget()->findChildren<QLabel*>()) {
            if (label->isVisible() && !label->wordWrap())
                QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        }
        // The curve has what is left, and that is much.
        const auto* chart = in<SizingChart>(shown.panel, "chart");
        QVERIFY(chart->parentWidget()->width() >= size.width() * 44 / 100);
        QVERIFY(chart->height() >= 60);
    }

    void measuringIsSeenWithoutScrollingInAWindowOf1440()
    {
        Shown shown(1140, 190);
        const auto* area = in<QScrollArea>(shown.panel, "columns");
        const auto* measure = in<QPushButton>(shown.panel, "measure");
        const QRect place(measure->mapTo(area->viewport(), QPoint()), measure->size());
        QVERIFY(area->viewport()->rect().contains(place));
    }

    void columnsFitWhereTheFirstRunComesLater()
    {
        SizingPanel panel;
        panel.resize(1024, 230);
        panel.setTheme(Theme::light());
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.showInsight(fixtures::someInsight());
        const auto* columns = in<QScrollArea>(panel, "columns");
        for (const int width : {1024, 1700, 1140, 700}) {
            panel.resize(width, 230);
            QCoreApplication::processEvents();
            QCOMPARE(columns->horizontalScrollBar()->maximum(), 0);
            QCOMPARE(panel.width(), width);
        }
    }

    void inALowPanelTheViewsStandBesideTheCurve()
    {
        Shown shown(700, 230);
        const auto* columns = in<QScrollArea>(shown.panel, "columns");
        auto* speedUp = in<QToolButton>(shown.panel, "speedUpView");
        QVERIFY(!columns->isAncestorOf(speedUp));
        const int before = in<SizingChart>(shown.panel, "chart")->height();
        shown.panel.resize(700, 120);
        QTRY_VERIFY(columns->isAncestorOf(speedUp) && speedUp->isVisible());
        QTRY_VERIFY(in<SizingChart>(shown.panel, "chart")->height() > before - 110);
        speedUp->click();
        QVERIFY(speedUp->isChecked() && !in<QToolButton>(shown.panel, "timeView")->isChecked());
        shown.panel.resize(700, 230);
        QTRY_VERIFY(!columns->isAncestorOf(speedUp) && speedUp->isVisible());
        QVERIFY(speedUp->isChecked());
    }

    void aWhatIfDoesNotMoveTheColumns()
    {
        Shown shown(1440, 260);
        auto* parts = in<QSplitter>(shown.panel, "parts");
        const QList<int> before = parts->sizes();
        in<QSlider>(shown.panel, "whatIfSlider")->setValue(20);
        shown.panel.showWhatIf(6'123'456'789);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(parts->sizes(), before);
    }
};

QTEST_MAIN(TestSizingPanel)
#include "tst_sizingpanel.moc"
