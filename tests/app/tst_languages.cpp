// In each language all is said in it, and nothing is cut.
#include "app/actions/runfiles.h"
#include "app/actions/runkeeper.h"
#include "app/controls/apptr.h"
#include "app/dialogs/background.h"
#include "app/dialogs/consentdialog.h"
#include "app/dialogs/exportdialog.h"
#include "app/dialogs/guidewindow.h"
#include "app/dialogs/savepath.h"
#include "app/dialogs/watchdialog.h"
#include "app/panels/commandsdialog.h"
#include "app/panels/runspanel.h"
#include "app/window/comparewindow.h"
#include "base/language.h"
#include "files/exports/runexport.h"
#include "files/exports/timingpicture.h"
#include "fixtures/cuttexts.h"
#include "fixtures/endedrun.h"
#include "fixtures/folder.h"
#include "fixtures/pseudolanguage.h"
#include "fixtures/smallscreens.h"
#include "session/runestimator.h"
#include "session/settingsstore.h"

#include <QFileDialog>
#include <QGroupBox>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScopeGuard>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTextEdit>
#include <QTimer>
#include <QXmlStreamReader>

#include <functional>
#include <optional>

using fixtures::AppWindow;
using fixtures::endedRun;
using fixtures::PseudoLanguage;
using namespace std::chrono_literals;

namespace {

QString nameOf(const QObject& object)
{
    return QLatin1String(object.metaObject()->className()) + u' ' + object.objectName();
}

// Words that are the same in every language: names and units.
bool isWord(const QString& word)
{
    static const QStringList names{QStringLiteral("Poolscope"), QStringLiteral("English"),
                                   QStringLiteral("Deutsch"),   QStringLiteral("Ctrl"),
                                   QStringLiteral("Shift"),     QStringLiteral("amqp"),
                                   QStringLiteral("guest"),     QStringLiteral("localhost"),
                                   QStringLiteral("convert"),   QStringLiteral("png")};
    return word.size() > 2 && !names.contains(word);
}

bool hasUntranslated(const QString& text)
{
    static const QRegularExpression words(QStringLiteral("[A-Za-z]+"));
    static const QRegularExpression noWords(QStringLiteral("<[^>]*>|/\\S+")); // tags and paths
    auto matches = words.globalMatch(PseudoLanguage::untranslatedIn(text).remove(noWords));
    while (matches.hasNext()) {
        if (isWord(matches.next().captured()))
            return true;
    }
    return false;
}

// All that can be read of a widget, its tips and what a screen reader says of it among it.
QStringList textsOf(const QWidget& widget)
{
    QStringList texts{widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(),
                      widget.isWindow() ? widget.windowTitle() : QString()};
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        texts += label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        texts += button->text();
    if (const auto* group = qobject_cast<const QGroupBox*>(&widget))
        texts += group->title();
    if (const auto* edit = qobject_cast<const QLineEdit*>(&widget))
        texts += edit->placeholderText();
    if (const auto* combo = qobject_cast<const QComboBox*>(&widget)) {
        for (int i = 0; i < combo->count(); ++i)
            texts += combo->itemText(i);
    }
    if (const auto* tabs = qobject_cast<const QTabBar*>(&widget)) {
        for (int i = 0; i < tabs->count(); ++i)
            texts += tabs->tabText(i) + tabs->tabToolTip(i);
    }
    if (const auto* header = qobject_cast<const QHeaderView*>(&widget)) {
        for (int i = 0; header->model() && i < header->count(); ++i)
            texts += header->model()->headerData(i, header->orientation()).toString();
    }
    for (const QAction* action : widget.actions())
        texts += QStringList{action->text(), action->toolTip()};
    return texts;
}

QStringList cutIn(const QWidget& widget)
{
    if (const auto* header = qobject_cast<const QHeaderView*>(&widget))
        return header->model() ? fixtures::cutTitles(*header) : QStringList();
    if (const auto* tabs = qobject_cast<const QTabBar*>(&widget))
        return fixtures::cutTabs(*tabs);
    return fixtures::isCut(widget) ? textsOf(widget).filter(QRegularExpression(QStringLiteral(".")))
                                   : QStringList();
}

bool isPartOfQt(const QWidget& widget)
{
    return widget.objectName().startsWith(QStringLiteral("qt_"));
}

// What is wrong with what is seen of a window, and of what belongs to it.
QStringList faultsOf(const QWidget& window)
{
    QCoreApplication::processEvents(); // layouts are done
    QStringList faults;
    if (const auto* files = qobject_cast<const QFileDialog*>(&window)) { // the rest is Qt's
        const QString words = files->windowTitle() + files->nameFilters().join(QString());
        return hasUntranslated(words) ? QStringList{words} : QStringList();
    }
    QList<QWidget*> widgets = window.findChildren<QWidget*>();
    widgets.prepend(const_cast<QWidget*>(&window));
    for (const QWidget* widget : widgets) {
        if (widget->window() != &window && !qobject_cast<const QMenu*>(widget))
            continue;
        for (const QString& text : textsOf(*widget)) {
            if (hasUntranslated(text))
                faults += QStringLiteral("not translated: %1: %2").arg(nameOf(*widget), text);
        }
        if (!widget->isVisible() || isPartOfQt(*widget))
            continue;
        for (const QString& text : cutIn(*widget))
            faults += QStringLiteral("cut: %1: %2 (%3 × %4 of %5 × %6)")
                          .arg(nameOf(*widget), text)
                          .arg(widget->width())
                          .arg(widget->height())
                          .arg(widget->sizeHint().width())
                          .arg(widget->sizeHint().height());
    }
    faults.removeDuplicates();
    return faults;
}

// "%1" and its like, in order.
QStringList placeholdersIn(const QString& text)
{
    static const QRegularExpression placeholder(QStringLiteral("%[1-9]"));
    QStringList found;
    auto matches = placeholder.globalMatch(text);
    while (matches.hasNext())
        found += matches.next().captured();
    found.sort();
    return found;
}

// … once layouts have come to rest.
QString lastingFaultsOf(const QWidget& window)
{
    QStringList faults;
    static_cast<void>(QTest::qWaitFor([&] { return (faults = faultsOf(window)).isEmpty(); }));
    return faults.join(u'\n');
}

QStringList entriesOf(const QWidget& menu)
{
    QStringList entries;
    for (const QAction* action : menu.actions())
        entries += action->text();
    return entries;
}

// What Alt and a letter reach in the window as it is shown now.
QStringList reachedByAlt(const QMainWindow& window)
{
    QStringList reached = entriesOf(*window.menuBar());
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy())
            reached += label->text();
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible())
            reached += button->text();
    }
    return reached;
}

// Those whose letters stand for others before them, too.
QStringList withLettersTwice(const QStringList& texts)
{
    static const QRegularExpression letter(QStringLiteral("&(\\w)"));
    QMap<QString, QString> having;
    QStringList twice;
    for (const QString& text : texts) {
        const QString key = letter.match(text).captured(1).toLower();
        if (key.isEmpty())
            continue;
        if (having.contains(key))
            twice += QStringLiteral("%1, %2").arg(having[key], text);
        having[key] = text;
    }
    return twice;
}

void addLanguages()
{
    QTest::addColumn<QString>("code");
    for (const Language::Choice& choice : Language::all())
        QTest::newRow(qPrintable(choice.code)) << choice.code;
}

// What is wrong with the box that this brings, which is closed then.
template <typename Call>
QString faultsOfBoxBy(const Call& call)
{
    QString faults = QStringLiteral("no box came");
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, [&] {
        QWidget* box = QApplication::activeModalWidget();
        if (!box || !box->isVisible())
            return;
        look.stop();
        faults = lastingFaultsOf(*box);
        box->close();
    });
    look.start(1);
    call();
    static_cast<void>(QTest::qWaitFor([&] { return !look.isActive(); }));
    return faults;
}

// The program's window in a language, as large as a small laptop's screen lets it be.
class Window1024 : public AppWindow
{
public:
    explicit Window1024(const char* arguments) : AppWindow(arguments)
    {
        get().resize(1024, 700);
        if (!QTest::qWaitFor([this] { return get().size() == QSize(1024, 700); }))
            qFatal("the window does not get its size");
    }

    void run()
    {
        press("actionRun");
        if (!QTest::qWaitFor([this] { return !isRunning() && get().run(); }))
            qFatal("the run does not end");
    }

    // In the first tab that has some.
    QString faultsInTabs()
    {
        for (auto* tabs : get().findChildren<QTabWidget*>()) {
            for (int i = 0; i < tabs->count(); ++i) {
                tabs->setCurrentIndex(i);
                if (const QString faults = lastingFaultsOf(get()); !faults.isEmpty())
                    return faults;
            }
        }
        return {};
    }
};

// Has a box come up; returns when it is closed, or at once.
using BringsBox = std::function<void(Window1024&, const fixtures::Folder&)>;

} // namespace

Q_DECLARE_METATYPE(BringsBox)

class TestLanguages : public QObject
{
    Q_OBJECT

    std::optional<PseudoLanguage> m_pseudo;

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("languages"); }
    void init()
    {
        QSettings().clear();
        m_pseudo.emplace();
    }
    void cleanup()
    {
        m_pseudo.reset();
        QSettings().clear();
    }

    void eachTabOfTheWindowSaysAllInItAndCutsNothing()
    {
        Window1024 window("--jobs 3 --workers 2 --duration 1ms");
        QCOMPARE(lastingFaultsOf(window.get()), QString());
        window.run();
        QCOMPARE(window.faultsInTabs(), QString());
    }

    void theToolBarHasRoomForAllOfIt()
    {
        Window1024 window("");
        const auto* more = window.find<QToolBar>("toolBar")->findChild<QToolButton*>(
            QStringLiteral("qt_toolbar_ext_button"));
        QTRY_VERIFY(more && !more->isVisible());
        QVERIFY(window.button("actionExport")->isVisible());
    }

    void eachKindOfWorkDoes_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char* arguments :
             {"--work cpu", "--work mixed", "--work hash", "--work command",
              "--work command --broker amqp://guest@localhost", "--spread uniform:50%",
              "--spread exponential", "--spread bimodal:5%,10", "--spread pareto:1.5",
              "--arrival every:20ms", "--arrival poisson:50/s",
              "--fail-rate 5% --retries 2 --results-capacity 1 --read-time 1ms"})
            QTest::newRow(arguments) << QString::fromLatin1(arguments);
    }
    void eachKindOfWorkDoes()
    {
        QFETCH(QString, arguments);
        Window1024 window(qPrintable(arguments));
        QCOMPARE(lastingFaultsOf(window.get()), QString());
    }

    void theMirroredWindowCutsNothingEither()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        Window1024 window("--jobs 3 --workers 2 --duration 1ms");
        window.run();
        QCOMPARE(window.faultsInTabs(), QString());
        QVERIFY(window.find<QWidget>("settings")->mapToGlobal(QPoint()).x() >
                window.find<QWidget>("chart")->mapToGlobal(QPoint()).x());
    }

    void soDoTheDialogs()
    {
        QWidget parent;
        parent.setGeometry(20, 40, 1024, 700);
        parent.show();
        ExportDialog exporting({endedRun(1s), &Appearance::themeFor(ThemeChoice::Light), 0,
                                QDateTime::currentDateTime()},
                               true, QStringLiteral("timing.png"), &parent);
        ConsentDialog consent(QStringLiteral("1.json"), RunSettings(), &parent);
        ConsentDialog manyTimes(3, RunSettings(), &parent);
        WatchDialog watching({}, &parent);
        CommandsDialog commands(&parent);
        commands.showSettings(RunSettings(), RunForecast());
        for (QDialog* dialog : std::initializer_list<QDialog*>{&exporting, &consent, &manyTimes,
                                                               &watching, &commands}) {
            dialog->show();
            QVERIFY(QTest::qWaitForWindowExposed(dialog));
            QCOMPARE(lastingFaultsOf(*dialog), QString());
        }
    }

    void soDoTheOtherWindows()
    {
        GuideWindow guide(Theme::light(), nullptr);
        CompareWindow comparing({{1, endedRun(1s)}, {2, endedRun(2s)}}, nullptr);
        guide.setAttribute(Qt::WA_DeleteOnClose, false);
        comparing.setAttribute(Qt::WA_DeleteOnClose, false);
        for (QWidget* window : std::initializer_list<QWidget*>{&guide, &comparing}) {
            window->resize(1024, 700);
            window->show();
            QVERIFY(QTest::qWaitForWindowExposed(window));
            QCOMPARE(lastingFaultsOf(*window), QString());
        }
        for (int row = 0; row < guide.findChild<QListWidget*>()->count(); ++row)
            QVERIFY(!hasUntranslated(guide.findChild<QListWidget*>()->item(row)->text()));
    }

    void soDoTheBoxes_data()
    {
        QTest::addColumn<BringsBox>("bring");
        const auto byAction = [](const char* action) -> BringsBox {
            return [action](Window1024& window, const fixtures::Folder&) {
                window.find<QAction>(action)->trigger();
            };
        };
        for (const char* action :
             {"actionKeys", "actionAbout", "actionAboutQt", "actionFind", "actionWatchCelery",
              "actionExport", "actionOpen", "actionSave", "actionOpenSettings",
              "actionSaveSettings", "actionFollowProgram"})
            QTest::newRow(action) << byAction(action);
        const auto byButton = [](const char* arguments, const char* button) -> BringsBox {
            return [arguments, button](Window1024&, const fixtures::Folder&) {
                const Window1024 window(arguments);
                window.find<QPushButton>(button)->click();
                QVERIFY(QTest::qWaitFor([] { return !QApplication::activeModalWidget(); }));
            };
        };
        QTest::newRow("durations") << byButton("--durations x", "durationsButton");
        QTest::newRow("folder") << byButton("--work hash", "inputFolderButton");
        QTest::newRow("list") << byButton("--work command", "inputFileButton");
        QTest::newRow("commands") << byButton("--work command", "commandsButton");
        QTest::newRow("what cannot be opened")
            << BringsBox([](Window1024& window, const fixtures::Folder& folder) {
                   folder.write("1.json", "?");
                   window.drop(folder.path("1.json"));
               });
        QTest::newRow("what is said of a run that was opened")
            << BringsBox([](Window1024& window, const fixtures::Folder& folder) {
                   folder.write("1.json", R"([{"ph":"X","ts":1,"dur":2,"pid":1,"tid":1},{"ph":)");
                   window.drop(folder.path("1.json"));
               });
        QTest::newRow("settings that cannot be opened")
            << BringsBox([](Window1024& window, const fixtures::Folder& folder) {
                   folder.write("1.json", R"({"poolscope":{"settings":{"jobs":0}}})");
                   window.drop(folder.path("1.json"));
               });
        QTest::newRow("what cannot be saved")
            << BringsBox([](Window1024& window, const fixtures::Folder& folder) {
                   RunFiles files(&window.get());
                   QSignalSpy notSaved(&files, &RunFiles::notSaved);
                   files.save(endedRun(1s), folder.path("1/1.json"));
                   QVERIFY(notSaved.wait());
               });
        QTest::newRow("a picture's run, again") << BringsBox([](Window1024& window,
                                                                const fixtures::Folder& folder) {
            const PictureRequest request{endedRun(1s), &Appearance::themeFor(ThemeChoice::Light), 0,
                                         QDateTime::currentDateTime()};
            QCOMPARE(exportRun(request, folder.path("1.png"), 1), QString());
            window.drop(folder.path("1.png"));
        });
        QTest::newRow("a run that goes on while the window is closed")
            << BringsBox([](Window1024& window, const fixtures::Folder&) {
                   window.find<RunsPanel>("runs")->runs().add(endedRun(12s), {});
                   window.get().close();
                   QVERIFY(window.get().isVisible());
               });
        QTest::newRow("a file that would be replaced")
            << BringsBox([](Window1024& window, const fixtures::Folder& folder) {
                   folder.write("1.json", "{}");
                   mayReplace(&window.get(), AppTr::tr("Sort by"), folder.path("1.json"));
               });
        QTest::newRow("runs that would be removed")
            << BringsBox([](Window1024& window, const fixtures::Folder&) {
                   auto* panel = window.find<RunsPanel>("runs");
                   panel->runs().add(endedRun(12s), {});
                   panel->runs().add(endedRun(12s), {});
                   window.find<QTabWidget>("tabs")->setCurrentWidget(panel);
                   window.find<QTableView>("runsTable")->selectAll();
                   window.find<QPushButton>("remove")->click();
                   QCOMPARE(panel->runs().rowCount(), 3); // it was closed without an answer
               });
        QTest::newRow("room for runs")
            << BringsBox([](Window1024& window, const fixtures::Folder&) {
                   SessionRuns runs(1);
                   RunFiles files(&window.get());
                   RunKeeper keeper(runs, files, &window.get());
                   keeper.keep(endedRun(12s), {});
                   keeper.keep(endedRun(12s), {});
                   QVERIFY(QTest::qWaitFor([] { return !QApplication::activeModalWidget(); }));
               });
        QTest::newRow("progress") << BringsBox([](Window1024& window, const fixtures::Folder&) {
            auto* dialog = new BackgroundDialog(&window.get(), AppTr::tr("Sort by"));
            QVERIFY(QTest::qWaitFor([&] { return dialog->stopSource().stop_requested(); }));
            dialog->end();
        });
    }
    void soDoTheBoxes()
    {
        QFETCH(BringsBox, bring);
        const fixtures::Folder folder;
        SettingsStore::setExportFolder(folder.path());
        Window1024 window("--jobs 3 --workers 2 --duration 1ms");
        window.run();
        QCOMPARE(faultsOfBoxBy([&] { bring(window, folder); }), QString());
    }

    void noTwoEntriesOfAMenuHaveTheSameLetter_data() { addLanguages(); }
    void noTwoEntriesOfAMenuHaveTheSameLetter()
    {
        QFETCH(QString, code);
        m_pseudo.reset();
        Language::use(code);
        const auto back = qScopeGuard([] { Language::use(QStringLiteral("en")); });
        AppWindow window;
        QList<QWidget*> menus{window.get().menuBar()};
        for (QMenu* menu : window.get().menuBar()->findChildren<QMenu*>())
            menus += menu;
        QVERIFY(menus.size() > 8);
        for (const QWidget* menu : menus)
            QCOMPARE(withLettersTwice(entriesOf(*menu)).join(u'\n'), QString());
    }

    void noTwoPartsOfTheWindowHaveTheSameLetter_data() { addLanguages(); }
    void noTwoPartsOfTheWindowHaveTheSameLetter()
    {
        QFETCH(QString, code);
        m_pseudo.reset();
        Language::use(code);
        const auto back = qScopeGuard([] { Language::use(QStringLiteral("en")); });
        AppWindow window;
        window.get().resize(1920, 1080);
        auto* work = window.find<QComboBox>("workBox");
        auto* tabs = window.find<QTabWidget>("tabs");
        auto* side = window.find<QTabWidget>("side");
        for (int kind = 0; kind < work->count(); ++kind) {
            work->setCurrentIndex(kind);
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                side->setCurrentIndex(tab % side->count());
                QCOMPARE(withLettersTwice(reachedByAlt(window.get())).join(u'\n'), QString());
            }
        }
    }

    void translationsHaveThePlaceholdersAndMnemonicsOfTheirTexts_data() { addLanguages(); }
    void translationsHaveThePlaceholdersAndMnemonicsOfTheirTexts()
    {
        QFETCH(QString, code);
        QFile file(QStringLiteral(POOLSCOPE_TRANSLATIONS "/poolscope_%1.ts").arg(code));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        QStringList faults;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == QLatin1String("source"))
                source = xml.readElementText();
            // The one of plurals may leave out the number.
            const bool isForm = xml.name() == QLatin1String("numerusform");
            const bool isText = xml.name() == QLatin1String("translation") &&
                                !source.contains(QLatin1String("%Ln"));
            if (!isForm && !isText)
                continue;
            const QString text = xml.readElementText();
            if (text.isEmpty() || placeholdersIn(text) != placeholdersIn(source) ||
                text.count(u'&') != source.count(u'&'))
                faults += QStringLiteral("%1 → %2").arg(source, text);
        }
        QVERIFY(!xml.hasError());
        QCOMPARE(faults.join(u'\n'), QString());
    }
};

int main(int argc, char** argv)
{
    return fixtures::runOnScreens<TestLanguages>(fixtures::kUsualScreen, argc, argv);
}

#include "tst_languages.moc"
