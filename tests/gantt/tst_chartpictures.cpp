// Whole pictures of the chart, compared with those in pictures/. Where a change is meant, look at
// the picture that the failing test has written, and put it there.
#include "fixtures/equaljobs.h"
#include "fixtures/textpicture.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"

#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QPainter>
#include <QScrollBar>
#include <QTest>

#include <tuple>

#include <cmath>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

// A bar one pixel beside its place differs in more pixels: it has two ends, each over 12 px high.
constexpr int kToleratedPixels = 20;

bool isOtherColor(QRgb a, QRgb b)
{
    constexpr int kTolerated = 24; // of 255: edges may be blended a little differently
    return std::abs(qRed(a) - qRed(b)) > kTolerated ||
           std::abs(qGreen(a) - qGreen(b)) > kTolerated ||
           std::abs(qBlue(a) - qBlue(b)) > kTolerated;
}

int otherPixels(const QImage& a, const QImage& b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            count += isOtherColor(a.pixel(x, y), b.pixel(x, y)) ? 1 : 0;
    }
    return count;
}

std::shared_ptr<RunRecord> runOf(const std::vector<std::string>& pool,
                                 const std::string& sequential)
{
    RunSettings settings;
    settings.pool.workers = int(pool.size());
    auto record = std::make_shared<RunRecord>(settings);
    fixtures::recordRun(record->pool(), pool, kSecond / 2);
    fixtures::recordRun(*record->sequential(), {sequential}, kSecond / 2);
    return record;
}

// Attempts, a pause, a worker that comes and goes, a sender that waits, a stop.
std::shared_ptr<RunRecord> eventfulRun()
{
    RunSettings settings;
    settings.pool.workers = 2;
    settings.jobs.count = 8;
    settings.pool.capacity = 1;
    settings.baseline.when = SequentialRunWhen::Off;
    auto record = std::make_shared<RunRecord>(settings);
    const auto send = [&](double second, EventKind kind, int job = 0, int worker = 0,
                          JobStatus status = JobStatus::Finished) {
        record->pool().record(Event{fixtures::kBeganAtNs + qint64(second * kSecond), JobId{job},
                                    WorkerId{worker}, kind, status});
    };
    using enum EventKind;
    send(0, RunBegan);
    for (const auto& [job, queued, sent] : {std::tuple(1, 0.0, 0.0),
                                            {2, 0.0, 0.0},
                                            {3, 0.0, 0.0},
                                            {4, 0.0, 1.0},
                                            {5, 1.0, 2.0},
                                            {6, 2.0, 4.0},
                                            {7, 4.0, 5.0}}) {
        send(queued, Queued, job);
        if (sent > queued) {
            send(queued, SendBlocked, job);
            send(sent, SendUnblocked, job);
        }
    }
    send(0, Started, 1, 1);
    send(1, Finished, 1, 1, JobStatus::Retried);
    send(1, Started, 1, 1);
    send(2, Finished, 1, 1);
    send(0, Started, 2, 2);
    send(1, Finished, 2, 2, JobStatus::Failed);
    send(1, Started, 3, 2);
    send(2.5, Finished, 3, 2);
    send(2, Paused);
    send(4, Resumed);
    send(4, Started, 4, 1);
    send(5, Finished, 4, 1);
    send(4, WorkerCame, 0, 3);
    send(4, Started, 5, 3);
    send(5, Finished, 5, 3);
    send(5, WorkerWent, 0, 3);
    send(5, Started, 6, 1);
    send(5.5, Finished, 6, 1, JobStatus::Cancelled);
    send(5.5, RunEnded);
    RunOutcome outcome;
    outcome.state = RunState::Stopped;
    record->pool().conclude(outcome);
    return record;
}

} // namespace

class TestChartPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFont font(QStringLiteral("DejaVu Sans"));
        font.setPixelSize(13);
        if (QFontInfo(font).family() != font.family())
            QSKIP("the pictures were drawn with DejaVu Sans, which is not installed");
        QApplication::setFont(font);
    }

    // Jobs that computed for a part of their time.
    static std::shared_ptr<RunRecord> computingRun()
    {
        RunSettings settings;
        settings.pool.workers = 2;
        settings.jobs.count = 4;
        settings.baseline.when = SequentialRunWhen::Off;
        auto record = std::make_shared<RunRecord>(settings);
        const auto send = [&](qint64 second, EventKind kind, int job = 0, int worker = 0,
                              double share = 0) {
            Event event{fixtures::kBeganAtNs + second * kSecond, JobId{job}, WorkerId{worker},
                        kind};
            EventDetails details;
            if (kind == EventKind::Finished)
                details.cpu = CpuUse{qint64(share * 2 * double(kSecond))};
            record->pool().record(event, details);
        };
        using enum EventKind;
        send(0, RunBegan);
        for (int job = 1; job <= 4; ++job)
            send(0, Queued, job);
        send(0, Started, 1, 1);
        send(0, Started, 2, 2);
        send(2, Finished, 1, 1, 1);
        send(2, Finished, 2, 2, 0.5);
        send(2, Started, 3, 1);
        send(2, Started, 4, 2);
        send(4, Finished, 3, 1, 0.1);
        send(4, Finished, 4, 2, 0);
        send(4, RunEnded);
        record->pool().conclude({});
        return record;
    }

    // It is over, and two of its jobs never ended.
    static std::shared_ptr<RunRecord> cutOffRun()
    {
        RunSettings settings;
        settings.pool.workers = 2;
        settings.jobs.count = 3;
        settings.baseline.when = SequentialRunWhen::Off;
        auto record = std::make_shared<RunRecord>(settings);
        const auto send = [&](qint64 second, EventKind kind, int job = 0, int worker = 0) {
            record->pool().record(
                Event{fixtures::kBeganAtNs + second * kSecond, JobId{job}, WorkerId{worker}, kind});
        };
        using enum EventKind;
        send(0, RunBegan);
        for (int job = 1; job <= 3; ++job)
            send(0, Queued, job);
        send(0, Started, 1, 1);
        send(0, Started, 2, 2);
        send(2, Finished, 1, 1);
        send(3, Started, 3, 1);
        send(4, RunEnded);
        record->pool().conclude({});
        return record;
    }

    void theChartLooksAsItDid_data()
    {
        QTest::addColumn<std::shared_ptr<RunRecord>>("record");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<RowsBy>("rowsBy");
        QTest::addColumn<ColorBy>("colorBy");
        const auto article = runOf({"1144", "2255", "33"}, "1122334455");
        QTest::newRow("article") << article << false << RowsBy::Worker << ColorBy::Job;
        QTest::newRow("article-jobs-dark") << article << true << RowsBy::Job << ColorBy::Job;
        const auto gaps = runOf({"11..4444.8..9", ".22.5555577..", "3333333.6666."},
                                "1122333333344445555566667789");
        QTest::newRow("gaps-duration") << gaps << false << RowsBy::Worker << ColorBy::Duration;
        QTest::newRow("gaps-worker-dark") << gaps << true << RowsBy::Worker << ColorBy::Worker;
        const auto eventful = eventfulRun();
        QTest::newRow("eventful") << eventful << false << RowsBy::Worker << ColorBy::Job;
        QTest::newRow("eventful-jobs-status-dark")
            << eventful << true << RowsBy::Job << ColorBy::Status;
        QTest::newRow("computing") << computingRun() << false << RowsBy::Worker << ColorBy::Job;
        QTest::newRow("computing-jobs-dark")
            << computingRun() << true << RowsBy::Job << ColorBy::Worker;
        QTest::newRow("never-ended") << cutOffRun() << false << RowsBy::Worker << ColorBy::Job;
        QTest::newRow("never-ended-jobs-dark")
            << cutOffRun() << true << RowsBy::Job << ColorBy::Worker;
        const auto hosts = runOf({"11..4444.8..9", ".22.5555577..", "3333333.6666."},
                                 "1122333333344445555566667789");
        hosts->origin.lanes = {{QStringLiteral("a"), QStringLiteral("north")},
                               {QStringLiteral("b"), QStringLiteral("south")},
                               {QStringLiteral("c"), QStringLiteral("north")}};
        QTest::newRow("hosts") << hosts << false << RowsBy::Host << ColorBy::Job;
        QTest::newRow("hosts-dark") << hosts << true << RowsBy::Host << ColorBy::Status;
        const auto many = fixtures::equalJobs(1'000, 16, 1'000'000);
        QTest::newRow("thousand") << many << false << RowsBy::Worker << ColorBy::Job;
        const auto columns = fixtures::equalJobs(50'003, 7, 100'000);
        QTest::newRow("columns") << columns << false << RowsBy::Worker << ColorBy::Job;
        QTest::newRow("columns-status-dark")
            << columns << true << RowsBy::Worker << ColorBy::Status;
    }

    void theChartLooksAsItDid()
    {
        QFETCH(const std::shared_ptr<RunRecord>, record);
        QFETCH(const bool, dark);
        QFETCH(const RowsBy, rowsBy);
        QFETCH(const ColorBy, colorBy);
        GanttView view;
        view.setTheme(dark ? Theme::darkTheme() : Theme::light());
        view.resize(900, 560);
        view.setRowsBy(rowsBy);
        view.setColorBy(colorBy);
        view.showRun(record, 0);
        compare(view);
    }

    void whatIsSelectedLooksAsItDid_data()
    {
        QTest::addColumn<const Theme*>("theme");
        QTest::addColumn<bool>("crowded");
        QTest::newRow("selected") << &Theme::light() << false;
        QTest::newRow("selected-dark") << &Theme::darkTheme() << false;
        QTest::newRow("selected-high-contrast") << &Theme::highContrast() << false;
        QTest::newRow("selected-thousand") << &Theme::light() << true;
    }

    void whatIsSelectedLooksAsItDid()
    {
        QFETCH(const Theme*, theme);
        QFETCH(const bool, crowded);
        GanttView view;
        view.setTheme(*theme);
        view.resize(900, 560);
        view.showRun(crowded ? fixtures::equalJobs(1'000, 16, 1'000'000)
                             : runOf({"1144", "2255", "33"}, "1122334455"),
                     0);
        view.selectJob(JobId{crowded ? 500 : 4});
        compare(view);
    }

    void simulatedAndLitLookAsTheyDid_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("lit");
        QTest::addColumn<bool>("crowded");
        QTest::newRow("whatif") << false << false << false;
        QTest::newRow("whatif-dark") << true << false << false;
        QTest::newRow("whatif-columns") << false << false << true;
        QTest::newRow("whatif-columns-dark") << true << false << true;
        QTest::newRow("lit") << false << true << false;
        QTest::newRow("lit-dark") << true << true << false;
    }

    void simulatedAndLitLookAsTheyDid()
    {
        QFETCH(const bool, dark);
        QFETCH(const bool, lit);
        QFETCH(const bool, crowded);
        GanttView view;
        view.setTheme(dark ? Theme::darkTheme() : Theme::light());
        view.resize(900, 560);
        const auto crowd = fixtures::equalJobs(20'000, 24, 1'000'000);
        if (crowded) {
            view.showRun(fixtures::equalJobs(20'000, 3, 100'000), 0);
            view.showWhatIf({crowd, &crowd->pool()}, QStringLiteral("24 workers"));
        } else {
            view.showRun(runOf({"11..4444.8..9", ".22.5555577..", "3333333.6666."},
                               "1122333333344445555566667789"),
                         0);
        }
        if (lit)
            // Idle, busy, and both.
            view.light({{0, kSecond, 2 * kSecond},
                        {0, 4 * kSecond, 5 * kSecond},
                        {1, 2 * kSecond, 7 * kSecond / 2},
                        {2, 6 * kSecond, 13 * kSecond / 2}});
        else if (!crowded)
            view.showWhatIf(
                fixtures::timelineOf({"333333358", "4444117", "555552669"}, kSecond / 2),
                QStringLiteral("3 workers, longest first"));
        compare(view);
    }

private:
    static void compare(GanttView& view)
    {
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        // The scroll bar is Qt's, and looks different in each of its versions.
        const auto withoutBar = [&view](QImage image) {
            image.convertTo(QImage::Format_RGB32);
            const QWidget* bar = view.verticalScrollBar();
            if (bar->isVisible())
                QPainter(&image).fillRect(QRect(bar->mapTo(&view, QPoint()), bar->size()),
                                          Qt::white);
            return image;
        };
        const QImage seen = withoutBar(view.grab().toImage());

        const QString name = QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png");
        const QImage expected = withoutBar(QImage(QStringLiteral(PICTURES "/") + name));
        const int others = expected.size() == seen.size() ? otherPixels(seen, expected) : -1;
        if (others >= 0 && others <= kToleratedPixels)
            return;
        const QString written = QDir::current().absoluteFilePath(name);
        QVERIFY(seen.save(written));
        const QString what = expected.isNull() ? QStringLiteral("there is no such picture yet")
                             : others < 0      ? QStringLiteral("the sizes differ")
                                               : QStringLiteral("%1 pixels differ").arg(others);
        QFAIL(qPrintable(QStringLiteral("%1; it looks now as in %2").arg(what, written)));
    }
};

QTEST_MAIN(TestChartPictures)
#include "tst_chartpictures.moc"
