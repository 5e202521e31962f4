// Inputs that can be read once alone: the forecast leaves them to the run, and a stop ends reading.
#include "fixtures/folder.h"
#include "session/runcontroller.h"
#include "session/runestimator.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace fixtures;

namespace {

// A named pipe with both its ends open.
class NamedPipe
{
public:
    NamedPipe()
    {
        const QByteArray name = QFile::encodeName(path());
        if (mkfifo(name.constData(), 0600) != 0)
            qFatal("no pipe");
        m_both = ::open(name.constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    }
    ~NamedPipe() { ::close(m_both); }

    QString path() const { return m_folder.path("pipe"); }
    bool write(const QByteArray& bytes) const
    {
        return ::write(m_both, bytes.constData(), std::size_t(bytes.size())) == bytes.size();
    }
    int bytesThere() const
    {
        int count = -1;
        ioctl(m_both, FIONREAD, &count);
        return count;
    }

private:
    const Folder m_folder;
    int m_both = -1;
};

RunSettings running(const QString& input)
{
    RunSettings settings;
    settings.jobs.work = WorkKind::Command;
    settings.jobs.command = QStringLiteral("true {}");
    settings.jobs.input = input;
    settings.baseline.when = SequentialRunWhen::Off;
    return settings;
}

RunSettings recorded(const QString& file)
{
    RunSettings settings;
    settings.jobs.spread.kind = SpreadKind::File;
    settings.jobs.spread.file = file;
    settings.baseline.when = SequentialRunWhen::Off;
    return settings;
}

} // namespace

class TestPipes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theForecastReadsNothingThatTheRunNeeds_data()
    {
        QTest::addColumn<bool>("durations");
        QTest::addColumn<QByteArray>("lines");
        QTest::newRow("inputs") << false << QByteArray("a\nb\nc\n");
        QTest::newRow("durations") << true << QByteArray("1ms\n2ms\n3ms\n");
    }

    void theForecastReadsNothingThatTheRunNeeds()
    {
        QFETCH(bool, durations);
        QFETCH(QByteArray, lines);
        auto pipe = std::make_unique<NamedPipe>();
        QVERIFY(pipe->write(lines));
        const RunSettings settings = durations ? recorded(pipe->path()) : running(pipe->path());
        RunEstimator estimator;
        estimator.follow(settings);
        QVERIFY(!estimator.forecast().pending);
        QVERIFY(!estimator.forecast().estimate.known);
        QVERIFY2(estimator.forecast().note.contains(pipe->path()),
                 qPrintable(estimator.forecast().note));
        QCOMPARE(pipe->bytesThere(), int(lines.size()));
    }

    void whatIsWrongWithTheCommandIsKnownAllTheSame()
    {
        const NamedPipe pipe;
        RunSettings settings = running(pipe.path());
        settings.jobs.command = QStringLiteral("nosuchprogram {}");
        RunEstimator estimator;
        estimator.follow(settings);
        QCOMPARE(estimator.forecast().field, QStringLiteral("command"));
        QVERIFY(estimator.forecast().problem.contains(QLatin1String("nosuchprogram")));
    }

    void aPipeWithoutAWriterHoldsNothingUp()
    {
        const Folder folder;
        QVERIFY(mkfifo(QFile::encodeName(folder.path("pipe")).constData(), 0600) == 0);
        RunEstimator estimator;
        estimator.follow(running(folder.path("pipe")));
        QVERIFY(!estimator.forecast().pending);
        RunController controller;
        QSignalSpy refused(&controller, &RunController::refused);
        controller.start(running(folder.path("pipe")));
        QVERIFY(controller.isPlanning());
        controller.stop();
        QVERIFY(refused.wait());
        QVERIFY(!controller.record());
    }

    void aControllerThatReadsAPipeWithoutEndCanBeClosed()
    {
        const NamedPipe pipe;
        std::jthread writer([&pipe](const std::stop_token& over) {
            const QByteArray lines = QByteArray("x\n").repeated(1000);
            while (!over.stop_requested()) {
                if (!pipe.write(lines))
                    std::this_thread::yield(); // it is full
            }
        });
        RunController controller;
        QSignalSpy planning(&controller, &RunController::planning);
        controller.start(running(pipe.path()));
        QTRY_VERIFY(planning.count() > 1); // it reads
    }
};

QTEST_GUILESS_MAIN(TestPipes)
#include "tst_pipes.moc"
