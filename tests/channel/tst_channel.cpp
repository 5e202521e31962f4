#include "channel/channel.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <numeric>
#include <thread>

using namespace std::chrono_literals;

namespace {

// The ends: a worker cannot write to the jobs channel, nor read from the results channel.
template <typename End>
concept CanSend = requires(const End& end)
{
    end.send(1);
};
template <typename End>
concept CanTrySend = requires(const End& end)
{
    end.trySend(1);
};
template <typename End>
concept CanClose = requires(const End& end)
{
    end.close();
};
template <typename End>
concept CanReceive = requires(const End& end)
{
    end.receive();
};
template <typename End>
concept CanRange = requires(const End& end)
{
    end.begin();
};

static_assert(CanSend<Sender<int>> && CanTrySend<Sender<int>> && CanClose<Sender<int>>);
static_assert(!CanReceive<Sender<int>> && !CanRange<Sender<int>>);
static_assert(CanReceive<Receiver<int>> && CanRange<Receiver<int>>);
static_assert(!CanSend<Receiver<int>> && !CanTrySend<Receiver<int>> && !CanClose<Receiver<int>>);
static_assert(std::is_convertible_v<Channel<int>, Sender<int>>);
static_assert(std::is_convertible_v<Channel<int>, Receiver<int>>);
static_assert(!std::is_convertible_v<Receiver<int>, Sender<int>>);
static_assert(!std::is_convertible_v<Sender<int>, Receiver<int>>);

constexpr auto kSoon = 20ms; // long enough for a thread to be found waiting

} // namespace

class TestChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesComeOutInTheOrderInWhichTheyWentIn()
    {
        const Channel<int> channel(3);
        for (const int value : {1, 2, 3})
            QCOMPARE(channel.sender().send(value), ChannelOutcome::Done);
        for (const int value : {1, 2, 3})
            QCOMPARE(*channel.receiver().receive(), value);
    }

    void aFullChannelRefusesATryAndKeepsTheCallersValue()
    {
        const Channel<std::unique_ptr<int>> channel(1);
        QCOMPARE(channel.sender().trySend(std::make_unique<int>(1)), ChannelOutcome::Done);
        auto second = std::make_unique<int>(2);
        QCOMPARE(channel.sender().trySend(std::move(second)), ChannelOutcome::WouldBlock);
        QVERIFY(second);
        QCOMPARE(*second, 2);
    }

    void anEmptyChannelGivesNothingToATry()
    {
        const Channel<int> channel(1);
        const auto received = channel.receiver().tryReceive();
        QVERIFY(!received);
        QCOMPARE(received.outcome(), ChannelOutcome::WouldBlock);
    }

    void aClosedChannelIsDrainedBeforeItGivesNothing()
    {
        const Channel<int> channel(2);
        channel.sender().send(7);
        QVERIFY(channel.sender().close());
        QCOMPARE(*channel.receiver().receive(), 7);
        QCOMPARE(channel.receiver().receive().outcome(), ChannelOutcome::Closed);
        QCOMPARE(channel.receiver().tryReceive().outcome(), ChannelOutcome::Closed);
        QCOMPARE(channel.receiver().receiveFor(kSoon).outcome(), ChannelOutcome::Closed);
    }

    void sendingOnAClosedChannelIsAnOutcomeAndLosesNothing()
    {
        const Channel<std::unique_ptr<int>> channel(2);
        channel.sender().close();
        auto value = std::make_unique<int>(5);
        QCOMPARE(channel.sender().send(std::move(value)), ChannelOutcome::Closed);
        QCOMPARE(channel.sender().trySend(std::move(value)), ChannelOutcome::Closed);
        QCOMPARE(channel.sender().sendFor(std::move(value), kSoon), ChannelOutcome::Closed);
        QVERIFY(value);
    }

    void closingTwiceIsAnOutcome()
    {
        const Channel<int> channel(0);
        QVERIFY(channel.sender().close());
        QVERIFY(!channel.sender().close());
    }

    void timedFormsGiveUpAndLoseNothing()
    {
        const Channel<std::unique_ptr<int>> channel(1);
        QCOMPARE(channel.receiver().receiveFor(kSoon).outcome(), ChannelOutcome::TimedOut);
        channel.sender().send(std::make_unique<int>(1));
        auto value = std::make_unique<int>(2);
        QCOMPARE(channel.sender().sendFor(std::move(value), kSoon), ChannelOutcome::TimedOut);
        QVERIFY(value);
        QCOMPARE(**channel.receiver().receive(), 1);
        QCOMPARE(channel.receiver().tryReceive().outcome(), ChannelOutcome::WouldBlock);
    }

    void aDeadlineThatHasPassedStillTakesWhatIsThere()
    {
        const Channel<int> channel(1);
        QCOMPARE(channel.sender().sendUntil(1, std::chrono::steady_clock::now() - 1s),
                 ChannelOutcome::Done);
        QCOMPARE(*channel.receiver().receiveUntil(std::chrono::steady_clock::now() - 1s), 1);
    }

    void aStopEndsABlockedReceive()
    {
        const Channel<int> channel(0);
        std::stop_source stop;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(kSoon);
            stop.request_stop();
        });
        QCOMPARE(channel.receiver().receive(stop.get_token()).outcome(), ChannelOutcome::Stopped);
    }

    void aStopEndsABlockedSendAndLosesNothing()
    {
        const Channel<std::unique_ptr<int>> channel(0);
        std::stop_source stop;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(kSoon);
            stop.request_stop();
        });
        auto value = std::make_unique<int>(1);
        QCOMPARE(channel.sender().send(std::move(value), stop.get_token()),
                 ChannelOutcome::Stopped);
        QVERIFY(value);
    }

    void aStopThatWasRequestedWinsOverAValueThatIsThere()
    {
        const Channel<int> channel(2);
        channel.sender().send(1);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(channel.receiver().receive(stop.get_token()).outcome(), ChannelOutcome::Stopped);
        QCOMPARE(channel.sender().send(2, stop.get_token()), ChannelOutcome::Stopped);
        QCOMPARE(channel.receiver().size(), std::size_t(1));
    }

    void aBlockedReceiverGetsTheValueThatIsSent()
    {
        for (const std::size_t capacity : {0, 1}) {
            const Channel<int> channel(capacity);
            std::atomic<int> got = 0;
            std::jthread receiver([&] { got = *channel.receiver().receive(); });
            channel.sender().send(42);
            receiver.join();
            QCOMPARE(got.load(), 42);
        }
    }

    void aBlockedSenderIsAdmittedWhenThereIsRoom()
    {
        const Channel<int> channel(1);
        channel.sender().send(1);
        std::jthread sender([&] { channel.sender().send(2); });
        QCOMPARE(*channel.receiver().receive(), 1);
        QCOMPARE(*channel.receiver().receive(), 2);
    }

    void aRendezvousIsDoneOnlyWhenAReceiverHasTheValue()
    {
        const Channel<int> channel(0);
        QCOMPARE(channel.sender().trySend(1), ChannelOutcome::WouldBlock);
        QCOMPARE(channel.sender().sendFor(1, kSoon), ChannelOutcome::TimedOut);
        std::jthread receiver([&] { channel.receiver().receive(); });
        QVERIFY(
            QTest::qWaitFor([&] { return channel.sender().trySend(1) == ChannelOutcome::Done; }));
        QCOMPARE(channel.receiver().size(), std::size_t(0));
    }

    void closeWakesEveryBlockedReceiver()
    {
        const Channel<int> channel(0);
        std::atomic<int> closed = 0;
        {
            std::vector<std::jthread> receivers;
            for (int i = 0; i < 8; ++i) {
                receivers.emplace_back([&] {
                    closed += channel.receiver().receive().outcome() == ChannelOutcome::Closed;
                });
            }
            std::this_thread::sleep_for(kSoon);
            channel.sender().close();
        }
        QCOMPARE(closed.load(), 8);
    }

    void closeWakesEveryBlockedSenderWhichKeepsItsValue()
    {
        const Channel<std::unique_ptr<int>> channel(0);
        std::atomic<int> kept = 0;
        {
            std::vector<std::jthread> senders;
            for (int i = 0; i < 8; ++i) {
                senders.emplace_back([&] {
                    auto value = std::make_unique<int>(1);
                    const auto outcome = channel.sender().send(std::move(value));
                    kept += outcome == ChannelOutcome::Closed && value;
                });
            }
            std::this_thread::sleep_for(kSoon);
            channel.sender().close();
        }
        QCOMPARE(kept.load(), 8);
    }

    void aRangeForTakesAllValuesAndEndsAtClose()
    {
        const Channel<int> channel(10);
        for (int i = 1; i <= 10; ++i)
            channel.sender().send(i);
        channel.sender().close();
        int sum = 0;
        for (const int value : channel.receiver())
            sum += value;
        QCOMPARE(sum, 55);
    }

    void sendAllSendsSideBySideAndWaitsWhileThereIsNoRoom_data()
    {
        QTest::addColumn<int>("capacity");
        for (const int capacity : {0, 1, 3, 64})
            QTest::addRow("capacity %d", capacity) << capacity;
    }

    void sendAllSendsSideBySideAndWaitsWhileThereIsNoRoom()
    {
        QFETCH(const int, capacity);
        const Channel<std::string> channel{std::size_t(capacity)};
        QCOMPARE(channel.sender().room(), std::size_t(capacity));
        std::jthread sender([&] {
            std::vector<std::string> none;
            channel.sender().sendAll(none);
            for (int i = 0; i < 1000; i += 10) {
                std::vector<std::string> values;
                for (int k = i; k < i + 10; ++k)
                    values.push_back(std::to_string(k));
                QCOMPARE(channel.sender().sendAll(values), ChannelOutcome::Done);
            }
            channel.sender().close();
        });
        std::vector<std::string> received;
        for (const std::string& value : channel.receiver())
            received.push_back(value);
        QCOMPARE(received.size(), std::size_t(1000));
        for (std::size_t i = 0; i < received.size(); ++i)
            QCOMPARE(received[i], std::to_string(i));
    }

    void sendAllIntoAClosedChannelKeepsTheValues()
    {
        const Channel<std::string> channel(4);
        channel.sender().close();
        std::vector<std::string> values{"a", "b"};
        QCOMPARE(channel.sender().sendAll(values), ChannelOutcome::Closed);
        QCOMPARE(values.front(), std::string("a"));
    }

    void receiveSomeTakesWhatIsThereInOrderAndAdmitsWhoWaits()
    {
        const Channel<int> channel(2);
        channel.sender().send(1);
        channel.sender().send(2);
        std::jthread waiting([&] {
            channel.sender().send(3);
            channel.sender().close();
        });
        std::vector<int> all;
        while (channel.receiver().receiveSome(all, 100) == ChannelOutcome::Done) {
        }
        QCOMPARE(all, std::vector<int>({1, 2, 3}));
    }

    void aLargeRingThatIsEmptiedGoesOnAtItsBeginningInOrder()
    {
        constexpr int kCapacity = 10'000;
        const Channel<int> channel(kCapacity);
        std::vector<int> some;
        int sent = 0;
        int received = 0;
        // Emptied, nearly emptied, and filled to the last cell, wherever the ring stands.
        for (const auto& [more, left] : {std::pair{5'000, 0},
                                         {5'000, 1},
                                         {9'999, 0},
                                         {1, 0},
                                         {10'000, 9'999},
                                         {1, 0},
                                         {4'096, 0},
                                         {10'000, 0}}) {
            for (int i = 0; i < more; ++i)
                QCOMPARE(channel.sender().trySend(++sent), ChannelOutcome::Done);
            some.clear();
            while (sent - received > left + int(some.size()))
                channel.receiver().receiveSome(some,
                                               std::size_t(sent - received - left) - some.size());
            for (const int value : some)
                QCOMPARE(value, ++received);
            QCOMPARE(channel.receiver().size(), std::size_t(left));
        }
        QCOMPARE(received, sent);
    }

    void anEndKeepsTheChannelAlive()
    {
        auto channel = std::make_unique<Channel<int>>(1);
        const Receiver<int> receiver = channel->receiver();
        channel->sender().send(3);
        channel.reset();
        QCOMPARE(*receiver.receive(), 3);
    }

    void everyValueArrivesOnceAndInItsSendersOrder_data()
    {
        QTest::addColumn<int>("capacity");
        QTest::addColumn<int>("senders");
        QTest::addColumn<int>("receivers");
        for (const int capacity : {0, 1, 2, 16, 1024}) {
            for (const auto& [senders, receivers] :
                 {std::pair{1, 1}, std::pair{4, 1}, std::pair{1, 4}, std::pair{4, 4}})
                QTest::addRow("capacity %d, %d to %d", capacity, senders, receivers)
                    << capacity << senders << receivers;
        }
    }

    void everyValueArrivesOnceAndInItsSendersOrder()
    {
        QFETCH(const int, capacity);
        QFETCH(const int, senders);
        QFETCH(const int, receivers);
        constexpr int kEach = 2'000;
        struct Value
        {
            int sender;
            int number;
        };
        const Channel<Value> channel{std::size_t(capacity)};
        std::vector<std::vector<Value>> got(std::size_t(receivers), std::vector<Value>{});
        {
            std::vector<std::jthread> receiving;
            for (auto& mine : got) {
                receiving.emplace_back([&mine, receiver = channel.receiver()] {
                    for (const Value& value : receiver)
                        mine.push_back(value);
                });
            }
            {
                std::vector<std::jthread> sending;
                for (int sender = 0; sender < senders; ++sender) {
                    sending.emplace_back([sender, end = channel.sender()] {
                        for (int i = 0; i < kEach; ++i)
                            end.send(Value{sender, i});
                    });
                }
            }
            channel.sender().close();
        }
        std::vector<std::vector<int>> counts(std::size_t(senders), std::vector<int>(kEach, 0));
        bool ordered = true;
        for (const auto& mine : got) {
            std::vector<int> last(std::size_t(senders), -1);
            for (const Value& value : mine) {
                ++counts[std::size_t(value.sender)][std::size_t(value.number)];
                ordered = ordered && value.number > last[std::size_t(value.sender)];
                last[std::size_t(value.sender)] = value.number;
            }
        }
        QVERIFY(ordered);
        for (const auto& count : counts)
            QVERIFY(std::ranges::all_of(count, [](int times) { return times == 1; }));
    }

    void stopsAndTimeoutsUnderLoadLoseNothing()
    {
        const Channel<int> channel(1);
        std::atomic<int> sent = 0;
        std::atomic<int> received = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 3; ++i) {
                threads.emplace_back([&](std::stop_token stop) {
                    for (int k = 0; k < 3'000; ++k)
                        sent +=
                            channel.sender().sendFor(int(k), 10us, stop) == ChannelOutcome::Done;
                });
                threads.emplace_back([&](std::stop_token stop) {
                    for (int k = 0; k < 3'000; ++k)
                        received += bool(channel.receiver().receiveFor(10us, stop));
                });
            }
        }
        channel.sender().close();
        for ([[maybe_unused]] const int left : channel.receiver())
            ++received;
        QVERIFY(sent > 0);
        QCOMPARE(received.load(), sent.load());
    }
};

QTEST_GUILESS_MAIN(TestChannel)
#include "tst_channel.moc"
