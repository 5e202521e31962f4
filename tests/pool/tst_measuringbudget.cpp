#include "pool/measuringbudget.h"

#include <QTest>

using namespace std::chrono_literals;

class TestMeasuringBudget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsThatAreKnownToBeLongAreMeasured()
    {
        MeasuringBudget budget;
        for (int job = 0; job < 100; ++job) {
            QVERIFY(budget.covers(160us));
            budget.spend();
        }
    }

    void jobsThatAreKnownToBeShortAreNot()
    {
        MeasuringBudget budget;
        budget.earn(1'000'000'000);
        QVERIFY(!budget.covers(0ns));
        QVERIFY(!budget.covers(159us));
    }

    void theFirstJobsOfUnknownLengthAreMeasured()
    {
        MeasuringBudget budget;
        int measured = 0;
        for (; budget.covers(std::nullopt); ++measured)
            budget.spend();
        QCOMPARE(measured, 16);
    }

    void oneInSoManyShortJobsIsMeasured_data()
    {
        QTest::addColumn<qint64>("jobNs");
        QTest::addColumn<int>("measured"); // of 10,000, beside the first ones
        QTest::newRow("empty") << qint64(0) << 0;
        QTest::newRow("16 µs") << qint64(16'000) << 1000;
        QTest::newRow("80 µs") << qint64(80'000) << 5000;
        QTest::newRow("160 µs") << qint64(160'000) << 10'000;
        QTest::newRow("1 s") << qint64(1'000'000'000) << 10'000;
    }

    void oneInSoManyShortJobsIsMeasured()
    {
        QFETCH(const qint64, jobNs);
        QFETCH(const int, measured);
        MeasuringBudget budget;
        int count = 0;
        for (int job = 0; job < 10'000; ++job) {
            if (budget.covers(std::nullopt)) {
                budget.spend();
                ++count;
            }
            budget.earn(jobNs);
        }
        QVERIFY(count >= measured);
        QVERIFY(count <= measured + 16);
    }

    void aLongJobPaysForNoMoreThanAFewShortOnes()
    {
        MeasuringBudget budget;
        budget.earn(3'600'000'000'000);
        int measured = 0;
        for (; budget.covers(std::nullopt); ++measured)
            budget.spend();
        QCOMPARE(measured, 16);
    }
};

QTEST_GUILESS_MAIN(TestMeasuringBudget)
#include "tst_measuringbudget.moc"
