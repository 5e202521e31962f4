// Spans of threads whose beginning and end come as events of their own, paired.
#pragma once

#include "files/imports/importedrun.h"
#include "files/imports/traces/pairingfaults.h"

// For phases B and E, and one thread: an end ends what was begun last on its thread, whatever its
// name, in the order of the file. The events of a thread are paired by time instead where its time
// runs backwards within an open span, or elsewhere if ends bear other names or are left over then:
// such a file is in no order. Sources: Trace Event Format, "Duration Events": they need not be
// sorted; what is nested may bear any name at its end.
class ThreadPairs
{
public:
    void begin(qint32 thread, qint64 timeNs, qint32 name) { add(thread, {timeNs, name, false}); }
    void end(qint32 thread, qint64 timeNs, qint32 name) { add(thread, {timeNs, name, true}); }

    // Adds the spans to the others; those without an end last until `lastNs`.
    PairingFaults finish(ImportedSpans& imported, qint64 lastNs);

private:
    struct Edge
    {
        qint64 timeNs;
        qint32 name;
        bool isEnd;
    };
    struct Paired
    {
        PairingFaults faults{};
        bool isBackwards = false;
        bool isBackwardsWithin = false; // a span
    };

    void add(qint32 thread, Edge edge);
    static Paired pairInTurn(ImportedSpans& imported, qint32 thread, const std::vector<Edge>& edges,
                             qint64 lastNs);

    std::vector<std::vector<Edge>> m_edges; // by thread
};
