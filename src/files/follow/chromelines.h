// The events of a Chrome trace while it is being written.
#pragma once

#include "files/follow/linedecoder.h"
#include "files/imports/traces/tracephases.h"
#include "files/imports/traces/tracethreads.h"
#include "files/trace/traceevent.h"

#include <QStringList>

#include <limits>
#include <map>
#include <string>
#include <vector>

// For one thread. Complete events (X), pairs of threads (B, E) and asynchronous ones (b, e, S, F),
// paired in the order in which they come. What is known to lie within another one of its thread
// comes as such; of complete events most come before the one that holds them. Source: the Trace
// Event Format, see src/files/README.md.
class ChromeLines
{
public:
    // Adds the events of a span; why it is left out, if it is.
    std::optional<Problem> take(const TraceEvent& event, std::vector<FollowedEvent>& events);
    // The file has ended: asynchronous spans that are open never end. No span is open any more.
    void finish(std::vector<FollowedEvent>& events);

    bool hasEvents() const { return m_hasEvents; }
    // Whether a worker of the events is a thread of a trace.
    static bool isThread(const std::string& worker);
    LaneLabel laneOf(const std::string& worker);

    QStringList notes() const;

private:
    struct Stretch
    {
        qint64 fromNs = 0;
        qint64 toNs = std::numeric_limits<qint64>::min();

        bool holds(qint64 startNs, qint64 endNs) const
        {
            return fromNs <= startNs && endNs <= toNs && startNs < toNs;
        }
    };
    struct Thread
    {
        qint64 depth = 0; // pairs that are open
        std::string outermost{};
        qint64 outermostNs = 0;
        bool isHeld = false; // the outermost pair, by a complete event
        qint64 lastNs = std::numeric_limits<qint64>::min();
        Stretch complete{}; // of complete events the one that ends last
    };
    struct Async
    {
        qint64 startNs;
        std::string name;
        qint32 thread;
        qint32 side; // where it stands if it ends on another one
    };

    void takeComplete(const TraceEvent& event, qint32 thread, std::vector<FollowedEvent>& events);
    void begin(const TraceEvent& event, qint32 thread, std::vector<FollowedEvent>& events);
    void end(const TraceEvent& event, qint32 thread, std::vector<FollowedEvent>& events);
    void beginAsync(const TraceEvent& event, qint32 thread);
    void endAsync(const TraceEvent& event, qint32 thread, std::vector<FollowedEvent>& events);
    std::size_t openAsync(const std::vector<Async>& open, const TraceEvent& end,
                          qint32 thread) const;
    bool isWithinAnother(const std::vector<Async>& open, std::size_t index) const;
    bool isHeld(const Thread& thread, qint64 startNs, qint64 endNs) const;
    Thread& threadAt(qint32 number);
    std::string workerOf(qint32 thread);
    std::string nameOf(const TraceEvent& event);

    TraceThreads m_names;
    std::vector<QString> m_namesNow; // by thread; nothing once more has come
    std::vector<Thread> m_threads;
    std::vector<bool> m_hasSpans;                     // by thread
    std::map<std::string, std::vector<Async>> m_open; // by what belongs together
    PhaseCounts m_withoutDuration;
    std::string m_room;
    std::size_t m_openCount = 0; // of these
    std::size_t m_openBytes = 0; // of their names
    qint64 m_tooManyOpen = 0;
    bool m_hasEvents = false;
    qint64 m_endsAlone = 0;
    qint64 m_endless = 0;
    qint64 m_neverEnded = 0;
    qint64 m_sums = 0;
    qint64 m_withoutThread = 0;
};
