#include "session/terminal/manual.h"
#include "session/terminal/options.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestManual : public QObject
{
    Q_OBJECT

private:
    // What bash offers for the words of a line, of which the last is being typed.
    static QStringList completed(const QString& words)
    {
        const QTemporaryDir folder;
        QFile script(folder.filePath(QStringLiteral("poolscope")));
        if (!script.open(QIODevice::WriteOnly))
            return {};
        script.write(manual::bashCompletion().toUtf8());
        script.close();
        QProcess bash;
        bash.start(QStringLiteral("bash"),
                   {QStringLiteral("--norc"), QStringLiteral("-c"),
                    QStringLiteral("compopt() { :; }; source %1; COMP_WORDS=(%2); "
                                   "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _poolscope; "
                                   "printf '%s\\n' \"${COMPREPLY[@]}\"")
                        .arg(script.fileName(), words)});
        bash.waitForFinished();
        return QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    }

private Q_SLOTS:
    void thePageHasEachOptionOfBothCommands()
    {
        const QString page = manual::page(QStringLiteral("1.2"));
        for (const auto& options : {programOptions(), workerOptions()}) {
            for (const ProgramOption& option : options) {
                const QString name = QString(option.name).replace(u'-', QLatin1String("\\-"));
                QVERIFY2(page.contains(QStringLiteral("\\fB\\-\\-%1\\fR").arg(name)),
                         qPrintable(option.name));
            }
        }
        QVERIFY(page.startsWith(QLatin1String(".TH POOLSCOPE 1")));
    }

    void manUnderstandsThePage()
    {
        QProcess groff;
        groff.start(QStringLiteral("groff"),
                    {QStringLiteral("-man"), QStringLiteral("-Tutf8"), QStringLiteral("-Kutf8"),
                     QStringLiteral("-ww"), QStringLiteral("-z")});
        if (!groff.waitForStarted())
            QSKIP("there is no groff");
        groff.write(manual::page(QStringLiteral("1.2")).toUtf8());
        groff.closeWriteChannel();
        QVERIFY(groff.waitForFinished());
        QCOMPARE(QString::fromUtf8(groff.readAllStandardError()), QString());
    }

    void bashCompletesOptionsAndTheirWords()
    {
        QCOMPARE(completed(QStringLiteral("poolscope --wor")),
                 QStringList({QStringLiteral("--workers"), QStringLiteral("--work")}));
        QCOMPARE(completed(QStringLiteral("poolscope --work m")),
                 QStringList(QStringLiteral("mixed")));
        QCOMPARE(completed(QStringLiteral("poolscope --jobs 5 --sequential al")),
                 QStringList(QStringLiteral("alongside")));
        QCOMPARE(completed(QStringLiteral("poolscope --jobs ''")), QStringList());
        QCOMPARE(completed(QStringLiteral("poolscope worker --al")),
                 QStringList(QStringLiteral("--allow")));
        QVERIFY(!completed(QStringLiteral("poolscope worker --"))
                     .contains(QLatin1String("--duration")));
        QVERIFY(completed(QStringLiteral("poolscope wor")).contains(QLatin1String("worker")));
    }

    void filesAreCompletedWhereOneIsTaken()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("run.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const char* words : {"poolscope --export %1/r", "poolscope %1/r"})
            QCOMPARE(completed(QString::fromLatin1(words).arg(folder.path())),
                     QStringList(file.fileName()));
    }

    void zshAndFishKnowEachOption()
    {
        for (const QString& completion : {manual::zshCompletion(), manual::fishCompletion()}) {
            for (const ProgramOption& option : programOptions())
                QVERIFY2(completion.contains(option.name), qPrintable(option.name));
            QVERIFY(completion.contains(QLatin1String("sleep cpu mixed hash command")));
        }
    }

    void theShellsTakeTheirCompletions_data()
    {
        QTest::addColumn<QString>("completion");
        QTest::newRow("bash") << manual::bashCompletion();
        QTest::newRow("zsh") << manual::zshCompletion();
        QTest::newRow("fish") << manual::fishCompletion();
    }

    void theShellsTakeTheirCompletions()
    {
        QFETCH(const QString, completion);
        QProcess shell;
        shell.start(QString::fromLatin1(QTest::currentDataTag()), {QStringLiteral("-n")});
        if (!shell.waitForStarted())
            QSKIP("there is no such shell");
        shell.write(completion.toUtf8());
        shell.closeWriteChannel();
        QVERIFY(shell.waitForFinished());
        QCOMPARE(QString::fromUtf8(shell.readAllStandardError()), QString());
        QCOMPARE(shell.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestManual)
#include "tst_manual.moc"
