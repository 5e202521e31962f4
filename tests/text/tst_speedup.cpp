#include "analysis/diskreads.h"
#include "analysis/timings.h"
#include "fixtures/textpicture.h"
#include "text/diskreadstext.h"
#include "text/figures.h"
#include "text/speedup.h"
#include "timeline/runrecord.h"

#include <QTest>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

void send(Timeline& timeline, qint64 second, EventKind kind, int worker = 0)
{
    timeline.record(Event{fixtures::kBeganAtNs + second * kSecond, {}, WorkerId{worker}, kind, {}});
}

// The article's settings.
struct Article
{
    Article() { record.plan.estimate.known = true; }

    Timings timings() const { return timingsOf(record, fixtures::kLongAfterNs, Waits::LeftOut); }
    // A character of the picture is a second.
    void pool(const std::vector<std::string>& lines)
    {
        fixtures::recordRun(record.pool(), lines, kSecond);
    }
    void sequential(const std::string& line)
    {
        fixtures::recordRun(*record.sequential(), {line}, kSecond);
    }

    RunRecord record{planned(RunSettings())};

private:
    static PlannedRun planned(const RunSettings& settings)
    {
        PlannedRun plan(settings);
        plan.estimate = estimateOf(settings, plan.durations, 2);
        return plan;
    }
};

QString efficiencyOf(const Timings& timings)
{
    for (const TimingRow& row : timingRows(timings)) {
        if (row.label == QLatin1String("Efficiency"))
            return row.value;
    }
    return {};
}

// Both runs to their end, with so much read from the disk.
Timings withReads(std::optional<qint64> pool, std::optional<qint64> sequential)
{
    Timings timings;
    timings.pool.outcome = RunOutcome();
    timings.pool.outcome->readFromDiskBytes = pool;
    timings.sequential = RunTimings();
    timings.sequential->outcome = RunOutcome();
    timings.sequential->outcome->readFromDiskBytes = sequential;
    return timings;
}

} // namespace

class TestSpeedUp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlainRunSaysWhatIsPossible()
    {
        Article article;
        article.pool({"14", "25", "3"});
        article.sequential("12345");
        const SpeedUpText text = speedUpText(article.timings());
        QCOMPARE(text.caption, QStringLiteral("Speed-up"));
        QCOMPARE(text.ratio, QString::fromUtf8("2.50×"));
        QCOMPARE(text.possible, QString::fromUtf8("of 2.50× possible"));
        QCOMPARE(text.note, QStringLiteral("both finished"));
        QCOMPARE(speedUpRow(article.timings()), QString::fromUtf8("2.50× of 2.50× possible"));
    }

    void aPauseIsLeftOutOfTheSideThatItIsOn()
    {
        Article paused;
        paused.pool({"1...4", "2...5", "3"});
        send(paused.record.pool(), 1, EventKind::Paused);
        send(paused.record.pool(), 4, EventKind::Resumed);
        paused.sequential("12345");
        QCOMPARE(paused.timings().speedUp(), 2.5);
        QCOMPARE(efficiencyOf(paused.timings()), QStringLiteral("83.3 %"));
        QCOMPARE(speedUpText(paused.timings()).note,
                 QStringLiteral("both finished, without the pauses"));
        QCOMPARE(speedUpRow(paused.timings()),
                 QString::fromUtf8("2.50× of 2.50× possible · without the pauses"));

        Article later;
        later.pool({"14", "25", "3"});
        later.sequential("12..345");
        send(*later.record.sequential(), 2, EventKind::Paused);
        send(*later.record.sequential(), 4, EventKind::Resumed);
        QCOMPARE(later.timings().speedUp(), 2.5);
    }

    void whatTheJobsInHandDoInAPauseCounts()
    {
        Article article;
        article.pool({"1...4", "2...5", "3"});
        send(article.record.pool(), 0, EventKind::Paused);
        send(article.record.pool(), 4, EventKind::Resumed);
        article.sequential("12345");
        QCOMPARE(article.timings().pool.statistics.pausedNs, 4 * kSecond);
        QCOMPARE(article.timings().pool.statistics.stillNs, 3 * kSecond);
        QCOMPARE(article.timings().speedUp(), 2.5);
    }

    void aPauseThatNoJobNoticesIsNoDifference()
    {
        Article article;
        article.pool({"14", "25", "3"});
        send(article.record.pool(), 1, EventKind::Paused);
        send(article.record.pool(), 1, EventKind::Resumed);
        article.sequential("12345");
        QVERIFY(!article.timings().hasStoodStill());
        QCOMPARE(speedUpRow(article.timings()), QString::fromUtf8("2.50× of 2.50× possible"));
    }

    void whatComesOrIsReadInAPauseCannotBeCompared()
    {
        for (const bool arrives : {true, false}) {
            RunSettings settings;
            if (arrives)
                settings.arrival.kind = ArrivalKind::Every;
            else
                settings.pool.readTime = std::chrono::seconds(1);
            RunRecord record{settings};
            fixtures::recordRun(record.pool(), {"1...4", "2...5", "3"}, kSecond);
            fixtures::recordRun(*record.sequential(), {"12345"}, kSecond);
            const auto timings = [&record] {
                return timingsOf(record, fixtures::kLongAfterNs, Waits::LeftOut);
            };
            QVERIFY(timings().speedUp());
            send(record.pool(), 1, EventKind::Paused);
            send(record.pool(), 4, EventKind::Resumed);
            QVERIFY(!timings().speedUp());
            QVERIFY(!timings().efficiency());
            QCOMPARE(speedUpText(timings()).ratio, QString::fromUtf8("–"));
            QVERIFY(speedUpText(timings()).possible.isEmpty());
            QVERIFY(speedUpText(timings()).note.contains(QLatin1String("pauses")));
        }
    }

    void nobodyKnowsWhatWasPossibleWhereWorkersChanged()
    {
        Article article;
        article.pool({"14", "25", "3"});
        send(article.record.pool(), 1, EventKind::WorkerCame, 4);
        article.sequential("12345");
        QCOMPARE(article.timings().speedUp(), 2.5);
        QVERIFY(!article.timings().mostSpeedUp());
        QCOMPARE(speedUpRow(article.timings()), QString::fromUtf8("2.50×"));
        // 2 s of three and 1 s of one: 3.5 on average.
        QCOMPARE(efficiencyOf(article.timings()), QStringLiteral("71.4 %"));
    }

    void moreThanWhatIsPossibleIsNotLeftWithoutAWord()
    {
        Article article;
        article.pool({"14", "25", "3"});
        article.sequential("123..45");
        const SpeedUpText text = speedUpText(article.timings());
        QCOMPARE(text.ratio, QString::fromUtf8("3.50×"));
        QCOMPARE(text.note, QStringLiteral("the sequential run took longer than its jobs"));
        QCOMPARE(speedUpRow(article.timings()),
                 QString::fromUtf8("3.50× of 2.50× possible · the sequential run took longer than "
                                   "its jobs"));
    }

    void aPoolThatIsSlowerSaysByHowMuch()
    {
        Article article;
        article.pool({"1111122222", "3", "45"});
        article.sequential("12345");
        const SpeedUpText text = speedUpText(article.timings());
        QVERIFY(text.slower);
        QCOMPARE(text.caption, QStringLiteral("Slower by"));
        QCOMPARE(text.ratio, QString::fromUtf8("2.00×"));
        QCOMPARE(text.possible, QString::fromUtf8("2.50× speed-up possible"));
        QCOMPARE(speedUpCell(article.timings()), QString::fromUtf8("slower by 2.00×"));
        QCOMPARE(speedUpRow(article.timings()), QString::fromUtf8("2.00×"));
    }

    void whatWouldReadOneIsNotSlower()
    {
        Timings timings;
        timings.pool.began = true;
        timings.pool.outcome = RunOutcome();
        timings.pool.statistics.elapsedNs = 1'004'000'000;
        timings.sequential = timings.pool;
        timings.sequential->statistics.elapsedNs = kSecond;
        QCOMPARE(speedUpText(timings).caption, QStringLiteral("Speed-up"));
        QCOMPARE(speedUpText(timings).ratio, QString::fromUtf8("1.00×"));
        timings.pool.statistics.elapsedNs = 1'006'000'000;
        QCOMPARE(speedUpText(timings).caption, QStringLiteral("Slower by"));
        QCOMPARE(speedUpText(timings).ratio, QString::fromUtf8("1.01×"));
    }

    void onlyThePoolWaitsForTheDiskWhereTheOtherReadsLessThanATenth()
    {
        constexpr qint64 kMiB = 1 << 20;
        QVERIFY(!onlyThePoolWaitedForTheDisk(0, 0));
        QVERIFY(!onlyThePoolWaitedForTheDisk(kMiB - 1, 0));
        QVERIFY(onlyThePoolWaitedForTheDisk(kMiB, 0));
        QVERIFY(onlyThePoolWaitedForTheDisk(100 * kMiB, 10 * kMiB - 1));
        QVERIFY(!onlyThePoolWaitedForTheDisk(100 * kMiB, 10 * kMiB));
        QVERIFY(!onlyThePoolWaitedForTheDisk(100 * kMiB, 100 * kMiB));
        QVERIFY(!onlyThePoolWaitedForTheDisk(0, 100 * kMiB));
    }

    void thatIsSaidWhereBothAreKnownAndOver()
    {
        constexpr qint64 kMiB = 1 << 20;
        const QString text = diskReadsText(withReads(12 * kMiB, 0));
        QVERIFY2(text.contains(QStringLiteral("12.00 MiB")), qPrintable(text));
        QVERIFY(diskReadsText(withReads(12 * kMiB, 12 * kMiB)).isEmpty());
        QVERIFY(diskReadsText(withReads(12 * kMiB, std::nullopt)).isEmpty());
        QVERIFY(diskReadsText(withReads(std::nullopt, std::nullopt)).isEmpty());
        Timings stopped = withReads(12 * kMiB, 0);
        stopped.sequential->outcome->state = RunState::Stopped;
        QVERIFY(diskReadsText(stopped).isEmpty());
        stopped.sequential = std::nullopt;
        QVERIFY(diskReadsText(stopped).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSpeedUp)
#include "tst_speedup.moc"
