// Settings are entered by sliders, boxes and lists, and the window shows what they mean.
#include "app/controls/durationbox.h"
#include "app/controls/scaleslider.h"
#include "fixtures/appwindow.h"
#include "gantt/view/ganttview.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QLocale>
#include <QMenu>
#include <QSettings>
#include <QWheelEvent>

#include <cmath>
#include <utility>

using fixtures::AppWindow;

class TestEntering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); // groups digits
        fixtures::setUpProgram("entering");
    }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void itOpensWithTheArticlesSettings()
    {
        AppWindow window;
        QCOMPARE(window.value("jobsBox"), 5);
        QCOMPARE(window.value("workersBox"), 3);
        QCOMPARE(window.value("capacityBox"), 5);
        QCOMPARE(window.find<DurationBox>("durationBox")->text(), QStringLiteral("1 s"));
        QCOMPARE(window.text("idealValue"), QStringLiteral("2.000 s"));
        QCOMPARE(window.text("sequentialValue"), QStringLiteral("5.000 s"));
        QCOMPARE(window.text("speedUpValue"), QString::fromUtf8("2.50×"));
        QCOMPARE(window.text("totalValue"), QStringLiteral("7.000 s"));
        QVERIFY(!window.find<QAction>("actionExport")->isEnabled());
    }

    void aWindowMayGoWhileADurationIsBeingTyped()
    {
        AppWindow window;
        auto* box = window.find<DurationBox>("durationBox");
        box->setFocus();
        QTest::keyClicks(box, QStringLiteral("2 s"));
        // Nothing of it is left in hand: the window goes without having been closed.
    }

    void theCommandLinePresetsWhatItShows()
    {
        AppWindow window("--jobs 12 --workers 4 --capacity 0 --duration 250us --sequential off");
        QCOMPARE(window.value("jobsBox"), 12);
        QCOMPARE(window.value("workersBox"), 4);
        QCOMPARE(window.value("capacityBox"), 0);
        QVERIFY(!window.find<QCheckBox>("capacityAuto")->isChecked());
        QCOMPARE(window.find<DurationBox>("durationBox")->text(), QString::fromUtf8("250 µs"));
        QCOMPARE(window.find<QComboBox>("sequentialBox")->currentIndex(), 2);
    }

    void aSliderReachesBothEndsAndItsBoxAgrees()
    {
        AppWindow window;
        const std::pair<const char*, const char*> pairs[] = {{"jobsSlider", "jobsBox"},
                                                             {"workersSlider", "workersBox"},
                                                             {"capacitySlider", "capacityBox"}};
        for (const auto& [slider, box] : pairs) {
            auto* spinBox = window.find<QSpinBox>(box);
            window.drag(slider, 1);
            QCOMPARE(spinBox->value(), spinBox->maximum());
            window.drag(slider, 0);
            QCOMPARE(spinBox->value(), spinBox->minimum());
            window.drag(slider, 0.5);
            QCOMPARE(window.find<ScaleSlider>(slider)->scaledValue(), spinBox->value());
            QVERIFY(spinBox->value() > spinBox->minimum());
        }
        QCOMPARE(window.find<QSpinBox>("jobsBox")->maximum(), RunSettings::kMaxJobs);
    }

    void aBoxMovesItsSlider()
    {
        AppWindow window;
        window.type("jobsBox", "1234");
        QCOMPARE(window.find<ScaleSlider>("jobsSlider")->scaledValue(), 1234);
        const int before = window.find<QSlider>("jobsSlider")->value();
        window.type("jobsBox", "1234567");
        QCOMPARE(window.value("jobsBox"), 1'234'567);
        QVERIFY(window.find<QSlider>("jobsSlider")->value() > before);
    }

    void numbersBeyondTheRangeBecomeItsEndAndNonsenseIsTakenBack()
    {
        AppWindow window;
        auto* workers = window.find<QSpinBox>("workersBox");
        window.type("workersBox", "2000");
        QCOMPARE(workers->value(), 1024);
        window.type("workersBox", "7");
        window.type("workersBox", "9.5");
        QCOMPARE(workers->value(), 9); // the last whole number that stood there
        QCOMPARE(workers->text(), QStringLiteral("9"));
        window.type("workersBox", "abc");
        QCOMPARE(workers->value(), 9);
        window.type("workersBox", "0");
        QCOMPARE(workers->value(), 1);
        window.type("jobsBox", "1,234");
        QCOMPARE(window.value("jobsBox"), 1234);
    }

    void arrowKeysOnASliderGoToTheNextNumber()
    {
        AppWindow window;
        auto* slider = window.find<ScaleSlider>("jobsSlider");
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(window.value("jobsBox"), 6);
        QTest::keyClick(slider, Qt::Key_Left);
        QTest::keyClick(slider, Qt::Key_Left);
        QCOMPARE(window.value("jobsBox"), 4);
        QTest::keyClick(slider, Qt::Key_End);
        QCOMPARE(window.value("jobsBox"), RunSettings::kMaxJobs);
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(window.value("jobsBox"), 1);
    }

    void aSliderIsReadAndSetByWhatItStandsFor()
    {
        AppWindow window;
        const auto valueOf = [&window](const char* slider) {
            return QAccessible::queryAccessibleInterface(window.find<ScaleSlider>(slider))
                ->valueInterface();
        };
        QCOMPARE(valueOf("jobsSlider")->currentValue().toDouble(), 5.0);
        QCOMPARE(valueOf("jobsSlider")->maximumValue().toDouble(), double(RunSettings::kMaxJobs));
        valueOf("jobsSlider")->setCurrentValue(1234);
        QCOMPARE(window.value("jobsBox"), 1234);
        valueOf("jobsSlider")->setCurrentValue(-1);
        QCOMPARE(window.value("jobsBox"), 1);
        valueOf("jobsSlider")->setCurrentValue(1e300);
        QCOMPARE(window.value("jobsBox"), RunSettings::kMaxJobs);
        valueOf("jobsSlider")->setCurrentValue(std::nan(""));
        QCOMPARE(window.value("jobsBox"), RunSettings::kMaxJobs);
        // What cannot be moved now cannot be moved from outside either.
        window.find<ScaleSlider>("jobsSlider")->setEnabled(false);
        valueOf("jobsSlider")->setCurrentValue(3);
        QCOMPARE(window.value("jobsBox"), RunSettings::kMaxJobs);
        QCOMPARE(valueOf("durationSlider")->currentValue().toDouble(), 1.0); // seconds
        valueOf("durationSlider")->setCurrentValue(0.25);
        QCOMPARE(window.find<DurationBox>("durationBox")->text(), QStringLiteral("250 ms"));
    }

    void theWheelTurnsASliderThatHasTheFocus()
    {
        AppWindow window;
        auto* slider = window.find<ScaleSlider>("workersSlider");
        slider->setFocus();
        QTRY_VERIFY(slider->hasFocus());
        const QPointF center = slider->rect().center();
        QWheelEvent up(center, slider->mapToGlobal(center), {}, {0, 120}, Qt::NoButton,
                       Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(slider, &up);
        QCOMPARE(window.value("workersBox"), 4);
    }

    void theCapacityFollowsTheJobsUntilItIsSet()
    {
        AppWindow window;
        auto* automatic = window.find<QCheckBox>("capacityAuto");
        window.type("jobsBox", "40");
        QCOMPARE(window.value("capacityBox"), 40);
        window.type("capacityBox", "2");
        QVERIFY(!automatic->isChecked());
        window.type("jobsBox", "50");
        QCOMPARE(window.value("capacityBox"), 2);
        automatic->click();
        QCOMPARE(window.value("capacityBox"), 50);
    }

    void durationsAreTypedWithAnyUnitAndNonsenseIsTakenBack()
    {
        AppWindow window;
        auto* box = window.find<DurationBox>("durationBox");
        auto* slider = window.find<ScaleSlider>("durationSlider");
        window.type("durationBox", "20ms");
        QCOMPARE(box->text(), QStringLiteral("20 ms"));
        QCOMPARE(slider->scaledValue(), 20'000'000);
        window.type("durationBox", "30"); // in the unit that was shown
        QCOMPARE(box->text(), QStringLiteral("30 ms"));
        window.type("durationBox", "two weeks");
        QCOMPARE(box->text(), QStringLiteral("30 ms"));
        window.type("durationBox", "2h");
        QCOMPARE(box->text(), QStringLiteral("30 ms"));
        window.drag("durationSlider", 0);
        QCOMPARE(box->text(), QStringLiteral("0 s"));
        window.drag("durationSlider", 1);
        QCOMPARE(box->text(), QStringLiteral("1 h"));
    }

    void theShareOfComputingIsForMixedWorkAlone()
    {
        AppWindow window;
        auto* work = window.find<QComboBox>("workBox");
        auto* share = window.find<QSpinBox>("cpuShareBox");
        QVERIFY(!share->isVisible());
        work->setFocus();
        QTest::keyClick(work, Qt::Key_Down);
        QCOMPARE(work->currentText(), QStringLiteral("Computes"));
        QVERIFY(!share->isVisible());
        QTest::keyClick(work, Qt::Key_Down);
        QCOMPARE(work->currentText(), QStringLiteral("Mixed"));
        QVERIFY(share->isVisible());
        QCOMPARE(share->value(), 30);
    }

    void onlyWhatMattersForTheChoicesIsShown()
    {
        AppWindow window;
        const auto isShown = [&window](const char* name) {
            return window.find<QWidget>(name)->isVisible();
        };
        QVERIFY(isShown("durationBox") && !isShown("inputEdit") && !isShown("spreadView"));
        window.find<QComboBox>("spreadBox")->setCurrentIndex(int(SpreadKind::Bimodal));
        QVERIFY(isShown("longShareBox") && isShown("longFactorBox") && isShown("spreadView"));
        QVERIFY(!isShown("shapeBox"));
        window.find<QComboBox>("workBox")->setCurrentIndex(int(WorkKind::Command));
        QVERIFY(isShown("commandEdit") && isShown("timeoutBox") && !isShown("longShareBox"));
        window.find<QComboBox>("workBox")->setCurrentIndex(int(WorkKind::Hash));
        QVERIFY(isShown("inputEdit") && isShown("recursiveBox") && !isShown("commandEdit"));
        window.find<QComboBox>("arrivalBox")->setCurrentIndex(int(ArrivalKind::Poisson));
        QVERIFY(isShown("rateBox") && !isShown("everyBox"));
    }

    void anExampleTakesThePlaceOfTheSettingsUntilTheyAreWantedBack()
    {
        AppWindow window("--jobs 77");
        const QList<QAction*> actions = window.find<QMenu>("menuExamples")->actions();
        QVERIFY(actions.size() >= 10);
        QVERIFY(!actions.back()->isEnabled());
        for (QAction* action : actions.sliced(0, actions.size() - 2)) {
            action->trigger();
            QVERIFY(!action->text().isEmpty());
            QVERIFY(window.text("note").endsWith(u'.')); // what to look at
            QVERIFY(window.find<QLabel>("note")->isVisible());
        }
        QVERIFY(window.value("jobsBox") != 77);
        QVERIFY(!window.get().run()); // nothing has run
        actions.back()->trigger();
        QCOMPARE(window.value("jobsBox"), 77);
        QVERIFY(!window.find<QLabel>("note")->isVisible());
    }

    void manyUnequalJobsAreEstimatedInTheBackground()
    {
        AppWindow window("--jobs 1000000 --spread pareto:1.5 --duration 1ms");
        QTRY_VERIFY_WITH_TIMEOUT(window.text("idealValue") != QStringLiteral("…"), 30'000);
        QVERIFY(window.text("idealValue").endsWith(QStringLiteral("min")) ||
                window.text("idealValue").contains(QStringLiteral("s")));
        window.find<QComboBox>("spreadBox")->setCurrentIndex(int(SpreadKind::Exponential));
        window.find<QComboBox>("spreadBox")->setCurrentIndex(int(SpreadKind::Uniform));
        QTRY_VERIFY_WITH_TIMEOUT(window.text("idealValue") != QStringLiteral("…"), 30'000);
    }

    void theLargestSettingsAreShownWithoutOverflow()
    {
        AppWindow window("--jobs 10000000 --workers 1 --duration 1h");
        QCOMPARE(window.text("sequentialValue"), QStringLiteral("292 years"));
        QVERIFY(window.find<GanttView>("chart")->scale().endNs > 1'000'000'000'000'000'000);
        window.find<GanttView>("chart")->grab();
    }
};

QTEST_MAIN(TestEntering)
#include "tst_entering.moc"
