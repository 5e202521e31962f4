// All that there is to say of a run, of any run.

#include "drawnrun.h"
#include "fixtures/anyrun.h"
#include "fixtures/equaljobs.h"
#include "fixtures/handmaderun.h"
#include "insight/insight.h"
#include "timeline/runrecord.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using fixtures::HandMadeRun;

namespace {

// What must hold of every run; a text where something does not.
class Checks
{
public:
    Checks(const RunRecord& record, const Insight& insight) : m_record(record), m_insight(insight)
    {
        checkLostTime();
        checkCurve();
        checkFindings();
    }

    const QStringList& broken() const { return m_broken; }

private:
    void expect(bool holds, const char* what)
    {
        if (!holds)
            m_broken += QLatin1String(what);
    }

    void checkLostTime()
    {
        if (!m_insight.lost)
            return;
        const LostTime& lost = *m_insight.lost;
        expect(std::accumulate(lost.partsNs.begin(), lost.partsNs.end(), qint64(0)) == lost.totalNs,
               "lost time adds up");
        expect(std::ranges::all_of(lost.partsNs, [](qint64 ns) { return ns >= 0; }),
               "no part of lost time is negative");
    }

    void checkCurve()
    {
        const SizingCurve& curve = m_insight.curve;
        expect(!curve.points.empty() && curve.points.size() <= 64 + 8, "the curve has points");
        expect(std::ranges::is_sorted(curve.points, std::ranges::less(), &SizingPoint::workers),
               "the points are sorted");
        expect(curve.jobs == m_insight.model.size(), "the curve counts the jobs");
        for (const SizingPoint& point : curve.points) {
            expect(point.workers >= 1 && point.workers <= RunSettings::kMaxWorkers,
                   "numbers of workers are possible");
            expect(point.boundNs >= 0, "the bound is a time");
            if (point.simulatedNs)
                expect(*point.simulatedNs >= point.boundNs - qint64(curve.jobs),
                       "no simulated time beats the bound");
            expect(!point.measured || point.measured->leastNs() >= 0, "measured times are times");
        }
        if (const auto& enough = curve.enough) {
            const auto at = std::ranges::find(curve.points, enough->workers, &SizingPoint::workers);
            expect(at != curve.points.end(), "what is enough was looked at");
            expect(enough->from <= enough->workers && enough->workers <= enough->to,
                   "what is enough lies within what was looked at");
        }
    }

    void checkFindings()
    {
        const Findings& findings = m_insight.findings;
        expect(findings.state == FindingsState::Told || findings.findings.empty(),
               "nothing is told of what cannot be judged");
        expect(findings.findings.size() <= Findings::kMost, "five findings at most");
        const auto has = [&](FindingKind kind) {
            return std::ranges::find(findings.findings, kind, &Finding::kind) !=
                   findings.findings.end();
        };
        expect(!has(FindingKind::MoreThanCores) || !has(FindingKind::TooManyWorkers),
               "workers are too many for one reason");
        expect(!has(FindingKind::MoreWorkers) ||
                   !(has(FindingKind::MoreThanCores) || has(FindingKind::TooManyWorkers) ||
                     has(FindingKind::Starved)),
               "workers are too few or too many");
        for (const Finding& finding : findings.findings)
            checkFinding(finding);
    }

    void checkFinding(const Finding& finding)
    {
        const Timeline& pool = m_record.pool();
        const qint64 makespanNs = pool.makespanNs().value_or(0);
        expect(finding.share >= ruleOf(finding.kind).threshold && finding.share <= 1,
               "shares are shares, and reach their thresholds");
        expect(finding.gainNs >= 0 && finding.costNs >= 0, "gains and costs are times");
        expect(finding.jobNs >= 0 && finding.jobStartNs + finding.jobNs <= makespanNs,
               "a job lies within the run");
        expect(finding.tryWhat != TryWhat::WhatIf ||
                   finding.change != WhatIf{.workers = m_record.settings.pool.workers},
               "a change is a change");
        expect(!pool.workersChanged() || finding.tryWhat != TryWhat::WhatIf,
               "nothing is simulated for workers who came and went");
        for (const LaneStretch& stretch : finding.evidence)
            expect(stretch.lane >= 0 && stretch.lane < pool.laneCount() && stretch.fromNs >= 0 &&
                       stretch.fromNs < stretch.toNs && stretch.toNs <= makespanNs,
                   "evidence lies within the run");
    }

    const RunRecord& m_record;
    const Insight& m_insight;
    QStringList m_broken;
};

// What is broken of a record; empty when all is well.
QByteArray brokenOf(const RunRecord& record)
{
    const auto insight = insightOf(record, {});
    return insight ? Checks(record, *insight).broken().join(u'\n').toUtf8() : "there is none";
}

} // namespace

class TestInsight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itHoldsForAnyRun()
    {
        constexpr unsigned kRuns = 1000;
        std::array<int, 5> states{};
        for (unsigned seed = 1; seed <= kRuns; ++seed) {
            const auto record = fixtures::AnyRun(seed).make();
            const auto insight = insightOf(*record, {});
            const QStringList broken = Checks(*record, *insight).broken();
            QVERIFY2(broken.isEmpty(),
                     QByteArray::number(seed) + ": " + broken.join(u'\n').toUtf8());
            ++states[std::size_t(insight->findings.state)];
        }
        QVERIFY(states[std::size_t(FindingsState::Told)] > 0);
        QVERIFY(states[std::size_t(FindingsState::NotOver)] > 0);
    }

    void itHoldsForSmallRunsWhoseTimesCoincide()
    {
        constexpr unsigned kRuns = 2000;
        for (unsigned seed = 1; seed <= kRuns; ++seed) {
            const QByteArray broken = brokenOf(*DrawnRun(seed).record);
            QVERIFY2(broken.isEmpty(), QByteArray::number(seed) + ": " + broken);
        }
    }

    void itHoldsForRunsWithoutMuchInThem_data()
    {
        QTest::addColumn<std::shared_ptr<const RunRecord>>("record");
        QTest::addColumn<FindingsState>("state");
        const auto row = [](const char* name, std::shared_ptr<const RunRecord> record,
                            FindingsState state) {
            QTest::newRow(name) << std::move(record) << state;
        };
        const auto made = [](int jobs, int workers) {
            return HandMadeRun(HandMadeRun::settingsOf(jobs, workers));
        };
        row("no job, no time", made(1, 3).over(), FindingsState::TooFew);
        row("no job", made(1, 3).over({}, 100), FindingsState::TooFew);
        row("one job", made(1, 3).queue(0).attempt(2, 1, 0, 50).over(), FindingsState::TooFew);
        row("only failures",
            made(2, 1)
                .queue(0, 2)
                .attempt(1, 1, 0, 50, JobStatus::Failed)
                .attempt(1, 2, 50, 90, JobStatus::Failed)
                .over(),
            FindingsState::TooFew);
        row("only cancelled",
            made(2, 1).queue(0, 2).attempt(1, 1, 0, 50, JobStatus::Cancelled).over(),
            FindingsState::TooFew);
        row("no time", made(3, 2).all({0, 0, 0}).over(), FindingsState::TooShort);
        row("jobs of no time", made(3, 2).all({0, 0, 0}).over({}, 50), FindingsState::NoWork);
        row("paused throughout", made(2, 2).queue(0, 2).pause(0, 50).all({}).over({}, 50),
            FindingsState::TooFew);
        row("1,024 workers, three jobs", made(3, 1024).all({20, 20, 20}).over(),
            FindingsState::Told);
        row("1,024 workers, all busy", made(4096, 1024).all(std::vector<double>(4096, 10)).over(),
            FindingsState::Told);
    }

    void itHoldsForRunsWithoutMuchInThem()
    {
        QFETCH(std::shared_ptr<const RunRecord>, record);
        QFETCH(FindingsState, state);
        const QByteArray broken = brokenOf(*record);
        QVERIFY2(broken.isEmpty(), broken);
        QCOMPARE(insightOf(*record, {})->findings.state, state);
    }

    void itHoldsForRunsAsLongAsRunsCanBe_data()
    {
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("jobs");
        for (const int workers : {1, 2, 3, 1024}) {
            for (const int jobs : {workers, 2 * workers + 1})
                QTest::addRow("%d workers, %d jobs", workers, jobs) << workers << jobs;
        }
    }

    void itHoldsForRunsAsLongAsRunsCanBe()
    {
        QFETCH(int, workers);
        QFETCH(int, jobs);
        const qint64 longestNs = Timeline::kMaxLanesNs / workers;
        const int rounds = (jobs + workers - 1) / workers;
        // A third of the time between jobs, so that hand-off is long, too.
        const qint64 everyNs = longestNs / rounds;
        RunRecord record(HandMadeRun::settingsOf(jobs, workers));
        Timeline& pool = record.pool();
        pool.beginElsewhere();
        for (int i = 0; i < jobs; ++i)
            pool.record(Event{0, JobId{i + 1}, {}, EventKind::Queued, {}});
        for (int i = 0; i < jobs; ++i) {
            const WorkerId worker{i % workers + 1};
            const qint64 startNs = i / workers * everyNs + everyNs / 3;
            pool.record(Event{startNs, JobId{i + 1}, worker, EventKind::Started, {}});
            pool.record(
                Event{startNs + everyNs / 2, JobId{i + 1}, worker, EventKind::Finished, {}});
        }
        pool.record(Event{longestNs, {}, {}, EventKind::RunEnded, {}});
        pool.conclude({});
        const QByteArray broken = brokenOf(record);
        QVERIFY2(broken.isEmpty(), broken);
    }

    void itHoldsForOneLongJobAmongMany()
    {
        RunRecord record(HandMadeRun::settingsOf(2, 1));
        Timeline& pool = record.pool();
        pool.beginElsewhere();
        const qint64 longNs = Timeline::kMaxLanesNs - 1;
        for (const auto& [job, fromNs, toNs] :
             {std::tuple{1, qint64(0), longNs}, std::tuple{2, longNs, longNs + 1}}) {
            pool.record(Event{fromNs, JobId{job}, WorkerId{1}, EventKind::Started, {}});
            pool.record(Event{toNs, JobId{job}, WorkerId{1}, EventKind::Finished, {}});
        }
        pool.record(Event{longNs + 1, {}, {}, EventKind::RunEnded, {}});
        pool.conclude({});
        const QByteArray broken = brokenOf(record);
        QVERIFY2(broken.isEmpty(), broken);
        const auto insight = insightOf(record, {});
        QVERIFY(simulate(insight->model, {.workers = RunSettings::kMaxWorkers}).tailNs > 0);
    }

    void aStopGivesNothing()
    {
        std::stop_source stop;
        stop.request_stop();
        for (unsigned seed = 1; seed <= 50; ++seed)
            QVERIFY(!insightOf(*fixtures::AnyRun(seed).make(), {}, stop.get_token()));
        QVERIFY(!insightOf(*fixtures::equalJobs(100'000, 4, 1000), {}, stop.get_token()));
    }

    void jobsThatCameOverTimeHaveTraffic()
    {
        RunSettings settings = HandMadeRun::settingsOf(20, 2);
        settings.arrival.kind = ArrivalKind::Every;
        HandMadeRun run(settings);
        for (int i = 0; i < 20; ++i)
            run.queue(i * 100).attempt(i % 2 + 1, i + 1, i * 100 + 1, i * 100 + 50);
        const auto insight = insightOf(*run.over(), {});
        QVERIFY(insight->traffic && insight->law);
        QCOMPARE(insight->meanWaitNs.value(), HandMadeRun::ns(1));
        QVERIFY(!insightOf(*fixtures::runOf(2, {10, 10}), {})->traffic);
    }
};

QTEST_APPLESS_MAIN(TestInsight)
#include "tst_insight.moc"
