#include "files/exports/sizingtable.h"

#include "insight/sizing.h"

#include <QTest>

class TestSizingTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTableWithoutNumbersHasItsTitles()
    {
        QCOMPARE(sizingTable({}),
                 QByteArray("workers,measured_ns,measured_least_ns,measured_most_ns,runs,"
                            "simulated_ns,bound_ns\r\n"));
    }

    void whatIsNotKnownIsEmpty()
    {
        SizingCurve curve;
        curve.points.push_back({.workers = 1});
        curve.points.push_back({.workers = 2, .simulatedNs = 30, .boundNs = 25});
        curve.points.push_back({.workers = 1024, .measured = MeasuredTimes{1024, {7, 8, 9, 10}}});
        const QList<QByteArray> rows = sizingTable(curve).split('\n');
        QCOMPARE(rows.size(), 5);
        QCOMPARE(rows[1], QByteArray("1,,,,,,\r"));
        QCOMPARE(rows[2], QByteArray("2,,,,,30,25\r"));
        QCOMPARE(rows[3], QByteArray("1024,8,7,10,4,,\r"));
    }

    void centuriesAreWrittenInFull()
    {
        SizingCurve curve;
        curve.points.push_back({.workers = 1, .boundNs = 9'223'372'036'854'775'807});
        QVERIFY(sizingTable(curve).contains("1,,,,,,9223372036854775807\r\n"));
    }
};

QTEST_GUILESS_MAIN(TestSizingTable)
#include "tst_sizingtable.moc"
