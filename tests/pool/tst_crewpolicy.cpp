#include "plan/settings/runsettings.h"
#include "pool/crew/crewpolicy.h"

#include <QTest>

class TestCrewPolicy : public QObject
{
    Q_OBJECT

private:
    static CrewPolicy policyWith(int workers)
    {
        CrewPolicy policy;
        for (int number = 1; number <= workers; ++number)
            policy.came(WorkerId{number});
        return policy;
    }

private Q_SLOTS:
    void theLowestFreeNumberComesNext()
    {
        CrewPolicy policy = policyWith(3);
        QCOMPARE(policy.stayingCount(), 3);
        QVERIFY(policy.nextToCome() == WorkerId{4});
        policy.toldToRetire(WorkerId{2});
        QVERIFY(policy.nextToCome() == WorkerId{4}); // its job in hand goes on
        policy.ended(WorkerId{2});
        QVERIFY(policy.nextToCome() == WorkerId{2});
    }

    void theHighestNumberRetiresFirst()
    {
        CrewPolicy policy = policyWith(3);
        QVERIFY(!policy.nextToRetire(3));
        QVERIFY(policy.nextToRetire(1) == WorkerId{3});
        policy.toldToRetire(WorkerId{3});
        QVERIFY(policy.nextToRetire(1) == WorkerId{2});
        policy.toldToRetire(WorkerId{2});
        QVERIFY(!policy.nextToRetire(1));
        QCOMPARE(policy.stayingCount(), 1);
    }

    void whoIsToRetireKeepsItsNumberUntilItHasEnded()
    {
        CrewPolicy policy = policyWith(4);
        policy.toldToRetire(WorkerId{2});
        policy.toldToRetire(WorkerId{4});
        QVERIFY(policy.nextRetiring(WorkerId{0}) == WorkerId{2});
        QVERIFY(policy.nextRetiring(WorkerId{2}) == WorkerId{4});
        QVERIFY(!policy.nextRetiring(WorkerId{4}));
        policy.ended(WorkerId{2});
        QVERIFY(policy.nextRetiring(WorkerId{0}) == WorkerId{4});
    }

    void thereAreNoMoreNumbersThanWorkersAtMost()
    {
        CrewPolicy policy = policyWith(RunSettings::kMaxWorkers);
        QVERIFY(!policy.nextToCome());
        policy.toldToRetire(WorkerId{RunSettings::kMaxWorkers});
        QVERIFY(!policy.nextToCome());
        policy.ended(WorkerId{RunSettings::kMaxWorkers});
        QVERIFY(policy.nextToCome() == WorkerId{RunSettings::kMaxWorkers});
    }

    void aPauseAndItsEndAlternate()
    {
        CrewPolicy policy;
        QVERIFY(!policy.resume());
        QVERIFY(policy.pause());
        QVERIFY(!policy.pause());
        QVERIFY(policy.resume());
        QVERIFY(!policy.resume());
    }
};

QTEST_GUILESS_MAIN(TestCrewPolicy)
#include "tst_crewpolicy.moc"
