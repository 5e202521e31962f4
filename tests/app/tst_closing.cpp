// The window closes while files are being written.

#include "app/controls/appearance.h"
#include "app/window/mainwindow.h"
#include "fixtures/folder.h"
#include "session/terminal/commandline.h"

#include <QSettings>
#include <QTest>

using fixtures::Folder;
using namespace std::chrono_literals;

namespace {

// A window that runs at once, then exports a small table, and a run that takes a while.
class ExportingWindow
{
public:
    ExportingWindow(const QString& table, const QString& run)
        : m_table(table), m_run(run), m_window(commandLine(table, run))
    {
        m_window.show();
    }

    MainWindow& get() { return m_window; }
    bool isWritingTheRun() const { return QFile::exists(m_table) && !QFile::exists(m_run); }

private:
    static CommandLine commandLine(const QString& table, const QString& run)
    {
        return std::get<CommandLine>(parseCommandLine(
            {QStringLiteral("poolscope"), QStringLiteral("--run"), QStringLiteral("--jobs"),
             QStringLiteral("500000"), QStringLiteral("--duration"), QStringLiteral("0s"),
             QStringLiteral("--sequential"), QStringLiteral("off"), QStringLiteral("--export"),
             table, QStringLiteral("--export"), run}));
    }

    const QString m_table;
    const QString m_run;
    MainWindow m_window;
};

} // namespace

class TestClosing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("poolscope-test"));
        QCoreApplication::setApplicationName(QStringLiteral("closing"));
        Appearance::setUp();
    }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void closingWaitsForWhatIsBeingWritten()
    {
        const Folder folder;
        const QString path = folder.path("run.json.gz");
        ExportingWindow window(folder.path("timings.csv"), path);
        QTRY_VERIFY_WITH_TIMEOUT(window.isWritingTheRun(), 60'000);
        window.get().close();
        QVERIFY(!window.get().isHidden());
        QTRY_VERIFY_WITH_TIMEOUT(window.get().isHidden(), 60'000);
        QVERIFY(QFile::exists(path));
        QCOMPARE(window.get().exitStatus(), 0);
    }

    void theSystemsWishToCloseWaitsToo()
    {
        const Folder folder;
        const QString path = folder.path("run.json.gz");
        ExportingWindow window(folder.path("timings.csv"), path);
        QTRY_VERIFY_WITH_TIMEOUT(window.isWritingTheRun(), 60'000);
        window.get().closeUnasked();
        QTRY_VERIFY_WITH_TIMEOUT(window.get().isHidden(), 60'000);
        QVERIFY(QFile::exists(path));
    }

    void whatFailsMeanwhileIsInTheExitStatus()
    {
        const Folder folder;
        folder.write("in/kept", "");
        ExportingWindow window(folder.path("timings.csv"), folder.path("in/run.json.gz"));
        QTRY_VERIFY_WITH_TIMEOUT(window.isWritingTheRun(), 60'000);
        window.get().close();
        QVERIFY(QDir(folder.path("in")).removeRecursively());
        QTRY_VERIFY_WITH_TIMEOUT(window.get().isHidden(), 60'000);
        QCOMPARE(window.get().exitStatus(), 3);
    }

    // The last: no run begins after it.
    void givingUpLeavesNoHalf()
    {
        const Folder folder;
        const QString path = folder.path("run.json.gz");
        ExportingWindow window(folder.path("timings.csv"), path);
        QTRY_VERIFY_WITH_TIMEOUT(window.isWritingTheRun(), 60'000);
        window.get().giveUp(30s);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 QStringList{QStringLiteral("timings.csv")});
    }
};

QTEST_MAIN(TestClosing)
#include "tst_closing.moc"
