// The house: each folder includes only what the map in src/README.md allows.

#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QList>
#include <QRegularExpression>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <array>

namespace {

// A room and the rooms to its left that it may use, beside itself; see src/README.md.
struct Room
{
    QString folder;
    QStringList uses;
};

const QList<Room>& rooms()
{
    const auto room = [](const char* folder, const char* uses) {
        return Room{QLatin1String(folder),
                    QString::fromLatin1(uses).split(u' ', Qt::SkipEmptyParts)};
    };
    static const QList<Room> house{
        room("base", ""),
        room("channel", ""),
        room("plan", "base"),
        room("work", "base plan"),
        room("pool", "base channel plan work"),
        room("remote", "base channel plan work pool"),
        room("timeline", "base channel plan pool"),
        room("analysis", "base plan pool timeline"),
        room("insight", "base plan pool timeline analysis"),
        room("text", "base plan pool timeline analysis insight"),
        room("gantt/pixels", "base plan pool timeline"),
        room("gantt/model", "base plan pool timeline analysis insight text gantt/pixels"),
        room("gantt/paint",
             "base plan pool timeline analysis insight text gantt/pixels gantt/model"),
        room("gantt/layers",
             "base plan pool timeline analysis insight text gantt/pixels gantt/model "
             "gantt/paint"),
        room("gantt/view", "base plan pool timeline analysis insight text gantt/pixels gantt/model "
                           "gantt/paint gantt/layers"),
        room("files/io", "base"),
        room("files/settings", "base plan timeline files/io"),
        room("files/trace", "base plan work pool timeline analysis files/io files/settings"),
        room("files/imports", "base plan pool timeline files/io files/settings files/trace"),
        room("files/follow", "base plan pool timeline files/io files/trace files/imports"),
        room("files/exports",
             "base plan pool timeline analysis insight text gantt/pixels gantt/model "
             "gantt/paint gantt/layers files/io files/settings files/trace"),
        room("session",
             "base channel plan work pool remote timeline analysis insight text gantt/model "
             "gantt/paint files/io files/settings files/trace files/imports "
             "files/follow files/exports"),
        room("app", "base channel plan work pool remote timeline analysis insight text gantt/model "
                    "gantt/paint gantt/view files/io files/settings files/trace files/imports "
                    "files/exports "
                    "session"),
    };
    return house;
}

// The room in which a file stands; nothing where it is not of the house.
const Room* roomOf(const QString& path)
{
    for (const Room& room : rooms()) {
        if (path.startsWith(room.folder + u'/'))
            return &room;
    }
    return nullptr;
}

// The folders of app/, from the left: each uses only those before it.
constexpr std::array kOfTheApp{"app/controls", "app/panels",  "app/insight",
                               "app/dialogs",  "app/actions", "app/window"};

// Calls `found` for each include of each source file: the file, what is included.
template <typename Found>
void forEachInclude(Found found)
{
    static const QRegularExpression include(
        QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
        QRegularExpression::MultilineOption);
    const QDir sources(QStringLiteral(POOLSCOPE_SOURCES));
    QDirIterator files(sources.path(), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString path = sources.relativeFilePath(file.fileName());
        auto matches = include.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext())
            found(path, matches.next().captured(1));
    }
}

} // namespace

class TestIncludes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFolderIsOnTheMap()
    {
        const QDir sources(QStringLiteral(POOLSCOPE_SOURCES));
        QDirIterator folders(sources.path(), QDir::Dirs | QDir::NoDotAndDotDot,
                             QDirIterator::Subdirectories);
        while (folders.hasNext()) {
            const QDir folder(folders.next());
            const QString path = sources.relativeFilePath(folder.path());
            if (!folder.entryList({QStringLiteral("*.h")}, QDir::Files).isEmpty())
                QVERIFY2(roomOf(path + u'/'), qPrintable(path));
        }
        for (const Room& room : rooms())
            QVERIFY2(sources.exists(room.folder), qPrintable(room.folder));
    }

    void noFolderIncludesWhatIsOnItsRight()
    {
        int seen = 0;
        forEachInclude([&](const QString& path, const QString& included) {
            const Room* from = roomOf(path);
            const Room* of = roomOf(included);
            if (!from || !of || from == of)
                return;
            ++seen;
            QVERIFY2(from->uses.contains(of->folder),
                     qPrintable(QStringLiteral("%1 includes %2").arg(path, included)));
        });
        QVERIFY(seen > 20); // it does look at something
    }

    void noFolderOfTheAppIncludesWhatIsOnItsRight()
    {
        const auto placeOf = [](const QString& path) {
            return std::ranges::find_if(kOfTheApp, [&](const char* folder) {
                return path.startsWith(QLatin1String(folder) + u'/');
            });
        };
        forEachInclude([&](const QString& path, const QString& included) {
            if (placeOf(included) != kOfTheApp.end())
                QVERIFY2(placeOf(included) <= placeOf(path),
                         qPrintable(QStringLiteral("%1 includes %2").arg(path, included)));
        });
    }

    void widgetsStandInTheChartsViewAndTheAppAlone()
    {
        const QDir widgets(QLibraryInfo::path(QLibraryInfo::HeadersPath) +
                           QStringLiteral("/QtWidgets"));
        QVERIFY(widgets.exists(QStringLiteral("QWidget")));
        forEachInclude([&](const QString& path, const QString& included) {
            if (path.startsWith(QLatin1String("app/")) ||
                path.startsWith(QLatin1String("gantt/view/")))
                return;
            QVERIFY2(!widgets.exists(included) && !included.startsWith(QLatin1String("QtWidgets")),
                     qPrintable(QStringLiteral("%1 includes %2").arg(path, included)));
        });
    }

    void theChannelKnowsNoQt()
    {
        forEachInclude([](const QString& path, const QString& included) {
            if (path.startsWith(QLatin1String("channel/")))
                QVERIFY2(!included.startsWith(u'Q') && !included.startsWith(QLatin1String("qt")),
                         qPrintable(QStringLiteral("%1 includes %2").arg(path, included)));
        });
    }

    void onlyTheAppUsesTheForms()
    {
        forEachInclude([](const QString& path, const QString& included) {
            if (included.startsWith(QLatin1String("ui_")))
                QVERIFY2(path.startsWith(QLatin1String("app/")), qPrintable(path));
        });
    }
};

QTEST_GUILESS_MAIN(TestIncludes)
#include "tst_includes.moc"
