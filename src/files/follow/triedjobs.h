// Jobs that are told apart by a key, for when they come again.
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

// What became of the jobs whose last attempt is over, or that were taken back before they started:
// the last kMost of them; one that comes again later than that is another job. For one thread.
class TriedJobs
{
public:
    static constexpr std::size_t kMost = 1 << 17;

    struct Tried
    {
        qint32 job = 0;
        qint32 attempts = 0;
        bool isOver = false; // else another attempt is to come
    };

    // Nothing where it is none of them; good until the next call.
    const Tried* find(const std::string& key) const
    {
        const auto found = m_byKey.find(key);
        return found == m_byKey.end() ? nullptr : &found->second.tried;
    }

    void add(const std::string& key, Tried tried)
    {
        m_byKey.insert_or_assign(key, Entry{tried, ++m_count});
        m_inOrder.emplace_back(key, m_count);
        while (m_inOrder.size() > kMost) {
            const auto& [oldest, place] = m_inOrder.front();
            if (const auto entry = m_byKey.find(oldest);
                entry != m_byKey.end() && entry->second.place == place)
                m_byKey.erase(entry);
            m_inOrder.pop_front();
        }
    }

private:
    struct Entry
    {
        Tried tried;
        quint64 place; // of the last time that it was added
    };

    std::unordered_map<std::string, Entry> m_byKey;
    std::deque<std::pair<std::string, quint64>> m_inOrder;
    quint64 m_count = 0;
};
