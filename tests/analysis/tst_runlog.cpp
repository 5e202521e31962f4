#include "analysis/runlog.h"
#include "fixtures/textpicture.h"
#include "text/logline.h"

#include <QTest>

#include <random>

namespace {

QStringList linesOf(const std::vector<LogEntry>& entries)
{
    QStringList lines;
    for (const LogEntry& entry : entries)
        lines.append(logLine(entry));
    return lines;
}

QStringList wholeLog(const Timeline& timeline)
{
    const RunLog log(timeline);
    return linesOf(log.entries(0, log.count()));
}

} // namespace

class TestRunLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itSaysWhoStartedAndFinishedWhatInTheOrderOfTime()
    {
        const auto timeline = fixtures::timelineOf({"1114", ".2233", "..5>"});
        QCOMPARE(wholeLog(*timeline), QStringList({QStringLiteral("worker 1 started  job 1"),
                                                   QStringLiteral("worker 2 started  job 2"),
                                                   QStringLiteral("worker 3 started  job 5"),
                                                   QStringLiteral("worker 1 finished job 1"),
                                                   QStringLiteral("worker 1 started  job 4"),
                                                   QStringLiteral("worker 2 finished job 2"),
                                                   QStringLiteral("worker 2 started  job 3"),
                                                   QStringLiteral("worker 1 finished job 4"),
                                                   QStringLiteral("worker 2 finished job 3")}));
    }

    void anEmptyTimelineHasAnEmptyLog()
    {
        const Timeline timeline(3);
        const RunLog log(timeline);
        QCOMPARE(log.count(), std::size_t(0));
        QVERIFY(log.entries(0, 10).empty());
    }

    void aCancelledJobIsSaid()
    {
        Timeline timeline(1);
        timeline.record(Event{0, {}, {}, EventKind::RunBegan, {}});
        timeline.record(Event{1, JobId{1}, WorkerId{1}, EventKind::Started, {}});
        timeline.record(Event{2, JobId{1}, WorkerId{1}, EventKind::Finished, JobStatus::Cancelled});
        QCOMPARE(wholeLog(timeline).last(), QStringLiteral("worker 1 cancelled job 1"));
    }

    void anyPartOfTheLogIsTheSameAsThatPartOfTheWhole()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 40; ++round) {
            const int lanes = 1 + int(random() % 6);
            Timeline timeline(lanes);
            timeline.record(Event{0, {}, {}, EventKind::RunBegan, {}});
            int job = 0;
            for (int lane = 1; lane <= lanes; ++lane) {
                qint64 time = 0;
                const int spans = int(random() % 50);
                for (int i = 0; i < spans; ++i) {
                    // Many events share a stamp.
                    time += random() % 3;
                    timeline.record(
                        Event{time, JobId{++job}, WorkerId{lane}, EventKind::Started, {}});
                    time += random() % 2;
                    timeline.record(
                        Event{time, JobId{job}, WorkerId{lane}, EventKind::Finished, {}});
                }
            }
            const RunLog log(timeline);
            const auto whole = log.entries(0, log.count());
            QVERIFY(std::ranges::is_sorted(whole, {}, &LogEntry::timeNs));
            for (std::size_t first = 0; first <= log.count(); ++first) {
                const auto part = linesOf(log.entries(first, 5));
                QCOMPARE(part, linesOf({whole.begin() + std::ptrdiff_t(first),
                                        whole.begin() +
                                            std::ptrdiff_t(std::min(first + 5, whole.size()))}));
            }
            LogCursor cursor(timeline);
            QCOMPARE(linesOf(cursor.takeNew()), linesOf(whole));
            QVERIFY(cursor.takeNew().empty());
        }
    }

    void aCursorTakesALongLogInPartsWithoutMixingItUp()
    {
        Timeline timeline(3);
        timeline.record(Event{0, {}, {}, EventKind::RunBegan, {}});
        constexpr int kJobs = 200'000;
        for (int job = 1; job <= kJobs; ++job) {
            // The first worker does nine tenths of them.
            const WorkerId worker{job % 10 == 0 ? 2 + job / 10 % 2 : 1};
            timeline.record(Event{job * 10, JobId{job}, worker, EventKind::Started, {}});
            timeline.record(Event{job * 10 + 5, JobId{job}, worker, EventKind::Finished, {}});
        }
        LogCursor cursor(timeline);
        std::size_t count = 0;
        qint64 last = 0;
        for (auto part = cursor.takeNew(); !part.empty(); part = cursor.takeNew()) {
            QVERIFY(part.size() < 200'000);
            for (const LogEntry& entry : part) {
                QVERIFY(entry.timeNs >= last);
                last = entry.timeNs;
                ++count;
            }
        }
        QCOMPARE(count, std::size_t(2 * kJobs));
    }

    void aCursorGivesEachEntryOnceWhileTheLogGrows()
    {
        Timeline timeline(1);
        LogCursor cursor(timeline);
        timeline.record(Event{0, {}, {}, EventKind::RunBegan, {}});
        QVERIFY(cursor.takeNew().empty());
        timeline.record(Event{1, JobId{1}, WorkerId{1}, EventKind::Started, {}});
        QCOMPARE(linesOf(cursor.takeNew()), QStringList{QStringLiteral("worker 1 started  job 1")});
        timeline.record(Event{2, JobId{1}, WorkerId{1}, EventKind::Finished, {}});
        QCOMPARE(linesOf(cursor.takeNew()), QStringList{QStringLiteral("worker 1 finished job 1")});
    }
};

QTEST_GUILESS_MAIN(TestRunLog)
#include "tst_runlog.moc"
