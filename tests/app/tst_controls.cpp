// Spin boxes, lists and sliders: the wheel, selecting, and numbers as they are read and shown.
#include "app/controls/columnscrollarea.h"
#include "app/controls/decimalbox.h"
#include "app/controls/durationbox.h"
#include "fixtures/smallscreens.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QSet>
#include <QSettings>
#include <QStyle>
#include <QTabWidget>
#include <QToolBar>
#include <QWheelEvent>

#include <QtTest/qtestspontaneevent.h>

#include <algorithm>

using fixtures::SmallWindow;

namespace {

void turnWheel(QWidget* over, int delta)
{
    const QPointF center = over->rect().center();
    QWheelEvent wheel(center, over->mapToGlobal(center), {}, {0, delta}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    // As from the system: others go to the widget alone, and give no focus.
    QSpontaneKeyEvent::setSpontaneous(&wheel);
    qApp->notify(over, &wheel);
}

QString whatIsShown(QWidget* control)
{
    if (auto* box = qobject_cast<QAbstractSpinBox*>(control))
        return box->text();
    if (auto* box = qobject_cast<QComboBox*>(control))
        return box->currentText();
    return QString::number(qobject_cast<QAbstractSlider*>(control)->value());
}

template <typename Box>
QLineEdit* lineOf(Box* box)
{
    return box->template findChild<QLineEdit*>();
}

// In more pixels than a caret has, or in a quarter of them, as clearly as WCAG 2.2 has it for the
// focus (2.4.13).
bool isSeenToDiffer(const QImage& one, const QImage& other)
{
    constexpr int kCaretPx = 40;
    constexpr double kSeen = 3;
    int differing = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            if (one.pixel(x, y) != other.pixel(x, y) &&
                contrastRatio(one.pixelColor(x, y), other.pixelColor(x, y)) >= kSeen)
                ++differing;
        }
    }
    return differing > std::min(kCaretPx, one.width() * one.height() / 4);
}

} // namespace

class TestControls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("controls"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void lettersThatAltChoosesAreUnderlinedWhileItIsHeld()
    {
        SmallWindow window;
        const auto areShown = [] {
            return QApplication::style()->styleHint(QStyle::SH_UnderlineShortcut) == 1;
        };
        auto* menus = window.find<QMenuBar>("menuBar");
        const QImage plain = menus->grab().toImage();
        QVERIFY(!areShown());
        QTest::keyPress(&window.get(), Qt::Key_Alt, Qt::AltModifier);
        QVERIFY(areShown());
        QVERIFY(menus->grab().toImage() != plain);
        QTest::keyRelease(&window.get(), Qt::Key_Alt);
        // As others do, it has led into the menu bar.
        QTRY_VERIFY(menus->hasFocus());
        QVERIFY(areShown());
        QTest::keyClick(menus, Qt::Key_Escape);
        QTRY_VERIFY(!areShown());
    }

    void theyStayInAMenuThatIsOpen()
    {
        SmallWindow window;
        const auto areShown = [] {
            return QApplication::style()->styleHint(QStyle::SH_UnderlineShortcut) == 1;
        };
        auto* file = window.find<QMenu>("menuFile");
        QTest::keyPress(&window.get(), Qt::Key_Alt, Qt::AltModifier);
        file->popup(window.get().mapToGlobal(QPoint(20, 20)));
        QTest::keyRelease(&window.get(), Qt::Key_Alt);
        QVERIFY(areShown());
        file->close();
        QTRY_VERIFY(!areShown());
    }

    void noPartOfTheWindowHasTheFocusAtItsStart()
    {
        SmallWindow window;
        QCOMPARE(QApplication::focusWidget(), &window.get());
    }

    void lettersComeAndGoWithAltWhileAMenuStaysOpen()
    {
        SmallWindow window;
        auto* file = window.find<QMenu>("menuFile");
        auto* label = window.find<QLabel>("jobsLabel");
        const QImage plain = label->grab().toImage();
        file->popup(window.get().mapToGlobal(QPoint(20, 20)));
        QTest::keyPress(file, Qt::Key_Alt, Qt::AltModifier);
        QVERIFY(label->grab().toImage() != plain);
        QTest::keyRelease(file, Qt::Key_Alt);
        QTRY_COMPARE(label->grab().toImage(), plain);
    }

    void aMenuThatTheMouseOpensShowsItsLettersAndTheWindowShowsNone()
    {
        SmallWindow window;
        auto* file = window.find<QMenu>("menuFile");
        const auto areShownOn = [](const QWidget* widget) {
            return QApplication::style()->styleHint(QStyle::SH_UnderlineShortcut, nullptr,
                                                    widget) == 1;
        };
        QVERIFY(!areShownOn(file));
        file->popup(window.get().mapToGlobal(QPoint(20, 20)));
        QVERIFY(areShownOn(file));
        QVERIFY(!areShownOn(window.find<QLabel>("jobsLabel")));
        file->close();
        QTRY_VERIFY(!areShownOn(file));
    }

    void whatHasTheFocusIsSeen_data()
    {
        QTest::addColumn<QString>("theme");
        for (const char* theme : {"actionThemeLight", "actionThemeDark", "actionThemeHighContrast"})
            QTest::newRow(theme) << QString::fromLatin1(theme);
    }
    void whatHasTheFocusIsSeen()
    {
        QFETCH(QString, theme);
        SmallWindow window("--jobs 3 --duration 0s --capacity 2");
        window.find<QAction>(theme.toLatin1().constData())->trigger();
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning() && window.get().run());
        auto* tabs = window.find<QTabWidget>("tabs");
        auto* side = window.find<QTabWidget>("side");
        QStringList unseen;
        int seen = 0;
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            side->setCurrentIndex(tab % side->count());
            for (QWidget* widget : window.get().findChildren<QWidget*>()) {
                if (!widget->isVisible() || !widget->isEnabled() || widget->focusProxy() ||
                    !(widget->focusPolicy() & Qt::TabFocus) || widget->window() != &window.get())
                    continue;
                window.get().setFocus();
                const QImage without = widget->grab().toImage();
                widget->setFocus(Qt::OtherFocusReason); // by Tab it would select texts, too
                QVERIFY(widget->hasFocus());
                if (!isSeenToDiffer(without, widget->grab().toImage()))
                    unseen += QLatin1String(widget->metaObject()->className()) + u' ' +
                              widget->objectName();
                else
                    ++seen;
            }
        }
        unseen.removeDuplicates();
        QCOMPARE(unseen.join(u'\n'), QString());
        QVERIFY(seen > 40);
    }

    void tabReachesEachPartInTheOrderInWhichItIsSeenAndComesRound()
    {
        SmallWindow window("--jobs 12 --duration 0s --capacity 2 --spread pareto");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning() && window.get().run());
        const QWidget* const parts[] = {window.find<QToolBar>("toolBar"),
                                        window.find<QWidget>("settings"),
                                        window.find<GanttView>("chart"),
                                        window.find<QWidget>("side"), window.find<QWidget>("tabs")};
        const auto partOf = [&parts](const QWidget* widget) {
            return std::ranges::find_if(parts,
                                        [widget](const QWidget* part) {
                                            return part == widget || part->isAncestorOf(widget);
                                        }) -
                   parts;
        };
        auto* tabs = window.find<QTabWidget>("tabs");
        auto* side = window.find<QTabWidget>("side");
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            side->setCurrentIndex(tab % side->count());
            QCoreApplication::processEvents();
            QSet<QWidget*> reachable;
            for (QWidget* widget : window.get().findChildren<QWidget*>()) {
                // Of buttons of which one is pressed that one is reached, the others by arrows.
                const auto* button = qobject_cast<QAbstractButton*>(widget);
                const bool isOther =
                    button && !button->isChecked() && (button->autoExclusive() || button->group());
                if (widget->isVisible() && widget->isEnabled() && !widget->focusProxy() &&
                    widget->focusPolicy() & Qt::TabFocus && widget->window() == &window.get() &&
                    !isOther)
                    reachable += widget;
            }
            window.get().setFocus();
            QTest::keyClick(&window.get(), Qt::Key_Tab);
            QWidget* const first = QApplication::focusWidget();
            QCOMPARE(partOf(first), 0);
            QSet<QWidget*> reached;
            auto part = partOf(first);
            for (QWidget* at = first; !reached.contains(at); at = QApplication::focusWidget()) {
                QVERIFY2(partOf(at) >= part, qPrintable(at->objectName()));
                part = partOf(at);
                reached += at;
                QTest::keyClick(at, Qt::Key_Tab);
            }
            QCOMPARE(QApplication::focusWidget(), first);
            QStringList missed;
            for (const QWidget* widget : reachable - reached)
                missed +=
                    QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName();
            QCOMPARE(missed.join(u'\n'), QString());
        }
    }

    void theWheelScrollsAPanelAndChangesNoSetting()
    {
        SmallWindow window("--arrival poisson:5/s --spread bimodal --work mixed --timeout 3s");
        int controls = 0;
        for (auto* area : window.get().findChildren<ColumnScrollArea*>()) {
            for (auto* control : area->widget()->findChildren<QWidget*>()) {
                const bool isControl = qobject_cast<QAbstractSpinBox*>(control) ||
                                       qobject_cast<QComboBox*>(control) ||
                                       qobject_cast<QAbstractSlider*>(control);
                if (!isControl || !control->isVisible())
                    continue;
                ++controls;
                area->ensureWidgetVisible(control);
                QVERIFY(!(control->focusPolicy() & Qt::WheelFocus & ~Qt::StrongFocus));
                const QString before = whatIsShown(control);
                auto* bar = area->verticalScrollBar();
                const int at = bar->value();
                const int delta = at > 0 ? 120 : -120;
                turnWheel(control, delta);
                QCOMPARE(whatIsShown(control), before);
                QVERIFY(!control->hasFocus());
                QVERIFY2(bar->value() != at, qPrintable(control->objectName()));
            }
        }
        QVERIFY(controls > 15);
    }

    void theWheelTurnsTheControlThatHasTheFocus()
    {
        SmallWindow window;
        auto* box = window.find<QSpinBox>("workersBox");
        box->setFocus();
        turnWheel(box, 120);
        QCOMPARE(box->value(), 4);
        auto* arrival = window.find<QComboBox>("arrivalBox");
        arrival->setFocus();
        turnWheel(arrival, -120);
        QCOMPARE(arrival->currentIndex(), 1);
    }

    void aDoubleClickOrTheFirstClickSelectsTheWholeNumber()
    {
        SmallWindow window("--jobs 1500 --duration 1500us --arrival poisson:5/s");
        const auto twice = [](auto* box) {
            const QPoint end(lineOf(box)->width() - 6, 5);
            QTest::mouseClick(lineOf(box), Qt::LeftButton, {}, end);
            QTest::mouseDClick(lineOf(box), Qt::LeftButton, {}, end);
            QTest::mouseRelease(lineOf(box), Qt::LeftButton, {}, end);
        };
        auto* jobs = window.find<QSpinBox>("jobsBox");
        QCOMPARE(jobs->text(), QStringLiteral("1,500"));
        twice(jobs);
        QCOMPARE(lineOf(jobs)->selectedText(), QStringLiteral("1,500"));
        QTest::keyClicks(jobs, QStringLiteral("2"));
        QTest::keyClick(jobs, Qt::Key_Return);
        QCOMPARE(jobs->value(), 2);

        auto* duration = window.find<DurationBox>("durationBox");
        QTest::mouseClick(lineOf(duration), Qt::LeftButton, {},
                          QPoint(lineOf(duration)->width() - 6, 5));
        QCOMPARE(lineOf(duration)->selectedText(), QStringLiteral("1.5 ms"));
        // The next click places the cursor.
        QTest::mouseClick(lineOf(duration), Qt::LeftButton, {},
                          QPoint(lineOf(duration)->width() - 6, 5));
        QVERIFY(!lineOf(duration)->hasSelectedText());
        twice(duration);
        QCOMPARE(lineOf(duration)->selectedText(), QStringLiteral("1.5 ms"));

        auto* rate = window.find<DecimalBox>("rateBox");
        rate->setValue(1234.5);
        twice(rate);
        QCOMPARE(lineOf(rate)->selectedText(), QStringLiteral("1234.500"));
        // With the keyboard, too.
        QTest::keyClick(duration, Qt::Key_Tab);
        jobs->setFocus(Qt::TabFocusReason);
        QCOMPARE(lineOf(jobs)->selectedText(), QStringLiteral("2"));
    }

    void numbersAreEnglishWhateverTheUsersLocaleIs()
    {
        SmallWindow window("--jobs 1500000 --duration 1500us --arrival poisson:2.5/s");
        QCOMPARE(window.find<QSpinBox>("jobsBox")->text(), QStringLiteral("1,500,000"));
        QCOMPARE(window.find<DurationBox>("durationBox")->text(), QStringLiteral("1.5 ms"));
        QCOMPARE(window.find<DecimalBox>("rateBox")->text(), QStringLiteral("2.500 /s"));
    }

    void numbersAreUnderstoodWithAndWithoutSeparators_data()
    {
        QTest::addColumn<QString>("box");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << "jobsBox"
                               << "1500"
                               << "1,500";
        QTest::newRow("grouped") << "jobsBox"
                                 << "1,500"
                                 << "1,500";
        QTest::newRow("a share") << "failRateBox"
                                 << "0.5"
                                 << "0.5 %";
        QTest::newRow("a share with its sign") << "failRateBox"
                                               << "12.5 %"
                                               << "12.5 %";
        QTest::newRow("a decimal comma") << "failRateBox"
                                         << "0,5"
                                         << "0.5 %";
        QTest::newRow("a decimal comma with three digits") << "rateBox"
                                                           << "0,125"
                                                           << "0.125 /s";
        QTest::newRow("a grouped rate") << "rateBox"
                                        << "1,500"
                                        << "1500.000 /s";
        QTest::newRow("a grouped rate with decimals") << "rateBox"
                                                      << "1,500.25"
                                                      << "1500.250 /s";
        QTest::newRow("beyond the end") << "failRateBox"
                                        << "250"
                                        << "100.0 %";
        QTest::newRow("nonsense") << "failRateBox"
                                  << "nan"
                                  << "0.0 %";
        QTest::newRow("a count with its sign") << "cpuShareBox"
                                               << "25 %"
                                               << "25 %";
    }
    void numbersAreUnderstoodWithAndWithoutSeparators()
    {
        QFETCH(QString, box);
        QFETCH(QString, typed);
        QFETCH(QString, shown);
        SmallWindow window("--arrival poisson:2.5/s --work mixed");
        auto* spinBox = window.find<QAbstractSpinBox>(qPrintable(box));
        spinBox->setFocus(Qt::TabFocusReason);
        QTest::keyClicks(spinBox, typed);
        QTest::keyClick(spinBox, Qt::Key_Return);
        QCOMPARE(spinBox->text(), shown);
    }
};

int main(int argc, char** argv)
{
    qputenv("LC_ALL", "de_DE.UTF-8"); // the user's locale
    return fixtures::runOnSmallScreens<TestControls>(argc, argv);
}

#include "tst_controls.moc"
