// A channel with room for values: a ring of cells with a lock at each end.
#pragma once

#include "channel/channeloutcome.h"
#include "channel/pages.h"
#include "channel/waitingroom.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <span>
#include <vector>

namespace detail {

// Senders meet at the tail and receivers at the head; the two ends meet only in a cell that one
// fills and the other empties, so they work side by side as long as values are waiting.
//
// What is always true:
//   1. The cells from head up to tail are full or about to be emptied, all others are empty.
//   2. A value is in at most one place: with its sender, in a cell, or with its receiver.
//   3. While a value is in the buffer and a receiver waits, a receiver is on its way; while there
//      is room and a sender waits, a sender is on its way (see WaitingRoom).
//   4. Nothing is put into a closed channel: the flag is set and asked under the tail's lock.
template <typename T>
class BufferedChannel
{
public:
    explicit BufferedChannel(std::size_t capacity) : m_capacity(capacity), m_cells(capacity) {}

    ~BufferedChannel()
    {
        std::optional<T> left;
        while (take(left) == ChannelOutcome::Done)
            left.reset();
    }

    std::size_t size() const
    {
        const std::uint64_t head = m_head.passed.load(std::memory_order_relaxed);
        const std::uint64_t tail = m_tail.passed.load(std::memory_order_relaxed);
        return std::min(std::size_t(tail - head), m_capacity);
    }

    ChannelOutcome trySend(T& value) { return put(value); }

    ChannelOutcome send(T& value, const std::stop_token& stop, const Deadline& deadline)
    {
        return waitWhileItWouldBlock(m_tail, stop, deadline, [&] { return put(value); });
    }

    // Takes from the front of `values` what it sends.
    ChannelOutcome sendAll(std::span<T>& values)
    {
        ChannelOutcome outcome = ChannelOutcome::Done;
        while (outcome == ChannelOutcome::Done && !values.empty())
            outcome = waitWhileItWouldBlock(m_tail, {}, {}, [&] { return putAll(values); });
        return outcome;
    }

    ChannelOutcome tryReceive(std::optional<T>& target) { return take(target); }

    ChannelOutcome receive(std::optional<T>& target, const std::stop_token& stop,
                           const Deadline& deadline)
    {
        return waitWhileItWouldBlock(m_head, stop, deadline, [&] { return take(target); });
    }

    ChannelOutcome receiveSome(std::vector<T>& values, std::size_t most)
    {
        return waitWhileItWouldBlock(m_head, {}, {}, [&] { return takeSome(values, most); });
    }

    bool close()
    {
        m_tail.lock.lock();
        const bool first = !m_closed.exchange(true, std::memory_order_seq_cst);
        m_tail.lock.unlock();
        m_head.room.wakeAll();
        m_tail.room.wakeAll();
        return first;
    }

private:
    // Zeroed memory is an empty cell: so what is never used is never touched.
    struct Cell
    {
        std::uint8_t full; // by std::atomic_ref
        alignas(T) std::byte value[sizeof(T)];
    };

    // On cache lines of its own.
    struct alignas(64) End
    {
        End(bool takesFull, WaitingRoom::Wakes wakes) : takes(takesFull), room(wakes) {}

        const bool takes; // full cells; the other end takes empty ones
        ShortLock lock;
        std::atomic<std::size_t> index{0};    // of the next cell; written under the lock
        std::atomic<std::uint64_t> passed{0}; // values that came by; written under the lock
        alignas(64) WaitingRoom room;         // for those who find no cell
    };

    Cell& cellAt(const End& end) { return m_cells[end.index.load(std::memory_order_relaxed)]; }
    // Whether its next cell is one for it; certain under the end's lock.
    bool hasNext(const End& end) { return isFull(cellAt(end)) == end.takes; }

    static bool isFull(Cell& cell)
    {
        return std::atomic_ref(cell.full).load(std::memory_order_seq_cst) != 0;
    }

    static void setFull(Cell& cell, bool full)
    {
        std::atomic_ref(cell.full).store(full ? 1 : 0, std::memory_order_seq_cst);
    }

    void advance(End& end)
    {
        const std::size_t next = end.index.load(std::memory_order_relaxed) + 1;
        end.index.store(next == m_capacity ? 0 : next, std::memory_order_relaxed);
        end.passed.store(end.passed.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

    ChannelOutcome put(T& value)
    {
        return ifRoom([&] { putNext(value); });
    }

    // As many as there is room for.
    ChannelOutcome putAll(std::span<T>& values)
    {
        return ifRoom([&] {
            for (; !values.empty() && hasNext(m_tail); values = values.subspan(1))
                putNext(values.front());
        });
    }

    // Puts what there is room for, under the tail's lock.
    template <typename Put>
    ChannelOutcome ifRoom(Put putSome)
    {
        std::unique_lock lock(m_tail.lock);
        if (m_closed.load(std::memory_order_relaxed))
            return ChannelOutcome::Closed;
        if (!hasNext(m_tail))
            return ChannelOutcome::WouldBlock;
        putSome();
        wakeAfter(lock, m_tail, m_head);
        return ChannelOutcome::Done;
    }

    // Under the tail's lock, when the cell is empty.
    void putNext(T& value)
    {
        Cell& cell = cellAt(m_tail);
        ::new (static_cast<void*>(cell.value)) T(std::move(value));
        setFull(cell, true);
        advance(m_tail);
    }

    ChannelOutcome take(std::optional<T>& target)
    {
        return ifAny([&] { target.emplace(takeNext()); });
    }

    ChannelOutcome takeSome(std::vector<T>& values, std::size_t most)
    {
        return ifAny([&] {
            for (std::size_t i = 0; i < most && hasNext(m_head); ++i)
                values.push_back(takeNext());
        });
    }

    // Takes what there is, under the head's lock.
    template <typename Take>
    ChannelOutcome ifAny(Take takeSome)
    {
        std::unique_lock lock(m_head.lock);
        // Asked before looking: what was sent before the close is seen then.
        const bool closed = m_closed.load(std::memory_order_seq_cst);
        if (!hasNext(m_head))
            return closed ? ChannelOutcome::Closed : ChannelOutcome::WouldBlock;
        takeSome();
        startOverIfEmpty();
        wakeAfter(lock, m_head, m_tail);
        return ChannelOutcome::Done;
    }

    // Under the head's lock. An empty ring is used from its beginning again: a channel with room
    // for much then takes as much memory as has waited in it, and stays in the cache.
    void startOverIfEmpty()
    {
        constexpr std::size_t kFar = 4096;
        if (m_head.index < kFar || hasNext(m_head) || !m_tail.lock.try_lock())
            return;
        if (!hasNext(m_head)) // nothing has come meanwhile
            m_tail.index = m_head.index = 0;
        m_tail.lock.unlock();
    }

    // Under the head's lock, when the cell is full.
    T takeNext()
    {
        Cell& cell = cellAt(m_head);
        T* const place = std::launder(reinterpret_cast<T*>(cell.value));
        T value(std::move(*place));
        std::destroy_at(place);
        setFull(cell, false);
        advance(m_head);
        return value;
    }

    // After something passed at `here`: lets go of its lock, and wakes who can go on over there, or
    // here when there is more than that.
    void wakeAfter(std::unique_lock<ShortLock>& lock, End& here, End& there)
    {
        const bool more = !here.room.isEmpty() && hasNext(here);
        lock.unlock();
        there.room.wakeOne();
        if (more)
            here.room.wakeOne();
    }

    // A thread that was on its way has held back the wakes of others until now.
    void passOn(End& end)
    {
        if (end.room.isEmpty())
            return;
        std::unique_lock lock(end.lock);
        const bool more = hasNext(end);
        lock.unlock();
        if (more)
            end.room.wakeOne();
    }

    // In a ring that has room for a batch, one builds up while others have the processor; in a
    // small one the partner is but a moment away.
    void letOthersGoOn(int round) const
    {
        constexpr std::size_t kBatch = 16;
        if (m_capacity >= kBatch)
            std::this_thread::yield();
        else
            giveWay(round);
    }

    // Without the lock, so that those who only look hold up nobody: whether an attempt may succeed.
    bool isWorthAnAttempt(const End& end)
    {
        return m_closed.load(std::memory_order_relaxed) || hasNext(end);
    }

    template <typename Attempt>
    ChannelOutcome waitWhileItWouldBlock(End& end, const std::stop_token& stop,
                                         const Deadline& deadline, Attempt attempt)
    {
        if (stop.stop_requested())
            return ChannelOutcome::Stopped;
        ChannelOutcome outcome = attempt();
        while (outcome == ChannelOutcome::WouldBlock) {
            {
                const WaitingRoom::Looking looking(end.room);
                for (int round = 0;
                     outcome == ChannelOutcome::WouldBlock && round < looking.times(); ++round) {
                    letOthersGoOn(round);
                    if (isWorthAnAttempt(end))
                        outcome = attempt();
                }
            }
            if (outcome == ChannelOutcome::WouldBlock) {
                WaitingRoom::Place place(end.room);
                outcome = attempt();
                if (outcome == ChannelOutcome::WouldBlock)
                    place.sleep(stop, deadline);
            }
            if (outcome == ChannelOutcome::WouldBlock) {
                outcome = attempt();
                if (outcome == ChannelOutcome::WouldBlock) {
                    if (stop.stop_requested())
                        return ChannelOutcome::Stopped;
                    if (deadline && std::chrono::steady_clock::now() >= *deadline)
                        return ChannelOutcome::TimedOut;
                }
            }
            passOn(end);
        }
        return outcome;
    }

    const std::size_t m_capacity;
    const ZeroedMemory<Cell> m_cells;
    std::atomic<bool> m_closed{false};
    // The sender that waits longest is woken first, so none starves; the receiver that came last
    // is: its memory is still at hand.
    End m_tail{false, WaitingRoom::Wakes::TheFirst};
    End m_head{true, WaitingRoom::Wakes::TheLast};
};

} // namespace detail
