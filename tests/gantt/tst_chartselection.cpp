#include "gantt/model/chartselection.h"

#include <QTest>

namespace {

using Change = ChartSelection::Change;

// What a selection tells while something is done with it.
std::vector<Change> toldBy(ChartSelection& selection, const auto& act)
{
    std::vector<Change> told;
    QObject listener;
    QObject::connect(&selection, &ChartSelection::changed, &listener,
                     [&](Change what) { told.push_back(what); });
    act();
    return told;
}

} // namespace

class TestChartSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsMarkedAtFirst()
    {
        const ChartSelection selection;
        QVERIFY(selection.isEmpty());
        QVERIFY(!selection.marks().hovered);
    }

    void aJobAndARangeTakeEachOthersPlace()
    {
        ChartSelection selection;
        selection.select(JobId{3});
        QCOMPARE(selection.marks().selected, std::optional(JobId{3}));
        selection.select(TimeRange{10, 20});
        QVERIFY(!selection.marks().selected);
        QCOMPARE(selection.marks().range, std::optional(TimeRange{10, 20}));
        selection.select(JobId{4});
        QVERIFY(!selection.marks().range);
    }

    void aSelectionIsToldEvenIfItIsTheSame()
    {
        ChartSelection selection;
        const auto selectTwice = [&] {
            selection.select(JobId{3});
            selection.select(JobId{3});
        };
        QCOMPARE(toldBy(selection, selectTwice),
                 std::vector<Change>({Change::Selected, Change::Selected}));
    }

    void aHoveredJobIsToldOnlyWhenItIsAnother()
    {
        ChartSelection selection;
        const auto move = [&] {
            selection.hover(JobId{1});
            selection.hover(JobId{1});
            selection.hover(std::nullopt);
        };
        QCOMPARE(toldBy(selection, move), std::vector<Change>({Change::Hovered, Change::Hovered}));
    }

    void hoveringLeavesWhatIsSelected()
    {
        ChartSelection selection;
        selection.select(JobId{2});
        selection.hover(JobId{1});
        QCOMPARE(selection.marks().selected, std::optional(JobId{2}));
    }

    void theThirdMarkerBeginsAnew()
    {
        ChartSelection selection;
        for (const qint64 timeNs : {10, 20})
            selection.placeMarker(timeNs);
        QCOMPARE(selection.marks().markers, std::vector<qint64>({10, 20}));
        const auto placeThird = [&] {
            selection.placeMarker(30);
        };
        QCOMPARE(toldBy(selection, placeThird), std::vector<Change>({Change::Markers}));
        QCOMPARE(selection.marks().markers, std::vector<qint64>({30}));
    }

    void clearingLeavesThePointersJob()
    {
        ChartSelection selection;
        selection.hover(JobId{1});
        selection.select(JobId{2});
        selection.placeMarker(10);
        selection.clear();
        QVERIFY(selection.isEmpty());
        QCOMPARE(selection.marks().hovered, std::optional(JobId{1}));
    }

    void clearingNothingTellsNothing()
    {
        ChartSelection selection;
        QVERIFY(toldBy(selection, [&] { selection.clear(); }).empty());
    }

    void anotherRunHasNoMarksAndIsTold()
    {
        ChartSelection selection;
        selection.hover(JobId{1});
        QCOMPARE(toldBy(selection, [&] { selection.reset(); }),
                 std::vector<Change>({Change::Selected}));
        QVERIFY(!selection.marks().hovered);
    }
};

QTEST_GUILESS_MAIN(TestChartSelection)
#include "tst_chartselection.moc"
