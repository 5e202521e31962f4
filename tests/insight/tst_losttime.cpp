#include "drawnrun.h"
#include "fixtures/anyrun.h"
#include "fixtures/endedrun.h"
#include "fixtures/textpicture.h"
#include "insight/jobmodel.h"
#include "insight/losttime.h"
#include "timeline/runrecord.h"

#include <QTest>

#include <limits>
#include <numeric>

namespace {

using Parts = std::array<qint64, kLostParts>;

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

qint64 sumOf(const LostTime& lost)
{
    return std::accumulate(lost.partsNs.begin(), lost.partsNs.end(), qint64(0));
}

// "hand_off 3, waiting 5": the parts that are not 0.
QString textOf(const Parts& parts)
{
    QStringList texts;
    for (std::size_t i = 0; i < kLostParts; ++i) {
        if (parts[i] != 0)
            texts << QStringLiteral("%1 %2").arg(QLatin1String(kLostPartKeys[i])).arg(parts[i]);
    }
    return texts.join(QStringLiteral(", "));
}

// What an instant of a drawn run is, by its definition: each rule looks at all there is.
class Instants
{
public:
    explicit Instants(const DrawnRun& run) : m_run(run) {}

    bool isPresent(int lane, qint64 ns) const { return at(m_run.presences, lane, ns) != nullptr; }

    // The tail is TailRest.
    LostPart partAt(int lane, qint64 ns) const
    {
        for (const DrawnRun::Job& job : m_run.jobs) {
            if (job.lane == lane && job.startNs <= ns && ns < job.endNs)
                return partOf(job, ns);
        }
        if (at(m_run.results, lane, ns))
            return LostPart::ResultsBlocked;
        if (at(m_run.pauses, -1, ns))
            return LostPart::Paused;
        return idlePartAt(lane, ns);
    }

    bool counted(const DrawnRun::Job& job) const
    {
        return job.finished && std::ranges::none_of(m_run.jobs, [&](const DrawnRun::Job& other) {
                   return other.finished && other.number == job.number &&
                          std::pair(other.endNs, other.lane) < std::pair(job.endNs, job.lane);
               });
    }

private:
    static const DrawnRun::Stretch* at(const std::vector<DrawnRun::Stretch>& stretches, int lane,
                                       qint64 ns)
    {
        const auto found = std::ranges::find_if(stretches, [&](const DrawnRun::Stretch& stretch) {
            return stretch.lane == lane && stretch.fromNs <= ns && ns < stretch.toNs;
        });
        return found != stretches.end() ? &*found : nullptr;
    }

    LostPart partOf(const DrawnRun::Job& job, qint64 ns) const
    {
        if (!counted(job))
            return LostPart::Failed;
        if (!job.cpuNs)
            return LostPart::Running;
        if (ns - job.startNs < *job.cpuNs)
            return LostPart::OnCore;
        if (ns - job.startNs < *job.cpuNs + job.readyNs)
            return LostPart::Ready;
        return LostPart::Waiting;
    }

    bool wasTaken(int number, qint64 ns) const
    {
        return std::ranges::any_of(m_run.jobs, [&](const DrawnRun::Job& job) {
            return job.number == number && job.startNs <= ns;
        });
    }

    qint64 takenBy(qint64 ns) const
    {
        qint64 taken = 0;
        for (int number = 1; number <= int(m_run.jobs.size()); ++number)
            taken += wasTaken(number, ns) ? 1 : 0;
        return taken;
    }

    LostPart idlePartAt(int lane, qint64 ns) const
    {
        const qint64 ever = takenBy(m_run.makespanNs);
        const qint64 taken = takenBy(ns);
        const auto sent = qint64(m_run.queuedNs.size());
        const qint64 queued =
            std::ranges::count_if(m_run.queuedNs, [ns](qint64 queuedNs) { return queuedNs <= ns; });
        const bool timed = sent > 0 || ever == 0;
        const bool goesOn = std::ranges::any_of(
            m_run.jobs, [ns](const DrawnRun::Job& job) { return ns < job.endNs; });
        if (ever > 0 && (taken == ever || (sent > 0 && queued == sent && taken >= queued)))
            return goesOn ? LostPart::TailRest : LostPart::AfterLast;
        if (!timed)
            return LostPart::Idle;
        const qint64 cameNs = at(m_run.presences, lane, ns)->fromNs;
        const bool hasTaken = std::ranges::any_of(m_run.jobs, [&](const DrawnRun::Job& job) {
            return job.lane == lane && cameNs <= job.startNs && job.startNs <= ns;
        });
        const bool atOnce = m_run.record->settings.arrival.kind == ArrivalKind::All;
        if (!hasTaken && (queued > taken || (queued == 0 && atOnce)))
            return LostPart::StartUp;
        return queued > taken ? LostPart::HandOff : LostPart::NoJob;
    }

    const DrawnRun& m_run;
};

// All of the article's kind, in units of a nanosecond; see fixtures::recordRun().
std::unique_ptr<RunRecord> runOf(const std::vector<std::string>& lines)
{
    RunSettings settings;
    settings.pool.workers = int(lines.size());
    settings.jobs.count = 0;
    for (const std::string& line : lines) {
        for (const char c : line)
            settings.jobs.count = std::max(settings.jobs.count, fixtures::jobOf(c));
    }
    auto record = std::make_unique<RunRecord>(settings);
    fixtures::recordRun(record->pool(), lines, 1);
    return record;
}

QString lostIn(const RunRecord& record, const JobModel& model = {})
{
    const auto lost = lostTimeOf(record, model);
    return lost ? textOf(lost->partsNs) : QStringLiteral("nothing");
}

// Events of a run by hand, at times from its zero.
class ByHand
{
public:
    explicit ByHand(int workers, ArrivalKind arrival = ArrivalKind::All)
    {
        RunSettings settings;
        settings.jobs.count = 3;
        settings.pool.workers = workers;
        settings.arrival.kind = arrival;
        record = std::make_unique<RunRecord>(settings);
        record->pool().beginElsewhere();
    }
    ByHand& queued(std::initializer_list<qint64> times)
    {
        for (const qint64 ns : times)
            send(EventKind::Queued, ns);
        return *this;
    }
    ByHand& job(int worker, int number, qint64 fromNs, qint64 toNs,
                JobStatus status = JobStatus::Finished, std::optional<CpuUse> cpu = {})
    {
        send(EventKind::Started, fromNs, worker, number);
        Event event;
        event.kind = EventKind::Finished;
        event.timeNs = toNs;
        event.worker = WorkerId{worker};
        event.job = JobId{number};
        event.status = status;
        record->pool().record(event, {cpu, {}});
        return *this;
    }
    ByHand& send(EventKind kind, qint64 ns, int worker = 0, int job = 0)
    {
        Event event;
        event.kind = kind;
        event.timeNs = ns;
        event.worker = WorkerId{worker};
        event.job = JobId{job};
        record->pool().record(event);
        return *this;
    }
    const RunRecord& ended(qint64 ns, RunState state = RunState::Finished)
    {
        send(EventKind::RunEnded, ns);
        record->pool().conclude({state, {}});
        return *record;
    }

    std::unique_ptr<RunRecord> record;
};

} // namespace

class TestLostTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachInstantBelongsToTheFirstPartThatMatches()
    {
        Parts seen{};
        for (unsigned seed = 1; seed <= 4000; ++seed) {
            const DrawnRun run(seed);
            const auto lost = lostTimeOf(*run.record, {});
            QCOMPARE(lost.has_value(), run.makespanNs > 0);
            if (!lost)
                continue;
            Parts expected{};
            qint64 presentNs = 0;
            const Instants instants(run);
            for (int lane = 0; lane < run.lanes; ++lane) {
                for (qint64 ns = 0; ns < run.makespanNs; ++ns) {
                    if (!instants.isPresent(lane, ns))
                        continue;
                    ++presentNs;
                    ++expected[std::size_t(instants.partAt(lane, ns))];
                }
            }
            QVERIFY2(lost->partsNs == expected,
                     qPrintable(QStringLiteral("seed %1: %2, expected %3")
                                    .arg(seed)
                                    .arg(textOf(lost->partsNs), textOf(expected))));
            QCOMPARE(lost->totalNs, presentNs);
            for (std::size_t i = 0; i < kLostParts; ++i)
                seen[i] += expected[i];
        }
        // Each part was drawn many times.
        for (std::size_t i = 0; i < kLostParts; ++i) {
            if (LostPart(i) != LostPart::TailOrder)
                QVERIFY2(seen[i] > 1000, kLostPartKeys[i]);
        }
    }

    void stretchesCoverWhatBelongsToTheirParts()
    {
        for (unsigned seed = 1; seed <= 800; ++seed) {
            const DrawnRun run(seed);
            const Instants instants(run);
            // Parts of idle time, alone and two at once, and failed attempts.
            for (const std::vector<LostPart>& parts :
                 {std::vector{LostPart::Paused}, std::vector{LostPart::HandOff},
                  std::vector{LostPart::NoJob, LostPart::StartUp}, std::vector{LostPart::Idle},
                  std::vector{LostPart::TailRest}, std::vector{LostPart::ResultsBlocked},
                  std::vector{LostPart::AfterLast, LostPart::Failed}}) {
                std::vector<LaneStretch> stretches = stretchesOf(*run.record, parts, kAll);
                qint64 coveredNs = 0;
                for (std::size_t i = 0; i < stretches.size(); ++i) {
                    const LaneStretch& stretch = stretches[i];
                    QVERIFY(stretch.fromNs < stretch.toNs);
                    QVERIFY(i == 0 || stretches[i - 1].lane < stretch.lane ||
                            stretches[i - 1].toNs <= stretch.fromNs);
                    coveredNs += stretch.toNs - stretch.fromNs;
                    for (qint64 ns = stretch.fromNs; ns < stretch.toNs; ++ns) {
                        const LostPart part = instants.partAt(stretch.lane, ns);
                        QVERIFY2(std::ranges::find(parts, part) != parts.end(),
                                 qPrintable(QStringLiteral("seed %1").arg(seed)));
                    }
                }
                const auto lost = lostTimeOf(*run.record, {});
                qint64 lostNs = 0;
                for (const LostPart part : parts)
                    lostNs += lost ? lost->of(part) : 0;
                QCOMPARE(coveredNs, lostNs);
            }
        }
    }

    void thePartsOfAnyRunAddUpToTheTimeOfItsWorkers()
    {
        for (unsigned seed = 1; seed <= 2000; ++seed) {
            const auto record = fixtures::AnyRun(seed).make();
            const auto lost = lostTimeOf(*record, {});
            QVERIFY(lost);
            QCOMPARE(sumOf(*lost), record->pool().presentNs(*record->pool().makespanNs()));
            QCOMPARE(lost->totalNs, sumOf(*lost));
            for (const qint64 ns : lost->partsNs)
                QVERIFY(ns >= 0);
        }
    }

    void idleWorkersAreInTheTailOnceNothingIsLeft()
    {
        const auto record = runOf({"11144444", "222", "333"});
        QCOMPARE(lostIn(*record), QStringLiteral("running 14, tail_unavoidable 10"));
        QCOMPARE(lostTimeOf(*record, {})->workers, 3);
        QCOMPARE(lostTimeOf(*record, {})->makespanNs, 8);
        QCOMPARE(lostTimeOf(*record, {})->totalNs, 24);
    }

    void theFirstJobsTakeIsStartUpAndTheNextOnesHandOff()
    {
        QCOMPARE(lostIn(*runOf({"..111.333", ".2222.444"})),
                 QStringLiteral("running 13, start_up 3, hand_off 2"));
    }

    void aWorkerThatNeverTakesAJobIsInStartUpWhileJobsWait()
    {
        QCOMPARE(lostIn(*runOf({"1122", "...."})),
                 QStringLiteral("running 4, start_up 2, tail_unavoidable 2"));
    }

    void aRunOfOneJobHasNoHandOff()
    {
        QCOMPARE(lostIn(ByHand(2).queued({1}).job(1, 1, 2, 7).ended(9)),
                 QStringLiteral("running 5, start_up 4, tail_unavoidable 5, after_last 4"));
    }

    void withoutAJobAllIsStartUp()
    {
        QCOMPARE(lostIn(*fixtures::endedRun(std::chrono::nanoseconds(5))),
                 QStringLiteral("start_up 15"));
        QCOMPARE(lostIn(ByHand(1, ArrivalKind::Every).ended(5)), QStringLiteral("no_job 5"));
    }

    void noTimeOrNoEndIsNothing()
    {
        QCOMPARE(lostIn(ByHand(2).ended(0)), QStringLiteral("nothing"));
        QVERIFY(stretchesOf(ByHand(2).ended(0), {LostPart::StartUp}, kAll).empty());
        QCOMPARE(lostIn(*runOf({"11>"})), QStringLiteral("nothing"));
    }

    void jobsThatTookNoTimeLeaveTheirTimeToOthers()
    {
        QCOMPARE(lostIn(ByHand(1).queued({0, 0}).job(1, 1, 2, 2).job(1, 2, 5, 5).ended(6)),
                 QStringLiteral("start_up 2, hand_off 3, after_last 1"));
    }

    void onlyFailuresAreFailedAttempts()
    {
        QCOMPARE(lostIn(ByHand(1)
                            .queued({0})
                            .job(1, 1, 0, 4, JobStatus::Retried)
                            .job(1, 1, 4, 6, JobStatus::Failed)
                            .ended(6)),
                 QStringLiteral("failed 6"));
    }

    void ofAJobThatFinishedTwiceTheFirstFinishCounts()
    {
        QCOMPARE(lostIn(ByHand(2).queued({0}).job(1, 1, 0, 9).job(2, 1, 3, 8).ended(9)),
                 QStringLiteral("running 5, failed 9, tail_unavoidable 4"));
        // The lower lane where they finished at once.
        QCOMPARE(lostIn(ByHand(2).queued({0}).job(1, 1, 0, 9).job(2, 1, 3, 9).ended(9)),
                 QStringLiteral("running 9, failed 6, tail_unavoidable 3"));
    }

    void aJobInHandDuringAPauseIsAJob()
    {
        ByHand run(1);
        run.queued({0, 0}).job(1, 1, 0, 4).job(1, 2, 9, 10);
        run.send(EventKind::Paused, 2).send(EventKind::Resumed, 8);
        QCOMPARE(lostIn(run.ended(10)), QStringLiteral("paused 4, running 5, hand_off 1"));
    }

    void jobsThatComeOverTimeAreWaitedFor()
    {
        QCOMPARE(lostIn(ByHand(1, ArrivalKind::Every)
                            .queued({2, 6})
                            .job(1, 1, 3, 4)
                            .job(1, 2, 7, 9)
                            .ended(9)),
                 QStringLiteral("running 3, start_up 1, hand_off 1, no_job 4"));
    }

    void afterTheLastTakeOfAStoppedRunNothingIsLeft()
    {
        QCOMPARE(lostIn(ByHand(2)
                            .queued({0, 0, 0, 0})
                            .job(1, 1, 0, 5)
                            .job(2, 2, 0, 3)
                            .ended(6, RunState::Stopped)),
                 QStringLiteral("running 8, tail_unavoidable 2, after_last 2"));
    }

    void aStoppedRunOfWhichNoJobWasTakenIsStartUp()
    {
        QCOMPARE(lostIn(ByHand(3).queued({1, 1}).ended(4, RunState::Stopped)),
                 QStringLiteral("start_up 12"));
    }

    void withoutTimesOfQueueingIdleTimeIsIdle()
    {
        QCOMPARE(lostIn(ByHand(2).job(1, 1, 1, 4).job(2, 2, 3, 7).job(1, 3, 6, 9).ended(10)),
                 QStringLiteral("running 10, idle 6, tail_unavoidable 2, after_last 2"));
    }

    void timeOnACoreIsNeverMoreThanTheJobTook()
    {
        const CpuUse cpu{.ns = 9};
        QCOMPARE(lostIn(ByHand(1).job(1, 1, 0, 4, JobStatus::Finished, cpu).ended(4)),
                 QStringLiteral("on_core 4"));
    }

    void whatAJobNeitherComputedNorWasReadyForItWaited()
    {
        const auto lostWith = [](const CpuUse& cpu) {
            return lostIn(ByHand(1).job(1, 1, 0, 9, JobStatus::Finished, cpu).ended(9));
        };
        QCOMPARE(lostWith({4, 0, 3}), QStringLiteral("on_core 4, ready 3, waiting 2"));
        QCOMPARE(lostWith({4, 0, 0}), QStringLiteral("on_core 4, waiting 5"));
        QCOMPARE(lostWith({4, 0, 8}), QStringLiteral("on_core 4, ready 5"));
        QCOMPARE(lostWith({.ns = 4}), QStringLiteral("on_core 4, waiting 5"));
    }

    void aWorkerThatComesLaterIsThereFromThenOn()
    {
        ByHand run(1);
        run.queued({0, 0}).job(1, 1, 0, 9).send(EventKind::WorkerCame, 4, 2).job(2, 2, 6, 8);
        const RunRecord& record = run.ended(10);
        QCOMPARE(lostIn(record),
                 QStringLiteral("running 11, start_up 2, tail_unavoidable 1, after_last 2"));
        QCOMPARE(lostTimeOf(record, {})->totalNs, 16);
        QCOMPARE(lostTimeOf(record, {})->workers, 2);
    }

    void whatLongestFirstWouldSaveOfTheTailIsSaidApart()
    {
        const auto record = runOf({"1111133333333", "22222........"});
        QCOMPARE(lostIn(*record, modelOf(*record)),
                 QStringLiteral("running 18, tail_by_order 6, tail_unavoidable 2"));
    }

    void noOrderSavesWhatIsNoTail()
    {
        const auto record = runOf({"1111111133333", "2222244444..."});
        QCOMPARE(lostTimeOf(*record, modelOf(*record))->of(LostPart::TailOrder), 0);
    }

    void theTailIsNotSplitWhereTheRunWasPausedOrStoppedOrItsWorkersChanged_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("paused") << 0;
        QTest::newRow("stopped") << 1;
        QTest::newRow("changed") << 2;
    }

    void theTailIsNotSplitWhereTheRunWasPausedOrStoppedOrItsWorkersChanged()
    {
        QFETCH(int, what);
        ByHand run(2);
        run.queued({0, 0, 0}).job(1, 1, 0, 5).job(2, 2, 0, 5).job(1, 3, 5, 13);
        if (what == 0)
            run.send(EventKind::Paused, 2).send(EventKind::Resumed, 3);
        if (what == 2)
            run.send(EventKind::WorkerWent, 13, 2);
        const RunRecord& record = run.ended(13, what == 1 ? RunState::Stopped : RunState::Finished);
        const auto lost = lostTimeOf(record, modelOf(record));
        QCOMPARE(lost->of(LostPart::TailOrder), 0);
        QCOMPARE(lost->of(LostPart::TailRest), 8);
    }

    void theLongestStretchesAreKept()
    {
        const auto record = runOf({"1.2..3...4", "5678.9.abc"});
        const std::vector<LostPart> handOff{LostPart::HandOff};
        const std::vector<LaneStretch> longest{{0, 3, 5}, {0, 6, 9}};
        QCOMPARE(stretchesOf(*record, handOff, 2), longest);
        QCOMPARE(stretchesOf(*record, handOff, kAll).size(), std::size_t(5));
        QVERIFY(stretchesOf(*record, handOff, 0).empty());
        QVERIFY(stretchesOf(*record, {}, kAll).empty());
    }

    void bothPartsOfTheTailAreTheWholeOfIt()
    {
        const auto record = runOf({"1111133333333", "22222........"});
        const std::vector<LaneStretch> tail{{1, 5, 13}};
        QCOMPARE(stretchesOf(*record, {LostPart::TailOrder}, kAll), tail);
        QCOMPARE(stretchesOf(*record, {LostPart::TailRest}, kAll), tail);
        QCOMPARE(stretchesOf(*record, {LostPart::TailOrder, LostPart::TailRest}, kAll), tail);
    }

    void jobsThatWaitedAreShownWhole()
    {
        ByHand run(1);
        run.queued({0, 0, 0})
            .job(1, 1, 0, 5, JobStatus::Finished, CpuUse{.ns = 2})
            .job(1, 2, 5, 8, JobStatus::Finished, CpuUse{.ns = 3})
            .job(1, 3, 8, 9);
        const RunRecord& record = run.ended(9);
        const std::vector<LaneStretch> waited{{0, 0, 5}};
        const std::vector<LaneStretch> computed{{0, 0, 5}, {0, 5, 8}};
        QCOMPARE(stretchesOf(record, {LostPart::Waiting}, kAll), waited);
        QCOMPARE(stretchesOf(record, {LostPart::OnCore}, kAll), computed);
    }

    void aStopLeavesNothing()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto record = runOf({"1122", "33.."});
        QVERIFY(!lostTimeOf(*record, {}, stop.get_token()));
        QVERIFY(stretchesOf(*record, {LostPart::Running}, kAll, stop.get_token()).empty());
    }
};

QTEST_GUILESS_MAIN(TestLostTime)
#include "tst_losttime.moc"
