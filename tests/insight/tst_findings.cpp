// What holds a run back: each rule with a run that fires it and one that just does not.

#include "fixtures/handmaderun.h"
#include "insight/insight.h"
#include "timeline/runrecord.h"

#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using fixtures::HandMadeRun;
using fixtures::runOf;

namespace {

using Record = std::shared_ptr<const RunRecord>;

std::shared_ptr<const Insight> insightOf(const Record& record,
                                         const std::vector<Record>& others = {})
{
    return ::insightOf(*record, others);
}

const Finding* findIn(const Insight& insight, FindingKind kind)
{
    const auto found = std::ranges::find(insight.findings.findings, kind, &Finding::kind);
    return found != insight.findings.findings.end() ? &*found : nullptr;
}

bool isTold(const Record& record, FindingKind kind)
{
    return findIn(*insightOf(record), kind) != nullptr;
}

FindingsState stateOf(const Record& record)
{
    const auto insight = insightOf(record);
    return insight->findings.findings.empty() ? insight->findings.state : FindingsState::Told;
}

std::vector<double> equal(int jobs, double ms)
{
    return std::vector<double>(std::size_t(jobs), ms);
}

std::vector<double> then(std::vector<double> jobsMs, const std::vector<double>& others)
{
    jobsMs.insert(jobsMs.end(), others.begin(), others.end());
    return jobsMs;
}

// Two workers do so many short jobs, then one of 10 ms: longest first saves 5 ms.
Record aLongJobAfter(int shortJobs)
{
    return runOf(2, then(equal(shortJobs, 1), {10}));
}

// One job beside 100 ms of others.
Record besideOthers(double longMs)
{
    return runOf(2, then({longMs}, equal(10, 10)));
}

// Jobs that compute, on two cores by four workers: each is ready for so long, of 20 ms.
Record onTwoCores(double readyMs, double waitMs = 0)
{
    constexpr int kJobs = 40;
    RunSettings settings = HandMadeRun::settingsOf(kJobs, 4);
    settings.jobs.work = WorkKind::Cpu;
    HandMadeRun run(settings, 2);
    run.queue(0, kJobs);
    for (int i = 0; i < kJobs; ++i) {
        const double fromMs = i / 4 * 20;
        run.attempt(i % 4 + 1, i + 1, fromMs, fromMs + 20, JobStatus::Finished,
                    CpuUse{HandMadeRun::ns(20 - readyMs - waitMs), 0, HandMadeRun::ns(readyMs)});
    }
    return run.over();
}

// A job comes every 10 ms and takes so long.
Record comingSlowly(double jobMs, int workers = 1)
{
    constexpr int kJobs = 20;
    RunSettings settings = HandMadeRun::settingsOf(kJobs, workers);
    settings.arrival = {ArrivalKind::Every, 10ms, 1};
    HandMadeRun run(settings);
    for (int i = 0; i < kJobs; ++i) {
        run.queue(i * 10);
        run.attempt(i % workers + 1, i + 1, i * 10, i * 10 + jobMs);
    }
    return run.over();
}

// Short jobs, then long ones; each result of the short ones waits for so long.
Record withSlowReader(double blockedMs, std::chrono::milliseconds readTime = 8ms)
{
    RunSettings settings = HandMadeRun::settingsOf(20, 2);
    settings.pool.resultsCapacity = 1;
    settings.pool.readTime = readTime;
    HandMadeRun run(settings);
    run.queue(0, 20);
    std::array<double, 2> freeMs{};
    for (int i = 0; i < 20; ++i) {
        double& ms = freeMs[std::size_t(i % 2)];
        const double endMs = ms + (i < 10 ? 1 : 19);
        run.attempt(i % 2 + 1, i + 1, ms, endMs);
        ms = endMs;
        if (i < 10 && blockedMs > 0)
            run.resultWaits(i % 2 + 1, i + 1, endMs, ms = endMs + blockedMs);
    }
    return run.over();
}

// So many jobs of 10 ms, one of which needed two attempts.
Record withOneRetry(int jobs)
{
    RunSettings settings = HandMadeRun::settingsOf(jobs, 1);
    settings.jobs.retries = 1;
    HandMadeRun run(settings);
    run.queue(0, jobs).attempt(1, 1, 0, 10, JobStatus::Retried);
    for (int i = 0; i < jobs; ++i)
        run.attempt(1, i + 1, 10 + i * 10, 20 + i * 10);
    return run.over();
}

// Files are hashed, and waited for for so long of 10 ms.
Record hashing(double waitMs, qint64 fromDiskBytes)
{
    RunSettings settings = HandMadeRun::settingsOf(10, 1);
    settings.jobs.work = WorkKind::Hash;
    HandMadeRun run(settings);
    run.queue(0, 10);
    for (int i = 0; i < 10; ++i)
        run.attempt(1, i + 1, i * 10, i * 10 + 10, JobStatus::Finished,
                    CpuUse{HandMadeRun::ns(10 - waitMs), 0, 0});
    RunOutcome outcome;
    outcome.readFromDiskBytes = fromDiskBytes;
    return run.over(outcome);
}

// One that each rule is told of, in the order of the kinds.
std::vector<Record> oneForEach()
{
    return {aLongJobAfter(180),
            besideOthers(90),
            runOf(2, equal(10, 10)),
            onTwoCores(10),
            runOf(2, equal(40, 9.4), 0, 0.6),
            comingSlowly(7),
            withSlowReader(5),
            withOneRetry(19),
            runOf(2, equal(38, 10), 10),
            hashing(1, 1 << 20),
            runOf(4, equal(3, 20))};
}

} // namespace

class TestFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRuleHasItsKeyAndASource()
    {
        QSet<QString> keys;
        for (std::size_t i = 0; i < kFindingKinds; ++i) {
            QCOMPARE(ruleOf(FindingKind(i)).kind, FindingKind(i));
            QVERIFY(ruleOf(FindingKind(i)).threshold > 0);
            QVERIFY(*ruleOf(FindingKind(i)).source != '\0');
            keys << QLatin1String(ruleOf(FindingKind(i)).key);
        }
        QCOMPARE(keys.size(), qsizetype(kFindingKinds));
    }

    void eachRuleIsToldAtItsThresholdAndNotBelow_data()
    {
        QTest::addColumn<FindingKind>("kind");
        QTest::addColumn<Record>("above");
        QTest::addColumn<Record>("below");
        const std::vector<Record> above = oneForEach();
        const auto row = [&](FindingKind kind, const Record& below) {
            QTest::newRow(ruleOf(kind).key) << kind << above[std::size_t(kind)] << below;
        };
        row(FindingKind::Order, aLongJobAfter(182));           // 5 of 101 ms
        row(FindingKind::LongestJob, besideOthers(89.9));      // of 100 ms
        row(FindingKind::MoreWorkers, runOf(2, equal(8, 10))); // for three of four rounds
        row(FindingKind::MoreThanCores, onTwoCores(1.99));     // of 20 ms
        row(FindingKind::HandOff, runOf(2, equal(40, 9.5), 0, 0.5));
        row(FindingKind::Starved, comingSlowly(8)); // 38 of 198 ms
        row(FindingKind::ResultsBlocked, withSlowReader(1));
        row(FindingKind::Failures, withOneRetry(20));            // 10 of 210 ms
        row(FindingKind::StartUp, runOf(2, equal(38, 10), 9.9)); // of 199.9 ms
        row(FindingKind::ColdRun, hashing(0.99, 1 << 20));
        row(FindingKind::TooManyWorkers, runOf(5, equal(4, 20)));
    }

    void eachRuleIsToldAtItsThresholdAndNotBelow()
    {
        QFETCH(FindingKind, kind);
        QFETCH(Record, above);
        QFETCH(Record, below);
        const auto insight = insightOf(above);
        const Finding* finding = findIn(*insight, kind);
        QVERIFY(finding);
        QVERIFY(finding->share >= ruleOf(kind).threshold);
        QVERIFY(finding->share <= 1);
        QCOMPARE(insightOf(below)->findings.state, FindingsState::Told);
        QVERIFY(!isTold(below, kind));
    }

    void whatIsSuggestedSavesWhatIsSaid_data() { oneRowForEach(); }
    void whatIsSuggestedSavesWhatIsSaid()
    {
        QFETCH(Record, record);
        const auto insight = insightOf(record);
        const WhatIf now{.workers = record->settings.pool.workers};
        const qint64 nowNs = simulate(insight->model, now).makespanNs;
        for (const Finding& finding : insight->findings.findings) {
            if (finding.tryWhat != TryWhat::WhatIf) {
                QCOMPARE(finding.gainNs, 0);
                continue;
            }
            QVERIFY(finding.change != now);
            const qint64 changedNs = simulate(insight->model, finding.change).makespanNs;
            QCOMPARE(finding.gainNs, std::max<qint64>(0, nowNs - changedNs));
            const double most = finding.kind == FindingKind::TooManyWorkers  ? 1.01
                                : finding.kind == FindingKind::MoreThanCores ? 1.05
                                                                             : 1;
            QVERIFY(double(changedNs) <= most * double(nowNs));
            QVERIFY(most > 1 || finding.gainNs > 0);
        }
    }

    void evidenceLiesWithinTheRun_data() { oneRowForEach(); }
    void evidenceLiesWithinTheRun()
    {
        QFETCH(Record, record);
        const Timeline& pool = record->pool();
        const auto insight = insightOf(record);
        for (const Finding& finding : insight->findings.findings) {
            QVERIFY2(!finding.evidence.empty(), ruleOf(finding.kind).key);
            for (const LaneStretch& stretch : finding.evidence) {
                QVERIFY(stretch.lane >= 0 && stretch.lane < pool.laneCount());
                QVERIFY(stretch.fromNs >= 0 && stretch.fromNs < stretch.toNs);
                QVERIFY(stretch.toNs <= *pool.makespanNs());
            }
        }
    }

    void thoseThatGainMostComeFirstAndFiveAtMost_data() { oneRowForEach(); }
    void thoseThatGainMostComeFirstAndFiveAtMost()
    {
        QFETCH(Record, record);
        const std::vector<Finding> findings = insightOf(record)->findings.findings;
        QVERIFY(findings.size() <= Findings::kMost);
        QVERIFY(std::ranges::is_sorted(findings, [](const Finding& a, const Finding& b) {
            return a.gainNs != b.gainNs ? a.gainNs > b.gainNs : a.share > b.share;
        }));
    }

    void ofManyTheFiveThatMatterMostAreTold()
    {
        // Late workers, long hand-offs, failures, results that wait, a cold disk, a long job last.
        constexpr int kJobs = 20;
        RunSettings settings = HandMadeRun::settingsOf(kJobs, 2);
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.retries = 1;
        settings.pool.resultsCapacity = 1;
        HandMadeRun run(settings);
        run.queue(0, kJobs);
        std::array<double, 2> freeMs{40, 40};
        for (int i = 0; i < kJobs; ++i) {
            const int worker = i % 2 + 1;
            double& ms = freeMs[std::size_t(i % 2)];
            if (i < 6)
                run.attempt(worker, i + 1, ms, ms + 10, JobStatus::Retried), ms += 10;
            const double jobMs = i == kJobs - 1 ? 100 : 10;
            run.attempt(worker, i + 1, ms, ms + jobMs, JobStatus::Finished, CpuUse{0, 0, 0});
            ms += jobMs;
            run.resultWaits(worker, i + 1, ms, ms + 3);
            ms += 6;
        }
        RunOutcome outcome;
        outcome.readFromDiskBytes = 1 << 30;
        const auto insight = insightOf(run.over(outcome));
        QCOMPARE(insight->findings.findings.size(), Findings::kMost);
        QCOMPARE(insight->findings.findings.front().kind, FindingKind::Order);
        QVERIFY(insight->findings.findings.back().share >= kWorthwhile);
    }

    // --- The single rules.

    void theJobThatCameLateIsTheOneThatEndedLast()
    {
        // The longest one starts first and is not what is waited for.
        const auto insight = insightOf(runOf(2, then({40}, then(equal(30, 1), {5, 5, 30}))));
        const Finding* finding = findIn(*insight, FindingKind::Order);
        QVERIFY(finding);
        QCOMPARE(finding->job->number, 34);
        QCOMPARE(finding->jobNs, HandMadeRun::ns(30));
        QCOMPARE(finding->jobStartNs, HandMadeRun::ns(40));
        QCOMPARE(finding->evidence.front(),
                 (LaneStretch{0, HandMadeRun::ns(40), HandMadeRun::ns(70)}));
        QCOMPARE(finding->costNs, HandMadeRun::ns(30));
    }

    void longestFirstIsNotSuggestedToThoseWhoDoThat()
    {
        RunSettings settings = HandMadeRun::settingsOf(5, 2);
        settings.jobs.order = SubmitOrder::Longest;
        // As forecast they were equal.
        const Record record = HandMadeRun(settings).all({10, 10, 10, 10, 20}).over();
        QVERIFY(!isTold(record, FindingKind::Order));
    }

    void theLongestJobIsLongWithAllItsAttempts()
    {
        RunSettings settings = HandMadeRun::settingsOf(3, 2);
        settings.jobs.retries = 1;
        HandMadeRun run(settings);
        run.queue(0, 3).attempt(1, 1, 5, 50, JobStatus::Retried).attempt(1, 1, 50, 100);
        run.attempt(2, 2, 0, 40).attempt(2, 3, 40, 80);
        const auto insight = insightOf(run.over());
        const Finding* finding = findIn(*insight, FindingKind::LongestJob);
        QVERIFY(finding);
        QCOMPARE(finding->job->number, 1);
        QCOMPARE(finding->jobNs, HandMadeRun::ns(95));
        QCOMPARE(finding->jobStartNs, HandMadeRun::ns(5));
        QCOMPARE(finding->evidence.size(), std::size_t(2));
    }

    void attemptsThatOverlapAreNotLongerThanTheRun()
    {
        HandMadeRun run(HandMadeRun::settingsOf(2, 2));
        run.queue(0, 2).attempt(1, 1, 0, 95, JobStatus::Retried).attempt(2, 1, 0, 97);
        run.attempt(1, 2, 95, 100);
        const auto insight = insightOf(run.over());
        const Finding* finding = findIn(*insight, FindingKind::LongestJob);
        QVERIFY(finding);
        QCOMPARE(finding->jobNs, HandMadeRun::ns(97));
        QCOMPARE(finding->share, 0.97);
    }

    void splittingTheLongestJobIsNotSuggestedWhereNobodyWouldShareIt()
    {
        const auto insight = insightOf(runOf(1, {95, 5}));
        const Finding* finding = findIn(*insight, FindingKind::LongestJob);
        QVERIFY(finding);
        QCOMPARE(finding->tryWhat, TryWhat::Nothing);
    }

    void moreWorkersAreThoseThatAreEnough()
    {
        const auto insight = insightOf(runOf(2, equal(100, 1)));
        const Finding* finding = findIn(*insight, FindingKind::MoreWorkers);
        QVERIFY(finding);
        QCOMPARE(finding->workers, insight->curve.enough->workers);
        QCOMPARE(finding->change, (WhatIf{.workers = finding->workers}));
        QVERIFY(!findIn(*insight, FindingKind::TooManyWorkers));
    }

    void moreWorkersAreNotSuggestedAgainstWhatWasMeasured()
    {
        // By the simulation 8 workers would be faster; measured they are not.
        const std::vector<Record> measured{runOf(4, equal(40, 5)), runOf(8, equal(40, 10))};
        const Record record = runOf(2, equal(40, 5));
        const auto insight = insightOf(runOf(4, equal(40, 5)), {record, measured[1]});
        QVERIFY(insight->curve.enough->measured);
        QCOMPARE(insight->curve.enough->workers, 4);
        QVERIFY(!findIn(*insight, FindingKind::MoreWorkers));
        QVERIFY(isTold(measured[0], FindingKind::MoreWorkers));
    }

    void fewerWorkersAreNotSuggestedAgainstWhatWasMeasured()
    {
        const Record now = runOf(4, equal(3, 20));
        QVERIFY(findIn(*insightOf(now), FindingKind::TooManyWorkers));
        const auto insight = insightOf(now, {runOf(3, equal(3, 30))});
        QVERIFY(!findIn(*insight, FindingKind::TooManyWorkers));
        // Within 5 % counts as equal.
        QVERIFY(findIn(*insightOf(now, {runOf(3, equal(3, 20.9))}), FindingKind::TooManyWorkers));
    }

    void moreWorkersThanCoresAreOfUseWhereJobsWaitToo()
    {
        QVERIFY(!isTold(onTwoCores(3, 12), FindingKind::MoreThanCores));
        // Two workers take 200 ms. Four, in step, take 191 or 190 ms.
        QVERIFY(isTold(onTwoCores(10, 0.9), FindingKind::MoreThanCores));
        QVERIFY(!isTold(onTwoCores(10, 1), FindingKind::MoreThanCores));
    }

    void moreThanCoresAndTooManyAreNeverBothTold()
    {
        const auto insight = insightOf(onTwoCores(10));
        QVERIFY(findIn(*insight, FindingKind::MoreThanCores));
        QVERIFY(!findIn(*insight, FindingKind::TooManyWorkers));
        const auto less = insightOf(onTwoCores(1.9));
        QVERIFY(!findIn(*less, FindingKind::MoreThanCores));
        QVERIFY(findIn(*less, FindingKind::TooManyWorkers));
    }

    void withoutKnownCoresNoWorkerIsTooManyForThem()
    {
        HandMadeRun run(HandMadeRun::settingsOf(4, 4), 0);
        run.queue(0, 4);
        for (int i = 1; i <= 4; ++i)
            run.attempt(i, i, 0, 20, JobStatus::Finished, CpuUse{1'000'000, 0, 19'000'000});
        QVERIFY(!isTold(run.over(), FindingKind::MoreThanCores));
    }

    void handOffIsNotToBeBatchedWhereWorkersTakeFewJobs()
    {
        const auto insight = insightOf(runOf(2, equal(6, 9), 0, 1));
        const Finding* finding = findIn(*insight, FindingKind::HandOff);
        QVERIFY(finding);
        QCOMPARE(finding->tryWhat, TryWhat::Nothing);
        const auto many = insightOf(runOf(2, equal(1000, 0.9), 0, 0.1));
        QCOMPARE(findIn(*many, FindingKind::HandOff)->change.batch, 16);
    }

    void jobsThatAreAllThereAreNotToComeAtOnce()
    {
        // The channel holds one: its sender is late.
        RunSettings settings = HandMadeRun::settingsOf(10, 1);
        settings.pool.capacity = 1;
        HandMadeRun run(settings);
        for (int i = 0; i < 10; ++i)
            run.queue(i * 10).attempt(1, i + 1, i * 10, i * 10 + 6);
        const auto insight = insightOf(run.over());
        const Finding* finding = findIn(*insight, FindingKind::Starved);
        QVERIFY(finding);
        QCOMPARE(finding->tryWhat, TryWhat::Nothing);
    }

    void aPoolThatMoreWorkersHelpIsNotStarved()
    {
        // Nothing for 100 ms, then more than one worker can do.
        RunSettings settings = HandMadeRun::settingsOf(11, 1);
        settings.arrival = {ArrivalKind::Every, 10ms, 1};
        HandMadeRun run(settings);
        run.queue(0).attempt(1, 1, 0, 1).queue(100, 10);
        for (int i = 0; i < 10; ++i)
            run.attempt(1, i + 2, 100 + i * 20, 120 + i * 20);
        const auto insight = insightOf(run.over());
        QVERIFY(insight->lost->shareOf(LostPart::NoJob) > ruleOf(FindingKind::Starved).threshold);
        QVERIFY(!findIn(*insight, FindingKind::Starved));
    }

    void roomForResultsIsNotSuggestedWhereThereIsSome()
    {
        RunSettings settings = HandMadeRun::settingsOf(10, 1);
        HandMadeRun run(settings);
        run.queue(0, 10);
        for (int i = 0; i < 10; ++i)
            run.attempt(1, i + 1, i * 10, i * 10 + 8)
                .resultWaits(1, i + 1, i * 10 + 8, i * 10 + 10);
        const auto insight = insightOf(run.over());
        QCOMPARE(findIn(*insight, FindingKind::ResultsBlocked)->tryWhat, TryWhat::Nothing);
    }

    void aReaderWhoIsAlwaysBusyGainsNothingByRoom()
    {
        const auto insight = insightOf(withSlowReader(5, 100ms));
        QCOMPARE(findIn(*insight, FindingKind::ResultsBlocked)->tryWhat, TryWhat::Nothing);
    }

    void aColdRunIsOneThatReadFromTheDisk()
    {
        QVERIFY(!isTold(hashing(5, (1 << 20) - 1), FindingKind::ColdRun));
        const auto insight = insightOf(hashing(5, 1 << 20));
        QCOMPARE(findIn(*insight, FindingKind::ColdRun)->tryWhat, TryWhat::RunAgain);
    }

    // --- Runs that say too little.

    void aRunOfLessThanTenMillisecondsIsTooShort()
    {
        QCOMPARE(stateOf(runOf(4, equal(3, 9.99))), FindingsState::TooShort);
        QVERIFY(isTold(runOf(4, equal(3, 10)), FindingKind::TooManyWorkers));
        QCOMPARE(stateOf(runOf(1, equal(3, 0))), FindingsState::TooShort);
    }

    void aPauseDoesNotMakeARunLongEnough()
    {
        HandMadeRun run(HandMadeRun::settingsOf(3, 4));
        run.queue(0, 3).attempt(1, 1, 0, 5).attempt(2, 2, 0, 5).pause(5, 1000);
        QCOMPARE(stateOf(run.attempt(1, 3, 1000, 1004).over()), FindingsState::TooShort);
    }

    void ofAStoppedOrFailedRunNothingIsSaid()
    {
        for (const RunState state : {RunState::Stopped, RunState::Failed}) {
            HandMadeRun run(HandMadeRun::settingsOf(5, 2));
            RunOutcome outcome;
            outcome.state = state;
            QCOMPARE(stateOf(run.all({10, 10, 10, 10, 20}).over(outcome)), FindingsState::NotOver);
            HandMadeRun atOnce(HandMadeRun::settingsOf(5, 2));
            QCOMPARE(stateOf(atOnce.over(outcome)), FindingsState::NotOver);
        }
    }

    void oneJobOrNoneIsTooFew()
    {
        QCOMPARE(stateOf(runOf(4, {100})), FindingsState::TooFew);
        HandMadeRun none(HandMadeRun::settingsOf(1, 4));
        QCOMPARE(stateOf(none.over({}, 100)), FindingsState::TooFew);
        HandMadeRun noTime(HandMadeRun::settingsOf(1, 4));
        QCOMPARE(stateOf(noTime.over()), FindingsState::TooFew);
    }

    void failuresAloneAreTooFewJobs()
    {
        for (const bool oneFinishes : {false, true}) {
            HandMadeRun run(HandMadeRun::settingsOf(3, 1));
            run.queue(0, 3).attempt(1, 1, 0, 50, JobStatus::Failed);
            run.attempt(1, 2, 50, 90, JobStatus::Failed);
            run.attempt(1, 3, 90, 100, oneFinishes ? JobStatus::Finished : JobStatus::Failed);
            QCOMPARE(stateOf(run.over()), FindingsState::TooFew);
        }
    }

    void jobsThatTookNoTimeSayNothing()
    {
        HandMadeRun run(HandMadeRun::settingsOf(3, 2));
        run.queue(0, 3).attempt(1, 1, 0, 0).attempt(2, 2, 20, 20).attempt(1, 3, 40, 40);
        QCOMPARE(stateOf(run.over()), FindingsState::NoWork);
    }

    // --- Runs that were not the same all the time.

    void whereWorkersCameOrWentNothingIsSimulated()
    {
        // One worker for four, then four: with one number of workers there never was such a run.
        RunSettings settings = HandMadeRun::settingsOf(20, 1);
        settings.jobs.retries = 1;
        HandMadeRun run(settings);
        run.queue(0, 20);
        run.attempt(1, 1, 0, 30, JobStatus::Retried).attempt(1, 1, 30, 40);
        run.attempt(1, 2, 40, 60).attempt(1, 3, 60, 80).comes(2, 80).comes(3, 80).comes(4, 80);
        for (int i = 4; i <= 20; ++i)
            run.attempt(i % 4 + 1, i, 60 + i / 4 * 20, 80 + i / 4 * 20);
        const auto insight = insightOf(run.over());
        QCOMPARE(insight->findings.state, FindingsState::Told);
        QVERIFY(findIn(*insight, FindingKind::Failures));
        for (const Finding& finding : insight->findings.findings) {
            QCOMPARE(finding.tryWhat, TryWhat::Nothing);
            QCOMPARE(finding.gainNs, 0);
            QCOMPARE(finding.workers, 0);
        }
    }

    void aPauseIsNoReasonForMoreWorkersOrFewer()
    {
        // As runOf(2, equal(10, 10)), paused in the middle.
        HandMadeRun run(HandMadeRun::settingsOf(10, 2));
        run.queue(0, 10).pause(20, 1000);
        for (int i = 0; i < 10; ++i) {
            const double fromMs = i / 2 * 10 + (i < 4 ? 0 : 980);
            run.attempt(i % 2 + 1, i + 1, fromMs, fromMs + 10);
        }
        QVERIFY(!isTold(run.over(), FindingKind::MoreWorkers));
    }

    void aStopLeavesThemIncomplete()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!::insightOf(*aLongJobAfter(20), {}, stop.get_token()));
    }

private:
    static void oneRowForEach()
    {
        QTest::addColumn<Record>("record");
        const std::vector<Record> records = oneForEach();
        for (std::size_t i = 0; i < records.size(); ++i)
            QTest::newRow(kFindingRules[i].key) << records[i];
    }
};

QTEST_APPLESS_MAIN(TestFindings)
#include "tst_findings.moc"
