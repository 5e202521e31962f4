// Text of others is shown as it stands, wherever it comes to be seen.
#include "app/controls/appearance.h"
#include "app/controls/plaintext.h"
#include "app/dialogs/background.h"
#include "app/dialogs/exportdialog.h"
#include "app/panels/runspanel.h"
#include "app/window/comparewindow.h"
#include "base/clock.h"
#include "files/exports/timingpicture.h"
#include "files/settings/settingsfile.h"
#include "files/trace/runtrace.h"
#include "fixtures/appwindow.h"
#include "fixtures/folder.h"
#include "fixtures/trap.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "session/settingsstore.h"

#include <QHelpEvent>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressDialog>
#include <QSettings>
#include <QStatusBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolTip>
#include <QVBoxLayout>

using fixtures::AppWindow;
using fixtures::Trap;

namespace {

// Labels of windows that are there, in all of them.
QList<QLabel*> allLabels()
{
    QList<QLabel*> labels;
    for (QWidget* widget : QApplication::allWidgets()) {
        if (auto* label = qobject_cast<QLabel*>(widget))
            labels.append(label);
    }
    return labels;
}

QLabel* toolTip()
{
    for (QLabel* label : allLabels()) {
        if (label->inherits("QTipLabel") && label->isVisible())
            return label;
    }
    return nullptr;
}

// What the tool tip over a cell is.
QString toolTipOver(QTableView* table, const QModelIndex& index)
{
    QToolTip::hideText();
    const QPoint at = table->visualRect(index).center();
    QHelpEvent help(QEvent::ToolTip, at, table->viewport()->mapToGlobal(at));
    QApplication::sendEvent(table->viewport(), &help);
    const QLabel* shown = toolTip();
    return shown ? shown->text() : QString();
}

} // namespace

class TestUntrusted : public QObject
{
    Q_OBJECT

    fixtures::Folder m_folder;
    QString m_nasty; // looks like HTML and would load a picture

    QString written(const char* name, const RunSettings& settings, const QString& look = {}) const
    {
        m_folder.write(name, settingsJson({{}, look, settings}));
        return m_folder.path(name);
    }

    // A run whose every text is nasty; of others where it has a kind.
    QString writtenRun(const char* name, const QString& kind) const
    {
        RunSettings settings;
        settings.jobs.count = 1;
        settings.pool.workers = 1;
        settings.baseline.when = SequentialRunWhen::After;
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command = m_nasty;
        settings.jobs.input = m_nasty;
        PlannedRun plan(settings);
        auto lines = std::make_shared<ByteLines>();
        lines->add(m_nasty.toUtf8());
        plan.inputs = {lines, nullptr};
        plan.note = m_nasty;
        RunOrigin origin = RunOrigin::hereAndNow();
        origin.kind = kind;
        if (!kind.isEmpty())
            origin.lanes = {m_nasty};
        RunRecord record(std::move(plan), origin);
        auto program = std::make_shared<ProgramReport>();
        program->exitStatus = 1;
        program->output = m_nasty.toUtf8();
        program->outputBytes = program->output.size();
        const auto report =
            std::make_shared<const JobReport>(JobReport{m_nasty, {}, std::move(program)});
        for (Timeline* timeline : {&record.pool(), record.sequential()}) {
            timeline->beginElsewhere();
            Event event;
            event.job = JobId{1};
            event.worker = WorkerId{1};
            for (const EventKind step :
                 {EventKind::Queued, EventKind::Started, EventKind::Finished}) {
                event.kind = step;
                event.timeNs += 1000;
                event.status = JobStatus::Failed;
                EventDetails details;
                if (step == EventKind::Finished)
                    details.report = report;
                timeline->record(event, details);
            }
            timeline->record(Event{5000, {}, {}, EventKind::RunEnded});
            timeline->conclude({.state = RunState::Failed, .message = m_nasty});
        }
        [&] {
            QCOMPARE(writeRunTrace(record, m_folder.path(name)), QString());
        }();
        return m_folder.path(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        fixtures::setUpProgram("untrusted");
        Appearance::apply(Theme::light()); // a style sheet stands between a widget and its style
        QImage picture(20, 20, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QVERIFY(picture.save(m_folder.path("picture.png")));
        m_nasty = QStringLiteral("<b>x</b><img src='%1'>").arg(m_folder.path("picture.png"));
    }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void theTrapTellsOfAPictureThatRichTextLoads()
    {
        const Trap trap(m_folder.path("picture.png"));
        QLabel rich(m_nasty);
        rich.setTextFormat(Qt::RichText);
        rich.grab();
        QVERIFY(trap.wasOpened());
        QVERIFY(!trap.wasOpened());
    }

    void aLabelIsPlainBeforeItsTextIsLaidOut()
    {
        const Trap trap(m_folder.path("picture.png"));
        const auto lookAt = [](QLabel* label) {
            label->setWordWrap(true);
            label->setTextInteractionFlags(Qt::TextBrowserInteraction);
        };
        QLabel sized(m_nasty);
        lookAt(&sized);
        sized.sizeHint();
        QLabel painted(m_nasty);
        lookAt(&painted);
        painted.grab();
        // Added to a window that is seen already.
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto* late = new QLabel(m_nasty);
        lookAt(late);
        column->addWidget(late);
        QTRY_VERIFY(late->isVisible());
        window.resize(300, 200);
        window.grab();
        for (const QLabel* label : {&sized, &painted, late}) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QCOMPARE(label->text(), m_nasty);
        }
        QVERIFY(!trap.wasOpened());
    }

    void boxesAndDialogsOfQtArePlain()
    {
        const Trap trap(m_folder.path("picture.png"));
        QMessageBox box(QMessageBox::Warning, m_nasty, m_nasty);
        box.setInformativeText(m_nasty);
        box.open();
        BackgroundDialog background(nullptr, m_nasty);
        background.show();
        QProgressDialog progress(m_nasty, QString(), 0, 0);
        progress.show();
        QInputDialog input;
        input.setLabelText(m_nasty);
        input.show();
        QCoreApplication::processEvents();
        int found = 0;
        for (const QLabel* label : allLabels()) {
            if (!label->text().contains(m_nasty))
                continue;
            ++found;
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->pixmap(Qt::ReturnByValue).width());
        }
        QCOMPARE(found, 5);
        QVERIFY(!trap.wasOpened());
    }

    void aToolTipIsPlain()
    {
        const Trap trap(m_folder.path("picture.png"));
        QWidget window;
        window.show();
        // The second one is shown by the label of the first.
        for (const QString& text : {m_nasty, m_nasty + u'2'}) {
            QToolTip::showText(window.mapToGlobal(QPoint(1, 1)), text, &window);
            QVERIFY(toolTip());
            QCOMPARE(toolTip()->text(), text);
            QCOMPARE(toolTip()->textFormat(), Qt::PlainText);
            toolTip()->grab();
        }
        QToolTip::hideText();
        QVERIFY(!trap.wasOpened());
    }

    void whatTheProgramItselfSetsMayBeRich()
    {
        QLabel rich(QStringLiteral("<b>bold</b>"));
        rich.setTextFormat(Qt::RichText);
        rich.ensurePolished();
        QCOMPARE(rich.textFormat(), Qt::RichText);
    }

    void controlCharactersAreWrittenOutAndLinesStay()
    {
        QCOMPARE(visibleLines(QString::fromUtf8("a\x1b[31m\tb\r\n\u202e")),
                 QString::fromUtf8("a\\033[31m\tb\\r\n\\u202e"));
        QCOMPARE(visibleLines({}), QString());
    }

    void settingsOfOthersAreShownAsTheyStand()
    {
        const Trap trap(m_folder.path("picture.png"));
        AppWindow window;
        RunSettings settings;
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command = m_nasty;
        window.drop(written("command.json", settings, m_nasty));
        QCOMPARE(window.find<QLabel>("note")->text(), m_nasty);
        QCOMPARE(window.find<QLineEdit>("commandEdit")->text(), m_nasty);
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.input = m_nasty;
        window.drop(written("hash.json", settings));
        QCOMPARE(window.find<QLineEdit>("inputEdit")->text(), m_nasty);
        settings.jobs.work = WorkKind::Sleep;
        settings.jobs.spread.kind = SpreadKind::File;
        settings.jobs.spread.file = m_nasty;
        window.drop(written("file.json", settings));
        QCOMPARE(window.find<QLineEdit>("durationsEdit")->text(), m_nasty);
        window.get().grab();
        for (const QLabel* label : allLabels())
            QVERIFY(label->textFormat() != Qt::AutoText);
        QVERIFY(!trap.wasOpened());
    }

    void theNameOfAFileIsShownAsItStands()
    {
        AppWindow window;
        RunSettings settings;
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.input = QStringLiteral("/x");
        window.drop(written("<b>a&b.json", settings));
        QCOMPARE(window.find<QLabel>("inputWords")->text(),
                 QStringLiteral("From <b>a&b.json: not run before you agree"));
    }

    void problemsQuoteWhatAFileHoldsAsItStands_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("quoted");
        const auto settings = [](const QByteArray& values) {
            return QByteArray("{'format':'poolscope-settings','version':1,'settings':{" + values +
                              "}}")
                .replace('\'', '"');
        };
        QTest::newRow("a setting that nobody knows")
            << settings("'<h1>a</h1>':'5'") << QStringLiteral("<h1>a</h1>");
        QTest::newRow("a value that is not allowed")
            << settings("'jobs':'<i>5\\u001b'") << QStringLiteral("<i>5\\033");
    }

    void problemsQuoteWhatAFileHoldsAsItStands()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, quoted);
        m_folder.write("broken.json", bytes);
        AppWindow window;
        bool shown = false;
        QTimer look;
        connect(&look, &QTimer::timeout, this, [&] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            if (!box)
                return;
            shown = box->text().contains(quoted);
            for (const QLabel* label : box->findChildren<QLabel*>())
                QVERIFY(label->textFormat() == Qt::PlainText);
            box->close();
        });
        look.start(1);
        window.drop(m_folder.path("broken.json"));
        QVERIFY(shown);
    }

    void aRunOfOthersIsShownAsItStands_data()
    {
        QTest::addColumn<bool>("isOurs");
        QTest::newRow("a run") << true;
        QTest::newRow("a trace") << false;
    }

    void aRunOfOthersIsShownAsItStands()
    {
        QFETCH(bool, isOurs);
        const QString path = writtenRun("<b>run.json", isOurs ? QString() : m_nasty);
        const Trap trap(m_folder.path("picture.png"));
        AppWindow window;
        window.drop(path);
        QTRY_VERIFY(window.get().run());
        QCOMPARE(window.get().run()->origin.isOurs(), isOurs);
        window.get().grab();

        QCOMPARE(window.find<QLabel>("poolState")->text(), m_nasty);
        QCOMPARE(window.find<QLabel>("sequentialState")->text(), m_nasty);
        const QString opened = QStringLiteral("Opened ") + path;
        QLabel* status = nullptr;
        for (QLabel* label : window.find<QStatusBar>("statusBar")->findChildren<QLabel*>()) {
            if (label->text() == opened)
                status = label;
        }
        QVERIFY(status);
        QCOMPARE(status->toolTip(), opened);
        QCOMPARE(window.find<QMenu>("menuRecent")->actions().at(0)->text(), path);

        QToolTip::hideText();
        auto* chart = window.find<GanttView>("chart");
        const QPoint bar(int(chart->scale().xOf(2500)), int(chart->chartLayout().rows(0).top() +
                                                            chart->chartLayout().rowHeight() / 2));
        QHelpEvent help(QEvent::ToolTip, bar, chart->viewport()->mapToGlobal(bar));
        QApplication::sendEvent(chart->viewport(), &help);
        QVERIFY(toolTip());
        QVERIFY2(toolTip()->text().contains(QStringLiteral("error: ") + m_nasty),
                 qPrintable(toolTip()->text()));
        if (!isOurs)
            QVERIFY(toolTip()->text().contains(QStringLiteral("worker: ") + m_nasty.left(100)));

        auto* tabs = window.find<QTabWidget>("tabs");
        tabs->setCurrentIndex(1);
        auto* jobs = window.find<QTableView>("table");
        jobs->selectRow(0);
        QVERIFY(everyCellIsPlain(jobs));
        QCOMPARE(toolTipOver(jobs, jobs->model()->index(0, 0)), m_nasty); // the error
        QVERIFY(window.find<QPlainTextEdit>("details")->toPlainText().contains(m_nasty));
        tabs->setCurrentIndex(3);
        auto* runs = window.find<QTableView>("runsTable");
        QVERIFY(everyCellIsPlain(runs));
        QCOMPARE(toolTipOver(runs, runs->model()->index(0, SessionRuns::State)), path);
        const QString what = runs->model()->index(0, SessionRuns::What).data().toString();
        QVERIFY2(isOurs || what.contains(m_nasty), qPrintable(what)); // ours are named by settings
        // Of a command it says more.
        const QString tip = toolTipOver(runs, runs->model()->index(0, SessionRuns::What));
        QVERIFY2(tip.startsWith(what), qPrintable(tip));

        CompareWindow compared({{1, window.get().run()}, {2, window.get().run()}}, &window.get());
        compared.setAttribute(Qt::WA_DeleteOnClose, false);
        compared.show();
        compared.grab();
        ExportDialog dialog({window.get().run(), &Theme::light(), monotonicNs(), {}}, true, m_nasty,
                            &window.get());
        dialog.show();
        dialog.grab();
        for (const QLabel* label : allLabels())
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
        QToolTip::hideText();
        QVERIFY(!trap.wasOpened());
    }

private:
    // Whether a table's data are texts that stand there, in all roles, with none that says it is
    // anything else, and its tool tips plain.
    static bool everyCellIsPlain(QTableView* table)
    {
        const QAbstractItemModel& model = *table->model();
        bool found = false;
        for (int row = 0; row < model.rowCount(); ++row) {
            for (int column = 0; column < model.columnCount(); ++column) {
                const QModelIndex index = model.index(row, column);
                for (int role = 0; role <= Qt::UserRole; ++role) {
                    const QString text = index.data(role).toString();
                    found |= text.contains(QLatin1String("<b>"));
                    if (text.contains(QLatin1String("&lt;")))
                        return false;
                }
                toolTipOver(table, index);
                if (toolTip() && toolTip()->textFormat() != Qt::PlainText)
                    return false;
            }
        }
        return found;
    }
};

QTEST_MAIN(TestUntrusted)
#include "tst_untrusted.moc"
