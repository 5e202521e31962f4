#include "gantt/pixels/timescale.h"

#include <QTest>

#include <limits>

namespace {

constexpr qint64 kSecond = 1'000'000'000;
constexpr qint64 kTenHours = 36'000 * kSecond;

QStringList majorLabels(const TimeScale& scale)
{
    QStringList labels;
    for (const Tick& tick : ticksOf(scale, 80)) {
        if (tick.major)
            labels.append(tick.label);
    }
    return labels;
}

} // namespace

class TestTimeScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEndsOfTheRangeLieOnTheEndsOfTheWidth()
    {
        const TimeScale scale{kSecond, 3 * kSecond, 100, 400};
        QCOMPARE(scale.xOf(kSecond), 100.0);
        QCOMPARE(scale.xOf(2 * kSecond), 300.0);
        QCOMPARE(scale.xOf(3 * kSecond), 500.0);
        QCOMPARE(scale.timeAt(300), 2 * kSecond);
    }

    void aRangeOfNoLengthAndAWidthOfNothingAreSafe()
    {
        const TimeScale noRange{5, 5, 0, 100};
        QCOMPARE(noRange.xOf(5), 0.0);
        QCOMPARE(noRange.timeAt(0), 5);
        const TimeScale noWidth{0, kSecond, 10, 0};
        QCOMPARE(noWidth.xOf(0), 10.0);
        QVERIFY(std::isfinite(noWidth.xOf(kSecond)));
        QCOMPARE(noWidth.timeAt(10), 0);
    }

    void aNanosecondIsNotLostTenHoursAfterTheZero()
    {
        const TimeScale scale{kTenHours, kTenHours + 10, 0, 1000};
        for (qint64 ns = 0; ns <= 10; ++ns) {
            QCOMPARE(scale.xOf(kTenHours + ns), 100.0 * double(ns));
            QCOMPARE(scale.timeAt(100.0 * double(ns) + 0.001), kTenHours + ns);
        }
    }

    void yearsFit()
    {
        const TimeScale scale{0, std::numeric_limits<qint64>::max(), 0, 1000};
        QCOMPARE(scale.xOf(std::numeric_limits<qint64>::max()), 1000.0);
        QVERIFY(!ticksOf(scale, 80).empty());
    }

    void ticksStandAtRoundTimesWithOneUnit_data()
    {
        QTest::addColumn<qint64>("endNs");
        QTest::addColumn<QStringList>("labels");
        const auto texts = [](std::initializer_list<const char*> all) {
            QStringList list;
            for (const char* text : all)
                list.append(QString::fromUtf8(text));
            return list;
        };
        QTest::newRow("5 s") << 5 * kSecond << texts({"0 s", "1 s", "2 s", "3 s", "4 s", "5 s"});
        QTest::newRow("1 s") << kSecond
                             << texts({"0 ms", "200 ms", "400 ms", "600 ms", "800 ms", "1000 ms"});
        QTest::newRow("2 s") << 2 * kSecond << texts({"0.0 s", "0.5 s", "1.0 s", "1.5 s", "2.0 s"});
        QTest::newRow("40 µs") << qint64(40'000)
                               << texts({"0 µs", "10 µs", "20 µs", "30 µs", "40 µs"});
        QTest::newRow("5 ns") << qint64(5)
                              << texts({"0 ns", "1 ns", "2 ns", "3 ns", "4 ns", "5 ns"});
        QTest::newRow("2 min") << 120 * kSecond
                               << texts({"0 s", "20 s", "40 s", "1 min", "1 min 20 s", "1 min 40 s",
                                         "2 min"});
        QTest::newRow("10 h") << kTenHours << texts({"0 s", "2 h", "4 h", "6 h", "8 h", "10 h"});
    }

    void ticksStandAtRoundTimesWithOneUnit()
    {
        QFETCH(const qint64, endNs);
        QFETCH(const QStringList, labels);
        QCOMPARE(majorLabels({0, endNs, 0, 560}), labels);
    }

    void labelsOfManyDigitsAddToABase_data()
    {
        QTest::addColumn<qint64>("startNs");
        QTest::addColumn<qint64>("endNs");
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("firstLabel");
        const auto row = [](const char* name, qint64 startNs, qint64 lengthNs, const char* base,
                            const char* label) {
            QTest::newRow(name) << startNs << startNs + lengthNs << QString::fromUtf8(base)
                                << QString::fromUtf8(label);
        };
        row("seven digits need none", 9 * kSecond, 5'000, "", "9.000000 s");
        row("1 ns after ten hours", kTenHours + 3, 5, "36000.00000 s", "+3 ns");
        row("behind the base", kTenHours + 10'003, 5, "36000.00001 s", "+3 ns");
        row("nearly at the next base", kTenHours + 9'998, 5, "36000.00000 s", "+9.998 µs");
        row("20 ms after ten hours", kTenHours, 100'000'000, "", "36000.00 s");
        row("20 µs after ten hours", kTenHours, 100'000, "36000 s", "+0 µs");
        row("years", 200 * 365 * 24 * (kTenHours / 10), 5, "6307200000.00000 s", "+0 ns");
    }

    void labelsOfManyDigitsAddToABase()
    {
        QFETCH(const qint64, startNs);
        QFETCH(const qint64, endNs);
        const TimeScale scale{startNs, endNs, 0, 560};
        QTEST(axisBaseLabel(scale, 80), "base");
        QTEST(majorLabels(scale).value(0), "firstLabel");
    }

    void whatIsReadOffTheScaleHasTheDigitsThatAPixelGives_data()
    {
        QTest::addColumn<qint64>("lengthNs");
        QTest::addColumn<qint64>("nsPerPx");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 lengthNs, qint64 nsPerPx, const char* text) {
            QTest::addRow("%s", text) << lengthNs << nsPerPx << QString::fromUtf8(text);
        };
        row(1'908'999'512, 13'000'000, "1.91 s");
        row(1'908'999'512, 7'000'000, "1.909 s");
        row(1'908'999'512, 1, "1.908999512 s");
        row(38'123'456, 13'000'000, "40 ms");
        row(38'123'456, 99'999, "38.12 ms");
        row(3'000'000, 13'000'000, "0 ms");
        row(1'234, 10, "1.23 µs");
        row(7, 1, "7 ns");
        row(62'349'000'000, 10'000'000, "62.35 s");
        row(995, 10, "1.00 µs");
        row(7'261 * kSecond, 2 * kSecond, "2 h 1 min 1 s");
        row(7'261 * kSecond, 20 * kSecond, "2 h 1 min");
        row(4 * kSecond, 20 * kSecond, "0 s");
    }

    void whatIsReadOffTheScaleHasTheDigitsThatAPixelGives()
    {
        QFETCH(const qint64, lengthNs);
        QFETCH(const qint64, nsPerPx);
        QTEST(measuredText(lengthNs, {0, 1'000 * nsPerPx, 0, 1'000}), "text");
    }

    void ticksKeepTheirDistanceAtEveryZoom()
    {
        for (qint64 end = 1; end < kTenHours * 1000; end = end * 3 / 2 + 1) {
            double last = -1e9;
            for (const Tick& tick : ticksOf({0, end, 0, 1000}, 80)) {
                if (!tick.major)
                    continue;
                QVERIFY(tick.x - last >= 79.9);
                last = tick.x;
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTimeScale)
#include "tst_timescale.moc"
