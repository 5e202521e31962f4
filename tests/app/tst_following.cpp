// Another program is followed in the window.
#include "app/dialogs/watchdialog.h"
#include "app/panels/logview.h"
#include "fixtures/appwindow.h"
#include "fixtures/folder.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QSettings>
#include <QTimer>

using fixtures::AppWindow;
using fixtures::Folder;

class TestFollowing : public QObject
{
    Q_OBJECT

    static void append(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write(bytes);
    }

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("following"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void rowsAndJobsAppearAsTheyAreWrittenAndStopDetaches()
    {
        const Folder folder;
        const QString path = folder.path("events.jsonl");
        append(path, "{\"t\":0,\"ev\":\"started\",\"job\":\"a\",\"worker\":\"north\"}\n");
        AppWindow window(QStringList{QStringLiteral("--follow"), path});
        QTRY_VERIFY(window.get().run() && window.get().run()->pool().startedCount() == 1);
        QVERIFY(window.isRunning());
        QVERIFY(!window.find<QAction>("actionPause")->isEnabled());
        QTRY_VERIFY(window.says(QStringLiteral("Following events.jsonl: 0 of 1 jobs done")));
        append(path, "{\"t\":2,\"ev\":\"finished\",\"job\":\"a\",\"worker\":\"north\"}\n"
                     "{\"t\":2.5,\"ev\":\"started\",\"job\":\"b\",\"worker\":\"south\"}\n");
        QTRY_VERIFY(window.says(QStringLiteral("Following events.jsonl: 1 of 2 jobs done")));
        QCOMPARE(window.get().run()->pool().laneCount(), 2);
        QTRY_COMPARE(window.find<LogView>("log")->line(1), QStringLiteral("north finished a"));
        window.press("actionStop");
        QTRY_VERIFY(!window.isRunning());
        const RunRecord& run = *window.get().run();
        QCOMPARE(run.settings.jobs.count, 2);
        QCOMPARE(run.settings.pool.workers, 2);
        QCOMPARE(run.origin.laneName(1), QStringLiteral("south"));
        QCOMPARE(run.pool().outcome()->state, RunState::Stopped);
        // The other program goes on, and nobody looks any more.
        append(path, "{\"t\":3,\"ev\":\"finished\",\"job\":\"b\",\"worker\":\"south\"}\n");
    }

    void theDialogTakesAnAddressAndSaysWhatIsWrongWithAnother()
    {
        WatchDialog dialog(QStringLiteral("http://ann:s3cret@host"), nullptr);
        dialog.show();
        const auto* problem = dialog.findChild<QLabel*>(QStringLiteral("problem"));
        QVERIFY(!problem->isVisible());
        dialog.accept();
        QVERIFY(dialog.isVisible());
        QVERIFY(problem->isVisible());
        QVERIFY(!problem->text().contains(QLatin1String("s3cret")));
        dialog.findChild<QLineEdit*>(QStringLiteral("address"))
            ->setText(QStringLiteral(" amqp://ann@host/jobs "));
        dialog.findChild<QLineEdit*>(QStringLiteral("password"))->setText(QStringLiteral("s3cret"));
        dialog.accept();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(dialog.broker().vhost, QStringLiteral("jobs"));
        QCOMPARE(dialog.broker().password, QStringLiteral("s3cret"));
        QVERIFY(!dialog.broker().shown().contains(QLatin1String("s3cret")));
    }

    void aBrokerThatCannotBeReachedIsSaid()
    {
        QString said;
        QTimer reader; // the box waits for an answer
        connect(&reader, &QTimer::timeout, this, [&said] {
            if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                said = box->text();
                box->close();
            }
        });
        reader.start(std::chrono::milliseconds(10));
        AppWindow window(QStringList{QStringLiteral("--watch"),
                                     QStringLiteral("celery:amqp://ann:s3cret@127.0.0.1:1")});
        QTRY_VERIFY(said.contains(QLatin1String("no broker can be reached at 127.0.0.1:1")));
        QVERIFY(!said.contains(QLatin1String("s3cret")));
        QTRY_VERIFY(!window.isRunning());
    }

    void whatCannotBeFollowedIsSaid()
    {
        const Folder folder;
        QString said;
        QTimer reader; // the box waits for an answer
        connect(&reader, &QTimer::timeout, this, [&said] {
            if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                said = box->text();
                box->close();
            }
        });
        reader.start(std::chrono::milliseconds(10));
        AppWindow window(QStringList{QStringLiteral("--follow"), folder.path("none")});
        QTRY_VERIFY(said.contains(QLatin1String("No such file")));
        QVERIFY(!window.isRunning());
    }
};

QTEST_MAIN(TestFollowing)
#include "tst_following.moc"
