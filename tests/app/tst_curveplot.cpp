#include "app/insight/curveplot.h"

#include "app/insight/curvemarks.h"
#include "fixtures/somecurve.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QTest>

#include <cmath>

namespace {

SizingCurve curveOf(const std::vector<std::pair<int, qint64>>& simulated)
{
    SizingCurve curve;
    for (const auto& [workers, ns] : simulated)
        curve.points.push_back({.workers = workers, .simulatedNs = ns, .boundNs = ns / 2});
    return curve;
}

CurvePlot plotOf(const SizingCurve& curve, SizingView view = SizingView::Time)
{
    CurvePlot plot(curve, view);
    plot.setArea(QRectF(40, 20, 400, 150));
    return plot;
}

double widthOf(const QString& label)
{
    return 7.0 * double(label.size());
}

QStringList labelsOf(const std::vector<CurvePlot::Tick>& ticks)
{
    QStringList labels;
    for (const CurvePlot::Tick& tick : ticks)
        labels += tick.label;
    return labels;
}

constexpr qint64 kSecond = 1'000'000'000;

} // namespace

class TestCurvePlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingCanBeDrawnOfNothing()
    {
        QVERIFY(CurvePlot().isEmpty());
        const SizingCurve none;
        QVERIFY(CurvePlot(none, SizingView::Time).isEmpty());
        SizingCurve unknown;
        unknown.points.push_back({.workers = 3}); // no time
        QVERIFY(CurvePlot(unknown, SizingView::Time).isEmpty());
    }

    void aSinglePointStandsInTheMiddle()
    {
        const SizingCurve curve = curveOf({{4, kSecond}});
        const CurvePlot plot = plotOf(curve);
        QCOMPARE(plot.xOf(4), 240.0);
        QCOMPARE(plot.nearest(0), std::size_t(0));
        QCOMPARE(labelsOf(plot.xTicks(widthOf)), QStringList{QStringLiteral("4")});
    }

    void wideRangesOfWorkersAreLogarithmic()
    {
        const SizingCurve narrow = curveOf({{1, 8}, {2, 4}, {8, 1}});
        QVERIFY(!plotOf(narrow).isLogX());
        QCOMPARE(plotOf(narrow).xOf(4.5), 240.0);
        const SizingCurve wide = curveOf({{1, 16}, {4, 4}, {16, 1}});
        QVERIFY(plotOf(wide).isLogX());
        QCOMPARE(plotOf(wide).xOf(4), 240.0);
        QCOMPARE(plotOf(wide).xOf(100), 440.0); // beyond the end
    }

    void workersAtAPlaceAreThoseThatStandThere()
    {
        for (const int most : {8, 16, 1024}) {
            const SizingCurve curve = curveOf({{1, 2 * kSecond}, {most, kSecond}});
            const CurvePlot plot = plotOf(curve);
            for (const double workers : {1.0, 2.5, 8.0})
                QVERIFY(std::abs(plot.workersAt(plot.xOf(workers)) - workers) < 1e-9);
            QCOMPARE(plot.workersAt(-50), 1.0);
        }
    }

    void timesThatDifferMuchAreLogarithmic()
    {
        const SizingCurve near = curveOf({{1, 30 * kSecond}, {64, kSecond}});
        QVERIFY(!plotOf(near).isLogY());
        const SizingCurve far = curveOf({{1, 31 * kSecond}, {64, kSecond}});
        const CurvePlot plot = plotOf(far);
        QVERIFY(plot.isLogY());
        QVERIFY(plot.yOf(31e9) < plot.yOf(10e9) && plot.yOf(10e9) < plot.yOf(1e9));
        QVERIFY(plot.yOf(0) <= plot.area().bottom()); // a bound of nothing
        QVERIFY(!plotOf(far, SizingView::SpeedUp).isLogY());
        QCOMPARE(labelsOf(plot.yTicks(150, 30)),
                 (QStringList{QStringLiteral("1 s"), QStringLiteral("2 s"), QStringLiteral("5 s"),
                              QStringLiteral("10 s"), QStringLiteral("20 s")}));
        QCOMPARE(labelsOf(plot.yTicks(100, 30)),
                 (QStringList{QStringLiteral("1 s"), QStringLiteral("3 s"), QStringLiteral("10 s"),
                              QStringLiteral("30 s")}));
    }

    void theAxisOfTimesBeginsAtZero()
    {
        const SizingCurve curve = curveOf({{1, 44 * kSecond}, {4, 12 * kSecond}});
        const CurvePlot plot = plotOf(curve);
        QCOMPARE(plot.yOf(0), plot.area().bottom());
        QVERIFY(plot.yOf(44e9) > plot.area().top());
        QCOMPARE(labelsOf(plot.yTicks(150, 30)),
                 (QStringList{QStringLiteral("0 s"), QStringLiteral("10 s"), QStringLiteral("20 s"),
                              QStringLiteral("30 s"), QStringLiteral("40 s")}));
    }

    void ticksHaveOneUnitAndAreFarEnoughApart_data()
    {
        QTest::addColumn<qint64>("mostNs");
        for (const qint64 ns : {qint64(1), qint64(7), qint64(999), qint64(1'500), qint64(250'000),
                                qint64(1'000'000), qint64(999'999'999), kSecond, 59 * kSecond,
                                100 * kSecond, 3'600 * kSecond, 86'400 * 400 * kSecond})
            QTest::addRow("%lld", ns) << ns;
    }
    void ticksHaveOneUnitAndAreFarEnoughApart()
    {
        QFETCH(qint64, mostNs);
        const SizingCurve curve = curveOf({{1, mostNs}, {2, mostNs}});
        const CurvePlot plot = plotOf(curve);
        const auto ticks = plot.yTicks(150, 30);
        QVERIFY(!ticks.empty() && ticks.size() <= 6);
        for (std::size_t i = 1; i < ticks.size(); ++i) {
            QVERIFY(plot.yOf(ticks[i - 1].at) - plot.yOf(ticks[i].at) > 29);
            QVERIFY(ticks[i].label != ticks[i - 1].label);
        }
    }

    void labelsOfWorkersDoNotOverlap()
    {
        for (const int most : {2, 5, 9, 16, 37, 64, 300, 1024}) {
            const SizingCurve curve = curveOf({{1, kSecond}, {most, kSecond / 2}});
            const CurvePlot plot = plotOf(curve);
            const auto ticks = plot.xTicks(widthOf);
            QVERIFY(ticks.size() >= 2);
            for (std::size_t i = 1; i < ticks.size(); ++i)
                QVERIFY(plot.xOf(ticks[i - 1].at) + widthOf(ticks[i - 1].label) / 2 <
                        plot.xOf(ticks[i].at) - widthOf(ticks[i].label) / 2);
        }
    }

    void theNearestPointIsFound()
    {
        const SizingCurve curve = curveOf({{1, 16}, {4, 4}, {16, 1}});
        const CurvePlot plot = plotOf(curve);
        QCOMPARE(plot.nearest(-100), std::size_t(0));
        QCOMPARE(plot.nearest(139), std::size_t(0));
        QCOMPARE(plot.nearest(141), std::size_t(1));
        QCOMPARE(plot.nearest(1e9), std::size_t(2));
    }

    void simulatedAndMeasuredTimesAreNeverMixed()
    {
        SizingCurve curve = curveOf({{1, 10 * kSecond}, {2, 5 * kSecond}});
        curve.points[0].measured = MeasuredTimes{1, {12 * kSecond}};
        const CurvePlot both = plotOf(curve, SizingView::SpeedUp);
        QCOMPARE(*both.simulated(5e9, 2), 2.0);
        QCOMPARE(*both.measured(5e9, 2), 2.4);
        curve.points[0].measured.reset();
        const CurvePlot plot = plotOf(curve, SizingView::Efficiency);
        QCOMPARE(*plot.simulated(4e9, 5), 0.5);
        QVERIFY(!plot.measured(5e9, 2)); // no time with one worker was measured
    }

    void withoutOneWorkerThereIsNoSpeedUp()
    {
        const SizingCurve curve = curveOf({{2, kSecond}, {4, kSecond}});
        QVERIFY(!plotOf(curve).isEmpty());
        QVERIFY(plotOf(curve, SizingView::SpeedUp).isEmpty());
        QVERIFY(plotOf(curve, SizingView::Efficiency).isEmpty());
    }

    void anEfficiencyReachesUpToAll()
    {
        const SizingCurve curve = curveOf({{1, 10}, {2, 9}});
        const CurvePlot plot = plotOf(curve, SizingView::Efficiency);
        QCOMPARE(plot.yTicks(150, 30).back().label, QStringLiteral("100 %"));
    }

    void noMarksLabelLiesOverAnother()
    {
        const QFontMetricsF metrics(QGuiApplication::font());
        SizingCurve curve = fixtures::someCurve();
        for (const double width : {60.0, 120.0, 250.0, 500.0}) {
            CurvePlot plot(curve, SizingView::Time);
            plot.setArea(QRectF(30, 20, width - 48, 100));
            for (int enough = 1; enough <= 33; ++enough) {
                for (int now = 0; now <= 33; ++now) {
                    curve.enough->workers = enough;
                    curve.now = now;
                    const CurveMarks marks = CurveMarks::of(curve, plot, width, metrics);
                    QCOMPARE(marks.enough.has_value(), enough <= 32);
                    QCOMPARE(marks.now.has_value(), now >= 1 && now <= 32);
                    std::vector<QRectF> places;
                    for (const auto& mark : {marks.enough, marks.now, marks.cores}) {
                        if (mark && !mark->place.isEmpty())
                            places.push_back(mark->place);
                    }
                    for (std::size_t i = 0; i < places.size(); ++i) {
                        for (std::size_t j = 0; j < i; ++j)
                            QVERIFY(!places[i].intersects(places[j]));
                    }
                    if (width == 500 && marks.enough)
                        QVERIFY(!marks.enough->place.isEmpty());
                }
            }
        }
    }
};

QTEST_MAIN(TestCurvePlot)
#include "tst_curveplot.moc"
