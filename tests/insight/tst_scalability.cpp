#include "insight/scalability.h"

#include <QTest>

#include <cmath>
#include <random>
#include <utility>
#include <vector>

namespace {

SizingCurve curveOf(const std::vector<std::pair<int, double>>& throughputs)
{
    SizingCurve curve;
    curve.jobs = 100'000;
    for (const auto& [workers, perSecond] : throughputs) {
        SizingPoint point{.workers = workers};
        point.measured = MeasuredTimes{workers, {std::llround(1e9 / perSecond)}};
        curve.points.push_back(point);
    }
    return curve;
}

double lawAt(double n, double lambda, double alpha, double beta)
{
    return lambda * n / (1 + alpha * (n - 1) + beta * n * (n - 1));
}

ScalabilityFit fitOf(const SizingCurve& curve)
{
    const auto fit = scalabilityOf(curve);
    if (!std::holds_alternative<ScalabilityFit>(fit))
        qFatal("there is no fit");
    return std::get<ScalabilityFit>(fit);
}

bool isHeldBack(const SizingCurve& curve, NoFit why)
{
    const auto fit = scalabilityOf(curve);
    return std::holds_alternative<NoFit>(fit) && std::get<NoFit>(fit) == why;
}

// What was measured of eight numbers, evenly divided.
SizingCurve evenCurve()
{
    std::vector<std::pair<int, double>> throughputs;
    for (const int n : {1, 2, 3, 4, 6, 8, 12, 16})
        throughputs.emplace_back(n, lawAt(n, 0.1, 0.05, 0.001));
    SizingCurve curve = curveOf(throughputs);
    for (SizingPoint& point : curve.points)
        point.boundNs = 9'000'000'000 / point.workers;
    return curve;
}

void compareNear(double actual, double expected, double within)
{
    QVERIFY2(std::abs(actual - expected) <= within * std::abs(expected),
             qPrintable(QStringLiteral("%1 is not %2").arg(actual).arg(expected)));
}

} // namespace

class TestScalability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Data and coefficients of the tests of R's package usl, version 3: specsdm91 (SPEC SDM91 on a
    // Sun SPARCcenter 2000, in Gunther's book), alpha 2.773e-02, beta 1.044e-04, gamma 9.000e+01.
    void theFitOfASpecBenchmarkIsThatOfR()
    {
        const ScalabilityFit fit = fitOf(curveOf({{1, 64.9},
                                                  {18, 995.9},
                                                  {36, 1652.4},
                                                  {72, 1853.2},
                                                  {108, 1828.9},
                                                  {144, 1775.0},
                                                  {216, 1702.2}}));
        compareNear(fit.alpha, 2.773e-2, 2e-3);
        compareNear(fit.beta, 1.044e-4, 2e-3);
        compareNear(fit.lambda, 90.0, 2e-3);
        QCOMPARE(fit.points, std::size_t(7));
        compareNear(*fit.peakWorkers(), 96.5, 0.01); // √((1 − α) ÷ β)
    }

    // From the same tests: alpha 0.02, beta 0.02, gamma 1.00 with three digits.
    void theFitOfASmallExampleIsThatOfR()
    {
        const ScalabilityFit fit = fitOf(
            curveOf({{1, 1}, {2, 1.8868}, {4, 3.0769}, {6, 3.5294}, {8, 3.5398}, {10, 3.3557}}));
        compareNear(fit.alpha, 0.02, 0.01);
        compareNear(fit.beta, 0.02, 0.01);
        compareNear(fit.lambda, 1, 0.01);
    }

    void aLawThatWasPutInIsFound_data()
    {
        QTest::addColumn<double>("alpha");
        QTest::addColumn<double>("beta");
        QTest::newRow("ideal") << 0.0 << 0.0;
        QTest::newRow("contention alone") << 0.3 << 0.0;
        QTest::newRow("coherency alone") << 0.0 << 0.002;
        QTest::newRow("both") << 0.05 << 0.0005;
        QTest::newRow("hardly any") << 0.001 << 1e-6;
        QTest::newRow("nothing is gained") << 1.0 << 0.05;
    }
    void aLawThatWasPutInIsFound()
    {
        QFETCH(double, alpha);
        QFETCH(double, beta);
        std::vector<std::pair<int, double>> throughputs;
        for (const int n : {1, 2, 4, 8, 16, 24, 32})
            throughputs.emplace_back(n, lawAt(n, 0.25, alpha, beta));
        const ScalabilityFit fit = fitOf(curveOf(throughputs));
        QVERIFY(std::abs(fit.alpha - alpha) <= 1e-6 + 1e-4 * alpha);
        QVERIFY(std::abs(fit.beta - beta) <= 1e-8 + 1e-4 * beta);
        compareNear(fit.lambda, 0.25, 1e-5);
        QVERIFY(fit.error < 1e-5);
        compareNear(fit.secondsWith(8), 1 / lawAt(8, 0.25, alpha, beta), 1e-5);
    }

    void noOtherLawNearbyHasLessError()
    {
        std::mt19937 random(17);
        std::uniform_real_distribution<double> noise(0.8, 1.2);
        for (int round = 0; round < 50; ++round) {
            std::vector<std::pair<int, double>> throughputs;
            for (const int n : {1, 2, 3, 5, 8, 13, 21})
                throughputs.emplace_back(n, lawAt(n, 2, 0.1, 0.003) * noise(random));
            const ScalabilityFit fit = fitOf(curveOf(throughputs));
            QVERIFY(fit.lambda > 0 && fit.alpha >= 0 && fit.beta >= 0);
            const auto squares = [&](double lambda, double alpha, double beta) {
                double sum = 0;
                for (const auto& [n, perSecond] : throughputs)
                    sum += std::pow(lawAt(n, lambda, alpha, beta) - perSecond, 2);
                return sum;
            };
            const double least = squares(fit.lambda, fit.alpha, fit.beta);
            for (const double step : {-1e-2, -1e-4, 1e-4, 1e-2}) {
                // Times are whole nanoseconds: what was fitted differs from this by as little.
                const double most = least * (1 + 1e-9) - 1e-12;
                QVERIFY(squares(fit.lambda * (1 + step), fit.alpha, fit.beta) >= most);
                if (fit.alpha + step >= 0)
                    QVERIFY(squares(fit.lambda, fit.alpha + step, fit.beta) >= most);
                if (fit.beta + step / 100 >= 0)
                    QVERIFY(squares(fit.lambda, fit.alpha, fit.beta + step / 100) >= most);
            }
        }
    }

    void moreThanLinearIsNoNegativeContention()
    {
        const ScalabilityFit fit =
            fitOf(curveOf({{1, 1}, {2, 2.2}, {3, 3.5}, {4, 5}, {6, 8}, {8, 11}}));
        QCOMPARE(fit.alpha, 0.0);
        QCOMPARE(fit.beta, 0.0);
        QVERIFY(!fit.peakWorkers());
        QVERIFY(fit.error > 0.05);
    }

    void fewerThanSixNumbersGiveNoFit()
    {
        QVERIFY(isHeldBack({}, NoFit::TooFewPoints));
        SizingCurve curve = evenCurve();
        curve.points.resize(6);
        fitOf(curve);
        curve.points.resize(5);
        QVERIFY(isHeldBack(curve, NoFit::TooFewPoints));
    }

    void simulatedTimesAreNotFitted()
    {
        SizingCurve curve = evenCurve();
        for (SizingPoint& point : curve.points) {
            point.simulatedNs = point.measured->medianNs();
            point.measured.reset();
        }
        QVERIFY(isHeldBack(curve, NoFit::TooFewPoints));
    }

    void fewerThanFourJobsAWorkerGiveNoFit()
    {
        SizingCurve curve = evenCurve(); // up to 16 workers
        curve.jobs = 64;
        fitOf(curve);
        curve.jobs = 63;
        QVERIFY(isHeldBack(curve, NoFit::FewJobs));
    }

    void aLongJobGivesNoFit()
    {
        SizingCurve curve = evenCurve();
        const qint64 timeNs = curve.points.back().measured->medianNs();
        curve.longestNs = timeNs / 4;
        fitOf(curve);
        curve.longestNs = timeNs / 3;
        QVERIFY(isHeldBack(curve, NoFit::Tail));
    }

    void jobsThatCannotBeDividedEvenlyGiveNoFit()
    {
        SizingCurve curve = evenCurve();
        SizingPoint& some = curve.points[4];
        some.boundNs = curve.points[0].boundNs / some.workers + some.measured->medianNs() / 5;
        QVERIFY(isHeldBack(curve, NoFit::Tail));
    }
};

QTEST_GUILESS_MAIN(TestScalability)
#include "tst_scalability.moc"
