// What the agents of a run are called.
#pragma once

#include "remote/remotetr.h"

#include <QString>

#include <map>
#include <set>

// Used by one thread.
class AgentNames
{
public:
    // That of its host; where others of the run have that name already, with a number behind it:
    // "host", "host (2)". An agent keeps its name.
    const QString& of(quint64 agent, const QString& host)
    {
        const auto [at, isNew] = m_names.try_emplace(agent, host);
        for (int number = 2; isNew && !m_taken.insert(at->second).second; ++number)
            at->second = RemoteTr::tr("%1 (%2)").arg(host, QString::number(number));
        return at->second;
    }

private:
    std::map<quint64, QString> m_names;
    std::set<QString> m_taken;
};
