// Traces of other programs in the Trace Event Format, as spans.
#pragma once

#include "files/imports/importedrun.h"
#include "files/trace/traceevent.h"

#include <string>
#include <unordered_map>

// Takes complete events (X) and pairs of begin and end (B, E); others have no duration. For one
// thread.
class TraceImport
{
public:
    // False once there are as many spans as a run can have jobs.
    bool take(const TraceEvent& event);
    // Once all events are there. Without spans where there was none.
    ImportedSpans finish();
    // What is not shown, and why.
    QStringList notes() const;

private:
    struct Begun
    {
        qint64 startNs;
        qint32 name;
    };
    struct Thread
    {
        QString name; // empty until an event names it
        std::string key;
        std::vector<Begun> open; // begun and not yet ended
    };

    qint32 threadOf(const TraceEvent& event);
    qint32 nameOf(const TraceEvent& event);
    bool add(qint32 thread, qint64 startNs, qint64 endNs, qint32 name);

    ImportedSpans m_imported;
    std::vector<Thread> m_threads;
    std::unordered_map<std::string, qint32> m_threadByKey;
    std::unordered_map<std::string, qint32> m_nameByText;
    std::size_t m_nameBytes = 0;
    qint64 m_lastNs = 0;
    qint64 m_unusable = 0; // without a time, or with one that cannot be shown
    qint64 m_withoutThread = 0;
    qint64 m_unended = 0;
    qint64 m_unbegun = 0;
    bool m_full = false;
};
