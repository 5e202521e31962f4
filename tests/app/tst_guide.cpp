// The guide: its pages, how it is opened, and that it speaks of nothing that is not there.
#include "app/dialogs/guidebrowser.h"
#include "app/dialogs/guidepages.h"
#include "app/dialogs/guidewindow.h"
#include "base/language.h"
#include "fixtures/appwindow.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "session/settingsstore.h"
#include "session/terminal/options.h"

#include <QAction>
#include <QDirIterator>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBlock>

#include <algorithm>
#include <memory>

using fixtures::AppWindow;

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString folderOf(const QString& code)
{
    return code == QLatin1String("en") ? QStringLiteral(":/guide")
                                       : QStringLiteral(":/guide/") + code;
}

QString pathOf(const QString& page, const QString& code)
{
    return QStringLiteral("%1/%2.html").arg(folderOf(code), page);
}

QString markupOf(const QString& page, const QString& code = QStringLiteral("en"))
{
    return QString::fromUtf8(bytesOf(pathOf(page, code)));
}

// What the pattern's first group matches, in order.
QStringList allOf(const QString& text, const char* pattern)
{
    QStringList found;
    auto matches = QRegularExpression(QLatin1String(pattern)).globalMatch(text);
    while (matches.hasNext())
        found.append(matches.next().captured(1));
    return found;
}

// An entry's name as it is read: without mnemonics, keys in its text, and dots for a dialog.
QString nameOf(const QAction* action)
{
    static const QRegularExpression mnemonic(QStringLiteral("\\(&[A-Z]\\)|&|…"));
    return action->text().section(u'\t', 0, 0).remove(mnemonic);
}

// As it is written in that language; Qt's own names of keys need not be installed.
QString shortcutOf(const QAction& action, const QString& code)
{
    const QString keys = action.shortcut().toString();
    return code == QLatin1String("de")
               ? QString(keys)
                     .replace(QLatin1String("Ctrl"), QLatin1String("Strg"))
                     .replace(QLatin1String("Shift"), QLatin1String("Umschalt"))
               : keys;
}

const QAction* entryIn(const QList<QAction*>& actions, const QString& name)
{
    const auto entry = std::ranges::find(actions, name, nameOf);
    return entry == actions.end() ? nullptr : *entry;
}

// A row for each page.
void addPages()
{
    QTest::addColumn<QString>("page");
    for (const GuidePage& page : guidePages())
        QTest::newRow(qPrintable(page.name)) << page.name;
}

// A row for each page in each language.
void addPagesOfAllLanguages()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("code");
    for (const Language::Choice& choice : Language::all()) {
        for (const GuidePage& page : guidePages())
            QTest::addRow("%s %s", qPrintable(choice.code), qPrintable(page.name))
                << page.name << choice.code;
    }
}

// The guide that is open beside a window.
class OpenGuide
{
public:
    explicit OpenGuide(AppWindow& window) : m_window(window.get().findChild<GuideWindow*>())
    {
        if (!m_window || !QTest::qWaitFor([this] { return m_window->isActiveWindow(); }))
            qFatal("the guide does not come up");
    }

    GuideWindow* operator->() const { return m_window; }
    GuideWindow* get() const { return m_window; }
    GuideBrowser* browser() const { return m_window->findChild<GuideBrowser*>(); }
    QListWidget* list() const { return m_window->findChild<QListWidget*>(); }
    QString page() const { return browser()->pageName(); }

private:
    GuideWindow* m_window;
};

// A window that belongs to one that is active says that it is, too: qWaitForWindowActive() does not
// wait for it.
OpenGuide f1(AppWindow& window)
{
    window.get().activateWindow();
    if (!QTest::qWaitFor([&window] { return window.get().isActiveWindow(); }))
        qFatal("the window is not active");
    QTest::keyClick(&window.get(), Qt::Key_F1);
    return OpenGuide(window);
}

} // namespace

class TestGuide : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("guide"); }
    void init() { QSettings().clear(); }
    void cleanup() { Language::use(QStringLiteral("en")); }
    void cleanupTestCase() { QSettings().clear(); }

    void everyPageIsHeadedByItsTitleInTheList_data() { addPagesOfAllLanguages(); }
    void everyPageIsHeadedByItsTitleInTheList()
    {
        QFETCH(QString, page);
        QFETCH(QString, code);
        Language::use(code);
        GuideBrowser browser(Theme::light(), nullptr);
        browser.showPage(page);
        QCOMPARE(browser.pageName(), page);
        QCOMPARE(browser.document()->firstBlock().text(),
                 guidePages().at(std::size_t(guidePageNumber(page))).title);
        // A Chinese character says what takes others three letters.
        QVERIFY(browser.toPlainText().size() * (code == QLatin1String("zh_CN") ? 3 : 1) > 800);
    }

    void everyLinkLeadsToAPage_data() { addPages(); }
    void everyLinkLeadsToAPage()
    {
        QFETCH(QString, page);
        const QStringList links = allOf(markupOf(page), "href=\"([^\"]*)\"");
        QVERIFY(!links.isEmpty());
        for (const QString& link : links)
            QVERIFY2(QFile::exists(QStringLiteral(":/guide/") + link), qPrintable(link));
    }

    void everyPictureIsThereInBothThemesAndFits_data() { addPagesOfAllLanguages(); }
    void everyPictureIsThereInBothThemesAndFits()
    {
        QFETCH(QString, page);
        QFETCH(QString, code);
        const QString markup = markupOf(page, code);
        const QStringList pictures = allOf(markup, "<img src=\"([^\"]*)\" alt=\"[^\"]+\">");
        QVERIFY(!pictures.isEmpty());
        QCOMPARE(pictures.size(), markup.count(QLatin1String("<img")));
        for (const char* theme : {"light", "dark"}) {
            for (const QString& picture : pictures) {
                const QImage image(
                    QStringLiteral("%1/%2/%3").arg(folderOf(code), QLatin1String(theme), picture));
                QVERIFY2(!image.isNull(), qPrintable(picture));
                QVERIFY2(image.width() <= 620, qPrintable(picture));
            }
        }
    }

    void noPictureIsThereForNothing()
    {
        QString all;
        for (const GuidePage& page : guidePages())
            all += markupOf(page.name);
        int count = 0;
        QDirIterator pictures(QStringLiteral(":/guide"), {QStringLiteral("*.png")}, QDir::Files,
                              QDirIterator::Subdirectories);
        for (; pictures.hasNext(); ++count) {
            pictures.next();
            QVERIFY2(all.contains(QStringLiteral("\"%1\"").arg(pictures.fileName())),
                     qPrintable(pictures.fileName()));
        }
        QVERIFY(count > 80);
    }

    void aPictureIsInTheLanguageOfItsPage()
    {
        Language::use(QStringLiteral("de"));
        GuideBrowser german(Theme::darkTheme(), nullptr);
        german.showPage(QStringLiteral("start"));
        const auto image =
            german.document()
                ->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("settings.png")))
                .value<QImage>();
        QCOMPARE(image, QImage(QStringLiteral(":/guide/de/dark/settings.png")));
    }

    void allOfItTakesLessThanAMegabyte()
    {
        qint64 bytes = 0;
        QDirIterator files(QStringLiteral(":/guide"), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            bytes += bytesOf(files.next()).size();
        QVERIFY2(bytes > 0 && bytes < 1'000'000, qPrintable(QString::number(bytes)));
    }

    void pagesNameOnlyOptionsThatThereAre_data() { addPagesOfAllLanguages(); }
    void pagesNameOnlyOptionsThatThereAre()
    {
        QFETCH(QString, page);
        QStringList names;
        for (const auto& options : {programOptions(), workerOptions()}) {
            for (const ProgramOption& option : options)
                names.append(option.name);
        }
        QFETCH(QString, code);
        for (const QString& option : allOf(markupOf(page, code), "--([a-z][a-z-]*)"))
            QVERIFY2(names.contains(option), qPrintable(option));
    }

    void pagesNameOnlyMenuEntriesThatThereAre_data() { addPagesOfAllLanguages(); }
    void pagesNameOnlyMenuEntriesThatThereAre()
    {
        QFETCH(QString, page);
        QFETCH(QString, code);
        Language::use(code);
        AppWindow window;
        const QString markup = markupOf(page, code);
        const QRegularExpression named(
            QStringLiteral("<b>([^<]*) → ([^<]*)</b>(?: \\(([A-Z][A-Za-z0-9+]*)\\))?"));
        auto matches = named.globalMatch(markup);
        int count = 0;
        for (; matches.hasNext(); ++count) {
            const QRegularExpressionMatch match = matches.next();
            const QAction* menu = entryIn(window.get().menuBar()->actions(), match.captured(1));
            QVERIFY2(menu && menu->menu(), qPrintable(match.captured(1)));
            const QAction* entry = entryIn(menu->menu()->actions(), match.captured(2));
            QVERIFY2(entry, qPrintable(match.captured(2)));
            // Its keys are its shortcut, or those of the chart, which stand in its text.
            const QString keys = match.captured(3);
            QVERIFY2(keys.isEmpty() || keys == shortcutOf(*entry, code) ||
                         entry->text().endsWith(u'\t' + keys),
                     qPrintable(keys));
        }
        // None is named in another form, which would not be looked at here. Arrows in tables are
        // between boxes.
        QCOMPARE(markup.count(u'→') - markup.count(QStringLiteral("<td>→</td>")), count);
    }

    void f1OpensItAtTheFirstPage()
    {
        AppWindow window;
        window.find<QSpinBox>("jobsBox")->setFocus();
        const OpenGuide guide = f1(window);
        QCOMPARE(guide.page(), guidePages().front().name);
        QCOMPARE(guide.list()->currentRow(), 0);
        QVERIFY(!guide->isModal());
    }

    void f1OpensThePageForTheTabThatHasTheFocus_data()
    {
        QTest::addColumn<QString>("tabs");
        QTest::addColumn<QString>("tab");
        QTest::addColumn<QString>("page");
        QTest::newRow("numbers of workers") << "tabs"
                                            << "sizing"
                                            << "workers";
        QTest::newRow("lost time") << "tabs"
                                   << "lost"
                                   << "workers";
        QTest::newRow("findings") << "side"
                                  << "findings"
                                  << "workers";
        QTest::newRow("one without a page") << "tabs"
                                            << "runs"
                                            << "start";
    }
    void f1OpensThePageForTheTabThatHasTheFocus()
    {
        QFETCH(QString, tabs);
        QFETCH(QString, tab);
        QFETCH(QString, page);
        AppWindow window;
        auto* widget = window.find<QTabWidget>(qPrintable(tabs));
        widget->setCurrentWidget(window.find<QWidget>(qPrintable(tab)));
        widget->tabBar()->setFocus();
        QCOMPARE(f1(window).page(), page);
    }

    void f1InTheChartOpensThePageForIt()
    {
        AppWindow window;
        window.find<GanttView>("chart")->setFocus();
        QCOMPARE(f1(window).page(), QStringLiteral("chart"));
    }

    void f1AtAControlOpensThePageForThePartItStandsIn()
    {
        AppWindow window("--jobs 2 --duration 1ms");
        window.get().startRun();
        window.find<QTabWidget>("tabs")->setCurrentWidget(window.find<QWidget>("sizing"));
        auto* numbers = window.find<QLineEdit>("numbers");
        QTRY_VERIFY(numbers->isVisible() && numbers->isEnabled());
        numbers->setFocus();
        QCOMPARE(f1(window).page(), QStringLiteral("workers"));
    }

    void elsewhereThePageThatWasShownLastComesAgain()
    {
        AppWindow window;
        window.find<QSpinBox>("jobsBox")->setFocus();
        const OpenGuide guide = f1(window);
        guide->showPage(QStringLiteral("machines"));
        QCOMPARE(f1(window).page(), QStringLiteral("machines"));
        QCOMPARE(window.get().findChildren<GuideWindow*>().size(), 1);
    }

    void escClosesItAndStopsNoRun()
    {
        AppWindow window("--jobs 3 --duration 1h");
        window.get().startRun();
        QTRY_VERIFY(window.isRunning());
        const QPointer<GuideWindow> guide = f1(window).get();
        QTest::keyClick(guide->findChild<GuideBrowser*>(), Qt::Key_Escape);
        QTRY_VERIFY(!guide);
        QVERIFY(window.isRunning());
        window.get().stopRun();
        QTRY_VERIFY(!window.isRunning());
    }

    void itsPageAndSizeAreRemembered()
    {
        {
            AppWindow window;
            window.find<QSpinBox>("jobsBox")->setFocus();
            const OpenGuide guide = f1(window);
            guide->resize(900, 500);
            guide->showPage(QStringLiteral("others"));
        }
        AppWindow window;
        window.find<QSpinBox>("jobsBox")->setFocus();
        const OpenGuide guide = f1(window);
        QCOMPARE(guide.page(), QStringLiteral("others"));
        QCOMPARE(guide->height(), 500); // the screen is not as wide
    }

    void whatIsRememberedAndMakesNoSenseIsLeftAlone()
    {
        SettingsStore::setGuideState({QSize(-5, 0), QStringLiteral("../nothing")});
        QVERIFY(SettingsStore::guideState().size.isEmpty());
        AppWindow window;
        window.find<QSpinBox>("jobsBox")->setFocus();
        const OpenGuide guide = f1(window);
        QCOMPARE(guide.page(), guidePages().front().name);
        QVERIFY(guide->width() >= guide->minimumSizeHint().width());
    }

    void backLeadsToThePageBefore()
    {
        AppWindow window;
        window.find<QSpinBox>("jobsBox")->setFocus();
        const OpenGuide guide = f1(window);
        auto* back = guide->findChild<QPushButton*>(QStringLiteral("back"));
        QVERIFY(!back->isEnabled());
        guide.list()->setFocus();
        QTest::keyClick(guide.list(), Qt::Key_Down);
        QCOMPARE(guide.page(), guidePages().at(1).name);
        QTest::keyClick(guide.list(), Qt::Key_Down);
        QCOMPARE(guide.page(), guidePages().at(2).name);
        QTest::mouseClick(back, Qt::LeftButton);
        QCOMPARE(guide.list()->currentRow(), 1);
        QTest::keyClick(guide.browser(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(guide.list()->currentRow(), 0);
        QVERIFY(!back->isEnabled());
    }

    void aLinkIsFollowedByTheKeyboard()
    {
        AppWindow window;
        window.find<QSpinBox>("jobsBox")->setFocus();
        const OpenGuide guide = f1(window);
        QVERIFY(guide.browser()->hasFocus());
        QTest::keyClick(guide.browser(), Qt::Key_Tab); // the only link is that to the next page
        QTest::keyClick(guide.browser(), Qt::Key_Return);
        QCOMPARE(guide.list()->currentRow(), 1);
    }

    void aSmallWindowCutsNoPicture_data() { addPages(); }
    void aSmallWindowCutsNoPicture()
    {
        QFETCH(QString, page);
        GuideWindow guide(Theme::light(), nullptr);
        guide.resize(960, 540);
        guide.show();
        QVERIFY(QTest::qWaitForWindowExposed(&guide));
        QCOMPARE(guide.size(), QSize(960, 540));
        guide.showPage(page);
        guide.resize(guide.minimumSizeHint());
        const auto* browser = guide.findChild<GuideBrowser*>();
        QTRY_COMPARE(browser->horizontalScrollBar()->maximum(), 0);
        QVERIFY(browser->verticalScrollBar()->maximum() > 0);
    }

    void itsPicturesHaveTheColoursOfTheTheme()
    {
        AppWindow window;
        window.find<QAction>("actionThemeLight")->trigger();
        window.find<GanttView>("chart")->setFocus();
        const OpenGuide guide = f1(window);
        const auto pixel = [&guide] {
            return guide.browser()->viewport()->grab().toImage().pixelColor(3, 3).lightness();
        };
        const QUrl picture(QStringLiteral("qrc:/guide/chart.png"));
        const auto pictured = [&] {
            return guide.browser()
                ->document()
                ->resource(QTextDocument::ImageResource, picture)
                .value<QImage>()
                .pixelColor(2, 2)
                .lightness();
        };
        QVERIFY(pixel() > 200 && pictured() > 200);
        window.find<QAction>("actionThemeDark")->trigger();
        QVERIFY(pixel() < 80 && pictured() < 80);
        QCOMPARE(guide.page(), QStringLiteral("chart"));
    }
};

QTEST_MAIN(TestGuide)
#include "tst_guide.moc"
