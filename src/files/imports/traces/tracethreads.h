// The threads of a trace, as lanes: how they are called, and in which order they stand.
#pragma once

#include "files/imports/importedrun.h"
#include "files/imports/tables/textnumbers.h"
#include "files/trace/traceevent.h"

// For one thread.
class TraceThreads
{
public:
    // One costs memory before it has a span; far more than there are rows.
    static constexpr std::size_t kMost = 100'000;
    static constexpr qint32 kNone = -1;

    // kNone where there are too many, here and below.
    qint32 threadOf(const TraceEvent& event);
    // Where spans of its process and category stand that belong to no thread.
    qint32 sideThreadOf(const TraceEvent& event);
    qint32 processOf(qint32 thread) const { return m_threads[std::size_t(thread)].process; }
    // As putInOrder() calls those that have spans, for all that is known so far: by thread.
    std::vector<QString> namesOf(std::vector<bool> hasSpans) const;

    // Names and orders threads and processes (phase M).
    void takeMetadata(const TraceEvent& event);

    // Gives the spans their threads in the order in which they are to stand: by process, each as
    // their numbers to sort by say, then as they came. Names of processes stand before those of
    // their threads, where there are several processes; no two threads are called the same.
    void putInOrder(ImportedSpans& imported) const;

private:
    struct Process
    {
        std::string key; // pid
        QString name;    // empty until an event names it
        qint64 sortIndex = 0;
    };
    struct Thread
    {
        qint32 process;
        bool isSide;
        std::string key; // tid, or a category
        QString name;    // empty until an event names it
        qint64 sortIndex = 0;
    };
    // Of the threads that have spans.
    struct Shown
    {
        std::vector<qint32> threads; // in their order
        std::vector<int> ofProcess;  // how many of each
        bool severalProcesses = false;
    };

    qint32 processOf(const TraceEvent& event);
    qint32 numberOf(const TraceEvent& event, bool isSide, const std::string& key);
    Shown shownOf(const std::vector<bool>& hasSpans) const;
    QString ownNameOf(const Thread& thread, const Shown& shown) const;
    std::vector<QString> namesIn(const Shown& shown) const;
    QString placeOf(const Thread& thread) const;

    std::vector<Process> m_processes;
    std::vector<Thread> m_threads;
    NumberByText m_processByKey;
    NumberByText m_threadByKey;
    std::string m_text; // its memory is kept from event to event
};
