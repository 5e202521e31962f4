// The dialog of commands shows the first of them as they will run, and is as good a place to type
// them as the panel.
#include "app/controls/appearance.h"
#include "app/panels/commandsdialog.h"
#include "app/panels/settingspanel.h"
#include "fixtures/folder.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

class TestCommandsDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("poolscope-test"));
        QCoreApplication::setApplicationName(QStringLiteral("commandsdialog"));
        Appearance::setUp();
    }
    void init()
    {
        m_folder = std::make_unique<fixtures::Folder>();
        m_panel = std::make_unique<SettingsPanel>();
    }
    void cleanup() { m_panel.reset(); }

    void theFirstThreeAreShownWithTheirPlaceholdersFilledIn()
    {
        open("echo {n} {.} {%}", "a.txt\nb c.txt\nd.txt\ne.txt\n");
        QTRY_COMPARE(first(), QStringLiteral("echo 1 a '{%}'\necho 2 'b c' '{%}'\necho 3 d '{%}'"));
        QCOMPARE(label("count"), QStringLiteral("4 jobs, the first of them:"));
        open("echo {}", "one\n");
        QTRY_COMPARE(first(), QStringLiteral("echo one"));
        QCOMPARE(label("count"), QStringLiteral("1 job:"));
    }

    void theyStandInTheOrderInWhichTheyRun()
    {
        const QString folder = m_folder->path("files");
        m_folder->write("files/short", "a");
        m_folder->write("files/long", "aaa");
        RunSettings settings = commands("echo {/}", folder);
        settings.jobs.order = SubmitOrder::Longest;
        m_panel->setSettings(settings);
        open();
        QTRY_COMPARE(first(), QStringLiteral("echo long\necho short"));
    }

    void textOfOthersIsPlainAndALineEach()
    {
        open("echo {}", "<b>a</b>\n\x1b[31mred\x0d\x0btab\n");
        QTRY_COMPARE(first(), QStringLiteral("echo '<b>a</b>'\n"
                                             "echo '\\033[31mred\\r\\vtab'"));
    }

    void aLongCommandIsCutAndSaysSo()
    {
        open("echo {}", QByteArray(100'000, 'x') + '\n');
        QTRY_VERIFY(first().endsWith(u'…'));
        QVERIFY(first().size() < 3'000);
    }

    void aMistypedProgramIsSaidUnderItAndTheJobsStand()
    {
        open("echo {}", "a\nb\n");
        QTRY_COMPARE(label("count"), QStringLiteral("2 jobs:"));
        auto* edit = m_dialog->findChild<QLineEdit*>(QStringLiteral("command"));
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("echoo {}"));
        QCOMPARE(label("problem"), QStringLiteral("there is no program 'echoo' in the PATH"));
        QTRY_COMPARE(first(), QString());
        QCOMPARE(label("count"), QStringLiteral("2 jobs"));
        QCOMPARE(m_panel->findChild<QSpinBox*>(QStringLiteral("jobsBox"))->value(), 2);
    }

    void whatIsTypedThereIsTypedInThePanel()
    {
        open("echo {}", "a\n");
        auto* edit = m_dialog->findChild<QLineEdit*>(QStringLiteral("command"));
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("true {}"));
        QCOMPARE(m_panel->settings().jobs.command, QStringLiteral("true {}"));
        auto* input = m_dialog->findChild<QLineEdit*>(QStringLiteral("input"));
        input->selectAll();
        QTest::keyClick(input, Qt::Key_Delete);
        QCOMPARE(m_panel->settings().jobs.input, QString());
        QCOMPARE(m_panel->findChild<QLineEdit*>(QStringLiteral("inputEdit"))->text(), QString());
    }

    void nothingThatAFileGaveIsLookedAtBeforeItWasAgreedTo()
    {
        m_folder->write("list", "a\nb\n");
        m_panel->showSettingsOf(QStringLiteral("/tmp/theirs.json"),
                                commands("echo {}", m_folder->path("list")));
        open();
        QCOMPARE(label("count"), QStringLiteral("From theirs.json: not run before you agree"));
        QCOMPARE(first(), QString());
        m_panel->agree();
        QTRY_COMPARE(first(), QStringLiteral("echo a\necho b"));
    }

private:
    static RunSettings commands(const char* command, const QString& input)
    {
        RunSettings settings;
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command = QString::fromUtf8(command);
        settings.jobs.input = input;
        return settings;
    }
    void open(const char* command, const QByteArray& list)
    {
        m_folder->write("list", list);
        m_panel->setSettings({}); // the list has changed: it is read again
        m_panel->setSettings(commands(command, m_folder->path("list")));
        open();
    }
    void open()
    {
        delete m_dialog.data();
        m_panel->findChild<QPushButton*>(QStringLiteral("commandsButton"))->click();
        m_dialog = m_panel->findChild<CommandsDialog*>();
        QVERIFY(m_dialog);
    }
    QString label(const char* name) const
    {
        return m_dialog->findChild<QLabel*>(QLatin1String(name))->text();
    }
    QString first() const
    {
        return m_dialog->findChild<QPlainTextEdit*>(QStringLiteral("first"))->toPlainText();
    }

    std::unique_ptr<fixtures::Folder> m_folder;
    std::unique_ptr<SettingsPanel> m_panel;
    QPointer<CommandsDialog> m_dialog;
};

QTEST_MAIN(TestCommandsDialog)
#include "tst_commandsdialog.moc"
