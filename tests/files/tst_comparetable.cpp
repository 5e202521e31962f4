// The figures of several runs as a table.
#include "files/exports/comparetable.h"

#include "analysis/figure.h"

#include <QTest>

namespace {

ComparedTimings run(const char* name, int workers, qint64 elapsedNs)
{
    ComparedTimings compared{name, {}};
    compared.timings.settings.pool.workers = workers;
    compared.timings.settings.jobs.count = 7;
    compared.timings.pool.began = true;
    compared.timings.pool.outcome = RunOutcome();
    compared.timings.pool.statistics.elapsedNs = elapsedNs;
    compared.timings.pool.statistics.finished = 7;
    return compared;
}

// The row that begins so, as its cells.
QByteArrayList rowOf(const QByteArray& table, const QByteArray& key)
{
    for (const QByteArray& line : table.split('\n')) {
        const QByteArrayList cells = line.trimmed().split(',');
        if (cells.first() == key)
            return cells;
    }
    return {};
}

} // namespace

class TestCompareTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRunIsAColumnAndEachFigureARow()
    {
        const QByteArray table =
            compareTable({run("run 3", 1, 4'000), run("run 5", 16, 1'000'000'000'000)});
        QVERIFY(table.startsWith("figure,run 3,run 5\r\nworkers,1,16\r\njobs,7,7\r\n"));
        QCOMPARE(rowOf(table, "pool_time_ns"),
                 QByteArrayList({"pool_time_ns", "4000", "1000000000000"}));
        QCOMPARE(rowOf(table, "finished"), QByteArrayList({"finished", "7", "7"}));
        for (const FigureKey& figure : kFigureKeys)
            QCOMPARE(rowOf(table, figure.key).size(), 3);
        QCOMPARE(table.count('\n'), qsizetype(3 + kFigureKeys.size()));
    }

    void whatARunHasNotIsEmpty()
    {
        ComparedTimings measured = run("run 1", 2, 100);
        measured.timings.pool.statistics.waitP95Ns = 0;
        const QByteArray table = compareTable({measured, run("run 2", 2, 100)});
        QCOMPARE(rowOf(table, "wait_p95_ns"), QByteArrayList({"wait_p95_ns", "0", ""}));
        QCOMPARE(rowOf(table, "sequential_time_ns"),
                 QByteArrayList({"sequential_time_ns", "", ""}));
    }

    void aRatioHasADotWhateverTheLocale()
    {
        ComparedTimings half = run("run 1", 2, 100);
        half.timings.pool.statistics.utilisation = 0.505;
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German));
        const QByteArray table = compareTable({half});
        QLocale::setDefault(before);
        QCOMPARE(rowOf(table, "utilisation_percent"),
                 QByteArrayList({"utilisation_percent", "50.5"}));
    }

    void aNameThatAProgramWouldTakeForAFormulaIsGuarded()
    {
        QVERIFY(compareTable({run("=1+1", 1, 1)}).startsWith("figure,'=1+1\r\n"));
    }
};

QTEST_GUILESS_MAIN(TestCompareTable)
#include "tst_comparetable.moc"
