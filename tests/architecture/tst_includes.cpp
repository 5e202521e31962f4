// The house: each folder includes only what the map in src/README.md allows.

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

using Names = QSet<QString>;

// Folder → the project's folders that it may include, beside itself.
const QMap<QString, Names>& allowedFolders()
{
    const auto names = [](std::initializer_list<const char*> all) {
        Names set;
        for (const char* name : all)
            set.insert(QLatin1String(name));
        return set;
    };
    static const QMap<QString, Names> allowed{
        {QStringLiteral("channel"), {}},
        {QStringLiteral("pool"), names({"channel"})},
        {QStringLiteral("work"), names({"pool"})},
        {QStringLiteral("timeline"), names({"channel", "pool", "work"})},
        {QStringLiteral("analysis"), names({"pool", "work", "timeline"})},
        {QStringLiteral("text"), names({"pool", "work", "timeline", "analysis"})},
        {QStringLiteral("gantt"), names({"pool", "work", "timeline"})},
        {QStringLiteral("files"), names({"pool", "work", "timeline", "analysis", "text", "gantt"})},
        {QStringLiteral("app"),
         names({"channel", "pool", "work", "timeline", "analysis", "text", "gantt", "files"})},
    };
    return allowed;
}

// Calls `found` for each include of each source file: folder, file, what is included.
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
            found(path.section(u'/', 0, 0), path, matches.next().captured(1));
    }
}

} // namespace

class TestIncludes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFolderIsOnTheMap()
    {
        const QStringList folders =
            QDir(QStringLiteral(POOLSCOPE_SOURCES)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(Names(folders.begin(), folders.end()),
                 Names(allowedFolders().keyBegin(), allowedFolders().keyEnd()));
    }

    void noFolderIncludesWhatIsOnItsRight()
    {
        int seen = 0;
        forEachInclude([&](const QString& folder, const QString& path, const QString& included) {
            const QString from = included.section(u'/', 0, 0);
            if (!allowedFolders().contains(from) || from == folder)
                return;
            ++seen;
            QVERIFY2(allowedFolders()[folder].contains(from),
                     qPrintable(QStringLiteral("%1 includes %2").arg(path, included)));
        });
        QVERIFY(seen > 20); // it does look at something
    }

    void theChannelKnowsNoQt()
    {
        forEachInclude([](const QString& folder, const QString& path, const QString& included) {
            if (folder == QLatin1String("channel"))
                QVERIFY2(!included.startsWith(u'Q') && !included.startsWith(QLatin1String("qt")),
                         qPrintable(QStringLiteral("%1 includes %2").arg(path, included)));
        });
    }

    void onlyTheAppUsesTheForms()
    {
        forEachInclude([](const QString& folder, const QString& path, const QString& included) {
            if (included.startsWith(QLatin1String("ui_")))
                QVERIFY2(folder == QLatin1String("app"), qPrintable(path));
        });
    }
};

QTEST_GUILESS_MAIN(TestIncludes)
#include "tst_includes.moc"
