#include "timeline/appendonly.h"

#include <QTest>

#include <atomic>
#include <deque>
#include <memory>
#include <thread>
#include <vector>

class TestAppendOnly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsEmptyAtFirst() { QCOMPARE(AppendOnly<int>().size(), std::size_t(0)); }

    void valuesStayWhereTheyWereAppended()
    {
        AppendOnly<int> values;
        values.append(0);
        const int* first = &values[0];
        for (int i = 1; i < 100'000; ++i)
            values.append(i);
        QCOMPARE(values.size(), std::size_t(100'000));
        QCOMPARE(&values[0], first);
        for (int i = 0; i < 100'000; ++i)
            QCOMPARE(values[std::size_t(i)], i);
    }

    // Small blocks share pages, also those of several threads.
    void columnsOfAnySizeComeAndGoInAnyOrder()
    {
        constexpr int kSizes[] = {10, 5'000, 3'000, 400'000, 60'000};
        std::atomic<bool> isRight = true;
        const auto comeAndGo = [&](qint64 mine) {
            std::deque<std::unique_ptr<AppendOnly<qint64>>> columns;
            for (int round = 0; round < 20; ++round) {
                auto& column = columns.emplace_back(std::make_unique<AppendOnly<qint64>>());
                for (qint64 i = 0; i < kSizes[round % 5]; ++i)
                    column->append(mine + i);
                if (round % 3 == 0)
                    columns.pop_front();
            }
            for (const auto& column : columns) {
                for (std::size_t i = 0; i < column->size(); ++i)
                    isRight = isRight && (*column)[i] == mine + qint64(i);
            }
        };
        {
            std::vector<std::jthread> threads;
            for (int thread = 1; thread <= 3; ++thread)
                threads.emplace_back(comeAndGo, thread * qint64{1'000'000'000});
        }
        QVERIFY(isRight);
    }

    void aReaderSeesEverythingBelowTheSizeThatItSaw()
    {
        AppendOnly<qint64> values;
        constexpr qint64 kCount = 300'000;
        std::jthread writer([&] {
            for (qint64 i = 0; i < kCount; ++i)
                values.append(i * i);
        });
        bool right = true;
        while (values.size() < std::size_t(kCount)) {
            const std::size_t size = values.size();
            if (size > 0)
                right = right && values[size - 1] == qint64(size - 1) * qint64(size - 1);
            right = right && (size < 2 || values[size / 2] == qint64(size / 2) * qint64(size / 2));
        }
        QVERIFY(right);
    }
};

QTEST_GUILESS_MAIN(TestAppendOnly)
#include "tst_appendonly.moc"
