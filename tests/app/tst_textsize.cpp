// Texts of up to twice their size, of which none is cut.
#include "app/controls/textscale.h"
#include "app/dialogs/consentdialog.h"
#include "app/dialogs/exportdialog.h"
#include "app/dialogs/guidewindow.h"
#include "app/dialogs/watchdialog.h"
#include "app/panels/commandsdialog.h"
#include "app/panels/logview.h"
#include "app/window/comparewindow.h"
#include "files/exports/timingpicture.h"
#include "fixtures/endedrun.h"
#include "fixtures/smallscreens.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "session/runestimator.h"
#include "session/settingsstore.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>

using fixtures::AppWindow;
using fixtures::endedRun;
using fixtures::SmallWindow;
using namespace std::chrono_literals;

namespace {

QString nameOf(const QWidget* widget)
{
    const auto* label = qobject_cast<const QLabel*>(widget);
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    return QStringLiteral("%1 %2 \"%3\" %4x%5")
        .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
             label    ? label->text()
             : button ? button->text()
                      : QString())
        .arg(widget->width())
        .arg(widget->height());
}

// Whether a text may be cut as it is whole in its tool tip.
bool isCutOnPurpose(const QWidget* widget)
{
    return widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
}

bool hasRoom(const QWidget* widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(widget)) {
        if (label->wordWrap())
            return label->height() >= label->heightForWidth(label->width());
        const QSize needed = label->sizeHint();
        return (label->width() >= needed.width() || isCutOnPurpose(label)) &&
               label->height() >= needed.height();
    }
    if (qobject_cast<const QAbstractSpinBox*>(widget)) {
        // In a row that gives way it is as low as the style sheet lets it, which is 3 px below the
        // hint of Qt 6.8 whatever the style sheet says: its text is what has to be seen.
        const auto* edit = widget->findChild<QLineEdit*>();
        return edit->width() >= edit->fontMetrics().horizontalAdvance(edit->text()) &&
               edit->height() >= edit->fontMetrics().height();
    }
    const QSize needed = widget->minimumSizeHint();
    return widget->width() >= needed.width() && widget->height() >= needed.height();
}

// Whether it is seen whole, or can be scrolled into sight.
bool isReachable(const QWidget* widget)
{
    for (const QWidget* in = widget->parentWidget(); in; in = in->parentWidget()) {
        const QRect place(widget->mapTo(in, QPoint()), widget->size());
        if (!in->rect().contains(place))
            return false;
        const auto* area =
            in->parentWidget()
                ? qobject_cast<const QScrollArea*>(in->parentWidget()->parentWidget())
                : nullptr;
        if (area && area->widget() == in)
            return isReachable(area);
        if (in->isWindow())
            break;
    }
    return true;
}

// Labels, buttons and boxes that are shown in a window and are cut.
QStringList cutIn(const QWidget& window)
{
    QStringList cut;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const bool isOne =
            qobject_cast<const QLabel*>(widget) || qobject_cast<const QAbstractButton*>(widget) ||
            qobject_cast<const QComboBox*>(widget) ||
            qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QLineEdit*>(widget);
        if (!isOne || !widget->isVisible() || widget->window() != &window ||
            widget->objectName().startsWith(QLatin1String("qt_")) ||
            widget->inherits("QTableCornerButton"))
            continue;
        // Those of tab bars that scroll come and go with it.
        if (qobject_cast<const QTabBar*>(widget->parentWidget()))
            continue;
        if (!hasRoom(widget))
            cut.append(QStringLiteral("cut: ") + nameOf(widget));
        else if (!isReachable(widget))
            cut.append(QStringLiteral("out of reach: ") + nameOf(widget));
    }
    return cut;
}

void letLayoutsSettle()
{
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents();
}

// A run with something in each of the tabs.
class RunWindow : public SmallWindow
{
public:
    RunWindow() : SmallWindow("--jobs 12 --workers 3 --duration 20ms --spread exponential")
    {
        press("actionRun");
        if (!QTest::qWaitFor([this] { return !isRunning() && get().run(); }, 30'000))
            qFatal("the run does not end");
    }
};

} // namespace

class TestTextSize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("textsize"); }
    void init() { QSettings().clear(); }
    void cleanup() { TextScale::set(100); }
    void cleanupTestCase() { QSettings().clear(); }

    void aSizeIsChosenInTheViewMenuAndRemembered()
    {
        const double usual = QApplication::font().pointSizeF();
        {
            SmallWindow window;
            QVERIFY(window.find<QAction>("actionText100")->isChecked());
            QVERIFY(!window.find<QAction>("actionSmallerText")->isEnabled());
            window.find<QAction>("actionText200")->trigger();
            QCOMPARE(QApplication::font().pointSizeF(), 2 * usual);
            QVERIFY(!window.find<QAction>("actionLargerText")->isEnabled());
            QTest::keyClick(&window.get(), Qt::Key_Minus, Qt::AltModifier);
            QVERIFY(window.find<QAction>("actionText150")->isChecked());
            QCOMPARE(QApplication::font().pointSizeF(), 1.5 * usual);
        }
        TextScale::set(100); // as a program that starts
        SmallWindow window;
        QVERIFY(window.find<QAction>("actionText150")->isChecked());
        QCOMPARE(window.find<QLabel>("poolCaption")->font().pointSizeF(), 1.5 * usual);
    }

    void allTextsFollowAtOnceAndComeBack()
    {
        SmallWindow window;
        const auto sizes = [&window] {
            QList<double> found;
            for (const char* name : {"poolCaption", "poolTime", "poolHeading"})
                found.append(window.find<QLabel>(name)->font().pointSizeF());
            found.append(window.find<LogView>("log")->viewport()->font().pointSizeF());
            found.append(window.find<GanttView>("chart")->font().pointSizeF());
            return found;
        };
        const auto heights = [&window] {
            const ChartLayout chart = window.find<GanttView>("chart")->chartLayout();
            QList<double> found{
                chart.ruler().height(),
                chart.heading(0).height(),
                double(window.find<QTableView>("table")->verticalHeader()->defaultSectionSize()),
                double(
                    window.find<QTableView>("runsTable")->verticalHeader()->defaultSectionSize()),
                double(window.find<QSpinBox>("jobsBox")->minimumWidth()),
                double(window.find<QToolBar>("toolBar")->iconSize().height())};
            return found;
        };
        const QList<double> usual = sizes();
        const QList<double> usualHeights = heights();
        window.find<QAction>("actionText200")->trigger();
        for (qsizetype i = 0; i < usual.size(); ++i)
            QCOMPARE(sizes()[i], 2 * usual[i]);
        for (qsizetype i = 0; i < usualHeights.size(); ++i)
            QVERIFY2(heights()[i] > 1.6 * usualHeights[i], qPrintable(QString::number(i)));
        window.find<QAction>("actionText100")->trigger();
        QCOMPARE(sizes(), usual);
        QCOMPARE(heights(), usualHeights);
    }

    void nothingIsCutAtTwiceTheSize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1440 x 900") << QSize(1440, 900);
        QTest::newRow("1024 x 700") << QSize(1024, 700);
    }
    void nothingIsCutAtTwiceTheSize()
    {
        QFETCH(QSize, size);
        RunWindow window;
        window.find<QAction>("actionText200")->trigger();
        window.resize(size.width(), size.height());
        auto* tabs = window.find<QTabWidget>("tabs");
        auto* side = window.find<QTabWidget>("side");
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            side->setCurrentIndex(tab % side->count());
            letLayoutsSettle();
            QCOMPARE(cutIn(window.get()).join(u'\n'), QString());
        }
    }

    void theChartIsSeenAtTwiceTheSize()
    {
        RunWindow window;
        window.find<QAction>("actionText200")->trigger();
        window.resize(1440, 900);
        letLayoutsSettle();
        const auto* chart = window.find<GanttView>("chart");
        const ChartLayout layout = chart->chartLayout();
        QVERIFY2(layout.axisWidth() >= 200, qPrintable(QString::number(layout.axisWidth())));
        QVERIFY(layout.row(0, 0, 0).height() >= QFontMetricsF(chart->font()).height());
    }

    void norIsAnythingInTheDialogs()
    {
        SettingsStore::setTextPercent(200);
        SmallWindow window; // gives the program its size
        window.resize(1024, 700);
        ExportDialog exporting({endedRun(1s), &Appearance::themeFor(ThemeChoice::Light), 0,
                                QDateTime::currentDateTime()},
                               true, QStringLiteral("timing.png"), &window.get());
        ConsentDialog consent(QStringLiteral("run.json"), RunSettings(), &window.get());
        WatchDialog watching({}, &window.get());
        CommandsDialog commands(&window.get());
        commands.showSettings(RunSettings(), RunForecast());
        CompareWindow comparing({{1, endedRun(1s)}, {2, endedRun(2s)}}, &window.get());
        GuideWindow guide(Theme::light(), &window.get());
        for (QWidget* shown : std::initializer_list<QWidget*>{&exporting, &consent, &watching,
                                                              &commands, &comparing, &guide}) {
            shown->setAttribute(Qt::WA_DeleteOnClose, false);
            shown->show();
            QVERIFY(QTest::qWaitForWindowExposed(shown));
            letLayoutsSettle();
            shown->resize(shown->size().boundedTo(QSize(1024, 700)));
            letLayoutsSettle();
            QVERIFY2(shown->width() <= 1024, shown->metaObject()->className());
            QCOMPARE(cutIn(*shown).join(u'\n'), QString());
            for (const auto* text : shown->findChildren<QPlainTextEdit*>())
                QCOMPARE(text->font().pointSizeF(), QApplication::font().pointSizeF());
            shown->hide();
        }
    }
};

int main(int argc, char** argv)
{
    return fixtures::runOnScreens<TestTextSize>(fixtures::kUsualScreen, argc, argv);
}

#include "tst_textsize.moc"
