// The events of a Chrome trace while it is being written.
#pragma once

#include "files/follow/jsonobject.h"
#include "files/follow/linedecoder.h"

#include <QStringList>

#include <limits>
#include <string>
#include <unordered_map>
#include <unordered_set>

// For one thread. Complete events and pairs of B and E; of the pairs of a thread that stand in one
// another the outermost is a job. Source: the Trace Event Format, see src/files/README.md.
class ChromeLines
{
public:
    struct Event
    {
        const JsonValue& phase;
        const JsonValue& name;
        const JsonValue& ts;
        const JsonValue& dur;
        const JsonValue& pid;
        const JsonValue& tid;
        const JsonValue& calledSo; // the name of a thread
    };

    std::optional<Problem> take(const Event& event, std::vector<FollowedEvent>& events);

    // No span is open any more.
    void beginAnew();

    QStringList notes() const;

private:
    struct Thread
    {
        std::string name;
        qint64 depth = 0; // pairs that are open
        qint64 lastNs = std::numeric_limits<qint64>::min();
    };

    Thread& threadOf(const Event& event);
    void nameThread(const Event& event);

    std::unordered_map<std::string, Thread> m_threads;     // by process and number
    std::unordered_map<std::string, std::string> m_called; // the same, what they are called
    std::unordered_set<std::string> m_taken;               // names
    qint64 m_nested = 0;
    qint64 m_others = 0;
    qint64 m_unpaired = 0;
};
