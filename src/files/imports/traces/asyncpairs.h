// Spans that no thread holds, whose beginning and end come as events of their own, paired.
#pragma once

#include "files/imports/importedrun.h"
#include "files/imports/traces/pairingfaults.h"

#include <functional>

// For phases b and e, S and F, and one thread: an end ends what is open under the same key, by
// time; of several the one of its name, of its thread, of its process, and begun last, in this
// order. What begins while another one is open under its key in its process stands within it.
// Source: Trace Event Format, "Async Events".
class AsyncPairs
{
public:
    // `category`, `scope` and `id` as one key; `side` is the thread where it stands if it ends on
    // another one than it began.
    void begin(quint64 key, qint64 timeNs, qint32 name, qint32 thread, qint32 side);
    void end(quint64 key, qint64 timeNs, qint32 name, qint32 thread);

    using ProcessOf = std::function<qint32(qint32 thread)>;
    // Adds the spans to the others; those without an end last until `lastNs`. One that lies within
    // one of the others on its thread is a part of it: the thread is at work anyway.
    PairingFaults finish(ImportedSpans& imported, const ProcessOf& processOf, qint64 lastNs);

private:
    struct Edge
    {
        quint64 key;
        qint64 timeNs;
        qint32 order; // in the file
        qint32 name;
        qint32 thread;
        qint32 side; // kEnd of an end
    };
    static constexpr qint32 kEnd = -1;

    std::vector<Edge> m_edges;

    class Track;
};
