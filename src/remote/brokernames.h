// What the queues and exchanges at a broker are called.
#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace brokernames {

// From runs to all agents, and from agents to all runs and windows.
inline const QByteArray kToAgents("poolscope.to-agents");
inline const QByteArray kFromAgents("poolscope.from-agents");

inline QByteArray hex(quint64 id)
{
    return QByteArray::number(id, 16).rightJustified(16, '0');
}
// Of one run: its jobs, their results, and all else that agents tell.
inline QByteArray jobsOf(quint64 run)
{
    return "poolscope.run." + hex(run) + ".jobs";
}
inline QByteArray resultsOf(quint64 run)
{
    return "poolscope.run." + hex(run) + ".results";
}
inline QByteArray eventsOf(quint64 run)
{
    return "poolscope.run." + hex(run) + ".events";
}
// What is told to one agent.
inline QByteArray agent(quint64 agent)
{
    return "poolscope.agent." + hex(agent);
}

} // namespace brokernames
