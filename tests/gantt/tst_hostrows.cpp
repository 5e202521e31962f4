#include "fixtures/textpicture.h"
#include "gantt/model/chartcontent.h"
#include "gantt/model/charthit.h"
#include "gantt/model/litstretches.h"
#include "gantt/pixels/runpicture.h"

#include <QTest>

namespace {

constexpr qint64 kUnit = fixtures::kUnitNs;

// "north" has the first and the third worker, "south" the second.
std::unique_ptr<RunRecord> runOnTwoHosts(const std::vector<std::string>& lines)
{
    auto record = std::make_unique<RunRecord>(RunSettings());
    record->origin.lanes = {{QStringLiteral("a"), QStringLiteral("north")},
                            {QStringLiteral("b"), QStringLiteral("south")},
                            {QStringLiteral("c"), QStringLiteral("north")}};
    fixtures::recordRun(record->pool(), lines, kUnit);
    return record;
}

ChartContent byHost(const RunRecord& record)
{
    ChartContent content = ChartContent::of(record, fixtures::kBeganAtNs + fixtures::kLongAfterNs);
    content.setRowsBy(RowsBy::Host);
    return content;
}

} // namespace

class TestHostRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thereIsARowForEachHost()
    {
        const auto record = runOnTwoHosts({"14", "25", "3"});
        const ChartContent content = byHost(*record);
        QCOMPARE(content.rows().counts.front(), 2);
        const ChartPart& part = content.first();
        QCOMPARE(part.hosts->nameOf(0), QStringLiteral("north"));
        QCOMPARE(part.hosts->nameOf(1), QStringLiteral("south"));
        QCOMPARE(part.hosts->lanesOf(0), std::vector<int>({0, 2}));
        QCOMPARE(part.rowOf(JobId{3}, 2), 0);
        QCOMPARE(part.rowOf(JobId{5}, 1), 1);
    }

    void threadsOfThisProcessShareItsRow()
    {
        RunRecord record{RunSettings()};
        fixtures::recordRun(record.pool(), {"14", "25", "3"}, kUnit);
        const ChartContent content = byHost(record);
        QCOMPARE(content.rows().counts.front(), 1);
        QCOMPARE(content.first().hosts->nameOf(0), QStringLiteral("this machine"));
    }

    void workersOfUnknownHostsShareARow()
    {
        const LaneLabels labels{QStringLiteral("a"), QStringLiteral("b")};
        const HostRows rows(&labels, 3); // of the third not even the name is known yet
        QCOMPARE(rows.count(), 1);
        QCOMPARE(rows.nameOf(0), QStringLiteral("unknown host"));
    }

    void aHostShowsTheShareOfItsWorkersThatHaveAJob()
    {
        const auto record = runOnTwoHosts({"11..", "2222", "33.4"});
        const ChartContent content = byHost(*record);
        RunPicture picture;
        picture.reduce(record->pool(), {{0, 4 * kUnit, 0, 4}, 1}, 0, 4 * kUnit, {}, {},
                       &content.first().hosts->groups());
        QCOMPARE(picture.busyShare(0), std::vector<double>({1, 1, 0, 0.5}));
        QCOMPARE(picture.busyShare(1), std::vector<double>({1, 1, 1, 1}));
    }

    void aWorkerThatIsNotThereIsNoneThatIsIdle()
    {
        RunRecord record{RunSettings()};
        record.origin.lanes = {{QStringLiteral("a"), QStringLiteral("north")},
                               {QStringLiteral("b"), QStringLiteral("north")}};
        const auto send = [&](qint64 units, EventKind kind, int job, int worker) {
            record.pool().record(Event{fixtures::kBeganAtNs + units * kUnit, JobId{job},
                                       WorkerId{worker}, kind, JobStatus::Finished});
        };
        send(0, EventKind::RunBegan, 0, 0);
        send(0, EventKind::Queued, 1, 0);
        send(0, EventKind::Started, 1, 1);
        send(2, EventKind::WorkerCame, 0, 4); // the three of the settings, and one more
        send(4, EventKind::Finished, 1, 1);
        send(4, EventKind::RunEnded, 0, 0);
        LaneGroups groups{{0, 1, 1, 0}, 2};
        RunPicture picture;
        picture.reduce(record.pool(), {{0, 4 * kUnit, 0, 4}, 1}, 0, 4 * kUnit, {}, {}, &groups);
        QCOMPARE(picture.busyShare(0), std::vector<double>({1, 1, 0.5, 0.5}));
        QCOMPARE(picture.busyShare(1), std::vector<double>({0, 0, 0, 0}));
        const HostLoad early = loadOf(record.pool(), {0, 3}, kUnit);
        QCOMPARE(early.workers, 1);
        QCOMPARE(early.busy, 1);
        QCOMPARE(loadOf(record.pool(), {0, 3}, 3 * kUnit).workers, 2);
    }

    void aHostIsThereAsLongAsOneOfItsWorkersIs()
    {
        RunRecord record{RunSettings()};
        const auto send = [&](qint64 units, EventKind kind, int worker) {
            record.pool().record(Event{fixtures::kBeganAtNs + units * kUnit,
                                       {},
                                       WorkerId{worker},
                                       kind,
                                       JobStatus::Finished});
        };
        send(0, EventKind::RunBegan, 0);
        send(1, EventKind::WorkerCame, 4);
        send(2, EventKind::WorkerCame, 5);
        send(3, EventKind::WorkerWent, 4);
        send(4, EventKind::WorkerWent, 5);
        send(6, EventKind::WorkerCame, 4);
        const auto there = presencesOn(record.pool(), {3, 4});
        QCOMPARE(there.size(), std::size_t(2));
        QCOMPARE(there[0].fromNs, kUnit);
        QCOMPARE(there[0].toNs, std::optional(4 * kUnit));
        QCOMPARE(there[1].fromNs, 6 * kUnit);
        QVERIFY(!there[1].toNs);
        QCOMPARE(presencesOn(record.pool(), {0, 3}).size(), std::size_t(1));
    }

    void whatIsNewIsCountedAsIfAllWereCountedAtOnce()
    {
        const auto record = runOnTwoHosts({"1111.4>", "2.55555", "3333333"});
        const ChartContent content = byHost(*record);
        const ColumnGrid grid{{0, 7 * kUnit, 0, 14}, 1};
        const LaneGroups& groups = content.first().hosts->groups();
        RunPicture grown;
        for (qint64 now = kUnit / 3; now < 6 * kUnit; now += kUnit / 3) {
            grown.forgetFrom(now - kUnit / 3);
            grown.reduce(record->pool(), grid, 0, now, {}, {}, &groups);
            RunPicture whole;
            whole.reduce(record->pool(), grid, 0, now, {}, {}, &groups);
            for (int row = 0; row < 2; ++row)
                QCOMPARE(grown.busyShare(row), whole.busyShare(row));
        }
        // Rows of workers in between take nothing away.
        grown.reduce(record->pool(), grid, 0, 6 * kUnit, {0, 2}, grid.all());
        grown.reduce(record->pool(), grid, 0, 6 * kUnit, {}, {}, &groups);
        QCOMPARE(grown.busyShare(1).front(), 1.0);
    }

    void aPointOnItsRowSaysWhatTheHostDoesThen()
    {
        const auto record = runOnTwoHosts({"11..", "2222", "33.4"});
        const ChartContent content = byHost(*record);
        const ChartLayout layout({600, 400}, content.rows(), {}, 100);
        const TimeScale scale{0, 4 * kUnit, layout.axisLeft(), layout.axisWidth()};
        const QPointF point(scale.xOf(7 * kUnit / 2), layout.row(0, 0, 0).center().y());
        QVERIFY(!spanAt(content, layout, scale, 0, point));
        QStringList said;
        for (const SpanFact& fact : factsAt(*record, content, layout, scale, 0, point))
            said += fact.name + u' ' + fact.value;
        QCOMPARE(said, QStringList({QStringLiteral("host north"), QStringLiteral("time 3.5 ms"),
                                    QStringLiteral("workers 2"), QStringLiteral("with a job 1")}));
    }

    void whatIsLitOnItsWorkersIsLitOnTheHost()
    {
        const auto record = runOnTwoHosts({"11..", "2222", "33.4"});
        const ChartContent content = byHost(*record);
        const LitStretches lit({{0, 0, 2 * kUnit}, {2, kUnit, 3 * kUnit}, {1, 0, kUnit}});
        const ColumnGrid grid{{0, 4 * kUnit, 0, 4}, 1};
        const auto ranges = lit.onRow(content.first(), 0, grid);
        QCOMPARE(ranges.size(), std::size_t(1));
        QCOMPARE(ranges.front().left, 0.0);
        QCOMPARE(ranges.front().right, 3.0);
        QCOMPARE(rowOf(content.first(), LaneStretch{1, 0, kUnit}), std::optional(1));
    }
};

QTEST_GUILESS_MAIN(TestHostRows)
#include "tst_hostrows.moc"
