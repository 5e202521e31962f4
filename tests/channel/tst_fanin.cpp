#include "channel/fanin.h"

#include <QTest>

#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct Value
{
    int input;
    int number;
};

// What the receiver has taken so far.
std::vector<Value> taken(FanIn<Value>& fanIn)
{
    std::vector<Value> values;
    fanIn.drain([&](const Value& value) { values.push_back(value); });
    return values;
}

// Receives until all are closed, as the recorder does; naps where `nap` is more than nothing.
template <typename Take>
void receiveAll(FanIn<Value>& fanIn, std::chrono::nanoseconds nap, Take take)
{
    for (;;) {
        const bool isLast = fanIn.isClosed();
        const std::size_t count = fanIn.drain(take);
        if (isLast)
            return;
        if (count == 0)
            fanIn.waitForMore();
        else if (nap > 0ns)
            fanIn.nap(nap);
    }
}

} // namespace

class TestFanIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPutIsSeenWhenItIsPublished()
    {
        FanIn<Value> fanIn(1);
        auto& input = fanIn.input(0, 4);
        input.put({0, 1});
        QVERIFY(taken(fanIn).empty());
        input.put({0, 2});
        input.publish();
        const auto values = taken(fanIn);
        QCOMPARE(values.size(), std::size_t(2));
        QCOMPARE(values.at(1).number, 2);
        QVERIFY(taken(fanIn).empty());
    }

    void theSameInputIsGivenAgain()
    {
        FanIn<Value> fanIn(3);
        QCOMPARE(&fanIn.input(2, 4), &fanIn.input(2, 4));
        QVERIFY(&fanIn.input(0, 4) != &fanIn.input(2, 4));
    }

    void aBatchStandsInTheOrderOfTheInputs()
    {
        FanIn<Value> fanIn(3);
        for (const int index : {2, 0, 1}) { // whatever the order in which they were made
            fanIn.input(std::size_t(index), 4).put({index, 1});
            fanIn.input(std::size_t(index), 4).publish();
        }
        const auto values = taken(fanIn);
        QCOMPARE(values.size(), std::size_t(3));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(values.at(std::size_t(i)).input, i);
    }

    void aFullInputWaitsForTheReceiver()
    {
        FanIn<Value> fanIn(1);
        auto& input = fanIn.input(0, 2);
        std::jthread writer([&] {
            for (int number = 1; number <= 5; ++number)
                input.put({0, number}); // more than there is room for: published by itself
            input.publish();
            fanIn.close();
        });
        int last = 0;
        receiveAll(fanIn, 0ns, [&](const Value& value) { QCOMPARE(value.number, ++last); });
        QCOMPARE(last, 5);
    }

    void aReceiverThatNapsIsWokenWhenAnInputIsHalfFull()
    {
        FanIn<Value> fanIn(1);
        auto& input = fanIn.input(0, 8);
        std::atomic<bool> napped = false;
        std::jthread receiver([&] {
            fanIn.nap(1h);
            napped = true;
            napped.notify_one();
        });
        for (int number = 1; number <= 4; ++number) {
            input.put({0, number});
            input.publish();
        }
        napped.wait(false);
        QCOMPARE(taken(fanIn).size(), std::size_t(4));
    }

    void aReceiverThatNapsIsWokenByTheClose()
    {
        FanIn<Value> fanIn(1);
        std::jthread receiver([&] { fanIn.nap(1h); });
        fanIn.close();
        receiver.join();
        QVERIFY(fanIn.isClosed());
    }

    void nothingIsLostAndEachInputStaysInOrder_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("together");
        QTest::addColumn<int>("napUs");
        QTest::newRow("one, always full") << 1 << 1 << 1 << 0;
        QTest::newRow("a few, seldom full") << 4 << 256 << 2 << 100;
        QTest::newRow("many, with naps") << 24 << 16 << 3 << 20;
        QTest::newRow("more together than there is room for") << 3 << 4 << 9 << 50;
    }

    void nothingIsLostAndEachInputStaysInOrder()
    {
        QFETCH(const int, inputs);
        QFETCH(const int, size);
        QFETCH(const int, together);
        QFETCH(const int, napUs);
        constexpr int kEach = 5'000;
        FanIn<Value> fanIn{std::size_t(inputs)};
        std::vector<FanIn<Value>::Input*> writers;
        for (int i = 0; i < inputs; ++i)
            writers.push_back(&fanIn.input(std::size_t(i), std::size_t(size)));
        std::vector<int> last(std::size_t(inputs), 0);
        bool inOrder = true;
        std::jthread receiver([&] {
            receiveAll(fanIn, std::chrono::microseconds(napUs), [&](const Value& value) {
                inOrder = inOrder && value.number == ++last[std::size_t(value.input)];
            });
        });
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < inputs; ++i) {
                threads.emplace_back([&, i] {
                    for (int number = 1; number <= kEach; ++number) {
                        writers[std::size_t(i)]->put({i, number});
                        if (number % together == 0)
                            writers[std::size_t(i)]->publish();
                    }
                    writers[std::size_t(i)]->publish();
                });
            }
        }
        fanIn.close();
        receiver.join();
        QVERIFY(inOrder);
        QCOMPARE(last, std::vector<int>(std::size_t(inputs), kEach));
    }

    // An effect on a later input is never received before its cause on an earlier one.
    void causesComeBeforeTheirEffects()
    {
        constexpr int kCount = 20'000;
        FanIn<Value> fanIn(2);
        auto& causes = fanIn.input(0, 64);
        auto& effects = fanIn.input(1, 64);
        std::atomic<int> caused = 0;
        bool isRight = true;
        int lastCause = 0;
        std::jthread receiver([&] {
            receiveAll(fanIn, 0ns, [&](const Value& value) {
                if (value.input == 0)
                    lastCause = value.number;
                else
                    isRight = isRight && value.number <= lastCause;
            });
        });
        {
            const std::jthread cause([&] {
                for (int number = 1; number <= kCount; ++number) {
                    causes.put({0, number});
                    causes.publish();
                    caused.store(number, std::memory_order_release);
                }
            });
            const std::jthread effect([&] {
                for (int seen = 0; seen < kCount;) {
                    seen = caused.load(std::memory_order_acquire);
                    effects.put({1, seen});
                    effects.publish();
                }
            });
        }
        fanIn.close();
        receiver.join();
        QVERIFY(isRight);
        QCOMPARE(lastCause, kCount);
    }
};

QTEST_GUILESS_MAIN(TestFanIn)
#include "tst_fanin.moc"
