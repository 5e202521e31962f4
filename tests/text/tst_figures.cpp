// What the rows below the two times say.
#include "text/figures.h"

#include <QTest>

namespace {

// The row of that figure, of a run that is over.
QString rowOf(Figure figure, const Timings& timings)
{
    for (const TimingRow& row : timingRows(timings)) {
        if (row.figure == figure)
            return row.value;
    }
    return QStringLiteral("no such row");
}

Timings withResults(int jobs, qint64 received, qint64 sum)
{
    Timings timings;
    timings.settings.jobs.count = jobs;
    timings.pool.began = true;
    timings.pool.outcome = RunOutcome();
    timings.pool.outcome->resultsReceived = received;
    timings.pool.outcome->resultsSum = sum;
    return timings;
}

Timings preempted(qint64 times)
{
    Timings timings;
    timings.pool.statistics.cpu.spans = 1;
    timings.pool.statistics.cpu.preempted = times;
    return timings;
}

} // namespace

class TestFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultsAreCountedAndTheirSumIsSaidWhereItIsWrong()
    {
        QCOMPARE(rowOf(Figure::Results, withResults(1'000, 1'000, 1'001'000)),
                 QStringLiteral("1,000"));
        QCOMPARE(rowOf(Figure::Results, withResults(5, 5, 31)),
                 QStringLiteral("5, their sum is wrong: 31"));
        // Which jobs gave none nobody knows here.
        QCOMPARE(rowOf(Figure::Results, withResults(5, 4, 20)), QStringLiteral("4"));
    }

    void aJobThatWasPreemptedOnceIsNotSoTimes()
    {
        QCOMPARE(rowOf(Figure::Preempted, preempted(0)), QStringLiteral("0 times"));
        QCOMPARE(rowOf(Figure::Preempted, preempted(1)), QStringLiteral("once"));
        QCOMPARE(rowOf(Figure::Preempted, preempted(2'000)), QStringLiteral("2,000 times"));
    }

    void eachRowHasALabelAndAMeaning()
    {
        for (const TimingRow& row : timingRows({})) {
            QVERIFY(!row.label.isEmpty());
            QVERIFY2(!row.meaning.isEmpty(), qPrintable(row.label));
        }
    }
};

QTEST_GUILESS_MAIN(TestFigures)
#include "tst_figures.moc"
