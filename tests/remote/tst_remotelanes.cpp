#include "remote/engine/remotelanes.h"
#include "timeline/timeline.h"

#include <QTest>

namespace {

constexpr quint64 kAgent = 7;
constexpr quint64 kOther = 8;
constexpr TimeBase kSameClock{};

// Lanes whose events are recorded: what a timeline does not take ends the test.
class Lanes
{
public:
    explicit Lanes(int jobs) : ledger(jobs)
    {
        // The first worker is there when the run begins.
        come(kAgent, 1);
        record(Event{100, {}, {}, EventKind::RunBegan, {}});
        lanes.begin(100);
        for (int job = 1; job <= jobs; ++job)
            lanes.queued(JobId{job}, 100);
    }

    void come(quint64 agent, int worker)
    {
        tell(agent, worker, Event{100, {}, WorkerId{worker}, EventKind::WorkerCame, {}});
    }
    void go(quint64 agent, int worker, qint64 ns)
    {
        tell(agent, worker, Event{ns, {}, WorkerId{worker}, EventKind::WorkerWent, {}});
    }
    void start(quint64 agent, int worker, int job, qint64 ns)
    {
        tell(agent, worker,
             Event{ns, JobId{job}, WorkerId{worker}, EventKind::Started, {}, false, 1});
    }
    // Its end, with its result.
    bool result(quint64 agent, int worker, int job, qint64 ns,
                JobStatus status = JobStatus::Finished)
    {
        const bool isFirst = ledger.end(JobId{job}, status);
        tell(agent, worker,
             Event{ns, JobId{job}, WorkerId{worker}, EventKind::Finished, status, false, 1},
             isFirst);
        return isFirst;
    }
    // The last event of a worker once more.
    void again(quint64 agent, std::optional<bool> isFirst = {})
    {
        lanes.take(agent, m_last, kSameClock, isFirst);
    }
    void skip(quint64 agent, int worker) { ++m_counts[{agent, worker}]; }
    // The end of a job whose result is still on its way, and that result.
    AttemptEvent untoldEnd(quint64 agent, int worker, int job, qint64 ns)
    {
        const Event event{
            ns, JobId{job}, WorkerId{worker}, EventKind::Finished, JobStatus::Finished, false, 1};
        return {++m_counts[{agent, worker}], event, {}};
    }
    void resultOf(quint64 agent, const AttemptEvent& told)
    {
        lanes.take(agent, told, kSameClock, ledger.end(told.event.job, told.event.status));
    }

    // "job status" of each span of a lane, from 1.
    QString spans(int lane)
    {
        events.close();
        events.drain([this](const Event& event, const EventDetails& details) {
            timeline.record(event, details);
        });
        QStringList texts;
        const Lane& of = timeline.lane(lane - 1);
        for (std::size_t at = 0; at < of.startedCount(); ++at) {
            static constexpr const char* kWords[] = {"finished", "failed", "cancelled", "retried"};
            const Span span = of.span(at);
            texts += QStringLiteral("%1 %2")
                         .arg(span.job.number)
                         .arg(span.endNs ? QLatin1String(kWords[int(span.status)])
                                         : QLatin1String("goes on"));
        }
        return texts.join(QStringLiteral(", "));
    }

    Timeline timeline{1};
    RunEvents events;
    JobLedger ledger;
    RemoteLanes lanes{events, ledger, [](quint64, WorkerId) {
                      }};

private:
    void record(const Event& event) { timeline.record(event); }
    void tell(quint64 agent, int worker, const Event& event, std::optional<bool> isFirst = {})
    {
        m_last = {++m_counts[{agent, worker}], event, {}};
        lanes.take(agent, m_last, kSameClock, isFirst);
    }

    std::map<std::pair<quint64, int>, quint64> m_counts;
    AttemptEvent m_last;
};

} // namespace

class TestRemoteLanes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachWorkerOfEachAgentHasALane()
    {
        Lanes of(2);
        of.start(kAgent, 1, 1, 200);
        of.start(kOther, 1, 2, 300);
        of.result(kOther, 1, 2, 400);
        of.result(kAgent, 1, 1, 500);
        QCOMPARE(of.spans(1), QStringLiteral("1 finished"));
        QCOMPARE(of.spans(2), QStringLiteral("2 finished"));
        QCOMPARE(of.lanes.missing(), qint64(0));
    }

    void aResultThatComesLateIsShownWhenItsWorkerIsFree()
    {
        Lanes of(2);
        of.start(kAgent, 1, 1, 200);
        const AttemptEvent late = of.untoldEnd(kAgent, 1, 1, 300);
        of.start(kAgent, 1, 2, 400);
        of.resultOf(kAgent, late);
        QVERIFY(of.ledger.isOver(JobId{1}));
        of.result(kAgent, 1, 2, 500);
        QCOMPARE(of.spans(1), QStringLiteral("1 retried, 2 finished, 1 finished"));
        QCOMPARE(of.lanes.missing(), qint64(0));
        QVERIFY(of.lanes.outOfOrder().count > 0);
    }

    void aResultThatComesAfterItsWorkerHasGoneIsShown()
    {
        Lanes of(1);
        of.start(kAgent, 1, 1, 200);
        const AttemptEvent late = of.untoldEnd(kAgent, 1, 1, 300);
        of.go(kAgent, 1, 400);
        of.resultOf(kAgent, late);
        QCOMPARE(of.spans(1), QStringLiteral("1 finished"));
        QVERIFY(of.ledger.areAllOver());
    }

    void asManyWorkersAsThereMayBeHaveALaneEach()
    {
        constexpr int kAgents = 4;
        constexpr int kEach = RunSettings::kMaxLanes / kAgents;
        Lanes of(RunSettings::kMaxLanes);
        for (int i = 0; i < RunSettings::kMaxLanes; ++i) {
            const quint64 agent = kAgent + quint64(i / kEach);
            of.start(agent, 1 + i % kEach, i + 1, 200 + i);
            of.result(agent, 1 + i % kEach, i + 1, 10'000 + i);
        }
        QCOMPARE(of.lanes.count(), RunSettings::kMaxLanes);
        QVERIFY(!of.lanes.laneOf(kAgent + kAgents, WorkerId{1}));
        QCOMPARE(of.spans(1), QStringLiteral("1 finished"));
        QCOMPARE(of.spans(RunSettings::kMaxLanes), QStringLiteral("4096 finished"));
        QCOMPARE(of.timeline.laneCount(), RunSettings::kMaxLanes);
        QCOMPARE(of.timeline.counts().finished, std::size_t(RunSettings::kMaxLanes));
    }

    void whatIsToldTwiceIsShownOnce()
    {
        Lanes of(1);
        of.start(kAgent, 1, 1, 200);
        of.again(kAgent);
        of.result(kAgent, 1, 1, 500);
        of.again(kAgent, false);
        QCOMPARE(of.spans(1), QStringLiteral("1 finished"));
    }

    void anEndWithoutItsResultIsNotTaken()
    {
        Lanes of(1);
        of.start(kAgent, 1, 1, 200);
        AttemptEvent end;
        end.count = 3;
        end.event = Event{300, JobId{1}, WorkerId{1}, EventKind::Finished, JobStatus::Finished};
        of.lanes.take(kAgent, end, kSameClock);
        QCOMPARE(of.spans(1), QStringLiteral("1 goes on"));
    }

    void whatNeverComesIsCounted()
    {
        Lanes of(2);
        of.skip(kAgent, 1);
        of.start(kAgent, 1, 1, 200);
        of.result(kAgent, 1, 1, 300);
        QCOMPARE(of.lanes.missing(), qint64(1));
        // It comes after all.
        AttemptEvent late;
        late.count = 2;
        late.event = Event{150, {}, WorkerId{1}, EventKind::WorkerCame, {}};
        of.lanes.take(kAgent, late, kSameClock);
        QCOMPARE(of.lanes.missing(), qint64(0));
    }

    void aLostWorkersJobGoesOnElsewhere()
    {
        Lanes of(1);
        of.start(kAgent, 1, 1, 200);
        of.lanes.agentWent(kAgent, 300);
        of.start(kOther, 1, 1, 400);
        of.result(kOther, 1, 1, 500);
        QCOMPARE(of.spans(1), QStringLiteral("1 retried"));
        QCOMPARE(of.spans(2), QStringLiteral("1 finished"));
        QCOMPARE(of.timeline.lane(1).attemptNumberAt(0), 2);
        QCOMPARE(of.timeline.jobsStarted(), std::size_t(1));
        QVERIFY(of.timeline.workersChanged());
    }

    void aWorkerThatWasGivenUpMayComeBackWithItsResult()
    {
        Lanes of(1);
        of.start(kAgent, 1, 1, 200);
        of.lanes.agentWent(kAgent, 300);
        QVERIFY(of.result(kAgent, 1, 1, 500));
        QCOMPARE(of.spans(1), QStringLiteral("1 retried, 1 finished"));
        QCOMPARE(of.timeline.counts().finished, std::size_t(1));
    }

    void aSecondResultIsShownAndCountsAsNone()
    {
        Lanes of(1);
        of.start(kAgent, 1, 1, 200);
        of.start(kOther, 1, 1, 300);
        QVERIFY(of.result(kOther, 1, 1, 400));
        QVERIFY(!of.result(kAgent, 1, 1, 500));
        QCOMPARE(of.spans(1), QStringLiteral("1 retried"));
        QCOMPARE(of.spans(2), QStringLiteral("1 finished"));
        QCOMPARE(of.ledger.tally().finished, qint64(1));
    }

    void aStartBeforeItsJobWasSentIsMovedAndSaid()
    {
        Lanes of(1);
        of.start(kAgent, 1, 1, 40);
        of.result(kAgent, 1, 1, 50);
        QCOMPARE(of.spans(1), QStringLiteral("1 finished"));
        QCOMPARE(of.timeline.lane(0).startNs(0), qint64(0));
        QCOMPARE(of.timeline.lane(0).endNs(0), qint64(0));
        QCOMPARE(of.lanes.startsTooEarly().count, 1);
        QCOMPARE(of.lanes.startsTooEarly().mostNs, qint64(60));
    }

    void aWorkerThatComesAgainHasNothingInHand()
    {
        Lanes of(1);
        of.start(kAgent, 1, 1, 200);
        of.come(kAgent, 1);
        QVERIFY(!of.lanes.isAnyBusy());
        QVERIFY(!of.ledger.areAllOver());
        of.start(kAgent, 1, 1, 300);
        of.result(kAgent, 1, 1, 400);
        QCOMPARE(of.spans(1), QStringLiteral("1 retried, 1 finished"));
    }

    void anEndBeforeItsStartIsMovedAndSaid()
    {
        Lanes of(1);
        of.start(kAgent, 1, 1, 200);
        of.result(kAgent, 1, 1, 150);
        QCOMPARE(of.spans(1), QStringLiteral("1 finished"));
        QCOMPARE(of.timeline.lane(0).endNs(0), of.timeline.lane(0).startNs(0));
        QCOMPARE(of.lanes.outOfOrder().count, 1);
        QCOMPARE(of.lanes.outOfOrder().mostNs, qint64(50));
        QCOMPARE(of.lanes.startsTooEarly().count, 0);
    }

    void anotherClockIsReadByItsOffset()
    {
        Lanes of(1);
        const TimeBase clock{-1'000'000, 5};
        AttemptEvent start;
        start.count = 2;
        start.event = Event{1'000'350, JobId{1}, WorkerId{1}, EventKind::Started, {}, false, 1};
        of.lanes.take(kAgent, start, clock);
        of.spans(1);
        QCOMPARE(of.timeline.lane(0).startNs(0), qint64(250));
    }

    void jobsThatBeganAfterALaterOneAreCounted()
    {
        Lanes of(5);
        of.start(kAgent, 1, 2, 200);
        of.start(kOther, 1, 1, 300);
        of.result(kAgent, 1, 2, 400);
        of.result(kOther, 1, 1, 400);
        of.start(kAgent, 1, 4, 500);
        of.start(kOther, 1, 3, 500);
        // That it began again says nothing of when it did first.
        of.lanes.agentWent(kOther, 600);
        of.result(kAgent, 1, 4, 700);
        of.start(kAgent, 1, 3, 800);
        QCOMPARE(of.lanes.begunOutOfOrder(), 1);
    }

    void jobsThatAreNotOfTheRunAreLeftOut()
    {
        Lanes of(1);
        of.start(kAgent, 1, 99, 200);
        QCOMPARE(of.spans(1), QString());
    }

    void whatGoesOnAtTheEndIsCancelled()
    {
        Lanes of(2);
        of.start(kAgent, 1, 1, 200);
        QVERIFY(of.lanes.isAnyBusy());
        of.lanes.cancelAll(300, QStringLiteral("over"));
        QVERIFY(!of.lanes.isAnyBusy());
        QCOMPARE(of.spans(1), QStringLiteral("1 cancelled"));
        QCOMPARE(of.ledger.tally().cancelled, qint64(1));
    }
};

QTEST_GUILESS_MAIN(TestRemoteLanes)
#include "tst_remotelanes.moc"
