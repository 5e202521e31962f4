#include "plan/arrivals.h"
#include "plan/durationspread.h"

#include <QSet>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

Q_DECLARE_METATYPE(Spread)

namespace {

RunSettings settingsOf(const Spread& spread, int jobs, nanoseconds mean = 10ms)
{
    RunSettings settings;
    settings.jobs.count = jobs;
    settings.jobs.duration = mean;
    settings.jobs.spread = spread;
    return settings;
}

Spread spreadOf(SpreadKind kind)
{
    Spread spread;
    spread.kind = kind;
    return spread;
}

std::vector<qint64> drawn(const RunSettings& settings)
{
    return *drawDurations(settings).each();
}

double meanOf(const std::vector<qint64>& ns)
{
    return std::accumulate(ns.begin(), ns.end(), 0.0) / double(ns.size());
}

double shareBelow(const std::vector<qint64>& ns, double limit)
{
    return double(std::ranges::count_if(ns, [limit](qint64 one) { return double(one) < limit; })) /
           double(ns.size());
}

void addKinds()
{
    QTest::addColumn<Spread>("spread");
    QTest::newRow("uniform") << spreadOf(SpreadKind::Uniform);
    QTest::newRow("exponential") << spreadOf(SpreadKind::Exponential);
    QTest::newRow("bimodal") << spreadOf(SpreadKind::Bimodal);
    QTest::newRow("pareto") << spreadOf(SpreadKind::Pareto);
}

} // namespace

class TestDurationSpread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fixedJobsAreAllAlike()
    {
        const JobDurations durations = drawDurations(settingsOf(Spread(), 5));
        QVERIFY(!durations.each());
        QCOMPARE(durations.of(JobId{5}), nanoseconds(10ms));
    }

    void theMeanIsTheDurationThatIsSet_data() { addKinds(); }
    void theMeanIsTheDurationThatIsSet()
    {
        QFETCH(Spread, spread);
        if (spread.kind == SpreadKind::Pareto)
            spread.shape = 3; // with a heavier tail a mean of samples says little
        const double mean = meanOf(drawn(settingsOf(spread, 200'000)));
        QVERIFY2(std::abs(mean / 1e7 - 1) < 0.02, qPrintable(QString::number(mean)));
    }

    void theSameSeedGivesTheSameJobsAndAnotherGivesOthers_data() { addKinds(); }
    void theSameSeedGivesTheSameJobsAndAnotherGivesOthers()
    {
        QFETCH(const Spread, spread);
        RunSettings settings = settingsOf(spread, 1000);
        const auto first = drawn(settings);
        QVERIFY(drawn(settings) == first);
        settings.seed = 2;
        QVERIFY(drawn(settings) != first);
    }

    void theFirstDurationsOfASeedAreTheseOnEveryMachine()
    {
        const auto first = [](SpreadKind kind) {
            auto ns = drawn(settingsOf(spreadOf(kind), 3, 1s));
            for (qint64& one : ns)
                one /= 1000; // logarithms may differ in their last bits
            return ns;
        };
        QCOMPARE(first(SpreadKind::Uniform), kUniform);
        QCOMPARE(first(SpreadKind::Exponential), kExponential);
        QCOMPARE(first(SpreadKind::Pareto), kPareto);
    }

    void uniformDurationsFillTheirRangeEvenly()
    {
        Spread spread = spreadOf(SpreadKind::Uniform);
        spread.width = 0.2;
        const auto ns = drawn(settingsOf(spread, 100'000));
        QVERIFY(*std::ranges::min_element(ns) >= 8'000'000);
        QVERIFY(*std::ranges::max_element(ns) <= 12'000'000);
        QVERIFY(std::abs(shareBelow(ns, 9e6) - 0.25) < 0.01);
        QVERIFY(std::abs(shareBelow(ns, 11e6) - 0.75) < 0.01);
    }

    void exponentialDurationsFallShortOfTheirMeanAsOftenAsTheyShould()
    {
        const auto ns = drawn(settingsOf(spreadOf(SpreadKind::Exponential), 100'000));
        QVERIFY(std::abs(shareBelow(ns, 1e7) - (1 - std::exp(-1))) < 0.01);
        QVERIFY(std::abs(shareBelow(ns, 3e7) - (1 - std::exp(-3))) < 0.01);
    }

    void bimodalJobsAreShortOrSoManyTimesAsLong()
    {
        Spread spread = spreadOf(SpreadKind::Bimodal);
        spread.longShare = 0.2;
        spread.longFactor = 5;
        const auto ns = drawn(settingsOf(spread, 100'000));
        const QSet<qint64> kinds(ns.begin(), ns.end());
        QCOMPARE(kinds.size(), 2);
        const auto [shorter, longer] = std::ranges::minmax(ns);
        QVERIFY(std::abs(double(longer) / double(shorter) - 5) < 1e-5);
        QVERIFY(std::abs(shareBelow(ns, double(longer)) - 0.8) < 0.01);
    }

    void aParetoTailHasItsShapeAndAnEnd()
    {
        Spread spread = spreadOf(SpreadKind::Pareto);
        spread.shape = 2;
        const auto ns = drawn(settingsOf(spread, 100'000));
        // Of a Pareto distribution (least ÷ x) to the power of its shape lies above x.
        QVERIFY(std::abs((1 - shareBelow(ns, 1e7)) - 0.25) < 0.01);
        QCOMPARE(durationAt(spread, 1s, 0), nanoseconds(500ms));
        spread.shape = Spread::kMinShape;
        QCOMPARE(durationAt(spread, 1ms, std::nextafter(1.0, 0.0)), nanoseconds(1s));
        QCOMPARE(durationAt(spread, 1h, std::nextafter(1.0, 0.0)), nanoseconds(1h));
    }

    void jobsCanBeSentShortestOrLongestFirst()
    {
        RunSettings settings = settingsOf(spreadOf(SpreadKind::Exponential), 1000);
        auto expected = drawn(settings);
        std::ranges::sort(expected);
        settings.jobs.order = SubmitOrder::Shortest;
        QVERIFY(drawn(settings) == expected);
        std::ranges::reverse(expected);
        settings.jobs.order = SubmitOrder::Longest;
        QVERIFY(drawn(settings) == expected);
    }

    void shufflingKeepsAllAndIsToldByTheSeed()
    {
        const auto places = shuffled(1000, 1);
        QCOMPARE(QSet<quint32>(places.begin(), places.end()).size(), 1000);
        QVERIFY(!std::ranges::is_sorted(places));
        QVERIFY(shuffled(1000, 1) == places);
        QVERIFY(shuffled(1000, 2) != places);
        QVERIFY(shuffled(0, 1).empty());
        QVERIFY(shuffled(1, 1) == std::vector<quint32>{0});
    }

    void theLittlePictureShowsWhereDurationsLie()
    {
        const SpreadPicture fixed = pictureOf(Spread(), 1s, 10);
        QCOMPARE(fixed.longestNs, 2'000'000'000);
        for (std::size_t i = 0; i < fixed.bins.size(); ++i)
            QCOMPARE(fixed.bins[i], i == 5 ? 1.0 : 0.0);
        const SpreadPicture falling = pictureOf(spreadOf(SpreadKind::Exponential), 1s, 10);
        QVERIFY(std::ranges::is_sorted(falling.bins.begin(), falling.bins.end() - 1,
                                       std::ranges::greater()));
        QCOMPARE(pictureOf(Spread(), 0s, 10).bins.size(), 10U); // empty jobs
    }

    void jobsThatComeAllAtOnceComeAtTheBeginning()
    {
        Arrivals arrivals{RunSettings()};
        QVERIFY(arrivals.areAllAtOnce());
        QCOMPARE(arrivals.nextNs(), 0);
        QCOMPARE(arrivals.nextNs(), 0);
    }

    void jobsCanComeInEqualSteps()
    {
        RunSettings settings;
        settings.arrival = {ArrivalKind::Every, 20ms, 1};
        Arrivals arrivals(settings);
        QCOMPARE(arrivals.nextNs(), 0);
        QCOMPARE(arrivals.nextNs(), 20'000'000);
        QCOMPARE(arrivals.nextNs(), 40'000'000);
    }

    void jobsThatComeAtRandomKeepTheirRate()
    {
        RunSettings settings;
        settings.arrival = {ArrivalKind::Poisson, 1s, 1000};
        Arrivals arrivals(settings);
        constexpr int kCount = 100'000;
        std::vector<qint64> gaps;
        qint64 before = 0;
        for (int i = 0; i < kCount; ++i) {
            const qint64 next = arrivals.nextNs();
            gaps.push_back(next - before);
            before = next;
        }
        QVERIFY(std::abs(meanOf(gaps) / 1e6 - 1) < 0.02);
        QVERIFY(std::abs(shareBelow(gaps, 1e6) - (1 - std::exp(-1))) < 0.01);
        QCOMPARE(Arrivals(settings).nextNs(), gaps.front());
    }

private:
    // In microseconds, of a mean of 1 s, computed apart from this program.
    const std::vector<qint64> kUniform{719886, 1087981, 629835};
    const std::vector<qint64> kExponential{248316, 886686, 139073};
    const std::vector<qint64> kPareto{393344, 602005, 365716};
};

QTEST_GUILESS_MAIN(TestDurationSpread)
#include "tst_durationspread.moc"
