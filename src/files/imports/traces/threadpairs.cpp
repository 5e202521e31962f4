#include "files/imports/traces/threadpairs.h"

#include <algorithm>
#include <utility>

void ThreadPairs::add(qint32 thread, Edge edge)
{
    if (m_edges.size() <= std::size_t(thread))
        m_edges.resize(std::size_t(thread) + 1);
    m_edges[std::size_t(thread)].push_back(edge);
}

ThreadPairs::Paired ThreadPairs::pairInTurn(ImportedSpans& imported, qint32 thread,
                                            const std::vector<Edge>& edges, qint64 lastNs)
{
    Paired paired;
    std::vector<Edge> open;
    const auto add = [&](const Edge& begin, qint64 endNs, SpanEnd end) {
        imported.spans.push_back({.startNs = begin.timeNs,
                                  .endNs = std::max(begin.timeNs, endNs),
                                  .thread = thread,
                                  .name = begin.name,
                                  .end = end,
                                  .nesting = Nesting::ByTime});
    };
    qint64 beforeNs = edges.empty() ? 0 : edges.front().timeNs;
    for (const Edge& edge : edges) {
        const bool isBackwards = edge.timeNs < beforeNs;
        paired.isBackwards |= isBackwards;
        paired.isBackwardsWithin |= isBackwards && !open.empty();
        beforeNs = edge.timeNs;
        if (!edge.isEnd) {
            open.push_back(edge);
        } else if (open.empty()) {
            ++paired.faults.endsAlone;
        } else {
            paired.faults.otherName += !isSameName(imported.names, open.back().name, edge.name);
            add(open.back(), edge.timeNs, SpanEnd::Finished);
            open.pop_back();
        }
    }
    for (const Edge& begin : open) {
        paired.faults.addNeverEnded(begin.name);
        add(begin, lastNs, SpanEnd::Never);
    }
    return paired;
}

PairingFaults ThreadPairs::finish(ImportedSpans& imported, qint64 lastNs)
{
    PairingFaults all;
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        std::vector<Edge> edges = std::exchange(m_edges[i], {});
        const std::size_t before = imported.spans.size();
        Paired paired = pairInTurn(imported, qint32(i), edges, lastNs);
        const bool someMatchElsewhere =
            paired.faults.otherName > 0 ||
            (paired.faults.endsAlone > 0 && paired.faults.neverEnded > 0);
        const bool isInNoOrder =
            paired.isBackwardsWithin || (paired.isBackwards && someMatchElsewhere);
        if (isInNoOrder) {
            std::ranges::stable_sort(edges, {}, &Edge::timeNs);
            imported.spans.resize(before);
            paired = pairInTurn(imported, qint32(i), edges, lastNs);
        }
        all.threadsByTime += isInNoOrder;
        all.threadsBackwards += paired.isBackwards;
        all += paired.faults;
    }
    return all;
}
