// Spans of others become jobs: what is nested counts once, and each says how it ended.
#include "analysis/timings.h"
#include "files/exports/runtables.h"
#include "files/imports/importedrun.h"
#include "files/imports/openedrun.h"
#include "files/trace/runtrace.h"
#include "fixtures/folder.h"
#include "fixtures/samerun.h"
#include "gantt/model/chartcontent.h"
#include "text/jobdetails.h"
#include "text/settingstext.h"

#include <QtTest>

using fixtures::Folder;

namespace {

constexpr qint64 kSecond = 1'000'000'000;

ImportedSpan byTime(int thread = 0)
{
    ImportedSpan span;
    span.thread = thread;
    span.nesting = Nesting::ByTime;
    return span;
}

ImportedSpan ended(SpanEnd end, Nesting nesting = Nesting::ByTime)
{
    ImportedSpan span = byTime();
    span.end = end;
    span.nesting = nesting;
    return span;
}

// Spans by name, one after the other; times in ns.
class Spans
{
public:
    explicit Spans(int threads = 1)
    {
        for (int i = 1; i <= threads; ++i)
            m_imported.threads.push_back(QStringLiteral("t%1").arg(i));
        m_imported.kind = QStringLiteral("chrome-trace");
    }

    Spans& add(const char* name, qint64 startNs, qint64 endNs, ImportedSpan as = byTime())
    {
        as.startNs = startNs;
        as.endNs = endNs;
        as.name = qint32(m_imported.names.count());
        m_imported.names.add(QByteArrayView(name));
        m_imported.spans.push_back(as);
        return *this;
    }

    Spans& queued(std::vector<qint64> queuedNs)
    {
        m_imported.queuedNs = std::move(queuedNs);
        return *this;
    }

    ImportedRun run(JobsAre jobsAre = JobsAre::Outermost) const
    {
        ImportedSpans copy;
        copy.kind = m_imported.kind;
        copy.threads = m_imported.threads;
        for (std::size_t i = 0; i < m_imported.names.count(); ++i)
            copy.names.add(m_imported.names.at(i));
        copy.spans = m_imported.spans;
        copy.queuedNs = m_imported.queuedNs;
        return importedRun(std::move(copy), jobsAre);
    }

private:
    ImportedSpans m_imported;
};

// "t1: a 0-10, b 10-12" for each lane.
QString picture(const RunRecord& record, RunRole role)
{
    QStringList lanes;
    const Timeline* timeline = record.timelineOf(role);
    for (int i = 0; timeline && i < timeline->laneCount(); ++i) {
        QStringList spans;
        const Lane& lane = timeline->lane(i);
        for (std::size_t k = 0; k < lane.startedCount(); ++k) {
            const Span span = lane.span(k);
            const auto name = record.plan.inputs.lines->at(std::size_t(span.job.number - 1));
            spans += QStringLiteral("%1 %2-%3")
                         .arg(QString::fromUtf8(name))
                         .arg(span.startNs)
                         .arg(span.endNs ? QString::number(*span.endNs) : QString());
        }
        lanes += record.origin.laneName(i, role) + QStringLiteral(": ") +
                 spans.join(QStringLiteral(", "));
    }
    return lanes.join(u'\n');
}

Spans compilation()
{
    Spans spans;
    spans.add("frontend", 0, 60)
        .add("execute", 0, 100)
        .add("source", 10, 40)
        .add("backend", 60, 95)
        .add("next", 100, 120);
    return spans;
}

} // namespace

class TestNestedSpans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOutermostSpansAreTheJobsAndOneThreadIsOneWorker()
    {
        const ImportedRun run = compilation().run();
        QCOMPARE(picture(*run.record, RunRole::Pool),
                 QStringLiteral("t1: execute 0-100, next 100-120"));
        QCOMPARE(picture(*run.record, RunRole::Nested),
                 QStringLiteral("t1: frontend 0-60, backend 60-95\nt1: source 10-40"));
        QCOMPARE(run.record->settings.jobs.count, 2);
        QCOMPARE(run.record->settings.pool.workers, 1);
        const Timings timings = timingsOf(*run.record, 0, Waits::Included);
        QCOMPARE(timings.pool.statistics.finished, 2);
        QCOMPARE(timings.pool.statistics.utilisation, 1.0);
        QCOMPARE(timings.estimate.sequential.count(), 120);
        QCOMPARE(run.notes.size(), 1);
        QVERIFY(run.notes.constFirst().contains(QLatin1String("3 spans lie within others")));
        QVERIFY(
            runText(*run.record).endsWith(QLatin1String("2 spans on 1 lane, and 3 within them")));
    }

    void theInnermostAreTheJobsByChoice()
    {
        const ImportedRun run = compilation().run(JobsAre::Innermost);
        QCOMPARE(picture(*run.record, RunRole::Pool),
                 QStringLiteral("t1: source 10-40, backend 60-95, next 100-120"));
        QCOMPARE(picture(*run.record, RunRole::Nested),
                 QStringLiteral("t1: execute 0-100\nt1: frontend 0-60"));
        QVERIFY(run.record->origin.nested.areAround);
        QCOMPARE(run.record->pool().makespanNs(), 120);
    }

    void spansThatOverlapWithoutOneHoldingTheOtherRunAtOnce()
    {
        const ImportedRun run = Spans().add("a", 0, 10).add("b", 5, 15).add("c", 10, 12).run();
        QCOMPARE(picture(*run.record, RunRole::Pool), QStringLiteral("t1: a 0-10\nt1: b 5-15"));
        QCOMPARE(picture(*run.record, RunRole::Nested), QStringLiteral("t1: c 10-12"));
    }

    void otherThreadsHoldNothing()
    {
        const ImportedRun run = Spans(2).add("a", 0, 10).add("b", 2, 8, byTime(1)).run();
        QCOMPARE(picture(*run.record, RunRole::Pool), QStringLiteral("t1: a 0-10\nt2: b 2-8"));
        QCOMPARE(run.record->nested(), nullptr);
        QCOMPARE(run.notes, QStringList());
    }

    void whatRunsBesideOthersIsNotWithinThem()
    {
        const ImportedSpan beside = ended(SpanEnd::Finished, Nesting::Beside);
        const ImportedRun run = Spans().add("a", 0, 10, beside).add("b", 2, 8, beside).run();
        QCOMPARE(picture(*run.record, RunRole::Pool), QStringLiteral("t1: a 0-10\nt1: b 2-8"));
        QCOMPARE(run.record->nested(), nullptr);
    }

    void aJobOfNoTimeNeedsNoWorkerOfItsOwn()
    {
        const ImportedSpan beside = ended(SpanEnd::Finished, Nesting::Beside);
        const ImportedRun run = Spans()
                                    .add("long", 0, 10, beside)
                                    .add("empty", 0, 0, beside)
                                    .add("last", 10, 10, beside)
                                    .run();
        QCOMPARE(picture(*run.record, RunRole::Pool),
                 QStringLiteral("t1: empty 0-0, long 0-10, last 10-10"));
    }

    void whatTheSourceSaysToBeWithinIsSo()
    {
        ImportedSpan holder = ended(SpanEnd::Finished, Nesting::Beside);
        holder.holdsOthers = true;
        const ImportedSpan within = ended(SpanEnd::Finished, Nesting::Within);
        Spans spans;
        spans.add("job", 0, 10, holder).add("step", 2, 8, within);
        QCOMPARE(picture(*spans.run().record, RunRole::Pool), QStringLiteral("t1: job 0-10"));
        QCOMPARE(picture(*spans.run(JobsAre::Innermost).record, RunRole::Pool),
                 QStringLiteral("t1: step 2-8"));
    }

    void whatNeverEndedHoldsNothingAndIsNotFinished()
    {
        const ImportedRun run = Spans()
                                    .add("loop", 0, 10, ended(SpanEnd::Never))
                                    .add("request", 1, 3)
                                    .add("other", 3, 10)
                                    .run();
        QCOMPARE(picture(*run.record, RunRole::Pool),
                 QStringLiteral("t1: loop 0-\nt1: request 1-3, other 3-10"));
        const Timings timings = timingsOf(*run.record, 0, Waits::Included);
        QCOMPARE(timings.pool.statistics.finished, 2);
        QCOMPARE(timings.settings.jobs.count, 3);
        QCOMPARE(run.record->pool().makespanNs(), 10);
    }

    void eachSaysHowItEnded()
    {
        const ImportedRun run = Spans()
                                    .add("a", 0, 1)
                                    .add("b", 1, 2, ended(SpanEnd::Failed))
                                    .add("c", 2, 3, ended(SpanEnd::Cancelled))
                                    .run();
        const StatusCounts counts = run.record->pool().counts();
        QCOMPARE(counts.finished, 1);
        QCOMPARE(counts.failed, 1);
        QCOMPARE(counts.cancelled, 1);
        const RunOutcome& outcome = *run.record->pool().outcome();
        QCOMPARE(outcome.jobsFailed, 1);
        QCOMPARE(outcome.jobsCancelled, 1);
        QCOMPARE(outcome.resultsReceived, 1);
    }

    void aRunBeginsWhenItsFirstJobIsQueued()
    {
        // Given in another order than that of the starts.
        const ImportedRun run = Spans().add("b", 30, 40).add("a", 10, 20).queued({12, 7}).run();
        QCOMPARE(picture(*run.record, RunRole::Pool), QStringLiteral("t1: a 3-13, b 23-33"));
        QCOMPARE(run.record->pool().queuedCount(), 2);
        QCOMPARE(run.record->pool().queuedNs(0), 0);
        QCOMPARE(run.record->pool().queuedNs(1), 5);
        QCOMPARE(run.notes, QStringList());
    }

    void jobsOfOtherLanesMayStartInAnotherOrderThanTheyWereQueued()
    {
        const ImportedRun run = Spans(2)
                                    .add("a", 10, 40)
                                    .add("b", 12, 20, byTime(1))
                                    .add("c", 30, 40, byTime(1))
                                    .queued({9, 5, 9})
                                    .run();
        QCOMPARE(picture(*run.record, RunRole::Pool),
                 QStringLiteral("t1: a 5-35\nt2: b 7-15, c 25-35"));
        const Timeline& pool = run.record->pool();
        QCOMPARE(pool.queuedCount(), 3);
        QCOMPARE(pool.lane(1).job(0).number, 1); // b was queued first
        QCOMPARE(pool.lane(0).job(0).number, 2);
        QCOMPARE(pool.queuedNs(1), 4);
        QCOMPARE(run.notes, QStringList());
    }

    void namesTogetherHaveALimit()
    {
        ImportedSpans spans;
        spans.threads = {QStringLiteral("t")};
        spans.nameRoom = 5;
        for (const char* name : {"abc", "defg", "hi"}) {
            spans.addName(name);
            spans.spans.push_back({.endNs = 1, .name = qint32(spans.names.count()) - 1});
        }
        QCOMPARE(spans.names.at(1).toByteArray(), QByteArray());
        QCOMPARE(spans.names.at(2).toByteArray(), QByteArray("hi"));
        QVERIFY(importedRun(std::move(spans))
                    .notes.contains(
                        QStringLiteral("1 name is not kept: all names together are too long")));
    }

    void aWaitIsALittleShorterWhereClocksAreNotThatExact()
    {
        const ImportedRun run = Spans()
                                    .add("a", 10 * kSecond, 20 * kSecond)
                                    .add("b", 30 * kSecond, 40 * kSecond)
                                    .queued({9'050 * kSecond / 1000, 9 * kSecond})
                                    .run();
        QCOMPARE(run.record->pool().queuedCount(), 2);
        QCOMPARE(run.record->pool().queuedNs(0), 0);
        QCOMPARE(run.record->pool().queuedNs(1), 0);
        QCOMPARE(run.notes.join(u' '),
                 QStringLiteral("the wait of 1 job is shown 50.00 ms shorter: it was queued before "
                                "one that started earlier on its lane"));
    }

    void waitsThatNobodyCanTellAreLeftOutAndSaid()
    {
        const ImportedRun run = Spans()
                                    .add("a", 10 * kSecond, 20 * kSecond)
                                    .add("b", 30 * kSecond, 40 * kSecond)
                                    .queued({9 * kSecond, 5 * kSecond})
                                    .run();
        QCOMPARE(run.record->pool().queuedCount(), 0);
        QVERIFY(run.notes.join(u' ').contains(QLatin1String("did not start in the order")));
    }

    void aMillionNestedSpansOfOneThreadAreBounded()
    {
        Spans spans;
        constexpr int kDepth = 2000;
        for (int i = 0; i < kDepth; ++i)
            spans.add("x", i, 3 * kDepth - i);
        const ImportedRun run = spans.run();
        QCOMPARE(run.record->settings.jobs.count, 1);
        QCOMPARE(run.record->nested()->laneCount(), 256);
        QVERIFY(run.notes.join(u' ').contains(QLatin1String("1,743 spans are not shown")));
    }

    void theyAreSavedAndOpenAgain()
    {
        const Folder folder;
        for (const JobsAre jobsAre : {JobsAre::Outermost, JobsAre::Innermost}) {
            const ImportedRun run = compilation().run(jobsAre);
            run.record->origin.notes = run.notes;
            QCOMPARE(writeRunTrace(*run.record, folder.path("run.json"), {}), QString());
            const auto again = openRun(folder.path("run.json"));
            QVERIFY(std::holds_alternative<OpenedRun>(again));
            const auto& opened = std::get<OpenedRun>(again);
            QCOMPARE(opened.notes, run.notes);
            fixtures::compareRuns(*run.record, *opened.record);
            for (const RunRole role : {RunRole::Pool, RunRole::Nested})
                QCOMPARE(picture(*opened.record, role), picture(*run.record, role));
        }
    }

    void theTableOfJobsHasThemBehindTheJobs()
    {
        const Folder folder;
        const auto record = compilation().run().record;
        QCOMPARE(writeJobTable(*record, folder.path("jobs.csv"), {}), QString());
        QFile file(folder.path("jobs.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList rows = file.readAll().split('\n');
        QCOMPARE(rows.size(), 1 + 5 + 1); // the titles, and the last line's end
        QVERIFY(rows[1].startsWith("1,t1,finished,1,,0,100,"));
        QVERIFY(rows[3].startsWith("3,t1,finished,1,,0,60,"));
    }

    void theChartShowsThemBelowTheJobsButNotBesideAWhatIf()
    {
        const ImportedRun run = compilation().run();
        const ChartContent content = ChartContent::of(*run.record, 0);
        QCOMPARE(content.parts.size(), std::size_t(2));
        QCOMPARE(content.parts[1].role, RunRole::Nested);
        QCOMPARE(content.parts[1].laneNames->size(), std::size_t(2));
        QVERIFY(content.rows().secondScrolls);
        const WhatIfPart whatIf{std::make_shared<const Timeline>(1), {}};
        const ChartContent beside = ChartContent::of(*run.record, 0, whatIf);
        QCOMPARE(beside.parts.size(), std::size_t(2));
        QVERIFY(beside.parts[1].isSimulated);
    }

    void theirDetailsAreTold()
    {
        const ImportedRun run = compilation().run();
        const QString text = jobDetails(*run.record, JobId{4}, 0);
        QVERIFY2(text.startsWith(QLatin1String("Nested span 4\nName:       source")),
                 qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestNestedSpans)
#include "tst_nestedspans.moc"
