// Times of ISO 8601 become nanoseconds, exactly or not at all.
#include "files/io/decimal.h"
#include "files/io/isotime.h"

#include <QtTest>

class TestIsoTime : public QObject
{
    Q_OBJECT

    static constexpr qint64 kS = 1'000'000'000;

private Q_SLOTS:
    void timesAreExactToTheNanosecond()
    {
        QCOMPARE(isoTimeNs("1970-01-01T00:00:00Z"), 0);
        QCOMPARE(isoTimeNs("1969-12-31T23:59:59.5Z"), -kS / 2);
        QCOMPARE(isoTimeNs("2024-10-16T12:19:46Z"), 1'729'081'186 * kS);
        QCOMPARE(isoTimeNs("2024-10-16 12:19:46"), 1'729'081'186 * kS);
        QCOMPARE(isoTimeNs("2024-10-16T12:19"), 1'729'081'140 * kS);
        QCOMPARE(isoTimeNs("2024-10-16T12:19:46.123456789Z"), 1'729'081'186'123'456'789);
        QCOMPARE(isoTimeNs("2024-10-16T12:19:46,1234567899"), 1'729'081'186'123'456'789);
        QCOMPARE(isoTimeNs("2024-02-29t00:00:00.000001z"), 1'709'164'800'000'001'000);
    }

    void zonesAreTakenAway()
    {
        const auto utc = isoTimeNs("2024-10-16T12:19:46Z");
        for (const char* same :
             {"2024-10-16T14:19:46+02:00", "2024-10-16 14:19:46 +0200", "2024-10-16T14:19:46+02",
              "2024-10-16T06:49:46-05:30", "2024-10-16 12:19:46 UTC", "2024-10-16T12:19:46GMT",
              "2024-10-16T14:19:46+02:00[Europe/Berlin]", "2024-10-16t12:19:46z[UTC]"})
            QCOMPARE(isoTimeNs(same), utc);
        QCOMPARE(isoTimeNs("2024-10-16T00:10:00+00:20"), *isoTimeNs("2024-10-15T23:50:00Z"));
    }

    void theBasicFormIsTheSame()
    {
        QCOMPARE(isoTimeNs("20241016T121946Z"), isoTimeNs("2024-10-16T12:19:46Z"));
        QCOMPARE(isoTimeNs("20241016t1219"), isoTimeNs("2024-10-16T12:19"));
        QCOMPARE(isoTimeNs("20241016T121946,125+0230"), isoTimeNs("2024-10-16T09:49:46.125Z"));
        QCOMPARE(isoTimeNs("20241016 121946.5-02"), isoTimeNs("2024-10-16T14:19:46.5Z"));
    }

    void whatIsNoTimeIsNoTime()
    {
        for (const char* other : {"",
                                  "2024-10-16",
                                  "12:19:46",
                                  "2024-13-16T12:19:46Z",
                                  "2023-02-29T12:19:46Z",
                                  "2024-10-16T24:19:46Z",
                                  "2024-10-16T12:19:61Z",
                                  "2024-10-16T12:19:46.Z",
                                  "2024-10-16T12:19:46X",
                                  "2024-10-16T12:19:46Z ",
                                  "2024-10-16T12:19:46+2",
                                  "2024-10-16T12:19:46+02:0",
                                  "24-10-16T12:19:46Z",
                                  "2024-10-16T12:1",
                                  "1729081186",
                                  "2024-W42-3T12:19:46Z",
                                  "2024W423T121946Z",
                                  "2024-290T12:19:46Z",
                                  "2024290T121946Z",
                                  "20241016121946",
                                  "20241016",
                                  "2024-1016T12:19:46Z",
                                  "202410-16T12:19:46Z",
                                  "2024-10-16T12:1946Z",
                                  "2024-10-16T1219:46Z",
                                  "2024-10-16T12:19:46[Europe/Berlin]",
                                  "2024-10-16T12:19:46Z[UTC",
                                  "[UTC]"})
            QVERIFY2(!isoTimeNs(other), other);
    }

    void whatWouldNotFitIsRefused()
    {
        QVERIFY(isoTimeNs("2042-12-31T23:59:59Z") < kMaxTimeNs);
        QVERIFY(!isoTimeNs("2044-01-01T00:00:00Z"));
        QVERIFY(!isoTimeNs("9999-12-31T23:59:59.999999999Z"));
        QVERIFY(!isoTimeNs("0000-01-01T00:00:00Z"));
    }
};

QTEST_GUILESS_MAIN(TestIsoTime)
#include "tst_isotime.moc"
