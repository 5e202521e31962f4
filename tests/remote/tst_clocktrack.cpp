#include "remote/engine/clocktrack.h"

#include <QTest>

#include <cmath>
#include <random>

namespace {

constexpr qint64 kUs = 1'000;
constexpr qint64 kS = 1'000'000'000;

// A clock that shows so much else, and goes so much faster.
struct OtherClock
{
    qint64 showsMoreNs = 0;
    double fasterNsPerSecond = 0;

    qint64 at(qint64 ourNs) const
    {
        return ourNs + showsMoreNs + std::llround(double(ourNs) / 1e9 * fasterNsPerSecond);
    }
};

void ask(ClockTrack& track, const OtherClock& clock, qint64 ourNs, qint64 thereNs, qint64 backNs)
{
    track.add(ourNs, clock.at(ourNs + thereNs), ourNs + thereNs + backNs);
}

} // namespace

class TestClockTrack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSampleWithTheLeastDelaySaysTheClock()
    {
        ClockOffset clock;
        QVERIFY(!clock.best());
        clock.add(1'000, 6'000, 3'000); // the other one shows 4,000 more, 1,000 either way
        QVERIFY(clock.best() == TimeBase({-4'000, 1'000}));
        clock.add(5'000, 9'900, 15'000); // slower: nothing new
        QVERIFY(clock.best() == TimeBase({-4'000, 1'000}));
        clock.add(20'000, 24'100, 20'200);
        QVERIFY(clock.best() == TimeBase({-4'000, 100}));
        QCOMPARE(clock.samples(), 3);
    }

    void oldSamplesAreForgotten()
    {
        ClockOffset clock;
        clock.add(0, 1'000, 10);
        for (int i = 1; i <= 8; ++i)
            clock.add(i * 1'000, i * 1'000 + 2'000, i * 1'000 + 200);
        QCOMPARE(clock.best()->uncertaintyNs, qint64(100));
        QCOMPARE(clock.best()->offsetNs, qint64(-1'900));
    }

    void aSampleIsWorthLessTheOlderItIs()
    {
        ClockOffset clock;
        clock.add(0, 50 * kUs, 100 * kUs);
        QCOMPARE(clock.best()->uncertaintyNs, 50 * kUs);
        // 15 µs a second: after 10 s one that was three times as slow is better.
        clock.add(10 * kS, 10 * kS + 150 * kUs, 10 * kS + 300 * kUs);
        QCOMPARE(clock.best()->uncertaintyNs, 150 * kUs);
    }

    void theErrorIsHalfOfTheDelayAtMostAndHolds()
    {
        std::mt19937 random(7);
        const OtherClock clock{5 * kS, 0};
        for (int round = 0; round < 100; ++round) {
            ClockTrack track;
            qint64 least = kS;
            for (int i = 0; i < ClockTrack::kFirstSamples; ++i) {
                const qint64 there = qint64(random() % 1'000) * kUs;
                const qint64 back = qint64(random() % 1'000) * kUs;
                ask(track, clock, i * 5 * kUs, there, back);
                least = std::min(least, there + back);
            }
            QVERIFY(track.isKnown());
            QVERIFY(track.errorNs() <= least / 2 + kUs);
            const qint64 then = 40 * kUs;
            QVERIFY(std::abs(track.at(clock.at(then)).onTheRunsClock(clock.at(then)) - then) <=
                    track.errorNs());
        }
    }

    void aClockThatDriftsIsTakenForSomethingElseFromThenOn()
    {
        const OtherClock clock{-3 * kS, 100'000}; // 100 µs a second, more than clocks may
        ClockTrack track;
        qint64 now = 0;
        for (; !track.isKnown(); now += 5'000 * kUs)
            ask(track, clock, now, 20 * kUs, 20 * kUs);
        const qint64 early = clock.at(now);
        const qint64 shown = track.at(early).onTheRunsClock(early);
        for (; now < 60 * kS; now += kS)
            ask(track, clock, now, 20 * kUs, 20 * kUs);
        // What was shown stays where it was, and what is told now is right.
        QCOMPARE(track.at(early).onTheRunsClock(early), shown);
        const qint64 late = clock.at(now);
        QVERIFY(std::abs(track.at(late).onTheRunsClock(late) - now) < 1'000 * kUs);
        const HostClock told = track.since(1'000);
        QVERIFY(told.stretches.size() > 1);
        QVERIFY(told.drift);
        QVERIFY(std::abs(told.drift->nsPerSecond - 100'000) <= told.drift->errorNsPerSecond);
        QVERIFY(told.drift->errorNsPerSecond < 20'000);
    }

    void aSteadyClockStaysAsItWasTakenForAllTheWay()
    {
        const OtherClock clock{kS, 0};
        std::mt19937 random(3);
        ClockTrack track;
        qint64 now = 0;
        for (; !track.isKnown(); now += 5'000 * kUs)
            ask(track, clock, now, 20 * kUs, 20 * kUs);
        track.at(0);
        for (; now < 100 * kS; now += kS)
            ask(track, clock, now, qint64(random() % 5'000) * kUs, qint64(random() % 5'000) * kUs);
        QCOMPARE(track.since(0).stretches.size(), std::size_t(1));
    }

    void theStampAsItWasToldCanBeHadFromWhatIsShown()
    {
        const OtherClock clock{7 * kS, 0};
        ClockTrack track;
        for (int i = 0; i < ClockTrack::kFirstSamples; ++i)
            ask(track, clock, i * 5'000 * kUs, 50 * kUs, 10 * kUs);
        const qint64 zero = 100'000 * kUs;
        const qint64 stamp = clock.at(zero + 33);
        const qint64 shown = track.at(stamp).onTheRunsClock(stamp) - zero;
        const HostClock told = track.since(zero);
        QCOMPARE(shown - told.stretches.front().base.offsetNs, stamp);
    }
};

QTEST_GUILESS_MAIN(TestClockTrack)
#include "tst_clocktrack.moc"
