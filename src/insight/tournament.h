// Whose time is the earliest.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <limits>
#include <vector>

// Two times for each worker, or none, and whose is the earliest of either kind; of those of one
// time the one with the lower number. Tournaments: each node has the earlier of the two times below
// it, so that a change costs a comparison a level, and none that the processor has to guess. Both
// kinds change together, as they do when a job goes from the one to the other.
class Tournaments
{
public:
    static constexpr double kNone = std::numeric_limits<double>::infinity();

    struct Times
    {
        double first = kNone;
        double second = kNone;
    };

    explicit Tournaments(std::size_t workers)
        : m_leaves(std::bit_ceil(workers)), m_nodes(2 * m_leaves)
    {
    }

    // Of all workers, kNone where none has one.
    const Times& earliest() const { return m_nodes[1]; }
    // Whose it is; some worker where none has one.
    qint32 workerOf(double Times::*kind) const
    {
        const double earliest = m_nodes[1].*kind;
        std::size_t node = 1;
        while (node < m_leaves)
            node = 2 * node + (m_nodes[2 * node].*kind > earliest);
        return qint32(node - m_leaves);
    }
    void set(qint32 worker, Times times)
    {
        std::size_t node = m_leaves + std::size_t(worker);
        m_nodes[node] = times;
        for (; node > 1; node /= 2) {
            const Times& other = m_nodes[node ^ 1];
            times = {std::min(times.first, other.first), std::min(times.second, other.second)};
            m_nodes[node / 2] = times;
        }
    }

private:
    const std::size_t m_leaves;
    std::vector<Times> m_nodes; // the root at 1, the children of n at 2n and 2n + 1
};
