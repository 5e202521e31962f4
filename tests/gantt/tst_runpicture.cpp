#include "fixtures/textpicture.h"
#include "gantt/pixels/runpicture.h"
#include "insight/queueing.h"
#include "timeline/runrecord.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

namespace {

StripValues stripsOf(const Timeline& timeline, const TimeScale& scale, qint64 nowNs)
{
    RunPicture picture;
    picture.reduce(timeline, {scale, 1}, 0, nowNs, {}, {});
    return picture.strips();
}

} // namespace

class TestRunPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theArticlesRunHasTwoWaitingAndThreeBusyThenTwo()
    {
        const auto timeline = fixtures::timelineOf({"14", "25", "3"}, 100);
        const StripValues values = stripsOf(*timeline, {0, 200, 0, 4}, 199);
        QCOMPARE(values.waiting, std::vector<double>({2, 2, 0, 0}));
        QCOMPARE(values.busy, std::vector<double>({3, 3, 2, 2}));
    }

    void workersThatAreBusyForAPartOfAColumnCountAsThatPart()
    {
        const auto timeline = fixtures::timelineOf({"1.2.3.4.5.6.", "..77..88...."}, 100);
        QCOMPARE(stripsOf(*timeline, {0, 1200, 0, 3}, 1200).busy, std::vector<double>({1, 1, 0.5}));
    }

    // Jobs in the pool, on average: what the strips show is what Little's law says.
    void theStripsAddUpToLittlesLaw()
    {
        for (const std::vector<std::string>& lines : {std::vector<std::string>{"14", "25", "3"},
                                                      {"1.2.3.4.5.6.", "..77..88...."},
                                                      {"1111111"},
                                                      {"1..3", "22.4", "...5"}}) {
            RunSettings settings;
            settings.pool.workers = int(lines.size());
            RunRecord record(settings);
            constexpr qint64 kUnitNs = 100;
            fixtures::recordRun(record.pool(), lines, kUnitNs);
            // A column for each unit: the number of jobs changes between columns alone.
            const qint64 makespanNs = *record.pool().makespanNs();
            const auto columns = double(makespanNs / kUnitNs);
            const StripValues strips =
                stripsOf(record.pool(), {0, makespanNs, 0, columns}, makespanNs - 1);
            double jobs = 0;
            for (std::size_t i = 0; i < strips.busy.size(); ++i)
                jobs += strips.waiting[i] + strips.busy[i];
            const auto law = littlesLawOf(record);
            QVERIFY(law.has_value());
            QVERIFY(std::abs(jobs / columns - law->arrivalsTimesWait) < 1e-9);
        }
    }

    void columnsShareAValueWhileARunOfVeryManyLanesGoesOn()
    {
        constexpr int kLanes = 2'000;
        Timeline timeline(kLanes);
        const auto send = [&](qint64 ns, EventKind kind, int job, int worker) {
            timeline.record(Event{fixtures::kBeganAtNs + ns, JobId{job}, WorkerId{worker}, kind,
                                  JobStatus::Finished});
        };
        send(0, EventKind::RunBegan, 0, 0);
        for (int job = 1; job <= kLanes; ++job)
            send(0, EventKind::Queued, job, 0);
        for (int job = 1; job <= kLanes; ++job)
            send(0, EventKind::Started, job, job);
        for (int job = 1; job <= kLanes; ++job)
            send(1'000, EventKind::Finished, job, job);
        const ColumnGrid grid{{0, 4'000, 0, 2'000}, 1}; // 2 ns each, four million samples
        RunPicture picture;
        const auto busy = [&] {
            picture.reduce(timeline, grid, 0, 3'000, {0, 3}, {0, 2'000});
            return picture.strips().busy;
        };
        const auto live = busy();
        QCOMPARE(live.size(), std::size_t(1'501));
        QCOMPARE(live.front(), double(kLanes));
        QCOMPARE(live.back(), 0.0);
        QCOMPARE(picture.lane(3).bars.size(), std::size_t(1));
        // The one in which they end is shared by some.
        const auto between =
            std::ranges::count_if(live, [](double value) { return value > 0 && value < kLanes; });
        send(3'000, EventKind::RunEnded, 0, 0);
        timeline.conclude({});
        const auto whole = busy();
        for (std::size_t i = 0; i < whole.size(); ++i)
            QCOMPARE(whole[i], i < 500 ? double(kLanes) : 0.0);
        QVERIFY(between <= 5);
    }

    void theColumnOfTheMomentIsCountedAsFarAsItIsPast()
    {
        const auto timeline = fixtures::timelineOf({"1>"}, 100);
        RunPicture picture;
        const ColumnGrid grid{{0, 400, 0, 4}, 1};
        picture.reduce(*timeline, grid, 0, 110, {}, {});
        QCOMPARE(picture.strips().busy, std::vector<double>({1, 1}));
        timeline->record(Event{fixtures::kBeganAtNs + 120, JobId{1}, WorkerId{1},
                               EventKind::Finished, JobStatus::Finished});
        picture.forgetFrom(110);
        picture.reduce(*timeline, grid, 0, 140, {}, {});
        QCOMPARE(picture.strips().busy, std::vector<double>({1, 0.5}));
    }

    void anAttemptMoreTakesNoJobOffThoseThatWait()
    {
        const auto timeline = fixtures::timelineOf({"1>", "."}, 100);
        timeline->record(Event{fixtures::kBeganAtNs, JobId{2}, {}, EventKind::Queued, {}});
        timeline->record(Event{fixtures::kBeganAtNs + 100, JobId{1}, WorkerId{1},
                               EventKind::Finished, JobStatus::Retried});
        timeline->record(
            Event{fixtures::kBeganAtNs + 100, JobId{1}, WorkerId{1}, EventKind::Started, {}});
        QCOMPARE(stripsOf(*timeline, {0, 400, 0, 4}, 399).waiting,
                 std::vector<double>({1, 1, 1, 1}));
    }

    void theSendersWaitIsAShareOfEachColumn()
    {
        const auto timeline = fixtures::timelineOf({"1>"}, 100);
        for (const auto& [at, kind] :
             {std::pair(50, EventKind::SendBlocked), {200, EventKind::SendUnblocked}})
            timeline->record(Event{fixtures::kBeganAtNs + at, JobId{2}, {}, kind, {}});
        QCOMPARE(stripsOf(*timeline, {0, 400, 0, 4}, 400).blocked,
                 std::vector<double>({0.5, 1, 0, 0}));
    }

    void nothingIsSaidOfTheTimeToCome()
    {
        const auto timeline = fixtures::timelineOf({"1>"}, 100);
        const StripValues values = stripsOf(*timeline, {0, 400, 0, 4}, 150);
        QCOMPARE(values.busy, std::vector<double>({1, 1}));
        QVERIFY(stripsOf(*timeline, {200, 400, 0, 4}, 150).busy.empty());
    }

    void valuesEqualACountByHandAtEveryZoom()
    {
        std::mt19937 random(17);
        for (int round = 0; round < 200; ++round) {
            const int lanes = 1 + int(random() % 4);
            Timeline timeline(lanes);
            timeline.record(Event{0, {}, {}, EventKind::RunBegan, {}});
            struct Job
            {
                qint64 queued;
                qint64 start;
                qint64 end;
            };
            std::vector<Job> jobs;
            std::vector<qint64> free(std::size_t(lanes), 0);
            qint64 queued = 0;
            for (int job = 1; job <= 60; ++job) {
                queued += random() % 4;
                const auto lane = random() % std::size_t(lanes);
                const qint64 start = std::max(queued, free[lane]) + random() % 3;
                const qint64 end = start + random() % 9;
                free[lane] = end;
                jobs.push_back({queued, start, end});
                const WorkerId worker{int(lane) + 1};
                timeline.record(Event{queued, JobId{job}, {}, EventKind::Queued, {}});
                timeline.record(Event{start, JobId{job}, worker, EventKind::Started, {}});
                timeline.record(Event{end, JobId{job}, worker, EventKind::Finished, {}});
            }
            const qint64 length = 1 + random() % 400;
            const qint64 from = random() % 100;
            const TimeScale scale{from, from + length, 10, 50};
            const StripValues values = stripsOf(timeline, scale, from + length);
            QVERIFY(values.busy.size() >= 49);
            for (std::size_t column = 0; column < values.busy.size(); ++column) {
                const qint64 time = scale.timeAt(10 + double(column));
                const qint64 next = scale.timeAt(11 + double(column));
                const auto waiting = std::ranges::count_if(
                    jobs, [&](const Job& job) { return job.queued <= time && time < job.start; });
                qint64 busyNs = 0; // of all workers; columns without a length show an instant
                for (const Job& job : jobs) {
                    const qint64 to = std::min(job.end, std::max(next, time + 1));
                    busyNs += std::max<qint64>(0, to - std::max(job.start, time));
                }
                QCOMPARE(values.waiting[column], double(waiting));
                QCOMPARE(values.busy[column],
                         double(busyNs) / double(std::max<qint64>(1, next - time)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRunPicture)
#include "tst_runpicture.moc"
