// What is remembered cannot keep the window from coming up, whatever stands in the file.
#include "app/controls/appearance.h"
#include "fixtures/appwindow.h"
#include "session/settingsstore.h"
#include "session/storefile.h"

#include <QDir>
#include <QLabel>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>

#include <random>

#include <sys/stat.h>

using fixtures::AppWindow;

namespace {

void write(const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(StoreFile::path()).path());
    QFile file(StoreFile::path());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("the file cannot be written");
}

QByteArray written()
{
    QFile file(StoreFile::path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList putAside()
{
    const QFileInfo file(StoreFile::path());
    return file.dir().entryList({file.fileName() + QStringLiteral(".broken*")},
                                QDir::AllEntries | QDir::System);
}

// One that holds something of each kind, as the program writes it.
QByteArray realFile()
{
    write({});
    RunSettings settings;
    settings.jobs.work = WorkKind::Command;
    settings.jobs.command = QString::fromUtf8("sh -c \"a, b\" ✓ = @Size(1) \\x40Variant(");
    settings.jobs.input = QStringLiteral("/tmp/a list");
    settings.pool.capacity = 7;
    SettingsStore::setRunSettings(settings);
    SettingsStore::setExportScale(3);
    SettingsStore::setExportFolder(QDir::tempPath());
    SettingsStore::addRecentRun(QStringLiteral("/tmp/a.json"));
    SettingsStore::addRecentRun(QStringLiteral("/tmp/@b, c.json"));
    SettingsStore::setChartLook({RowsBy::Job, ColorBy::Worker});
    AppWindow window;
    window.get().close();
    return written();
}

// Bytes that mean something to a reader of such files, or to what is restored from them.
const char* const kParts[] = {"=",
                              "\n",
                              "[window]\n",
                              "\\x",
                              "\"",
                              ",",
                              "@ByteArray(",
                              "@Rect(",
                              "@Size(1 2)",
                              "@Invalid()",
                              "99999999999999999999",
                              "-1",
                              "100000000",
                              "2147483647",
                              "nan",
                              "\xff\xfe",
                              "window/place=0 0 1 1\n",
                              "innerSizes=100000000 -5\n"};

QByteArray mutated(QByteArray bytes, std::mt19937& random)
{
    const auto upTo = [&random](qsizetype most) {
        return qsizetype(random() % unsigned(most + 1));
    };
    for (qsizetype changes = upTo(7) + 1; changes > 0; --changes) {
        const qsizetype at = upTo(bytes.size());
        const qsizetype length = upTo(std::min<qsizetype>(12, bytes.size() - at));
        switch (upTo(4)) {
        case 0:
            bytes.insert(at, char(upTo(255)));
            break;
        case 1:
            bytes.remove(at, length);
            break;
        case 2:
            bytes.replace(at, length, kParts[upTo(std::size(kParts) - 1)]);
            break;
        case 3:
            bytes.insert(at, bytes.mid(upTo(bytes.size()), upTo(200)));
            break;
        default:
            bytes.truncate(at);
        }
    }
    return bytes;
}

} // namespace

class TestStoreFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("poolscope-test"));
        QCoreApplication::setApplicationName(QStringLiteral("storefile"));
        Appearance::setUp();
    }
    void init() { cleanup(); }
    void cleanup()
    {
        const QDir dir = QFileInfo(StoreFile::path()).dir();
        for (const QString& name : putAside())
            QFile::remove(dir.filePath(name));
        QFile::remove(StoreFile::path());
    }

    void itIsWhereQSettingsHasIt() { QCOMPARE(StoreFile::path(), QSettings().fileName()); }

    void whatTheProgramWritesCanBeUsed()
    {
        QCOMPARE(StoreFile::putAsideIfBroken(), QString()); // none yet
        const QByteArray bytes = realFile();
        QVERIFY(bytes.contains("place="));
        QCOMPARE(StoreFile::putAsideIfBroken(), QString());
        QCOMPARE(written(), bytes);
        QVERIFY(SettingsStore::runSettings().jobs.command.endsWith(
            QLatin1String("@Size(1) \\x40Variant(")));
        QCOMPARE(SettingsStore::recentRuns().constFirst(), QStringLiteral("/tmp/@b, c.json"));
    }

    void theWindowComesBackAsItWas()
    {
        QList<int> sizes;
        QRect place;
        {
            AppWindow window;
            window.get().resize(1000, 700);
            auto* splitter = window.find<QSplitter>("innerSplitter");
            splitter->setSizes({400, 220});
            sizes = splitter->sizes();
            place = window.get().geometry();
            window.get().close();
        }
        QCOMPARE(SettingsStore::windowState().place, place);
        QCOMPARE(SettingsStore::windowState().splitters.at(1), sizes);
        MainWindow window{CommandLine()};
        window.show();
        QCOMPARE(window.height(), place.height()); // the screen is not as wide
        QCOMPARE(window.findChild<QSplitter*>(QStringLiteral("innerSplitter"))->sizes(), sizes);
        QVERIFY(!window.isMaximized());
    }

    void aWindowThatFilledTheScreenDoesSoAgain()
    {
        QRect place;
        {
            AppWindow window;
            place = window.get().geometry();
            window.get().showMaximized();
            window.get().close();
        }
        QCOMPARE(SettingsStore::windowState().place, place);
        MainWindow window{CommandLine()};
        window.show();
        QVERIFY(window.isMaximized());
    }

    void aPlaceOnNoScreenIsBroughtBack()
    {
        write("[window]\nplace=90000 -90000 80000 80000\nmaximized=false\n");
        const MainWindow window{CommandLine()};
        const QRect room = window.screen()->availableGeometry();
        QVERIFY(room.contains(window.geometry().topLeft()));
        QVERIFY(window.width() <= std::max(room.width(), window.minimumSizeHint().width()));
        QVERIFY(window.geometry().bottom() <= room.bottom());
    }

    void sizesThatMakeNoSenseAreNotUsed_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::newRow("too large") << QByteArray("place=0 0 100001 5\ninnerSizes=100001 5\n");
        QTest::newRow("below zero") << QByteArray("place=0 0 -5 -5\ninnerSizes=-1 5\n");
        QTest::newRow("no numbers") << QByteArray("place=a 0 5 5\ninnerSizes=nan 5\n");
        QTest::newRow("too few") << QByteArray("place=0 0 5\ninnerSizes=5\n");
        QTest::newRow("none") << QByteArray("place=\ninnerSizes=\n");
        QTest::newRow("a list") << QByteArray("place=0, 0, 5, 5\ninnerSizes=5, 5\n");
    }

    void sizesThatMakeNoSenseAreNotUsed()
    {
        QFETCH(QByteArray, state);
        QList<int> usual;
        QSize size;
        for (const QByteArray& bytes : {QByteArray(), "[window]\n" + state}) {
            write(bytes);
            MainWindow window{CommandLine()};
            window.show();
            const auto sizes =
                window.findChild<QSplitter*>(QStringLiteral("innerSplitter"))->sizes();
            if (bytes.isEmpty()) {
                usual = sizes;
                size = window.size();
            }
            QCOMPARE(sizes, usual);
            QCOMPARE(window.size(), size);
        }
    }

    void whatCannotBeUsedIsKeptAsideAndSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("not its format") << QByteArray("\x7f"
                                                      "ELF\n\xff\xff no key\n[a\n");
        QTest::newRow("bytes that are no text") << QByteArray("a=\x01\x02\n[\x80\xfe]\nb=\xff\n");
        QTest::newRow("an object behind an escape that is none")
            << QByteArray("[run]\njobs=@Var\\qiant(\\0\\0\\0\\x7f\\0\\0\\0)\n");
        QTest::newRow("an object behind a number without digits")
            << QByteArray("[run]\njobs=@Var\\xiant(\\0\\0\\0\\x7f\\0\\0\\0)\n");
        QTest::newRow("an object in pieces with blanks between")
            << QByteArray("[run]\njobs=@Var\"\"  iant(\\0\\0\\0\\x7f\\0\\0\\0)\n");
        QTest::newRow("an object") << QByteArray("[run]\njobs=@Variant(\\0\\0\\0\\x7f\\0\\0\\0)\n");
        QTest::newRow("an object in a list") << QByteArray("[run]\njobs=a, \"@DateTime(\\0)\"\n");
        QTest::newRow("an object behind an escape")
            << QByteArray("[run]\njobs=\\x40Variant(\\0\\0\\0\\t\\xff\\xff\\xff\\xfe)\n");
        QTest::newRow("one behind an octal escape")
            << QByteArray("[run]\njobs=\\100Variant(\\0\\0\\0\\t\\xff\\xff\\xff\\xfe)\n");
        QTest::newRow("one behind a long escape")
            << QByteArray("[run]\njobs=\\x770040Variant(\\0\\0\\0\\t\\xff\\xff\\xff\\xfe)\n");
        QTest::newRow("one in pieces") << QByteArray("[run]\njobs=\"@Va\"\"riant(\\0)\"\n");
        QTest::newRow("too long") << QByteArray((1 << 20) + 1, '#');
    }

    void whatCannotBeUsedIsKeptAsideAndSaid()
    {
        QFETCH(QByteArray, bytes);
        for (int time = 1; time <= 2; ++time) {
            write(bytes);
            AppWindow window;
            QCOMPARE(putAside().size(), time);
            QVERIFY(!QFile::exists(StoreFile::path()) || written() != bytes);
            QString said;
            for (const QLabel* label :
                 window.find<QStatusBar>("statusBar")->findChildren<QLabel*>())
                said += label->text();
            QVERIFY2(said.contains(StoreFile::path() + QStringLiteral(" could not be used")),
                     qPrintable(said));
        }
        QFile aside(QFileInfo(StoreFile::path()).dir().filePath(putAside().constFirst()));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), bytes);
    }

    void whatIsNoFileIsNotRead()
    {
        QDir().mkpath(QFileInfo(StoreFile::path()).path());
        QCOMPARE(mkfifo(QFile::encodeName(StoreFile::path()).constData(), 0600), 0);
        QVERIFY(!StoreFile::putAsideIfBroken().isEmpty()); // and does not wait for a writer
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), StoreFile::path()));
        QVERIFY(!StoreFile::putAsideIfBroken().isEmpty());
        QCOMPARE(putAside().size(), 2);
    }

    void whatEarlierVersionsWroteDoesNoHarm()
    {
        // A splitter whose handle is a hundred million pixels wide.
        const QByteArray state =
            "@ByteArray(\\x00\\x00\\x00\\xff\\x00\\x00\\x00\\x01\\x00\\x00\\x00"
            "\\x02\\x00\\x00\\x01\\x24\\x00\\x00\\x04\\x84\\x00\\x05\\xf5\\xe1"
            "\\x00\\x01\\x00\\x00\\x00\\x01\\x00)";
        write("[run]\njobs=321\n\n[window]\nsplitters=" + state + ", " + state + ", " + state +
              "\n");
        AppWindow window;
        QCOMPARE(window.find<QSplitter>("outerSplitter")->handleWidth(), 1);
        QCOMPARE(SettingsStore::runSettings().jobs.count, 321);
        QVERIFY(putAside().isEmpty());
    }

    void theWindowComesUpWhateverStandsInTheFile()
    {
        const QByteArray real = realFile();
        for (unsigned seed = 1; seed <= 60; ++seed) {
            std::mt19937 random(seed);
            write(mutated(real, random));
            MainWindow window{CommandLine()};
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            window.grab();
            const QRect room = window.screen()->availableGeometry();
            QVERIFY2(room.contains(window.geometry().topLeft()), qPrintable(QString::number(seed)));
            for (const auto* splitter : window.findChildren<QSplitter*>()) {
                QCOMPARE(splitter->handleWidth(), 1);
                QVERIFY(splitter->width() <= window.width());
            }
            window.close();
        }
    }
};

QTEST_MAIN(TestStoreFile)
#include "tst_storefile.moc"
