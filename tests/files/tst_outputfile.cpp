// What stands in the place of a file that is written.
#include "files/io/outputfile.h"
#include "fixtures/folder.h"

#include <QScopeGuard>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using fixtures::Folder;

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray systemPath(const QString& path)
{
    return QFile::encodeName(path);
}

struct stat stateOf(const QString& path)
{
    struct stat state = {};
    if (::stat(systemPath(path).constData(), &state) != 0)
        qFatal("%s is not there", qPrintable(path));
    return state;
}

// A name of so many bytes, most of them of letters of two.
QByteArray nameOf(int bytes)
{
    QByteArray name(bytes % 2, 'x');
    while (name.size() < bytes)
        name += "\xc3\xa4";
    return name;
}

} // namespace

class TestOutputFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameTooLongForTheFolderIsSaidBefore()
    {
        const Folder folder;
        QCOMPARE(problemWithOutput(folder.path(nameOf(255).constData())), QString());
        const QString problem = problemWithOutput(folder.path(nameOf(256).constData()));
        QVERIFY2(problem.contains(QLatin1String("256 bytes, where 255")), qPrintable(problem));
        QCOMPARE(writeOutput(folder.path(nameOf(256).constData()), "new"), problem);
    }

    void whatIsSaidBeforeIsWhatHappens()
    {
        const Folder folder;
        for (const int bytes : {240, 247, 248, 249, 255, 256, 300}) {
            const QString path = folder.path(nameOf(bytes).constData());
            for (int replaced = 0; replaced < 2; ++replaced) {
                const QString before = problemWithOutput(path);
                QCOMPARE(writeOutput(path, "new"), before);
                QCOMPARE(before.isEmpty(), bytes + 7 * replaced <= 255);
            }
        }
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 5);
    }

    void theNewFileHasTheModeOfTheOldOne()
    {
        const Folder folder;
        for (const mode_t mode : {0640U, 0600U, 0664U, 0755U}) {
            folder.write("old", "old");
            QCOMPARE(::chmod(systemPath(folder.path("old")).constData(), mode), 0);
            QCOMPARE(writeOutput(folder.path("old"), "new"), QString());
            QCOMPARE(contents(folder.path("old")), QByteArray("new"));
            QCOMPARE(stateOf(folder.path("old")).st_mode & 07777U, mode);
        }
    }

    void theNewFileHasTheOwnerAndTheGroupOfTheOldOne()
    {
        if (::geteuid() != 0)
            QSKIP("only the administrator gives files away");
        const Folder folder;
        folder.write("old", "old");
        QCOMPARE(::chown(systemPath(folder.path("old")).constData(), 1234, 5678), 0);
        QCOMPARE(::chmod(systemPath(folder.path("old")).constData(), 0660), 0);
        QCOMPARE(writeOutput(folder.path("old"), "new"), QString());
        const struct stat state = stateOf(folder.path("old"));
        QCOMPARE(state.st_uid, 1234U);
        QCOMPARE(state.st_gid, 5678U);
        QCOMPARE(state.st_mode & 07777U, 0660U);
    }

    void whereTheGroupCannotBeKeptItMayDoNoMoreThanAllOthers()
    {
        if (::geteuid() != 0)
            QSKIP("only the administrator can make such a file");
        const Folder folder;
        QCOMPARE(::chmod(systemPath(folder.path()).constData(), 0777), 0);
        folder.write("old", "old");
        QCOMPARE(::chmod(systemPath(folder.path("old")).constData(), 0666), 0);
        folder.write("secret", "old");
        QCOMPARE(::chmod(systemPath(folder.path("secret")).constData(), 0662), 0);
        QCOMPARE(::seteuid(65'534), 0);
        const auto back = qScopeGuard([] { std::ignore = ::seteuid(0); });
        QCOMPARE(writeOutput(folder.path("old"), "new"), QString());
        QCOMPARE(stateOf(folder.path("old")).st_uid, 65'534U);
        QCOMPARE(stateOf(folder.path("old")).st_mode & 07777U, 0666U);
        QCOMPARE(writeOutput(folder.path("secret"), "new"), QString());
        // The group is that of the process, which is still the old one.
        QCOMPARE(stateOf(folder.path("secret")).st_mode & 07777U, 0662U);
    }

    void somebodyElsesFileInAStickyFolderIsSaidBefore()
    {
        if (::geteuid() != 0)
            QSKIP("only the administrator can become somebody else");
        const Folder folder;
        QCOMPARE(::chmod(systemPath(folder.path()).constData(), 01777), 0);
        folder.write("old.png", "old");
        QCOMPARE(::chmod(systemPath(folder.path("old.png")).constData(), 0666), 0);
        QCOMPARE(problemWithOutput(folder.path("old.png")), QString());
        QCOMPARE(::seteuid(65'534), 0);
        const auto back = qScopeGuard([] { std::ignore = ::seteuid(0); });
        const QString problem = problemWithOutput(folder.path("old.png"));
        QVERIFY2(problem.contains(QLatin1String("somebody else")), qPrintable(problem));
        QCOMPARE(writeOutput(folder.path("old.png"), "new"), problem);
        QCOMPARE(contents(folder.path("old.png")), QByteArray("old"));
        QCOMPARE(problemWithOutput(folder.path("new.png")), QString());
    }

    void aLinkStaysAndWhatItLeadsToIsReplaced()
    {
        const Folder folder;
        folder.write("far/target", "old");
        folder.write("near/other", "other");
        QVERIFY(QFile::link(QStringLiteral("far"), folder.path("door")));
        QVERIFY(QFile::link(QStringLiteral("door/../far/target"), folder.path("second")));
        QVERIFY(QFile::link(QStringLiteral("second"), folder.path("first")));
        QCOMPARE(writeOutput(folder.path("first"), "new"), QString());
        QCOMPARE(contents(folder.path("far/target")), QByteArray("new"));
        QVERIFY(QFileInfo(folder.path("first")).isSymLink());
        QVERIFY(QFileInfo(folder.path("second")).isSymLink());
        QVERIFY(!QFileInfo(folder.path("far/target")).isSymLink());
        const QString note = noteOnReplacing(folder.path("first"));
        QVERIFY2(note.contains(QLatin1String("far/target is replaced")), qPrintable(note));
    }

    void aLinkThatLeadsToNothingYetHasItMade()
    {
        const Folder folder;
        QVERIFY(QFile::link(QStringLiteral("new"), folder.path("link")));
        QCOMPARE(noteOnReplacing(folder.path("link")), QString());
        QCOMPARE(writeOutput(folder.path("link"), "new"), QString());
        QVERIFY(QFileInfo(folder.path("link")).isSymLink());
        QCOMPARE(contents(folder.path("new")), QByteArray("new"));
    }

    void linksInACircleAreSaidAndStay()
    {
        const Folder folder;
        QVERIFY(QFile::link(QStringLiteral("second"), folder.path("first")));
        QVERIFY(QFile::link(QStringLiteral("first"), folder.path("second")));
        const QString problem = problemWithOutput(folder.path("first"));
        QVERIFY2(problem.contains(QLatin1String("symbolic links")), qPrintable(problem));
        QCOMPARE(writeOutput(folder.path("first"), "new"), problem);
        QVERIFY(QFileInfo(folder.path("first")).isSymLink());
        QVERIFY(QFileInfo(folder.path("second")).isSymLink());
    }

    void thatHardLinksKeepTheOldContentIsSaid()
    {
        const Folder folder;
        folder.write("one", "old");
        QCOMPARE(noteOnReplacing(folder.path("one")), QString());
        QCOMPARE(noteOnReplacing(folder.path("none")), QString());
        QCOMPARE(::link(systemPath(folder.path("one")).constData(),
                        systemPath(folder.path("two")).constData()),
                 0);
        const QString note = noteOnReplacing(folder.path("one"));
        QVERIFY2(note.contains(QLatin1String("keep the old content")), qPrintable(note));
        QCOMPARE(writeOutput(folder.path("one"), "new"), QString());
        QCOMPARE(contents(folder.path("one")), QByteArray("new"));
        QCOMPARE(contents(folder.path("two")), QByteArray("old"));
    }

    void whatIsSaidOfAPathStaysInOneLine()
    {
        const Folder folder;
        const QString problem = problemWithOutput(folder.path("no\n\u202e\u001b[0mfolder/a.png"));
        QVERIFY(problem.contains(QLatin1String("no\\n\\u202e\\033[0mfolder")));
        QVERIFY(!problem.contains(u'\n') && !problem.contains(u'\u001b'));
    }
};

QTEST_GUILESS_MAIN(TestOutputFile)
#include "tst_outputfile.moc"
