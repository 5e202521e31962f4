#include "plan/plannedfailures.h"
#include "plan/schedulingrules.h"

#include <QTest>

using namespace std::chrono_literals;

class TestSchedulingRules : public QObject
{
    Q_OBJECT

private:
    // The places of jobs of these sizes.
    static std::vector<quint32> placesOf(SubmitOrder order, const std::vector<int>& sizes)
    {
        RunSettings settings;
        settings.jobs.order = order;
        return placesInOrder(settings, sizes.size(), {}, [&](quint32 i) { return sizes[i]; });
    }

private Q_SLOTS:
    void jobsOfOneSizeStayAsTheyCame()
    {
        const std::vector sizes{2, 1, 2, 3, 1};
        QCOMPARE(placesOf(SubmitOrder::Submitted, sizes), (std::vector<quint32>{0, 1, 2, 3, 4}));
        QCOMPARE(placesOf(SubmitOrder::Shortest, sizes), (std::vector<quint32>{1, 4, 0, 2, 3}));
        QCOMPARE(placesOf(SubmitOrder::Longest, sizes), (std::vector<quint32>{3, 0, 2, 1, 4}));
        QCOMPARE(placesOf(SubmitOrder::Random, sizes), shuffled(5, quint64(RunSettings().seed)));
    }

    void aJobIsTriedAsOftenAsItsRetriesAllow()
    {
        QVERIFY(!isTriedAgain(1, 0));
        QVERIFY(isTriedAgain(1, 2));
        QVERIFY(isTriedAgain(2, 2));
        QVERIFY(!isTriedAgain(3, 2));
        for (int job = 1; job <= 100; ++job) {
            const PlannedFailures failures(0.5, 1);
            const auto fate = failures.of(JobId{job}, 2);
            for (int attempt = 1; attempt < fate.attempts; ++attempt)
                QVERIFY(failures.fails(JobId{job}, attempt));
            QCOMPARE(failures.fails(JobId{job}, fate.attempts), !fate.finishes);
            QVERIFY(fate.finishes || fate.attempts == 3);
        }
    }

    void theSenderNeverWaitsForMoreThanItHas()
    {
        QCOMPARE(sentWithoutWait(5, 3), 3);
        QCOMPARE(sentWithoutWait(3, 5), 3);
        QCOMPARE(sentWithoutWait(0, 5), 0);
    }

    void aResultKeepsItsReaderBusyUnlessItIsTheLast()
    {
        RunSettings settings;
        settings.jobs.count = 3;
        settings.pool.readTime = 4ms;
        QCOMPARE(readingAfter(settings, JobId{2}, true), std::chrono::nanoseconds(4ms));
        QCOMPARE(readingAfter(settings, JobId{2}, false), std::chrono::nanoseconds(0));
        QCOMPARE(readingAfter(settings, JobId{3}, true), std::chrono::nanoseconds(0));
    }
};

QTEST_GUILESS_MAIN(TestSchedulingRules)
#include "tst_schedulingrules.moc"
