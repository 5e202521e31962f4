// What a person reads off the chart by pointing, marking and stepping.
#include "fixtures/equaljobs.h"
#include "fixtures/textpicture.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"

#include <QApplication>
#include <QHelpEvent>
#include <QRegularExpression>
#include <QTest>
#include <QTextDocument>
#include <QToolTip>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

// Someone else's run: three lanes with nasty names, jobs with others, one of which failed.
std::shared_ptr<RunRecord> foreignRun(
    const QString& firstLane = QStringLiteral("<b>thread</b> 127.0.0.1/worker-with-a-long-name-1"))
{
    RunSettings settings;
    settings.pool.workers = 3;
    settings.jobs.count = 3;
    settings.baseline.when = SequentialRunWhen::Off;
    auto lines = std::make_shared<ByteLines>();
    lines->add("<b>x</b>&amp;");
    lines->add("two\xe2\x80\xaelines\n\x1b[31m");
    lines->add("c");
    JobInputs inputs;
    inputs.lines = lines;
    const PlannedRun equal(settings);
    RunOrigin origin;
    origin.kind = QStringLiteral("a trace");
    origin.lanes = {firstLane, QStringLiteral("thread 127.0.0.1/worker-with-a-long-name-2"),
                    QStringLiteral("<img src='/dev/zero'>")};
    auto record = std::make_shared<RunRecord>(
        PlannedRun(settings, equal.durations, inputs, equal.estimate, {}), origin);
    Timeline& pool = record->pool();
    pool.record(Event{fixtures::kBeganAtNs, {}, {}, EventKind::RunBegan, {}});
    const auto send = [&](EventKind kind, int job, qint64 second) {
        Event event{fixtures::kBeganAtNs + second * kSecond, JobId{job}, WorkerId{job}, kind,
                    JobStatus::Failed};
        EventDetails details;
        if (kind == EventKind::Finished)
            details.report = std::make_shared<const JobReport>(
                JobReport{QStringLiteral("<i>no</i>\nway"), {}, {}});
        pool.record(event, details);
    };
    for (int job = 1; job <= 3; ++job)
        send(EventKind::Started, job, 0);
    for (int job = 1; job <= 3; ++job)
        send(EventKind::Finished, job, 2);
    pool.record(Event{fixtures::kBeganAtNs + 4 * kSecond, {}, {}, EventKind::RunEnded, {}});
    pool.conclude({});
    return record;
}

// The tool tip at a point.
QString tipText(GanttView& view, QPointF point)
{
    QHelpEvent event(QEvent::ToolTip, point.toPoint(),
                     view.viewport()->mapToGlobal(point.toPoint()));
    QApplication::sendEvent(view.viewport(), &event);
    return QToolTip::text();
}

} // namespace

class TestChartReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tipsShowTheTextsOfOthersAsTheyStand()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.showRun(foreignRun(), 0);
        const auto tipOf = [&](int row) {
            return tipText(
                view, {view.scale().xOf(kSecond), view.chartLayout().row(0, row, 0).center().y()});
        };
        QVERIFY2(tipOf(0).contains(QLatin1String("<b>x</b>&amp;")), qPrintable(tipOf(0)));
        QVERIFY2(tipOf(0).contains(QLatin1String("<b>thread</b>")), qPrintable(tipOf(0)));
        QVERIFY2(tipOf(0).contains(QLatin1String("<i>no</i>\\nway")), qPrintable(tipOf(0)));
        QVERIFY2(tipOf(1).contains(QLatin1String("two\\u202elines\\n\\033[31m")),
                 qPrintable(tipOf(1)));
        QVERIFY2(tipOf(2).contains(QLatin1String("<img src='/dev/zero'>")), qPrintable(tipOf(2)));
    }

    void aLanesWholeNameIsInItsTip()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto record = foreignRun();
        view.showRun(record, 0);
        for (int row = 0; row < 3; ++row) {
            const QPointF name(40, view.chartLayout().row(0, row, 0).center().y());
            QCOMPARE(tipText(view, name), QStringLiteral("row: %1\nname: %2")
                                              .arg(row + 1)
                                              .arg(record->origin.lanes[std::size_t(row)].name));
            QVERIFY(!Qt::mightBeRichText(QToolTip::text()));
        }
        tipText(view, {40, view.chartLayout().heading(0).center().y()});
        QTRY_VERIFY(!QToolTip::isVisible()); // it takes its time
    }

    void lanesThatDifferAtTheirEndsLookDifferent()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(foreignRun(QStringLiteral("thread 127.0.0.1/worker-with-a-long-name-1")), 0);
        const QImage image = view.grab().toImage();
        const auto nameOf = [&](int row) {
            const QRectF place = view.chartLayout().row(0, row, 0);
            return image.copy(0, int(place.top()), int(view.chartLayout().axisLeft()) - 2,
                              int(place.height()));
        };
        QVERIFY(nameOf(0) != nameOf(1));
    }

    void aPauseSaysWhatItIs()
    {
        RunSettings settings;
        settings.pool.workers = 1;
        settings.baseline.when = SequentialRunWhen::Off;
        auto record = std::make_shared<RunRecord>(settings);
        const auto send = [&](double second, EventKind kind, int job = 0) {
            record->pool().record(Event{fixtures::kBeganAtNs + qint64(second * double(kSecond)),
                                        JobId{job}, WorkerId{1}, kind, JobStatus::Finished});
        };
        using enum EventKind;
        send(0, RunBegan);
        send(0, Queued, 1);
        send(0, Started, 1);
        send(1, Finished, 1);
        send(1, Paused);
        send(3.5, Resumed);
        send(4, RunEnded);
        record->pool().conclude({});
        GanttView view;
        view.resize(900, 500);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.showRun(record, 0);
        const double y = view.chartLayout().row(0, 0, 0).center().y();
        const QString tip = tipText(view, {view.scale().xOf(2 * kSecond), y});
        for (const char* word : {"paused", "2.5 s", "1 s", "3.5 s"})
            QVERIFY2(tip.contains(QLatin1String(word)), qPrintable(tip));
        tipText(view, {view.scale().xOf(kSecond * 19 / 5), y});
        QTRY_VERIFY(!QToolTip::isVisible()); // it takes its time
        // Above it there are words, and nothing above the job.
        const QImage image = view.grab().toImage();
        const auto inkAbove = [&](qint64 fromNs, qint64 toNs) {
            const QRectF heading = view.chartLayout().heading(0);
            int ink = 0;
            for (int x = int(view.scale().xOf(fromNs)) + 2; x < int(view.scale().xOf(toNs)); ++x) {
                for (int line = int(heading.top()) + 2; line < int(heading.bottom()) - 2; ++line)
                    ink += qGray(image.pixel(x, line)) < 160 ? 1 : 0;
            }
            return ink;
        };
        QVERIFY(inkAbove(kSecond, kSecond * 7 / 2) > 50);
        QCOMPARE(inkAbove(0, kSecond), 0);
    }

    void commaAndDotStepOverAllAttemptsAtAJob()
    {
        RunSettings settings;
        settings.pool.workers = 1;
        settings.jobs.count = 3;
        settings.baseline.when = SequentialRunWhen::Off;
        auto record = std::make_shared<RunRecord>(settings);
        const auto send = [&](qint64 second, EventKind kind, int job = 0,
                              JobStatus status = JobStatus::Finished) {
            record->pool().record(Event{fixtures::kBeganAtNs + second * kSecond, JobId{job},
                                        WorkerId{1}, kind, status});
        };
        using enum EventKind;
        send(0, RunBegan);
        for (int job = 1; job <= 3; ++job)
            send(0, Queued, job);
        send(0, Started, 1);
        send(1, Finished, 1);
        for (const qint64 second : {1, 2}) {
            send(second, Started, 2);
            send(second + 1, Finished, 2, JobStatus::Retried);
        }
        send(3, Started, 2);
        send(4, Finished, 2);
        send(4, Started, 3);
        send(5, Finished, 3);
        send(5, RunEnded);
        record->pool().conclude({});
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(record, 0);
        view.selectJob(JobId{3});
        const auto selectedAfter = [&](Qt::Key key) {
            QTest::keyClick(&view, key);
            return view.marks().selected.value_or(JobId{0}).number;
        };
        QCOMPARE(selectedAfter(Qt::Key_Comma), 2);
        QCOMPARE(selectedAfter(Qt::Key_Comma), 1);
        QCOMPARE(selectedAfter(Qt::Key_Comma), 1);
        QCOMPARE(selectedAfter(Qt::Key_Period), 2);
        QCOMPARE(selectedAfter(Qt::Key_Period), 3);
        QCOMPARE(selectedAfter(Qt::Key_Period), 3);
    }

    void aRangesLengthIsAsExactAsItIsDrawn()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(fixtures::equalJobs(100, 2, 100'000'000), 0);
        QCOMPARE(view.rangeLengthText(), QString());
        const QPoint from(int(view.scale().xOf(kSecond)), 300);
        const QPoint to(int(view.scale().xOf(3 * kSecond)), 300);
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(view.viewport(), (from + to) / 2);
        QTest::mouseMove(view.viewport(), to);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
        // A pixel is 6.8 ms.
        const QString text = view.rangeLengthText();
        QVERIFY2(QRegularExpression(QStringLiteral("^\\d\\.\\d{3} s$")).match(text).hasMatch(),
                 qPrintable(text));
        QCOMPARE(text, measuredText(view.marks().range->lengthNs(), view.scale()));
    }
};

QTEST_MAIN(TestChartReading)
#include "tst_chartreading.moc"
