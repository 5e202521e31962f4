#include "base/durationtext.h"

#include <QLocale>
#include <QTest>

#include <clocale>
#include <limits>

using std::chrono::nanoseconds;

namespace {

constexpr qint64 kMs = 1'000'000;
constexpr qint64 kS = 1'000'000'000;
constexpr qint64 kMin = 60 * kS;
constexpr qint64 kH = 60 * kMin;

} // namespace

class TestDurationText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digitsOfAColumnStandBelowEachOther()
    {
        using namespace std::chrono_literals;
        QCOMPARE(alignedDuration(20ms, 2s), QStringLiteral("0.020000000 s"));
        QCOMPARE(alignedDuration(1'500'000'001ns, 2s), QStringLiteral("1.500000001 s"));
        QCOMPARE(alignedDuration(2h, 2h), QStringLiteral("7200.000000000 s"));
        QCOMPARE(alignedDuration(20us, 3ms), QStringLiteral("0.020000 ms"));
        QCOMPARE(alignedDuration(-1us, 999us), QStringLiteral("−1.000 µs"));
        QCOMPARE(alignedDuration(7ns, 20ns), QStringLiteral("7 ns"));
        QCOMPARE(alignedDuration(0ns, 0ns), QStringLiteral("0 ns"));
    }

    // The cases of Go's own tests, src/time/time_test.go.
    void durationsPrintAsGoPrintsThem_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        const std::pair<qint64, const char*> cases[] = {
            {0, "0s"},
            {1, "1ns"},
            {1100, "1.1µs"},
            {2200 * 1000, "2.2ms"},
            {3300 * kMs, "3.3s"},
            {4 * kMin + 5 * kS, "4m5s"},
            {4 * kMin + 5001 * kMs, "4m5.001s"},
            {5 * kH + 6 * kMin + 7001 * kMs, "5h6m7.001s"},
            {8 * kMin + 1, "8m0.000000001s"},
            {std::numeric_limits<qint64>::max(), "2562047h47m16.854775807s"},
            {std::numeric_limits<qint64>::min(), "-2562047h47m16.854775808s"},
            {2'000'943'787, "2.000943787s"},
            {20'000'123, "20.000123ms"},
            {250'000, "250µs"},
            {62'500 * kMs, "1m2.5s"},
            {kH, "1h0m0s"},
        };
        for (const auto& [ns, text] : cases)
            QTest::newRow(text) << ns << QString::fromUtf8(text);
    }

    void durationsPrintAsGoPrintsThem()
    {
        QFETCH(const qint64, ns);
        QFETCH(const QString, text);
        QCOMPARE(goDuration(nanoseconds(ns)), text);
    }

    void whatIsPrintedIsReadBack_data() { durationsPrintAsGoPrintsThem_data(); }

    void whatIsPrintedIsReadBack()
    {
        QFETCH(const qint64, ns);
        if (ns < 0 || ns == std::numeric_limits<qint64>::max())
            return; // beyond what is read
        QCOMPARE(parseDuration(goDuration(nanoseconds(ns))), nanoseconds(ns));
    }

    void unitsAreReadWithAndWithoutABlank()
    {
        QCOMPARE(parseDuration(QStringLiteral("250us")), nanoseconds(250'000));
        QCOMPARE(parseDuration(QStringLiteral("250 µs")), nanoseconds(250'000));
        QCOMPARE(parseDuration(QStringLiteral(" 1.5s ")), nanoseconds(1500 * kMs));
        QCOMPARE(parseDuration(QStringLiteral("1m 2.5s")), nanoseconds(62'500 * kMs));
        QCOMPARE(parseDuration(QStringLiteral("0s")), nanoseconds(0));
        QCOMPARE(parseDuration(QStringLiteral(".5s")), nanoseconds(500 * kMs));
    }

    void theDecimalPointIsAPointInEveryLanguage()
    {
        const QByteArray before = setlocale(LC_NUMERIC, nullptr);
        for (const char* german : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"})
            setlocale(LC_NUMERIC, german); // where it is installed
        QLocale::setDefault(QLocale::German);
        QCOMPARE(parseDuration(QStringLiteral("1.5s")), nanoseconds(1500 * kMs));
        QCOMPARE(goDuration(nanoseconds(1500 * kMs)), QStringLiteral("1.5s"));
        setlocale(LC_NUMERIC, before.constData());
        QLocale::setDefault(QLocale::c());
    }

    void nonsenseIsNotADuration_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", " ", "1", "-1s", "+1s", "s", "1x", "1.2.3s", "1e3s", "nan s",
                                 "1s2", "1 s s", "99999999999h", ".s"})
            QTest::addRow("'%s'", text) << QString::fromUtf8(text);
    }

    void nonsenseIsNotADuration()
    {
        QFETCH(const QString, text);
        QVERIFY(!parseDuration(text));
    }

    void readableDurationsSuitTheirSize_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        const std::pair<qint64, const char*> cases[] = {
            {0, "0 s"},
            {7, "7 ns"},
            {999, "999 ns"},
            {250'000, "250.0 µs"},
            {20'123'456, "20.12 ms"},
            {999'999'999, "1.000 s"},
            {2'000'943'787, "2.001 s"},
            {99'999 * kMs, "1 min 40 s"},
            {100 * kS, "1 min 40 s"},
            {2 * kH + 46 * kMin + 40 * kS, "2 h 46 min"},
            {116 * 24 * kH, "116 d"},
            {std::numeric_limits<qint64>::max(), "292 years"},
            {-1'500 * kMs, "−1.500 s"},
        };
        for (const auto& [ns, text] : cases)
            QTest::newRow(text) << ns << QString::fromUtf8(text);
    }

    void readableDurationsSuitTheirSize()
    {
        QFETCH(const qint64, ns);
        QFETCH(const QString, text);
        QCOMPARE(readableDuration(nanoseconds(ns)), text);
    }

    void shortDurationsAreExact()
    {
        QCOMPARE(shortDuration(nanoseconds(0)), QStringLiteral("0 s"));
        QCOMPARE(shortDuration(nanoseconds(kS)), QStringLiteral("1 s"));
        QCOMPARE(shortDuration(nanoseconds(1500 * kMs)), QStringLiteral("1.5 s"));
        QCOMPARE(shortDuration(nanoseconds(250'000)), QStringLiteral("250 µs"));
        QCOMPARE(shortDuration(nanoseconds(kH)), QStringLiteral("1 h"));
        QCOMPARE(shortDuration(nanoseconds(62'500 * kMs)), QStringLiteral("1 min 2.5 s"));
    }

    void shortDurationsAreReadBack()
    {
        // The box shows minutes as "min": reading takes that too.
        QCOMPARE(parseDuration(shortDuration(nanoseconds(62'500 * kMs))),
                 nanoseconds(62'500 * kMs));
    }
};

QTEST_GUILESS_MAIN(TestDurationText)
#include "tst_durationtext.moc"
