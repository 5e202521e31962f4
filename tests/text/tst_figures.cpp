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

// A run that came to its end after so long.
Timings finishedIn(qint64 elapsedNs, int workers = 3)
{
    Timings timings;
    timings.settings.pool.workers = workers;
    timings.pool.began = true;
    timings.pool.outcome = RunOutcome();
    timings.pool.statistics.elapsedNs = elapsedNs;
    return timings;
}

Timings withSequential(Timings timings, qint64 elapsedNs)
{
    timings.sequential = finishedIn(elapsedNs).pool;
    return timings;
}

// The row with that label.
ComparedRow comparedRow(const std::vector<ComparedRow>& rows, const char* label)
{
    for (const ComparedRow& row : rows) {
        if (row.label == QString::fromUtf8(label))
            return row;
    }
    return {};
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

    void runsStandBesideEachOtherWithRatiosToTheFirst()
    {
        const auto rows = comparedRows({finishedIn(2'000'000'000, 1), finishedIn(500'000'000, 4),
                                        finishedIn(1'000'000'000, 16)},
                                       QStringLiteral("Run 7"));
        for (const ComparedRow& row : rows)
            QVERIFY2(row.values.size() == 3 && !row.label.isEmpty(), qPrintable(row.label));
        QCOMPARE(comparedRow(rows, "Workers").values,
                 QStringList({QStringLiteral("1"), QStringLiteral("4"), QStringLiteral("16")}));
        const ComparedRow times = comparedRow(rows, "With the worker pool");
        QCOMPARE(times.values[0], QStringLiteral("2.000 s"));
        QCOMPARE(times.best, 1);
        QCOMPARE(comparedRow(rows, "÷ Run 7").values,
                 QStringList(
                     {QStringLiteral("1.00×"), QStringLiteral("0.25×"), QStringLiteral("0.50×")}));
        QVERIFY(comparedRow(rows, "Without").values.isEmpty()); // none was run so
    }

    void aRunThatWasStoppedIsNeitherTheBestNorARatio()
    {
        Timings stopped = finishedIn(1);
        stopped.pool.outcome->state = RunState::Stopped;
        const auto rows =
            comparedRows({finishedIn(2'000), stopped, finishedIn(1'000)}, QStringLiteral("A"));
        QCOMPARE(comparedRow(rows, "With the worker pool").best, 2);
        QCOMPARE(comparedRow(rows, "÷ A").values[1], QStringLiteral("–"));
        // Where it is the first nothing can be told of the others.
        const auto others = comparedRows({stopped, finishedIn(1'000)}, QStringLiteral("A"));
        QCOMPARE(comparedRow(others, "With the worker pool").best, -1);
        QCOMPARE(comparedRow(others, "÷ A").values,
                 QStringList({QStringLiteral("–"), QStringLiteral("–")}));
    }

    void sequentialRunsAreComparedWhereThereIsOne()
    {
        const auto rows = comparedRows(
            {withSequential(finishedIn(1'000), 4'000), finishedIn(1'000)}, QStringLiteral("A"));
        const ComparedRow without = comparedRow(rows, "Without");
        QCOMPARE(without.values.size(), 2);
        QCOMPARE(without.values[1], QStringLiteral("–"));
        QCOMPARE(without.best, -1); // there is nothing to be better than
        QVERIFY(!comparedRow(rows, "Speed-up").values.isEmpty());
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
