#include "timeline/appendonly.h"

#include <QTest>

#include <thread>

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
