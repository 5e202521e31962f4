// Traces of other programs in the Trace Event Format, as spans.
#pragma once

#include "files/imports/importedrun.h"
#include "files/imports/tables/textnumbers.h"
#include "files/imports/traces/asyncpairs.h"
#include "files/imports/traces/threadpairs.h"
#include "files/imports/traces/tracephases.h"
#include "files/imports/traces/tracethreads.h"
#include "files/trace/traceevent.h"

#include <limits>
#include <string>

// Takes what has a duration: complete events (X), pairs of threads (B, E), asynchronous ones (b, e)
// and older ones (S, F). Others are counted. For one thread.
class TraceImport
{
public:
    // False once there are as many spans as a run can have jobs.
    bool take(const TraceEvent& event);
    // Once all events are there. Without spans where there was none.
    ImportedSpans finish();
    // After that: what is not shown, and why.
    QStringList notes() const { return m_notes; }

private:
    // Events that are alike in what is wrong with them; the first is told.
    struct Faulty
    {
        qint64 count = 0;
        TimeFault first{};
    };

    qint32 nameOf(const TraceEvent& event);
    bool hasTimes(const TraceEvent& event);
    bool takeComplete(const TraceEvent& event, qint32 thread);
    bool takeAsyncBegin(const TraceEvent& event, qint32 thread);
    bool countSpan();
    void note(qint64 count, const QString& text);
    void noteEvents();
    void notePairs(const PairingFaults& faults);
    QString firstOf(qint32 name) const;

    ImportedSpans m_imported;
    TraceThreads m_threads;
    ThreadPairs m_threadPairs;
    AsyncPairs m_asyncPairs;
    PhaseCounts m_withoutDuration;
    NumberByText m_nameByText;
    std::string m_text; // its memory is kept from event to event
    qint64 m_lastNs = std::numeric_limits<qint64>::min();
    qint64 m_spans = 0; // those that wait for their end among them
    qint64 m_ends = 0;
    qint64 m_withoutTime = 0;
    Faulty m_outOfRange;
    Faulty m_noNumber;
    qint64 m_negative = 0;
    qint64 m_endless = 0; // complete events without a duration
    qint32 m_firstEndless = -1;
    qint64 m_withoutThread = 0;
    qint64 m_totals = 0;   // of clang: sums of spans
    qint64 m_critical = 0; // of Bazel: they repeat spans of other threads
    bool m_full = false;
    QStringList m_notes;
};
