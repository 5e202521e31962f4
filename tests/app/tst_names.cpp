// Whatever can be operated says to a screen reader what it is.
#include "app/dialogs/consentdialog.h"
#include "app/dialogs/exportdialog.h"
#include "app/dialogs/watchdialog.h"
#include "app/panels/commandsdialog.h"
#include "app/window/comparewindow.h"
#include "files/exports/timingpicture.h"
#include "fixtures/appwindow.h"
#include "fixtures/endedrun.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QScrollBar>
#include <QSettings>
#include <QStringList>

using fixtures::AppWindow;
using fixtures::endedRun;
using namespace std::chrono_literals;

namespace {

// Those that are made by Qt as parts of others: their names are not looked for.
bool isPartOfAnother(const QWidget* widget)
{
    return widget->objectName().startsWith(QStringLiteral("qt_")) ||
           widget->inherits("QTableCornerButton") || qobject_cast<const QScrollBar*>(widget) ||
           (widget->parentWidget() &&
            (qobject_cast<const QComboBox*>(widget->parentWidget()) ||
             qobject_cast<const QAbstractSpinBox*>(widget->parentWidget())));
}

// By the mouse or by keys.
bool canBeOperated(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) ||
           qobject_cast<const QAbstractSlider*>(widget) || widget->focusPolicy() & Qt::TabFocus;
}

// What they are called where they have no name: by class and name in the form.
QStringList namelessIn(const QWidget& window)
{
    QStringList nameless;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        // What opens a window of its own is looked at there.
        if (widget->window() != &window || isPartOfAnother(widget) || !canBeOperated(widget))
            continue;
        const QAccessibleInterface* read = QAccessible::queryAccessibleInterface(widget);
        if (!read || read->text(QAccessible::Name).trimmed().isEmpty())
            nameless.append(QLatin1String(widget->metaObject()->className()) + u' ' +
                            widget->objectName());
    }
    return nameless;
}

int countOperatedIn(const QWidget& window)
{
    const auto widgets = window.findChildren<QWidget*>();
    return int(std::ranges::count_if(widgets, canBeOperated));
}

} // namespace

class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("names"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void everythingInTheWindowHasAName()
    {
        AppWindow window("--jobs 3 --workers 2 --duration 1ms");
        QVERIFY(countOperatedIn(window.get()) > 60);
        QCOMPARE(namelessIn(window.get()).join(u'\n'), QString());
    }

    void soHasWhatARunBringsWithIt()
    {
        AppWindow window("--jobs 12 --workers 2 --duration 5ms");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning() && window.get().run());
        QTRY_VERIFY(window.says(QStringLiteral("All jobs done")));
        QCOMPARE(namelessIn(window.get()).join(u'\n'), QString());
    }

    void soHasEverythingInTheDialogs()
    {
        const ExportDialog exporting({endedRun(1s), &Appearance::themeFor(ThemeChoice::Light), 0,
                                      QDateTime::currentDateTime()},
                                     true, QStringLiteral("timing.png"));
        QCOMPARE(namelessIn(exporting).join(u'\n'), QString());
        const ConsentDialog consent(QStringLiteral("run.json"), RunSettings(), nullptr);
        QCOMPARE(namelessIn(consent).join(u'\n'), QString());
        const CommandsDialog commands(nullptr);
        QCOMPARE(namelessIn(commands).join(u'\n'), QString());
        const WatchDialog watching({}, nullptr);
        QCOMPARE(namelessIn(watching).join(u'\n'), QString());
        const CompareWindow comparing({{1, endedRun(1s)}, {2, endedRun(2s)}}, nullptr);
        QCOMPARE(namelessIn(comparing).join(u'\n'), QString());
    }
};

QTEST_MAIN(TestNames)
#include "tst_names.moc"
