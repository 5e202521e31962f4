#include "remote/engine/jobledger.h"

#include <QTest>

class TestJobLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aJobIsOverOnce()
    {
        JobLedger ledger(2);
        ledger.send(JobId{1});
        QVERIFY(ledger.end(JobId{1}, JobStatus::Finished));
        QVERIFY(!ledger.end(JobId{1}, JobStatus::Failed));
        QCOMPARE(ledger.tally().finished, qint64(1));
        QCOMPARE(ledger.tally().failed, qint64(0));
        QVERIFY(!ledger.areAllOver());
        QVERIFY(ledger.end(JobId{2}, JobStatus::Cancelled));
        QVERIFY(ledger.areAllOver());
    }

    void aJobIsSentOnceThoughItIsConfirmedTwice()
    {
        JobLedger ledger(2);
        ledger.send(JobId{1});
        ledger.send(JobId{1});
        QCOMPARE(ledger.sent(), 1);
    }

    void aResultThatOvertakesItsConfirmationCountsAsSent()
    {
        JobLedger ledger(1);
        ledger.end(JobId{1}, JobStatus::Finished);
        QCOMPARE(ledger.sent(), 1);
        ledger.send(JobId{1});
        QCOMPARE(ledger.sent(), 1);
    }

    void attemptsCountOverAllLanes()
    {
        JobLedger ledger(1);
        QCOMPARE(ledger.begin(JobId{1}, WorkerId{1}), 1);
        ledger.endAttempt(JobId{1}, WorkerId{1});
        QVERIFY(!ledger.laneOf(JobId{1}));
        QCOMPARE(ledger.begin(JobId{1}, WorkerId{2}), 2);
        QVERIFY(ledger.laneOf(JobId{1}) == WorkerId{2});
        ledger.endAttempt(JobId{1}, WorkerId{1}); // an older one
        QVERIFY(ledger.laneOf(JobId{1}));
        QCOMPARE(ledger.begun(), 1);
    }

    void aLossExplainsTheNextDelivery()
    {
        JobLedger ledger(1);
        QVERIFY(ledger.isUnexplained(JobId{1}));
        QCOMPARE(ledger.lose(JobId{1}), 1);
        QVERIFY(!ledger.isUnexplained(JobId{1}));
        QVERIFY(ledger.isUnexplained(JobId{1}));
        ledger.giveBack(JobId{1});
        QVERIFY(!ledger.isUnexplained(JobId{1}));
        QCOMPARE(ledger.lose(JobId{1}), 2);
    }

    void whatIsNeitherOverNorInHandIsMissing()
    {
        JobLedger ledger(3);
        ledger.end(JobId{1}, JobStatus::Finished);
        ledger.begin(JobId{2}, WorkerId{1});
        QVERIFY(ledger.missing() == std::vector{JobId{3}});
    }
};

QTEST_GUILESS_MAIN(TestJobLedger)
#include "tst_jobledger.moc"
