#include "files/imports/traces/asyncpairs.h"

#include "files/imports/traces/asyncrule.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

namespace {

// Where a thread is at work anyway: how far its spans by time reach, by their starts.
class ReachOfThreads
{
public:
    // Of those on which the last `count` spans lie; what is among the others.
    ReachOfThreads(std::span<const ImportedSpan> spans, std::size_t count)
    {
        std::vector<bool> isAsked;
        for (const ImportedSpan& span : spans.last(count)) {
            isAsked.resize(std::max(isAsked.size(), std::size_t(span.thread) + 1));
            isAsked[std::size_t(span.thread)] = true;
        }
        for (const ImportedSpan& span : spans.first(spans.size() - count)) {
            const auto thread = std::size_t(span.thread);
            if (thread < isAsked.size() && isAsked[thread] && span.nesting == Nesting::ByTime &&
                span.end != SpanEnd::Never)
                m_reaches.push_back({span.thread, span.startNs, span.endNs});
        }
        std::ranges::sort(m_reaches, {}, &Reach::begin);
        for (std::size_t i = 1; i < m_reaches.size(); ++i) {
            if (m_reaches[i].thread == m_reaches[i - 1].thread)
                m_reaches[i].endNs = std::max(m_reaches[i].endNs, m_reaches[i - 1].endNs);
        }
    }

    bool holds(const ImportedSpan& span) const
    {
        const auto behind = std::ranges::upper_bound(
            m_reaches, std::tuple(span.thread, span.startNs), {}, &Reach::begin);
        if (behind == m_reaches.begin())
            return false;
        const Reach& reach = *(behind - 1);
        return reach.thread == span.thread && reach.endNs >= span.endNs;
    }

private:
    struct Reach
    {
        std::tuple<qint32, qint64> begin() const { return {thread, startNs}; }

        qint32 thread;
        qint64 startNs;
        qint64 endNs; // of those up to it
    };

    std::vector<Reach> m_reaches;
};

} // namespace

// The events of one key, in the order of time.
class AsyncPairs::Track
{
public:
    Track(ImportedSpans& imported, PairingFaults& faults, const ProcessOf& processOf, qint64 lastNs)
        : m_imported(imported), m_faults(faults), m_processOf(processOf), m_lastNs(lastNs)
    {
    }

    void pair(std::span<const Edge> edges)
    {
        for (const Edge& edge : edges) {
            if (edge.side != kEnd)
                m_open.push_back({edge});
            else
                end(edge);
        }
        while (!m_open.empty()) {
            m_faults.addNeverEnded(m_open.back().begin.name);
            close(m_open.size() - 1, nullptr);
        }
    }

private:
    struct Open
    {
        Edge begin;
        bool holdsOthers = false;
    };

    bool isOfSameProcess(const Edge& a, const Edge& b) const
    {
        return m_processOf(a.thread) == m_processOf(b.thread);
    }

    int likeness(const Edge& begin, const Edge& end) const
    {
        return asyncrule::likeness(isSameName(m_imported.names, begin.name, end.name),
                                   begin.thread == end.thread, isOfSameProcess(begin, end));
    }

    void end(const Edge& edge)
    {
        if (m_open.empty()) {
            ++m_faults.endsAlone;
            return;
        }
        const std::size_t best = asyncrule::bestOf(
            m_open.size(), [&](std::size_t i) { return likeness(m_open[i].begin, edge); });
        const Edge& begin = m_open[best].begin;
        m_faults.otherName += !isSameName(m_imported.names, begin.name, edge.name);
        close(best, &edge);
    }

    // Without an end it never ended.
    void close(std::size_t index, const Edge* end)
    {
        const Open closed = m_open[index];
        const Edge& begin = closed.begin;
        m_open.erase(m_open.begin() + std::ptrdiff_t(index));
        bool isWithin = false;
        for (std::size_t i = 0; i < std::min(index, asyncrule::kMostLookedAt) && !isWithin; ++i) {
            Open& outer = m_open[index - 1 - i];
            isWithin = isOfSameProcess(outer.begin, begin);
            outer.holdsOthers |= isWithin;
        }
        const bool staysOnThread = !end || end->thread == begin.thread;
        m_imported.spans.push_back({.startNs = begin.timeNs,
                                    .endNs = std::max(begin.timeNs, end ? end->timeNs : m_lastNs),
                                    .thread = staysOnThread ? begin.thread : begin.side,
                                    .name = begin.name,
                                    .end = end ? SpanEnd::Finished : SpanEnd::Never,
                                    .nesting = isWithin ? Nesting::Within : Nesting::Beside,
                                    .holdsOthers = closed.holdsOthers});
    }

    ImportedSpans& m_imported;
    PairingFaults& m_faults;
    const ProcessOf& m_processOf;
    const qint64 m_lastNs;
    std::vector<Open> m_open;
};

void AsyncPairs::begin(quint64 key, qint64 timeNs, qint32 name, qint32 thread, qint32 side)
{
    m_edges.push_back({key, timeNs, qint32(m_edges.size()), name, thread, side});
}

void AsyncPairs::end(quint64 key, qint64 timeNs, qint32 name, qint32 thread)
{
    m_edges.push_back({key, timeNs, qint32(m_edges.size()), name, thread, kEnd});
}

PairingFaults AsyncPairs::finish(ImportedSpans& imported, const ProcessOf& processOf, qint64 lastNs)
{
    PairingFaults faults;
    if (m_edges.empty())
        return faults;
    std::vector<Edge> edges = std::exchange(m_edges, {});
    std::ranges::sort(
        edges, {}, [](const Edge& edge) { return std::tuple(edge.key, edge.timeNs, edge.order); });
    const std::size_t before = imported.spans.size();
    Track track(imported, faults, processOf, lastNs);
    for (auto from = edges.begin(); from != edges.end();) {
        const auto to = std::find_if(
            from, edges.end(), [key = from->key](const Edge& edge) { return edge.key != key; });
        track.pair({from, to});
        from = to;
    }
    const std::size_t count = imported.spans.size() - before;
    const ReachOfThreads reach(imported.spans, count);
    for (ImportedSpan& span : std::span(imported.spans).last(count)) {
        if (span.nesting == Nesting::Beside && reach.holds(span))
            span.nesting = Nesting::ByTime;
    }
    return faults;
}
