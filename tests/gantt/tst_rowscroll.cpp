#include "fixtures/equaljobs.h"
#include "gantt/model/chartcontent.h"
#include "gantt/model/chartlayout.h"
#include "gantt/model/rowscroll.h"
#include "gantt/model/viewport.h"

#include <QTest>

namespace {

constexpr qint64 kEveryNs = 100'000;
constexpr qint64 kEndOfTimeNs = 1'000'000'000'000;

// A run of 1,000 jobs on four workers with a row a job, 500 px high: some ten rows are in sight.
class Rows
{
public:
    Rows() { m_content.setRowsBy(RowsBy::Job); }

    void follow(const Viewport& view) { scroll.followNewest(m_layout, part(), view); }
    void bringIntoTime(const TimeRange& time) { scroll.bringIntoTime(m_layout, part(), time); }
    void bringIntoSight(int row) { scroll.bringIntoSight(m_layout, row); }
    bool inSight(int row) const
    {
        const ChartLayout::Rows rows = m_layout.rowsInSight(0, scroll.px());
        return rows.first <= row && row <= rows.last;
    }
    const ChartPart& part() const { return m_content.first(); }
    const ChartLayout& layout() const { return m_layout; }

    RowScroll scroll;

private:
    std::shared_ptr<RunRecord> m_record = fixtures::equalJobs(1'000, 4, kEveryNs);
    ChartContent m_content = ChartContent::of(*m_record, kEndOfTimeNs);
    const ChartLayout m_layout{QSizeF(800, 500), {1'000}, {}, 90};
};

Viewport& live(Viewport& view)
{
    view.reset(kEndOfTimeNs, true);
    return view;
}

} // namespace

class TestRowScroll : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreScrolledAsFarAsTheyGo()
    {
        Rows rows;
        rows.scroll.scrollTo(100);
        QCOMPARE(rows.scroll.px(), 0); // nothing is known of them yet
        rows.scroll.fit(rows.layout());
        rows.scroll.scrollTo(100);
        QCOMPARE(rows.scroll.px(), 100);
        rows.scroll.scrollTo(-1);
        QCOMPARE(rows.scroll.px(), 0);
        rows.scroll.scrollTo(1e9);
        QCOMPARE(rows.scroll.px(), int(rows.layout().scrollRange()));
        QVERIFY(rows.inSight(999));
    }

    void fewerRowsAreScrolledLess()
    {
        Rows rows;
        rows.scroll.fit(rows.layout());
        rows.scroll.scrollTo(1e9);
        rows.scroll.fit(ChartLayout(QSizeF(800, 500), {3}, {}, 90));
        QCOMPARE(rows.scroll.px(), 0);
    }

    void theNewestRowOfALiveRunIsFollowed()
    {
        Rows rows;
        Viewport view;
        rows.scroll.fit(rows.layout());
        rows.follow(live(view));
        QVERIFY(rows.inSight(999));
    }

    void nothingIsFollowedOnceTheUserHasScrolled()
    {
        Rows rows;
        Viewport view;
        rows.scroll.fit(rows.layout());
        rows.scroll.setFollowing(false);
        rows.follow(live(view));
        QCOMPARE(rows.scroll.px(), 0);
        rows.scroll.setFollowing(true);
        rows.follow(view);
        QVERIFY(rows.scroll.px() > 0);
    }

    void nothingIsFollowedWhereTheUserLooksElsewhere()
    {
        Rows rows;
        Viewport view;
        rows.scroll.fit(rows.layout());
        live(view).pan(0);
        QCOMPARE(view.mode(), Viewport::Mode::Free);
        rows.follow(view);
        QCOMPARE(rows.scroll.px(), 0);
        view.reset(kEndOfTimeNs, false); // a run that is over
        rows.follow(view);
        QCOMPARE(rows.scroll.px(), 0);
    }

    void rowsComeAlongWithTheTimeInView()
    {
        Rows rows;
        rows.scroll.fit(rows.layout());
        const qint64 fromNs = 125 * kEveryNs; // the 500th job and those beside it
        rows.bringIntoTime({fromNs, fromNs + kEveryNs});
        QVERIFY(rows.inSight(500));
    }

    void rowsThatHaveSomethingInTheTimeStay()
    {
        Rows rows;
        rows.scroll.fit(rows.layout());
        rows.scroll.scrollTo(20);
        rows.bringIntoTime({0, 200 * kEveryNs});
        QCOMPARE(rows.scroll.px(), 20);
    }

    void aRowOutOfSightComesIntoSight()
    {
        Rows rows;
        rows.scroll.fit(rows.layout());
        rows.bringIntoSight(2);
        QCOMPARE(rows.scroll.px(), 0);
        rows.bringIntoSight(700);
        QVERIFY(rows.inSight(700));
        const int before = rows.scroll.px();
        rows.bringIntoSight(701);
        QCOMPARE(rows.scroll.px(), before);
    }

    void anotherRunBeginsAtItsFirstRow()
    {
        Rows rows;
        rows.scroll.fit(rows.layout());
        rows.scroll.scrollTo(50);
        rows.scroll.setFollowing(false);
        rows.scroll.reset();
        QCOMPARE(rows.scroll.px(), 0);
        rows.scroll.fit(rows.layout());
        Viewport view;
        rows.follow(live(view));
        QVERIFY(rows.inSight(999)); // the newest row is followed again
    }
};

QTEST_GUILESS_MAIN(TestRowScroll)
#include "tst_rowscroll.moc"
