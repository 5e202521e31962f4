#include "analysis/rangestatistics.h"
#include "fixtures/textpicture.h"
#include "text/rangetext.h"

#include <QTest>

class TestRangeStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRangeCountsWhatStartsAndEndsInIt()
    {
        const auto timeline = fixtures::timelineOf({"1144", "2255", "33.."}, 1000);
        const RangeStatistics all = rangeStatisticsOf(*timeline, 0, 4000, 4000);
        QCOMPARE(all.started, std::size_t(5));
        QCOMPARE(all.finished, std::size_t(5));
        QCOMPARE(all.busyShare, 10.0 / 12);
        QCOMPARE(all.meanNs, std::optional<qint64>(2000));
        QCOMPARE(all.medianNs, std::optional<qint64>(2000));
        const RangeStatistics middle = rangeStatisticsOf(*timeline, 1000, 3000, 4000);
        QCOMPARE(middle.started, std::size_t(2));  // jobs 4 and 5
        QCOMPARE(middle.finished, std::size_t(3)); // jobs 1 to 3
        QCOMPARE(middle.busyShare, 5.0 / 6);
        QCOMPARE(middle.jobsPerSecond, 1.5e6);
    }

    void anEmptyRangeHasNoDurations()
    {
        const auto timeline = fixtures::timelineOf({"1...."}, 1000);
        const RangeStatistics none = rangeStatisticsOf(*timeline, 2000, 3000, 5000);
        QCOMPARE(none.finished, std::size_t(0));
        QCOMPARE(none.busyShare, 0.0);
        QVERIFY(!none.meanNs && !none.medianNs && !none.p95Ns);
    }

    void itReadsAsASentenceWithUnits()
    {
        const auto timeline = fixtures::timelineOf({"11"}, 1'000'000'000);
        QCOMPARE(
            rangeText(rangeStatisticsOf(*timeline, 0, 2'000'000'000, 2'000'000'000),
                      QStringLiteral("2.000 s")),
            QStringLiteral("2.000 s selected: 1 jobs started, 1 ended, workers busy 100.0 %, "
                           "0.5 jobs/s; durations: mean 2.000 s, median 2.000 s, p95 2.000 s"));
    }
};

QTEST_GUILESS_MAIN(TestRangeStatistics)
#include "tst_rangestatistics.moc"
