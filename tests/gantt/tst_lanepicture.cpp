#include "fixtures/textpicture.h"
#include "gantt/pixels/lanepicture.h"

#include <QTest>

#include <random>

class TestLanePicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wideSpansAreBars()
    {
        const auto timeline = fixtures::timelineOf({"11.2>"}, 10);
        const auto picture = pictureOf(timeline->lane(0), {{0, 50, 100, 500}, 1}, 50);
        QVERIFY(picture.columns.empty());
        QCOMPARE(picture.bars.size(), std::size_t(2));
        QCOMPARE(picture.bars[0].left, 100.0);
        QCOMPARE(picture.bars[0].right, 300.0);
        QCOMPARE(picture.bars[0].durationNs, 20);
        QVERIFY(!picture.bars[0].running);
        QCOMPARE(picture.bars[1].left, 400.0);
        QCOMPARE(picture.bars[1].right, 600.0);
        QVERIFY(picture.bars[1].running);
    }

    void anEmptyLaneIsEmpty()
    {
        const Lane lane;
        const auto picture = pictureOf(lane, {{0, 50, 0, 500}, 1}, 50);
        QVERIFY(picture.bars.empty() && picture.columns.empty());
    }

    void whatLiesOutsideTheRangeIsLeftOut()
    {
        const auto timeline = fixtures::timelineOf({"1.2.3.4"}, 10);
        const auto picture = pictureOf(timeline->lane(0), {{25, 50, 0, 100}, 1}, 70);
        QCOMPARE(picture.bars.size(), std::size_t(2));
        QCOMPARE(picture.bars[0].job, JobId{2}); // reaches into the range
        QCOMPARE(picture.bars[1].job, JobId{3});
    }

    void eachColumnShowsTheExactShareThatTheWorkerWasBusy()
    {
        // 10,000 spans of random lengths on 100 columns of 1,000 ns, against a count by hand.
        std::mt19937 random(3);
        for (int round = 0; round < 20; ++round) {
            Lane lane;
            std::vector<int> busy(100'000, 0);
            qint64 time = 0;
            for (int job = 1; time < 99'900; ++job) {
                time += random() % 20;
                lane.start(JobId{job}, time);
                const auto length = qint64(random() % 30);
                for (qint64 t = time; t < std::min<qint64>(time + length, 100'000); ++t)
                    busy[std::size_t(t)] = 1;
                time += length;
                lane.finish(time, JobStatus::Finished);
            }
            const auto picture = pictureOf(lane, {{0, 100'000, 0, 100}, 1}, time);
            QVERIFY(picture.bars.empty());
            QCOMPARE(picture.columns.size(), std::size_t(100));
            for (const BusyColumn& column : picture.columns) {
                const auto first = busy.begin() + column.column * 1000;
                const double expected = double(std::count(first, first + 1000, 1)) / 1000;
                QVERIFY(std::abs(column.share - expected) < 1e-9);
            }
        }
    }

    void theCostFollowsThePixelsNotTheSpans()
    {
        Lane lane;
        for (int i = 0; i < 200'000; ++i) {
            lane.start(JobId{i + 1}, qint64(i) * 10);
            lane.finish(qint64(i) * 10 + 5, JobStatus::Finished);
        }
        for (const qint64 end : {100LL, 5'000LL, 100'000LL, 2'000'000LL}) {
            const auto picture = pictureOf(lane, {{0, end, 0, 300}, 1}, 2'000'000);
            QVERIFY(picture.bars.size() <= 101);
            QVERIFY(picture.columns.size() <= 300);
        }
    }

    void nothingOfALaneVanishesAtAnyZoom()
    {
        // Two lone spans far apart, down to a nanosecond each: something is seen of both.
        Lane lane;
        lane.start(JobId{1}, 1'000);
        lane.finish(1'001, JobStatus::Finished);
        lane.start(JobId{2}, 900'000'000);
        lane.finish(900'000'001, JobStatus::Finished);
        for (qint64 end = 1'000'000'000; end < 3'000'000'000; end += 77'777'777) {
            const auto picture = pictureOf(lane, {{0, end, 0, 1000}, 1}, end);
            QCOMPARE(picture.columns.size() + picture.bars.size(), std::size_t(2));
        }
    }

    void aShortRunningSpanIsSeenOnlyUntilNow()
    {
        const auto timeline = fixtures::timelineOf({"1>"}, 1);
        const auto picture = pictureOf(timeline->lane(0), {{0, 1000, 0, 100}, 1}, 10);
        QCOMPARE(picture.columns.size(), std::size_t(1));
        QCOMPARE(picture.columns[0].column, 0);
    }
};

QTEST_GUILESS_MAIN(TestLanePicture)
#include "tst_lanepicture.moc"
