// What a lane is called, and where its worker runs.
#pragma once

#include <QString>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

struct LaneLabel
{
    // NOLINTNEXTLINE: most lanes have no more than a name
    LaneLabel(QString of, QString on = {}, std::optional<qint64> error = {})
        : name(std::move(of)), host(std::move(on)), clockErrorNs(error)
    {
    }

    QString name;
    QString host; // empty where nobody knows, and for workers of this process
    // How far off its times may be, either way, as far as was known when it came; nothing where it
    // has the run's clock, or nobody knows.
    std::optional<qint64> clockErrorNs;

    bool operator==(const LaneLabel&) const = default;
};

// The labels of all lanes, by lane. Copies share what they hold. One thread adds; any thread reads
// those below a size() that it has seen, meanwhile too.
class LaneLabels
{
public:
    LaneLabels() = default;
    LaneLabels(std::vector<LaneLabel> labels) // NOLINT: they are the same
        : m_shared(std::make_shared<Shared>(std::move(labels)))
    {
    }
    LaneLabels(std::initializer_list<LaneLabel> labels) : LaneLabels(std::vector<LaneLabel>(labels))
    {
    }
    template <typename Iterator>
    LaneLabels(Iterator begin, Iterator end) : LaneLabels(std::vector<LaneLabel>(begin, end))
    {
    }

    // Room for `most` that are added later; there are no more.
    static LaneLabels growing(std::size_t most)
    {
        LaneLabels labels{std::vector<LaneLabel>{}};
        labels.m_shared->labels.reserve(most);
        return labels;
    }
    // Into a growing() one, as long as there is room.
    void add(LaneLabel label) const
    {
        m_shared->labels.push_back(std::move(label));
        m_shared->count.store(m_shared->labels.size(), std::memory_order_release);
    }

    std::size_t size() const
    {
        return m_shared ? m_shared->count.load(std::memory_order_acquire) : 0;
    }
    bool empty() const { return size() == 0; }
    const LaneLabel& operator[](std::size_t lane) const { return begin()[lane]; }
    const LaneLabel& at(std::size_t lane) const { return begin()[lane]; }
    const LaneLabel* begin() const { return m_shared ? m_shared->labels.data() : nullptr; }
    const LaneLabel* end() const { return begin() + size(); }

    bool operator==(const LaneLabels& other) const
    {
        return std::equal(begin(), end(), other.begin(), other.end());
    }

private:
    struct Shared
    {
        explicit Shared(std::vector<LaneLabel> of) : labels(std::move(of)), count(labels.size()) {}

        std::vector<LaneLabel> labels; // its room is never moved once readers are there
        std::atomic<std::size_t> count;
    };

    std::shared_ptr<Shared> m_shared;
};
