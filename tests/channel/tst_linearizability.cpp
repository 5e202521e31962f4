#include "channel/channel.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <mutex>
#include <numeric>
#include <thread>

// A channel is right when each call can be thought of as done at one instant between its beginning
// and its end, and those instants in their order are what a queue does (Herlihy and Wing, 1990).
// Where all values differ a history can be checked for that without trying all orders: it is enough
// that it shows none of four violations (Henzinger, Sezgin and Vafeiadis, "Aspect-Oriented
// Linearizability Proofs", 2013). A channel's bound is checked beside them.
namespace {

constexpr qint64 kNever = std::numeric_limits<qint64>::max();

struct Call
{
    qint64 beginNs = kNever;
    qint64 endNs = kNever;
};

struct History
{
    std::vector<Call> sends;    // by value; of values that were sent
    std::vector<Call> receives; // by value; kNever when it was not received
    std::vector<Call> empties;  // calls that found the channel empty
    std::vector<int> times;     // how often each value was received

    explicit History(std::size_t values) : sends(values), receives(values), times(values, 0) {}
    std::size_t size() const { return sends.size(); }
};

// Received once, after it was sent, if all were received.
bool isEachReceivedOnce(const History& history)
{
    for (std::size_t v = 0; v < history.size(); ++v) {
        if (history.times[v] != 1 || history.receives[v].endNs < history.sends[v].beginNs)
            return false;
    }
    return true;
}

// No value overtakes one whose send had ended before its own began: it is not received by a call
// that had ended before the other's began.
bool isInOrder(const History& history)
{
    std::vector<std::size_t> byEnd(history.size());
    std::iota(byEnd.begin(), byEnd.end(), 0);
    std::vector<std::size_t> byBegin = byEnd;
    std::ranges::sort(byEnd, {}, [&](std::size_t v) { return history.sends[v].endNs; });
    std::ranges::sort(byBegin, {}, [&](std::size_t v) { return history.sends[v].beginNs; });
    qint64 latestReceiveNs = std::numeric_limits<qint64>::min(); // of those sent before
    auto before = byEnd.begin();
    for (const std::size_t v : byBegin) {
        for (; before != byEnd.end() && history.sends[*before].endNs < history.sends[v].beginNs;
             ++before)
            latestReceiveNs = std::max(latestReceiveNs, history.receives[*before].beginNs);
        if (latestReceiveNs > history.receives[v].endNs)
            return false;
    }
    return true;
}

// The times at which a value was in the channel whatever the instants were: from the end of its
// send to the beginning of its receive.
struct Inside
{
    qint64 fromNs;
    qint64 toNs;
};

std::vector<Inside> certainlyInside(const History& history)
{
    std::vector<Inside> inside;
    for (std::size_t v = 0; v < history.size(); ++v) {
        if (history.sends[v].endNs < history.receives[v].beginNs)
            inside.push_back({history.sends[v].endNs, history.receives[v].beginNs});
    }
    std::ranges::sort(inside, {}, &Inside::fromNs);
    return inside;
}

// Whoever found it empty could have looked at a moment at which no value was certainly inside.
bool isEmptyWhenSaid(const History& history)
{
    std::vector<Inside> taken; // merged: the times at which it was certainly not empty
    for (const Inside& inside : certainlyInside(history)) {
        if (taken.empty() || taken.back().toNs < inside.fromNs)
            taken.push_back(inside);
        else
            taken.back().toNs = std::max(taken.back().toNs, inside.toNs);
    }
    return std::ranges::none_of(history.empties, [&](const Call& call) {
        auto behind = std::ranges::upper_bound(taken, call.beginNs, {}, &Inside::fromNs);
        return behind != taken.begin() && std::prev(behind)->toNs > call.endNs &&
               std::prev(behind)->fromNs < call.beginNs;
    });
}

bool holdsAtMost(const History& history, std::size_t capacity)
{
    std::vector<std::pair<qint64, int>> changes;
    for (const Inside& inside : certainlyInside(history)) {
        changes.emplace_back(inside.fromNs, 1);
        changes.emplace_back(inside.toNs, -1);
    }
    std::ranges::sort(changes); // at one time those that leave come first
    std::ptrdiff_t count = 0;
    return std::ranges::all_of(changes, [&](const auto& change) {
        count += change.second;
        return count <= std::ptrdiff_t(capacity);
    });
}

qint64 now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

// Runs senders and receivers against each other and notes every call. Every third receiver only
// looks, every third takes all that is there.
History recorded(std::size_t capacity, int senders, int receivers, int valuesEach)
{
    const Channel<int> channel(capacity);
    History history(std::size_t(senders) * std::size_t(valuesEach));
    std::mutex mutex; // only what is kept at the end
    {
        std::atomic<int> sending = senders;
        std::vector<std::jthread> threads;
        for (int s = 0; s < senders; ++s) {
            threads.emplace_back([&, s] {
                for (int i = 0; i < valuesEach; ++i) {
                    std::vector<int> values; // every second sender sends three at once
                    for (int k = i; k < valuesEach && int(values.size()) < (s % 2 ? 3 : 1); ++k)
                        values.push_back(s * valuesEach + k);
                    i += int(values.size()) - 1;
                    const std::vector<int> sent = values;
                    const qint64 begin = now();
                    channel.sender().sendAll(values);
                    const qint64 end = now();
                    for (const int value : sent)
                        history.sends[std::size_t(value)] = {begin, end}; // nobody else's
                }
                if (--sending == 0)
                    channel.sender().close();
            });
        }
        for (int r = 0; r < receivers; ++r) {
            threads.emplace_back([&, r] {
                std::vector<std::pair<int, Call>> mine;
                std::vector<Call> empties;
                std::vector<int> batch;
                for (bool open = true; open;) {
                    const qint64 begin = now();
                    if (r % 3 == 2 && capacity > 0) {
                        open = channel.receiver().receiveSome(batch, 3) == ChannelOutcome::Done;
                    } else {
                        const auto value = r % 3 == 1 ? channel.receiver().tryReceive()
                                                      : channel.receiver().receive();
                        open = value.outcome() != ChannelOutcome::Closed;
                        if (value)
                            batch.push_back(*value);
                        else if (open && empties.size() < 100'000)
                            empties.push_back({begin, now()});
                    }
                    const qint64 end = now();
                    for (const int value : batch)
                        mine.emplace_back(value, Call{begin, end});
                    batch.clear();
                }
                const std::lock_guard lock(mutex);
                for (const auto& [value, call] : mine) {
                    history.receives[std::size_t(value)] = call;
                    ++history.times[std::size_t(value)];
                }
                history.empties.insert(history.empties.end(), empties.begin(), empties.end());
            });
        }
    }
    return history;
}

} // namespace

class TestLinearizability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void historiesUnderLoadAreThoseOfAQueue_data()
    {
        QTest::addColumn<int>("capacity");
        QTest::addColumn<int>("senders");
        QTest::addColumn<int>("receivers");
        for (const int capacity : {0, 1, 2, 16, 100'000}) {
            for (const auto& [senders, receivers] :
                 {std::pair(1, 1), {1, 3}, {4, 1}, {3, 6}, {8, 8}})
                QTest::addRow("capacity %d, %d senders, %d receivers", capacity, senders, receivers)
                    << capacity << senders << receivers;
        }
    }

    void historiesUnderLoadAreThoseOfAQueue()
    {
        QFETCH(const int, capacity);
        QFETCH(const int, senders);
        QFETCH(const int, receivers);
        const History history =
            recorded(std::size_t(capacity), senders, receivers, 24'000 / senders);
        QVERIFY(isEachReceivedOnce(history));
        QVERIFY(isInOrder(history));
        QVERIFY(isEmptyWhenSaid(history));
        QVERIFY(holdsAtMost(history, std::size_t(capacity)));
    }

    void violationsAreFound()
    {
        // Two values, sent one after the other, received likewise.
        History right(2);
        right.sends = {{0, 10}, {20, 30}};
        right.receives = {{40, 50}, {60, 70}};
        right.times = {1, 1};
        right.empties = {{5, 8}, {12, 65}, {65, 80}};
        right.empties[1] = {61, 75};
        QVERIFY(isEachReceivedOnce(right) && isInOrder(right) && isEmptyWhenSaid(right) &&
                holdsAtMost(right, 2));
        History overtaken = right;
        std::swap(overtaken.receives[0], overtaken.receives[1]);
        QVERIFY(!isInOrder(overtaken));
        History doubled = right;
        doubled.times[0] = 2;
        QVERIFY(!isEachReceivedOnce(doubled));
        History foreseen = right;
        foreseen.receives[1] = {2, 3};
        QVERIFY(!isEachReceivedOnce(foreseen));
        History blind = right;
        blind.empties.push_back({15, 35}); // the first was inside all that time
        QVERIFY(!isEmptyWhenSaid(blind));
        blind.empties.back() = {35, 55}; // the first, then the second
        QVERIFY(!isEmptyWhenSaid(blind));
        QVERIFY(!holdsAtMost(right, 1));
    }
};

QTEST_GUILESS_MAIN(TestLinearizability)
#include "tst_linearizability.moc"
