#include "remote/engine/agentnames.h"

#include <QTest>

class TestAgentNames : public QObject
{
    Q_OBJECT

    static inline const QString kHost = QStringLiteral("host");

private Q_SLOTS:
    void anAgentIsCalledAsItsHost()
    {
        AgentNames names;
        QCOMPARE(names.of(1, kHost), kHost);
        QCOMPARE(names.of(2, QStringLiteral("other")), QStringLiteral("other"));
    }

    void severalOfAHostAreNumbered()
    {
        AgentNames names;
        QCOMPARE(names.of(7, kHost), kHost);
        QCOMPARE(names.of(3, kHost), QStringLiteral("host (2)"));
        QCOMPARE(names.of(5, kHost), QStringLiteral("host (3)"));
    }

    void anAgentKeepsItsName()
    {
        AgentNames names;
        names.of(7, kHost);
        names.of(3, kHost);
        QCOMPARE(names.of(7, kHost), kHost);
        QCOMPARE(names.of(3, kHost), QStringLiteral("host (2)"));
    }

    // Somebody may have named an agent so.
    void aNameThatLooksNumberedIsNotGivenTwice()
    {
        AgentNames names;
        names.of(1, QStringLiteral("host (2)"));
        names.of(2, kHost);
        QCOMPARE(names.of(3, kHost), QStringLiteral("host (3)"));
    }

    // A percent sign in the name of a host is part of it.
    void aNameIsTakenAsItStands()
    {
        AgentNames names;
        const QString odd = QStringLiteral("h%2");
        names.of(1, odd);
        QCOMPARE(names.of(2, odd), QStringLiteral("h%2 (2)"));
    }
};

QTEST_GUILESS_MAIN(TestAgentNames)
#include "tst_agentnames.moc"
