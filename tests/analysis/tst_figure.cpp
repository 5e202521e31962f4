// Figures keep their keys, and are numbers in the unit that the key names.
#include "analysis/figure.h"

#include "analysis/timings.h"
#include "fixtures/textpicture.h"
#include "timeline/runrecord.h"

#include <QSet>
#include <QTest>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

qint64 whole(Figure figure, const Timings& timings)
{
    return std::get<qint64>(numberOf(figure, timings).value_or(FigureNumber(qint64(-1))));
}

double real(Figure figure, const Timings& timings)
{
    return std::get<double>(numberOf(figure, timings).value_or(FigureNumber(-1.0)));
}

} // namespace

class TestFigure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachFigureHasAKeyOfItsOwn()
    {
        QSet<QByteArray> keys;
        for (std::size_t i = 0; i < kFigureKeys.size(); ++i) {
            QCOMPARE(int(kFigureKeys[i].figure), int(i));
            keys.insert(kFigureKeys[i].key);
        }
        QCOMPARE(int(Figure::Throughput) + 1, int(kFigureKeys.size()));
        QCOMPARE(keys.size(), qsizetype(kFigureKeys.size()));
    }

    void theArticlesRunGivesTheArticlesNumbers()
    {
        RunRecord record{RunSettings()};
        record.plan.estimate.known = true;
        record.plan.estimate.ideal = std::chrono::seconds(2);
        fixtures::recordRun(record.pool(), {"14", "25", "3"}, kSecond);
        fixtures::recordRun(*record.sequential(), {"12345"}, kSecond);
        const Timings timings = timingsOf(record, fixtures::kLongAfterNs, Waits::Included);
        QCOMPARE(whole(Figure::PoolTime, timings), 2 * kSecond);
        QCOMPARE(whole(Figure::SequentialTime, timings), 5 * kSecond);
        QCOMPARE(real(Figure::SpeedUp, timings), 2.5);
        QCOMPARE(whole(Figure::Finished, timings), 5);
        QCOMPARE(whole(Figure::Failed, timings), 0);
        QCOMPARE(real(Figure::Efficiency, timings), 100 * 2.5 / 3);
        QCOMPARE(real(Figure::Utilisation, timings), 100 * 5.0 / 6);
        QCOMPARE(whole(Figure::AboveIdeal, timings), 0);
        QCOMPARE(real(Figure::Throughput, timings), 2.5);
        QVERIFY(!numberOf(Figure::CpuTime, timings)); // not measured
    }

    void beforeTheRunThereAreNone()
    {
        const RunRecord record{RunSettings()};
        const Timings timings = timingsOf(record, fixtures::kLongAfterNs, Waits::Included);
        for (const auto& [figure, key] : kFigureKeys)
            QVERIFY2(!numberOf(figure, timings), key);
    }
};

QTEST_GUILESS_MAIN(TestFigure)
#include "tst_figure.moc"
