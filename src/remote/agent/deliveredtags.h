// The deliveries of a channel that are to be acknowledged.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <limits>
#include <set>
#include <vector>

// For one thread. What is done with is acknowledged by few messages: all up to a tag by one, where
// nothing before it is still in hand.
class DeliveredTags
{
public:
    void came(quint64 tag) { m_inHand.insert(tag); }
    void done(quint64 tag)
    {
        if (m_inHand.erase(tag) > 0)
            m_done.push_back(tag);
    }
    // It went back, and is not to be acknowledged.
    void wentBack(quint64 tag) { m_inHand.erase(tag); }

    // Calls acknowledge(tag, isMultiple) for all that is done with.
    template <typename Acknowledge>
    void settle(Acknowledge acknowledge)
    {
        std::ranges::sort(m_done);
        const quint64 firstInHand =
            m_inHand.empty() ? std::numeric_limits<quint64>::max() : *m_inHand.begin();
        const auto behind = std::ranges::lower_bound(m_done, firstInHand);
        if (behind != m_done.begin())
            acknowledge(*(behind - 1), true);
        for (auto single = behind; single != m_done.end(); ++single)
            acknowledge(*single, false);
        m_done.clear();
    }

private:
    std::set<quint64> m_inHand;
    std::vector<quint64> m_done;
};
