// Real runs with several numbers of workers: which are made, which count, how it ends.
#include "session/measurement.h"
#include "session/terminal/exitstatus.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <pthread.h>
#include <set>
#include <sys/stat.h>

using namespace std::chrono_literals;

namespace {

RunSettings shortJobs(int count, std::chrono::nanoseconds each = 0ns)
{
    RunSettings settings;
    settings.jobs.count = count;
    settings.jobs.duration = each;
    return settings;
}

RunSettings commands(const QString& command)
{
    RunSettings settings = shortJobs(1);
    settings.jobs.work = WorkKind::Command;
    settings.jobs.command = command;
    return settings;
}

// While it is there, the system gives no thread: each asks for a stack larger than all memory.
class NoThreads
{
public:
    NoThreads()
    {
        pthread_getattr_default_np(&m_before);
        pthread_attr_t huge;
        pthread_attr_init(&huge);
        pthread_attr_setstacksize(&huge, std::size_t(1) << 50);
        pthread_setattr_default_np(&huge);
        pthread_attr_destroy(&huge);
    }
    ~NoThreads()
    {
        pthread_setattr_default_np(&m_before);
        pthread_attr_destroy(&m_before);
    }

private:
    pthread_attr_t m_before;
};

// A measurement, and all that it said.
class Measured
{
public:
    explicit Measured(const MeasureRequest& request)
    {
        QObject::connect(&measurement, &Measurement::runEnded, &measurement,
                         [this](const auto& record) {
                             runs.push_back(record);
                             if (cancelsAfter == runs.size())
                                 measurement.cancel();
                         });
        QObject::connect(&measurement, &Measurement::progressed, &measurement,
                         [this](int done, int total, std::optional<qint64> leftNs) {
                             progress.push_back({done, total, leftNs});
                         });
        QObject::connect(&measurement, &Measurement::finished, &measurement,
                         [this](const MeasureEnd& end) { ended.push_back(end); });
        measurement.start(request);
    }

    // Until it has ended; how.
    MeasureEnd wait()
    {
        if (!QTest::qWaitFor([this] { return !ended.empty(); }, 60'000))
            qFatal("the measurement does not end");
        return ended.front();
    }
    MeasureEnd::Reason reason() { return wait().reason; }

    std::vector<int> workers() const
    {
        std::vector<int> numbers;
        for (const auto& run : runs)
            numbers.push_back(run->settings.pool.workers);
        return numbers;
    }

    struct Progress
    {
        int done;
        int total;
        std::optional<qint64> leftNs;
    };

    Measurement measurement;
    std::vector<std::shared_ptr<const RunRecord>> runs;
    std::vector<Progress> progress;
    std::vector<MeasureEnd> ended;
    std::size_t cancelsAfter = 0;
};

} // namespace

class TestMeasurement : public QObject
{
    Q_OBJECT

    using Numbers = std::vector<int>;
    using Reason = MeasureEnd::Reason;

private Q_SLOTS:
    void eachNumberIsRunAsOftenAsAsked()
    {
        Measured measured({shortJobs(4, 1ms), MeasurePlan({1, 2, 4}), 3});
        QVERIFY(measured.measurement.isRunning());
        QVERIFY(measured.progress.empty() && measured.ended.empty()); // not while it is started
        QVERIFY(measured.reason() == Reason::Done);
        QVERIFY(!measured.measurement.isRunning());
        QCOMPARE(measured.ended.size(), std::size_t(1));
        const auto& times = measured.measurement.times();
        QCOMPARE(times.size(), std::size_t(3));
        for (std::size_t i = 0; i < times.size(); ++i) {
            QCOMPARE(times[i].workers, Numbers({1, 2, 4})[i]);
            QCOMPARE(times[i].timesNs.size(), std::size_t(3));
            QVERIFY(std::ranges::is_sorted(times[i].timesNs));
        }
        QCOMPARE(measured.runs.size(), std::size_t(9));
        for (const auto& run : measured.runs) {
            QVERIFY(run->pool().outcome()->allDone());
            QVERIFY(!run->sequential()); // nothing is compared here
            QVERIFY(std::ranges::any_of(times, [&run](const MeasuredTimes& of) {
                return of.workers == run->settings.pool.workers &&
                       std::ranges::count(of.timesNs, *run->pool().makespanNs()) > 0;
            }));
        }
        QVERIFY(!measured.measurement.current());
    }

    void theRunThatWarmsUpIsMadeAndDoesNotCount()
    {
        const QTemporaryDir folder;
        // Each run leaves a line.
        const QString command = QStringLiteral("sh -c 'echo x >> %1/runs'").arg(folder.path());
        const auto runsMade = [&folder] {
            QFile file(folder.filePath(QStringLiteral("runs")));
            return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
        };
        Measured cold({commands(command), MeasurePlan({1, 2}), 2});
        QVERIFY(cold.reason() == Reason::Done);
        QCOMPARE(cold.runs.size(), std::size_t(4));
        QCOMPARE(runsMade(), 5);
        Measured warm({commands(command), MeasurePlan({1, 2}), 2, true});
        QVERIFY(warm.reason() == Reason::Done);
        QCOMPARE(warm.runs.size(), std::size_t(4));
        QCOMPARE(runsMade(), 9);
        QCOMPARE(cold.progress.back().total, 5);
        QCOMPARE(warm.progress.back().total, 4);
    }

    void eachRoundHoldsEachNumberOnceInAnOrderByTheSeed()
    {
        const MeasureRequest request{shortJobs(2), MeasurePlan({1, 2, 3, 4, 5, 6}), 4, true, 7};
        Measured first(request);
        QVERIFY(first.reason() == Reason::Done);
        const Numbers order = first.workers();
        QCOMPARE(order.size(), std::size_t(24));
        std::set<Numbers> rounds;
        for (std::size_t i = 0; i < order.size(); i += 6) {
            Numbers round(order.begin() + std::ptrdiff_t(i), order.begin() + std::ptrdiff_t(i + 6));
            rounds.insert(round);
            std::ranges::sort(round);
            QVERIFY(round == Numbers({1, 2, 3, 4, 5, 6}));
        }
        QVERIFY(rounds.size() > 1); // not the same one again and again
        Measured again(request);
        QVERIFY(again.reason() == Reason::Done);
        QVERIFY(again.workers() == order);
    }

    void progressGoesUpToItsTotalAndTheTimeLeftDownToNothing()
    {
        Measured measured({shortJobs(2, 1ms), MeasurePlan({1, 2}), 2});
        QVERIFY(measured.reason() == Reason::Done);
        QCOMPARE(measured.progress.size(), std::size_t(6)); // at the start and after each run
        for (int i = 0; i < 6; ++i) {
            const auto& told = measured.progress[std::size_t(i)];
            QCOMPARE(told.done, i);
            QCOMPARE(told.total, 5);
            QCOMPARE(told.leftNs.has_value(), i > 0); // nobody can know before
        }
        QVERIFY(*measured.progress[1].leftNs > 0);
        QCOMPARE(*measured.progress[5].leftNs, qint64(0));
    }

    void theAutomaticOneBeginsWithOneWorkerAndEndsBelowTheJobs()
    {
        Measured measured({shortJobs(6, 10ms), MeasurePlan::automatic(), 2, true});
        QVERIFY(measured.reason() == Reason::Done);
        const Numbers order = measured.workers();
        QVERIFY(order.size() >= 4);
        QCOMPARE(order[0], 1);
        QCOMPARE(order[1], 2);
        QVERIFY(std::ranges::max(order) <= 6);
        for (const MeasuredTimes& times : measured.measurement.times())
            QCOMPARE(times.timesNs.size(), std::size_t(2));
    }

    void whatIsMeasuredStaysAfterCancel()
    {
        Measured measured({shortJobs(1), MeasurePlan({1, 2, 3}), 5, true});
        measured.cancelsAfter = 4;
        QVERIFY(measured.reason() == Reason::Cancelled);
        QCOMPARE(measured.runs.size(), std::size_t(4));
        std::size_t times = 0;
        for (const MeasuredTimes& of : measured.measurement.times())
            times += of.timesNs.size();
        QCOMPARE(times, std::size_t(4));
    }

    void cancelStopsTheRunThatGoesOn()
    {
        Measured measured({shortJobs(1, 1h), MeasurePlan({1}), 1, true});
        QTRY_VERIFY(measured.measurement.current());
        measured.measurement.cancel();
        QVERIFY(measured.reason() == Reason::Cancelled);
        QVERIFY(measured.runs.empty());
        QVERIFY(measured.measurement.times().empty());
    }

    void oneThatIsCancelledBeforeItBeginsRunsNothing()
    {
        Measured measured({shortJobs(1, 1h), MeasurePlan({1}), 1});
        measured.measurement.cancel();
        QVERIFY(measured.reason() == Reason::Cancelled);
        QVERIFY(measured.progress.empty());
    }

    void itCanBeStartedAgain()
    {
        const MeasureRequest request{shortJobs(1), MeasurePlan({1, 2}), 1, true};
        Measured measured(request);
        measured.measurement.start(request); // ignored
        measured.measurement.cancel();
        QVERIFY(measured.reason() == Reason::Cancelled);
        measured.ended.clear();
        measured.measurement.start(request);
        QVERIFY(measured.reason() == Reason::Done);
        QCOMPARE(measured.measurement.times().size(), std::size_t(2));
        QCOMPARE(measured.runs.size(), std::size_t(2));
    }

    void jobsThatCannotBePlannedAreRefusedByName()
    {
        RunSettings settings = shortJobs(1);
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.input = QStringLiteral("/nowhere/at/all");
        Measured measured({settings, MeasurePlan({1}), 1});
        const MeasureEnd end = measured.wait();
        QVERIFY(end.reason == Reason::Refused);
        QVERIFY2(end.message.contains(QStringLiteral("/nowhere/at/all")), qPrintable(end.message));
        QCOMPARE(end.status, ExitStatus::kFile);
        QVERIFY(measured.runs.empty());
    }

    void runsOnAgentsAreNotMeasuredAsTheyHaveAsManyWorkersAsTheyHave()
    {
        RunSettings settings = shortJobs(1);
        settings.pool.broker = QStringLiteral("amqp://there");
        Measured measured({settings, MeasurePlan({1}), 1});
        const MeasureEnd end = measured.wait();
        QVERIFY(end.reason == Reason::Refused);
        QCOMPARE(end.field, QStringLiteral("broker"));
        QCOMPARE(end.status, ExitStatus::kUsage);
        QVERIFY(measured.runs.empty());
    }

    void whatCanBeReadOnlyOnceIsRefused()
    {
        const QTemporaryDir folder;
        const QString pipe = folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
        RunSettings settings = commands(QStringLiteral("echo {}"));
        settings.jobs.input = pipe;
        Measured measured({settings, MeasurePlan({1}), 1});
        const MeasureEnd end = measured.wait();
        QVERIFY(end.reason == Reason::Refused);
        QVERIFY2(end.message.contains(pipe), qPrintable(end.message));
        QCOMPARE(end.field, QStringLiteral("input"));
    }

    void jobsThatFailAsInTheFirstRunCount()
    {
        RunSettings settings = shortJobs(20);
        settings.jobs.failRate = 0.5;
        Measured measured({settings, MeasurePlan({1, 3}), 2});
        QVERIFY(measured.reason() == Reason::Done);
        QVERIFY(measured.runs.front()->pool().outcome()->jobsFailed > 0);
        QCOMPARE(measured.runs.size(), std::size_t(4));
        QCOMPARE(measured.measurement.leftOut(), 0);
    }

    void jobsThatFailOnlyLaterDoNotCount()
    {
        const QTemporaryDir folder;
        // Only the first run can do it.
        const QString command = QStringLiteral("mkdir %1/once").arg(folder.path());
        Measured measured({commands(command), MeasurePlan({1, 2}), 3, true});
        QVERIFY(measured.reason() == Reason::Done);
        QCOMPARE(measured.runs.size(), std::size_t(1));
        QCOMPARE(measured.measurement.leftOut(), 5);
        QCOMPARE(measured.measurement.times().size(), std::size_t(1));
        QCOMPARE(measured.progress.back().done, 6);
    }

    void aRunThatCannotBeCarriedOutEndsIt()
    {
        Measured measured({shortJobs(1), MeasurePlan({1, 2}), 2, true});
        const NoThreads none;
        const MeasureEnd end = measured.wait();
        QVERIFY(end.reason == Reason::Failed);
        QVERIFY(!end.message.isEmpty());
        QCOMPARE(end.status, ExitStatus::kNotFinished);
        QVERIFY(measured.runs.empty());
        QVERIFY(measured.measurement.times().empty());
    }
};

QTEST_GUILESS_MAIN(TestMeasurement)
#include "tst_measurement.moc"
