#include "app/panels/agentsview.h"
#include "remote/agentscout.h"

#include <QCoreApplication>
#include <QTest>

namespace {

AgentThere agentOn(const char* host, int workers, std::optional<qint64> clockErrorNs)
{
    AgentThere agent;
    agent.hello.host = QString::fromUtf8(host);
    agent.hello.workers = workers;
    agent.hello.cores = 8;
    agent.hello.version = QCoreApplication::applicationVersion();
    agent.hello.allowed = QStringLiteral("sleep, cpu, mixed");
    agent.clockErrorNs = clockErrorNs;
    return agent;
}

} // namespace

class TestAgentsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::setApplicationVersion(QStringLiteral("1.2.3")); }

    void eachAgentSaysWhatItIs()
    {
        AgentsView view;
        view.show(AgentsThere{{agentOn("north", 4, 222'123), agentOn("south", 1, {})}, true, {}});
        QCOMPARE(view.count(), 2);
        QCOMPARE(view.item(0)->text(),
                 QStringLiteral("north · 1.2.3\n4 workers, 8 cores, clock ± 230 µs"));
        QCOMPARE(view.item(1)->text(),
                 QStringLiteral("south · 1.2.3\n1 worker, 8 cores, clock not known yet"));
        QVERIFY(view.item(0)->toolTip().contains(QLatin1String("sleep, cpu, mixed")));
    }

    void whatIsSelectedStaysSoAsOthersGo()
    {
        AgentsView view;
        view.show(AgentsThere{{agentOn("north", 4, {}), agentOn("south", 1, {})}, true, {}});
        view.setCurrentRow(0);
        view.show(AgentsThere{{agentOn("north", 4, 1'000)}, true, {}});
        QCOMPARE(view.currentRow(), 0);
        QCOMPARE(view.count(), 1);
    }

    void anotherVersionIsSaid()
    {
        AgentThere agent = agentOn("north", 4, {});
        agent.hello.version = QStringLiteral("1.1");
        AgentsView view;
        view.show(AgentsThere{{agent}, true, {}});
        QVERIFY(view.item(0)->text().startsWith(QStringLiteral("north · 1.1, not 1.2.3\n")));
    }

    void whatAgentsCallThemselvesIsMadeVisible()
    {
        AgentsView view;
        view.show(AgentsThere{{agentOn("<b>no\xE2\x80\xAEth\n</b>", 4, {})}, true, {}});
        const QString text = view.item(0)->text();
        QVERIFY(!text.contains(QChar(0x202E)));
        QCOMPARE(text.count(u'\n'), 1);
    }

    void howManyThereAreIsASentence()
    {
        QVERIFY(summaryOf({}).contains(QLatin1String("Nothing is known")));
        QCOMPARE(summaryOf({{}, true, {}}), QStringLiteral("0 agents with 0 workers"));
        QCOMPARE(summaryOf({{agentOn("north", 1, {})}, true, {}}),
                 QStringLiteral("1 agent with 1 worker"));
        QCOMPARE(summaryOf({{}, false, QStringLiteral("nobody listens there")}),
                 QStringLiteral("nobody listens there"));
    }
};

QTEST_MAIN(TestAgentsView)
#include "tst_agentsview.moc"
