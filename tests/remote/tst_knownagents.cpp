// What a run knows of the agents at its broker.
#include "remote/engine/knownagents.h"

#include <QTest>

namespace {

constexpr quint64 kRun = 7;

HelloMessage helloOf(quint64 agent, quint64 run = 0, const QString& refusal = {})
{
    HelloMessage hello;
    hello.agent = agent;
    hello.run = run;
    hello.refusal = refusal;
    return hello;
}

} // namespace

class TestKnownAgents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefusalStaysWhileTheAgentSaysThatItIsThere()
    {
        KnownAgents agents;
        agents.takeHello(helloOf(1, kRun, QStringLiteral("no")), kRun, 0);
        agents.takeHello(helloOf(1), kRun, 1);
        QCOMPARE(agents.refusal(), QStringLiteral("no"));
        QCOMPARE(agents.serving(), 0);
        agents.takeHello(helloOf(1, kRun), kRun, 2);
        QCOMPARE(agents.refusal(), QString());
        QCOMPARE(agents.serving(), 1);
    }

    void theRefusalOfAnotherRunIsNone()
    {
        KnownAgents agents;
        agents.takeHello(helloOf(1, kRun + 1, QStringLiteral("no")), kRun, 0);
        QCOMPARE(agents.refusal(), QString());
    }

    void whoHasGoneRefusesNothing()
    {
        KnownAgents agents;
        agents.takeHello(helloOf(1, kRun, QStringLiteral("no")), kRun, 0);
        HelloMessage leaving = helloOf(1);
        leaving.isLeaving = true;
        agents.takeHello(leaving, kRun, 1);
        QCOMPARE(agents.refusal(), QString());
    }
};

QTEST_GUILESS_MAIN(TestKnownAgents)
#include "tst_knownagents.moc"
