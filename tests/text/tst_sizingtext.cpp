#include "text/sizingtext.h"

#include "fixtures/somecurve.h"
#include "insight/queueing.h"
#include "insight/scalability.h"

#include <QSet>
#include <QTest>

namespace {

constexpr qint64 kMs = 1'000'000;

SizingCurve curveOf(std::vector<SizingPoint> points)
{
    SizingCurve curve;
    curve.points = std::move(points);
    curve.enough = enoughOf(curve.points);
    return curve;
}

} // namespace

class TestSizingText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theVerdictNamesTheNumber()
    {
        SizingCurve curve = fixtures::someCurve();
        QCOMPARE(enoughTitle(curve), QStringLiteral("12 workers are enough"));
        QCOMPARE(
            enoughText(curve),
            QStringLiteral("6.775 s measured, within 5 % of the best that any number from 1 to "
                           "16 reaches. More bring little: the longest job alone takes "
                           "5.200 s."));
        curve.enough = Enough{1, 7'000 * kMs, false, 1, 64};
        curve.longestNs = 100 * kMs;
        QCOMPARE(enoughTitle(curve), QStringLiteral("1 worker is enough"));
        QCOMPARE(enoughText(curve),
                 QStringLiteral("7.000 s simulated, within 5 % of the best that any number from 1 "
                                "to 64 reaches."));
    }

    void theLargestNumberIsSaidToBeThat()
    {
        SizingCurve curve;
        curve.enough = Enough{16, 7'000 * kMs, true, 1, 16};
        QVERIFY(enoughText(curve).endsWith(QStringLiteral(" No larger number was looked at.")));
        curve.enough->from = 16;
        QCOMPARE(enoughText(curve),
                 QStringLiteral("7.000 s measured; no other number was looked at."));
        curve.enough->measured = false;
        QCOMPARE(enoughText(curve),
                 QStringLiteral("7.000 s simulated; no other number was looked at."));
    }

    // The article's: as many workers as jobs of 1 s.
    void asLongAsTheLongestJobIsTheBestThereIs()
    {
        SizingCurve curve;
        curve.longestNs = 1'000 * kMs;
        curve.enough = Enough{5, 1'000 * kMs, false, 1, 5};
        QVERIFY(enoughText(curve).endsWith(
            QStringLiteral(" More bring nothing: the longest job alone takes 1.000 s.")));
        curve.longestNs = 0;
        curve.enough->ns = 0; // empty jobs
        QVERIFY(enoughText(curve).startsWith(QStringLiteral("0 s simulated")));
    }

    void noTimeIsNoVerdict()
    {
        QCOMPARE(enoughTitle({}), QStringLiteral("No time is known"));
        QVERIFY(enoughText({}).isEmpty());
        QCOMPARE(sizingSummary({}), QStringLiteral("No time is known"));
        QVERIFY(sizingRows({}).empty());
    }

    void rowsSayWhereTheirTimesComeFrom()
    {
        const std::vector<SizingRow> rows = sizingRows(fixtures::someCurve());
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows[0].what, QStringLiteral("4 workers, as now"));
        QCOMPARE(rows[0].source, QStringLiteral("measured"));
        QCOMPARE(rows[1].what, QStringLiteral("5 workers"));
        QCOMPARE(rows[1].source, QStringLiteral("simulated"));
        QCOMPARE(rows[2].what, QStringLiteral("12 workers"));
    }

    void noRowStandsTwice()
    {
        SizingCurve curve = fixtures::someCurve();
        for (const int now : {0, 11, 12, 13, 32, 100}) {
            curve.now = now;
            QSet<QString> seen;
            for (const SizingRow& row : sizingRows(curve)) {
                const QString workers = row.what.section(u' ', 0, 0);
                QVERIFY2(!seen.contains(workers), qPrintable(row.what));
                seen += workers;
            }
        }
    }

    void aPointSaysWhatIsKnownOfIt()
    {
        SizingPoint point{.workers = 6};
        QCOMPARE(pointLines(point), QStringList{QStringLiteral("6 workers")});
        point.measured = MeasuredTimes{6, {9'400 * kMs, 9'500 * kMs, 9'800 * kMs}};
        point.simulatedNs = 9'450 * kMs;
        point.boundNs = 8'100 * kMs;
        QCOMPARE(pointLines(point),
                 (QStringList{QStringLiteral("6 workers"),
                              QStringLiteral("measured 9.500 s (9.400 s to 9.800 s)"),
                              QStringLiteral("simulated 9.450 s"),
                              QStringLiteral("no schedule is faster than 8.100 s")}));
        point.measured->timesNs = {9'400 * kMs};
        point.leastNs = 9'000 * kMs;
        point.mostNs = 10'000 * kMs;
        QCOMPARE(pointLines(point)[1], QStringLiteral("measured 9.400 s"));
        QCOMPARE(pointLines(point)[2], QStringLiteral("simulated 9.450 s (9.000 s to 10.00 s)"));
    }

    void theLegendTellsSimulatedFromMeasured()
    {
        SizingCurve curve = fixtures::someCurve();
        QCOMPARE(measuredLegend(curve), QStringLiteral("measured, least to most of 3"));
        QCOMPARE(simulatedLegend(curve), QStringLiteral("simulated from this run, ± 5 %"));
        curve.error.reset();
        QCOMPARE(simulatedLegend(curve), QStringLiteral("simulated from this run"));
        curve.source = CostSource::Planned;
        QCOMPARE(simulatedLegend(curve), QStringLiteral("simulated from the plan"));
        QVERIFY(bandLegend(curve).isEmpty());
        curve.points[0].leastNs = 1;
        curve.points[0].mostNs = 2;
        QCOMPARE(bandLegend(curve), QStringLiteral("9 of 10 draws of the durations"));
        QVERIFY(measuredLegend({}).isEmpty() && simulatedLegend({}).isEmpty());
    }

    void eachCaveatHasItsSentence()
    {
        QSet<QString> seen;
        for (const ModelCaveat caveat :
             {ModelCaveat::NoCpuTimes, ModelCaveat::SomeNotRun, ModelCaveat::NoQueueTimes,
              ModelCaveat::SeveralCores, ModelCaveat::FirstReadings, ModelCaveat::FewJobs}) {
            QVERIFY(caveatText(caveat).endsWith(u'.'));
            seen += caveatText(caveat);
        }
        QCOMPARE(seen.size(), 6);
    }

    void aForecastThatMissesItsOwnRunSaysSo()
    {
        SizingCurve curve;
        curve.source = CostSource::Recorded;
        curve.now = 2;
        curve.points = {
            {.workers = 2, .measured = MeasuredTimes{2, {1000 * kMs}}, .simulatedNs = 620 * kMs}};
        QCOMPARE(ownRunText(curve),
                 QStringLiteral("With 2 workers, as it was, this forecast says 620.0 ms, but it "
                                "took 1.000 s: something that is not in the record matters here."));
        QCOMPARE(forecastNotes(curve).size(), 1);
        curve.points[0].simulatedNs = 930 * kMs; // as far off as forecasts may be
        QVERIFY(forecastNotes(curve).isEmpty());
        curve.points[0].simulatedNs = 100 * kMs;
        curve.source = CostSource::Planned;
        QVERIFY(forecastNotes(curve).isEmpty());
    }

    void theoryStandsBesideTheMeasuredWait()
    {
        const Traffic traffic{8, 0.1, 1, 1};
        QCOMPARE(trafficText(traffic, 1, 390 * kMs),
                 QString::fromUtf8("Mean wait with 1 worker: 390.0 ms measured (from queued to "
                                   "started), 400.0 ms by Allen–Cunneen; utilisation 80.0 %."));
        QCOMPARE(trafficText(traffic, 1, {}),
                 QString::fromUtf8("Mean wait with 1 worker: 400.0 ms by Allen–Cunneen; "
                                   "utilisation 80.0 %."));
        QCOMPARE(trafficText({25, 0.1, 1, 1}, 2, 5),
                 QStringLiteral("2 workers cannot keep up: the jobs that come would keep 3 workers "
                                "busy."));
        QCOMPARE(workersForWaitText(1), QStringLiteral("needs 1 worker"));
        QCOMPARE(workersForWaitText(6), QStringLiteral("needs 6 workers"));
        QVERIFY(!workersForWaitText({}).isEmpty());
        QVERIFY(littlesLawText({5.25, 5.25}).contains(QStringLiteral("5.25")));
    }

    void aFitNamesItsConstantsAndItsError()
    {
        QCOMPARE(fitText({1, 0.05, 0.0005, 0.032, 8}),
                 QString::fromUtf8("Scalability law: contention α = 0.05, coherency β = 0.0005; "
                                   "fastest with 44 workers; off by 3.2 % at 8 numbers."));
        QVERIFY(fitText({1, 0.05, 0, 0.032, 8}).contains(QStringLiteral("no peak")));
        for (const NoFit why : {NoFit::TooFewPoints, NoFit::Tail, NoFit::FewJobs})
            QVERIFY(!noFitText(why).isEmpty());
    }

    // Programs read it: it stays as it is.
    void theTableWithoutAWindowIsFixed()
    {
        const SizingCurve curve =
            curveOf({{.workers = 1, .simulatedNs = 5'000 * kMs, .boundNs = 5'000 * kMs},
                     {.workers = 2,
                      .measured = MeasuredTimes{2, {3'000'943'787}},
                      .simulatedNs = 3'000 * kMs,
                      .boundNs = 3'000 * kMs},
                     {.workers = 16, .simulatedNs = 1'000 * kMs, .boundNs = 1'000 * kMs}});
        QCOMPARE(sizingLines(curve),
                 (QStringList{
                     QStringLiteral("workers      measured  simulated  bound"),
                     QStringLiteral("      1             -         5s     5s"),
                     QStringLiteral("      2  3.000943787s         3s     3s"),
                     QStringLiteral("     16             -         1s     1s"),
                     QStringLiteral("16 workers are enough: 1s, within 5 % of the best of 1 to 16"),
                 }));
    }

    void oneWorkerThatIsEnoughIsSaidSo()
    {
        const SizingCurve curve = curveOf({{.workers = 1, .simulatedNs = 250'000}});
        QCOMPARE(
            sizingLines(curve),
            (QStringList{
                QStringLiteral("workers  measured  simulated  bound"),
                QString::fromUtf8("      1         -      250µs      -"),
                QString::fromUtf8("1 worker is enough: 250µs, within 5 % of the best of 1 to 1"),
            }));
    }

    void aTableWithoutNumbersHasItsTitles()
    {
        QCOMPARE(sizingLines({}),
                 QStringList{QStringLiteral("workers  measured  simulated  bound")});
    }
};

QTEST_GUILESS_MAIN(TestSizingText)
#include "tst_sizingtext.moc"
