#include "timeline/timecolumn.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

namespace {

// Times with gaps and crowds, of which many are equal.
std::vector<qint64> anyTimes(std::mt19937& random, int count)
{
    std::vector<qint64> times;
    qint64 time = qint64(random() % 10) - 5;
    for (int i = 0; i < count; ++i) {
        times.push_back(time);
        if (random() % 3 == 0)
            time += random() % (random() % 50 == 0 ? 1'000 : 4);
    }
    return times;
}

} // namespace

class TestTimeColumn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSearchFindsWhatACountFinds()
    {
        std::mt19937 random(11);
        for (const int count : {0, 1, 63, 64, 65, 128, 1'000, 5'000}) {
            TimeColumn column;
            const std::vector<qint64> times = anyTimes(random, count);
            for (const qint64 time : times)
                column.append(time);
            QCOMPARE(column.size(), std::size_t(count));
            const qint64 last = count > 0 ? times.back() : 0;
            for (int round = 0; round < 5'000; ++round) {
                // Some of the first times alone, as a reader sees them while others come.
                const std::size_t seen = random() % std::size_t(count + 1);
                const qint64 limit = qint64(random() % (last + 20)) - 10;
                const auto end = times.begin() + qptrdiff(seen);
                const auto right =
                    std::size_t(std::upper_bound(times.begin(), end, limit) - times.begin());
                const std::size_t from = random() % (right + 1);
                const std::size_t expected = random() % 2 ? random() % 10 : random() % 3'000;
                QCOMPARE(column.countUpTo(limit, seen, from, expected), right);
                const TimeColumn::Spot spot = column.spotOf(limit, seen, from, expected);
                QVERIFY(spot.low <= right && right <= spot.high && spot.high <= seen);
                QCOMPARE(column.countIn(spot, limit), right);
            }
        }
    }

    void theGuessForEvenTimesIsRight()
    {
        TimeColumn column;
        for (qint64 i = 0; i < 10'000; ++i)
            column.append(i * 100);
        for (qint64 limit = 0; limit < 900'000; limit += 77'777) {
            const TimeColumn::Spot spot = column.spotOf(limit, 10'000, 0, 0);
            const auto right = std::size_t(limit / 100 + 1);
            QVERIFY(std::max(spot.guess, right) - std::min(spot.guess, right) <= 1);
        }
    }

    void landmarksTakeAnEighthOfAByte()
    {
        TimeColumn column;
        for (qint64 i = 0; i < 64'000; ++i)
            column.append(i);
        QCOMPARE(double(column.bytes()) / 64'000, 8.125);
    }
};

QTEST_APPLESS_MAIN(TestTimeColumn)
#include "tst_timecolumn.moc"
