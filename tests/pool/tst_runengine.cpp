#include "plan/plannedrun.h"
#include "pool/runengine.h"
#include "work/sleepwork.h"

#include "fixtures/recordedrun.h"

#include <QTest>

#include <set>

using namespace std::chrono_literals;
using fixtures::Recorded;

class TestRunEngine : public QObject
{
    Q_OBJECT

private:
    // A run of an engine that the factory gives.
    template <RunRole role>
    class Made
    {
    public:
        Made(const RunSettings& settings, const Workload& work, RunEvents& events,
             std::optional<Receiver<PoolCommand>> commands)
            : m_engine(makeEngine(settings, role, work, events, std::move(commands)))
        {
        }
        RunOutcome run(std::stop_token stop) { return m_engine->run(std::move(stop)); }

    private:
        std::unique_ptr<RunEngine> m_engine;
    };

    static std::set<WorkerId> workersOf(const Recorded& run)
    {
        std::set<WorkerId> workers;
        for (const Event& event : run.of(EventKind::Finished))
            workers.insert(event.worker);
        return workers;
    }

private Q_SLOTS:
    void thePoolSharesTheJobsAmongItsWorkers()
    {
        const Recorded run =
            fixtures::record<Made<RunRole::Pool>>(fixtures::settingsOf(6, 3), SleepWork(20ms));
        QVERIFY(run.outcome.allDone());
        QCOMPARE(workersOf(run).size(), std::size_t(3));
    }

    void theSequentialRunHasOneWorkerForAll()
    {
        const Recorded run =
            fixtures::record<Made<RunRole::Sequential>>(fixtures::settingsOf(6, 3), SleepWork(0ns));
        QVERIFY(run.outcome.allDone());
        QVERIFY(workersOf(run) == std::set{WorkerId{1}});
    }

    void eachAttemptIsNamed()
    {
        RunSettings settings = fixtures::settingsOf(2, 1);
        settings.jobs.retries = 2;
        class Failing : public Workload
        {
            AttemptResult perform(Attempt, const std::stop_token&) const override
            {
                return AttemptResult::failed(QStringLiteral("always"));
            }
        };
        for (const Recorded& run :
             {fixtures::record<Made<RunRole::Pool>>(settings, Failing()),
              fixtures::record<Made<RunRole::Sequential>>(settings, Failing())}) {
            for (const EventKind kind : {EventKind::Started, EventKind::Finished}) {
                std::vector<int> attempts;
                for (const Event& event : run.of(kind))
                    attempts.push_back(event.attempt);
                QCOMPARE(attempts, (std::vector{1, 2, 3, 1, 2, 3}));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRunEngine)
#include "tst_runengine.moc"
