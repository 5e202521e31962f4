// What a simulation is made from.

#include "fixtures/textpicture.h"
#include "insight/jobmodel.h"
#include "insight/simulator.h"
#include "plan/plannedrun.h"
#include "plan/runplanner.h"
#include "timeline/runrecord.h"

#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

RunSettings settingsOf(int jobs, int workers)
{
    RunSettings settings;
    settings.jobs.count = jobs;
    settings.pool.workers = workers;
    settings.baseline.when = SequentialRunWhen::Off;
    return settings;
}

std::unique_ptr<RunRecord> recordOf(const std::vector<std::string>& lines, int jobs,
                                    RunOrigin origin = RunOrigin::hereAndNow())
{
    auto record =
        std::make_unique<RunRecord>(settingsOf(jobs, int(lines.size())), std::move(origin));
    fixtures::recordRun(record->pool(), lines, fixtures::kUnitNs);
    return record;
}

bool has(const JobModel& model, ModelCaveat caveat)
{
    return std::ranges::find(model.caveats, caveat) != model.caveats.end();
}

struct AttemptSeen
{
    int job;
    int worker;
    qint64 startNs;
    qint64 endNs;
    JobStatus status = JobStatus::Finished;
    std::optional<qint64> cpuNs{};
};

// All queued at 0.
std::unique_ptr<RunRecord> recordOf(RunSettings settings, const std::vector<AttemptSeen>& attempts)
{
    auto record = std::make_unique<RunRecord>(settings, RunOrigin::hereAndNow());
    Timeline& pool = record->pool();
    pool.record(Event{});
    for (int job = 1; job <= settings.jobs.count; ++job)
        pool.record(Event{0, JobId{job}, {}, EventKind::Queued, {}});
    qint64 endNs = 0;
    for (const AttemptSeen& attempt : attempts) {
        Event event{
            attempt.startNs, JobId{attempt.job}, WorkerId{attempt.worker}, EventKind::Started, {}};
        pool.record(event);
        event.kind = EventKind::Finished;
        event.timeNs = attempt.endNs;
        event.status = attempt.status;
        EventDetails details;
        if (attempt.cpuNs)
            details.cpu = CpuUse{*attempt.cpuNs};
        pool.record(event, details);
        endNs = std::max(endNs, attempt.endNs);
    }
    pool.record(Event{endNs, {}, {}, EventKind::RunEnded, {}});
    pool.conclude({});
    return record;
}

} // namespace

class TestJobModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRecordGivesEachJobsTimeAndThatOfTheRun()
    {
        const auto record = recordOf({"1113344", "22.55.."}, 5);
        const JobModel model = modelOf(*record);
        QCOMPARE(model.totalsNs(),
                 (std::vector<qint64>{3'000'000, 2'000'000, 2'000'000, 2'000'000, 2'000'000}));
        QVERIFY(model.numbers.empty());
        QCOMPARE(model.recordedNs.value(), 7'000'000);
        QCOMPARE(model.source, CostSource::Recorded);
        QVERIFY(model.caveats.empty());
        QVERIFY(model.arrivalsNs.empty());
    }

    void handOverIsTheUsualGap()
    {
        const JobModel model = modelOf(*recordOf({"1.3.5.....7", "2.4.6"}, 7));
        QCOMPARE(model.handOffNs, 1'000'000);
        QCOMPARE(modelOf(*recordOf({"1"}, 1)).handOffNs, 0);
    }

    void aResultThatWaitsForRoomIsNoHandOver()
    {
        auto record = std::make_unique<RunRecord>(settingsOf(4, 1), RunOrigin::hereAndNow());
        Timeline& pool = record->pool();
        pool.record(Event{});
        for (int job = 1; job <= 4; ++job)
            pool.record(Event{0, JobId{job}, {}, EventKind::Queued, {}});
        const auto add = [&pool](qint64 ns, int job, EventKind kind) {
            pool.record(Event{ns, JobId{job}, WorkerId{1}, kind, {}});
        };
        qint64 ns = 0;
        for (int job = 1; job <= 4; ++job) {
            add(ns, job, EventKind::Started);
            add(ns += 100, job, EventKind::Finished);
            if (job < 3) {
                add(ns, job, EventKind::ResultBlocked);
                add(ns += 900, job, EventKind::ResultUnblocked);
            }
            ns += 7;
        }
        pool.record(Event{ns, {}, {}, EventKind::RunEnded, {}});
        pool.conclude({});
        QCOMPARE(pool.lane(0).resultBlocks(), std::size_t(2));
        QCOMPARE(modelOf(*record).handOffNs, 7);
    }

    void cpuTimesTellComputingFromWaiting()
    {
        const auto record =
            recordOf(settingsOf(2, 1), {{1, 1, 0, 100, JobStatus::Finished, 30},
                                        {2, 1, 100, 150, JobStatus::Finished, 900}});
        const JobModel model = modelOf(*record);
        QCOMPARE(model.costs[0], (JobCost{30, 70}));
        QCOMPARE(model.costs[1], (JobCost{50, 0})); // no more than there was
    }

    void jobsThatUseSeveralCoresAreSaid()
    {
        const auto on = [](qint64 cpuNs) {
            return modelOf(
                *recordOf(settingsOf(1, 1), {{1, 1, 0, 100, JobStatus::Finished, cpuNs}}));
        };
        QVERIFY(!has(on(105), ModelCaveat::SeveralCores)); // as clocks go
        QVERIFY(has(on(180), ModelCaveat::SeveralCores));
    }

    void whatIsNotMeasuredFollowsFromTheWorkWhereThatIsKnown()
    {
        RunSettings settings = settingsOf(1, 1);
        const std::vector<AttemptSeen> one{{1, 1, 0, 100}};
        QCOMPARE(modelOf(*recordOf(settings, one)).costs[0], (JobCost{0, 100}));
        settings.jobs.work = WorkKind::Cpu;
        QCOMPARE(modelOf(*recordOf(settings, one)).costs[0], (JobCost{100, 0}));
        settings.jobs.work = WorkKind::Mixed;
        settings.jobs.cpuShare = 0.25;
        QCOMPARE(modelOf(*recordOf(settings, one)).costs[0], (JobCost{25, 75}));
        settings.jobs.work = WorkKind::Command;
        const JobModel model = modelOf(*recordOf(settings, one));
        QCOMPARE(model.costs[0], (JobCost{0, 100}));
        QVERIFY(has(model, ModelCaveat::NoCpuTimes));
    }

    void attemptsThatFailedStandBeforeTheOneThatCounted()
    {
        const auto record = recordOf(settingsOf(3, 1), {{1, 1, 0, 10, JobStatus::Retried},
                                                        {1, 1, 10, 30, JobStatus::Finished},
                                                        {2, 1, 30, 60, JobStatus::Retried},
                                                        {2, 1, 60, 100, JobStatus::Failed},
                                                        {3, 1, 100, 150, JobStatus::Finished}});
        const JobModel model = modelOf(*record);
        QCOMPARE(model.totalsNs(), (std::vector<qint64>{30, 70, 50}));
        QCOMPARE(model.costs[1].totalNs(), 40);
        QCOMPARE(model.failed.size(), std::size_t(2));
        QCOMPARE(model.failed[1].place, 1);
        QCOMPARE(model.lost, (std::vector<qint32>{1}));
    }

    void ofAJobThatFinishedTwiceTheFirstCounts()
    {
        const auto record = recordOf(settingsOf(1, 2), {{1, 1, 0, 50, JobStatus::Finished},
                                                        {1, 2, 10, 30, JobStatus::Finished}});
        const JobModel model = modelOf(*record);
        QCOMPARE(model.size(), std::size_t(1));
        QCOMPARE(model.totalsNs(), (std::vector<qint64>{20}));
    }

    void jobsThatNeverEndedAreLeftOutAndThatIsSaid()
    {
        const auto record = recordOf(settingsOf(4, 1), {{1, 1, 0, 10, JobStatus::Finished},
                                                        {3, 1, 10, 40, JobStatus::Finished},
                                                        {4, 1, 40, 45, JobStatus::Cancelled}});
        const JobModel model = modelOf(*record);
        QCOMPARE(model.size(), std::size_t(2));
        QCOMPARE(model.job(1).number, 3);
        QVERIFY(has(model, ModelCaveat::SomeNotRun));
    }

    void aRecordOfNoJobsGivesAnEmptyModel()
    {
        const JobModel model = modelOf(*recordOf(settingsOf(3, 2), {}));
        QCOMPARE(model.size(), std::size_t(0));
        QVERIFY(has(model, ModelCaveat::FewJobs));
        QCOMPARE(simulate(model, {.workers = 2}).busyNs, 0);
    }

    void whatOthersRecordedHasNoQueueTimesAndNoCpuTimes()
    {
        RunRecord record(settingsOf(2, 1), RunOrigin{.kind = QStringLiteral("ninja")});
        Timeline& pool = record.pool();
        pool.beginElsewhere();
        pool.record(Event{5, JobId{1}, WorkerId{1}, EventKind::Started, {}});
        pool.record(Event{9, JobId{1}, WorkerId{1}, EventKind::Finished, {}});
        pool.record(Event{9, {}, {}, EventKind::RunEnded, {}});
        pool.conclude({});
        const JobModel model = modelOf(record);
        QVERIFY(has(model, ModelCaveat::NoQueueTimes));
        QVERIFY(has(model, ModelCaveat::NoCpuTimes));
        QCOMPARE(model.cores, 0);
        QCOMPARE(model.startUpNs, 5);
    }

    void whatTheReaderTakesAfterTheLastJobIsSimulatedOnce()
    {
        RunSettings settings = settingsOf(2, 1);
        settings.pool.readTime = std::chrono::nanoseconds(500);
        // The results are taken at 100 and 600.
        auto record = std::make_unique<RunRecord>(settings, RunOrigin::hereAndNow());
        Timeline& pool = record->pool();
        pool.record(Event{});
        for (const int job : {1, 2}) {
            pool.record(Event{0, JobId{job}, {}, EventKind::Queued, {}});
            pool.record(Event{(job - 1) * 100, JobId{job}, WorkerId{1}, EventKind::Started, {}});
            pool.record(Event{job * 100, JobId{job}, WorkerId{1}, EventKind::Finished, {}});
        }
        pool.record(Event{600, {}, {}, EventKind::RunEnded, {}});
        pool.conclude({});
        QCOMPARE(simulate(modelOf(*record), {.workers = 1}).makespanNs, 600);
    }

    void jobsThatNeverRanLeaveTheirTimeOfArrival()
    {
        RunSettings settings = settingsOf(3, 1);
        settings.arrival = {ArrivalKind::Every, 1ms, 1};
        const auto record = recordOf(settings, {{1, 1, 0, 10}, {3, 1, 2'000'000, 2'000'010}});
        QCOMPARE(modelOf(*record).arrivalsNs, (std::vector<qint64>{0, 2'000'000}));
    }

    void aPlanGivesWhatIsToCome()
    {
        RunSettings settings = settingsOf(100, 4);
        settings.jobs.work = WorkKind::Mixed;
        settings.jobs.cpuShare = 0.5;
        settings.jobs.duration = 10ms;
        settings.arrival = {ArrivalKind::Every, 1ms, 1};
        const JobModel model = modelOf(PlannedRun(settings), 2);
        QCOMPARE(model.source, CostSource::Planned);
        QCOMPARE(model.size(), std::size_t(100));
        QCOMPARE(model.costs[7], (JobCost{5'000'000, 5'000'000}));
        QCOMPARE(model.arrivalsNs[7], 7'000'000);
        QCOMPARE(model.cores, 2);
    }

    void failuresOfAPlanAreThoseOfItsRun()
    {
        RunSettings settings = settingsOf(50, 1);
        settings.jobs.duration = 10ns;
        settings.jobs.failRate = 0.4;
        settings.jobs.retries = 1;
        const JobModel model = modelOf(PlannedRun(settings), 2);
        QVERIFY(!model.failed.empty());
        QVERIFY(!model.lost.empty());
        // As they are, and asked for anew: the same.
        QCOMPARE(simulate(model, {.workers = 1}).makespanNs,
                 simulate(model, {.workers = 1, .retries = 1}).makespanNs);
    }

    void aStopLeavesItIncomplete()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(modelOf(PlannedRun(settingsOf(100'000, 1)), 2, stop.get_token()).size() < 100'000);
    }
};

QTEST_APPLESS_MAIN(TestJobModel)
#include "tst_jobmodel.moc"
