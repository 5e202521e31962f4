// What holds a run back, in words.

#include "insight/insight.h"
#include "text/findingtext.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace std::chrono_literals;

namespace {

constexpr qint64 kMs = 1'000'000;

// Four workers on eight cores; all is known.
JobModel modelOf(int workers = 4)
{
    JobModel model;
    model.settings.pool.workers = workers;
    model.settings.jobs.count = 200;
    model.cores = 8;
    model.handOffNs = 35'000;
    return model;
}

Finding finding(FindingKind kind, double share, qint64 gainNs = 0)
{
    Finding finding{.kind = kind, .share = share, .gainNs = gainNs};
    if (gainNs > 0)
        finding.tryWhat = TryWhat::WhatIf;
    return finding;
}

Finding withWorkers(FindingKind kind, double share, int workers, qint64 gainNs)
{
    Finding result = finding(kind, share, gainNs);
    result.workers = result.change.workers = workers;
    result.tryWhat = TryWhat::WhatIf;
    return result;
}

Finding withJob(FindingKind kind, double share, qint64 gainNs, int job, qint64 jobNs,
                qint64 startNs, qint64 costNs)
{
    Finding result = finding(kind, share, gainNs);
    result.job = JobId{job};
    result.jobNs = jobNs;
    result.jobStartNs = startNs;
    result.costNs = costNs;
    if (kind == FindingKind::LongestJob)
        result.change.split = WhatIf::Split{JobId{job}, 4};
    return result;
}

Finding withCost(FindingKind kind, double share, qint64 costNs, qint64 gainNs = 0)
{
    Finding result = finding(kind, share, gainNs);
    result.costNs = costNs;
    result.change.batch = kind == FindingKind::HandOff ? 16 : 1;
    return result;
}

Finding coldRun()
{
    Finding result = withCost(FindingKind::ColdRun, 0.42, 1000 * kMs);
    result.tryWhat = TryWhat::RunAgain;
    return result;
}

} // namespace

class TestFindingText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachFindingHasATitleASentenceAndAChange_data()
    {
        QTest::addColumn<Finding>("given");
        QTest::addColumn<JobModel>("model");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("change");
        const auto row = [](const char* name, const Finding& given, const JobModel& model,
                            const char* title, const char* sentence, const char* change) {
            QTest::newRow(name) << given << model << QString::fromUtf8(title)
                                << QString::fromUtf8(sentence) << QString::fromUtf8(change);
        };
        row("order",
            withJob(FindingKind::Order, 0.09, 1030 * kMs, 34, 5200 * kMs, 6800 * kMs, 1800 * kMs),
            modelOf(), "A long job came late",
            "job 34, the last to end, took 5.200 s and started at 6.800 s; with no job left to "
            "take, other workers lost 1.80 worker-s.",
            "Longest first: −1.030 s (simulated)");
        row("order without a tail",
            withJob(FindingKind::Order, 0.09, 1030 * kMs, 1234, 5200 * kMs, 6800 * kMs, 0),
            modelOf(), "A long job came late",
            "job 1,234, the last to end, took 5.200 s and started at 6.800 s.",
            "Longest first: −1.030 s (simulated)");
        row("longest job",
            withJob(FindingKind::LongestJob, 0.954, 3900 * kMs, 7, 5200 * kMs, 0, 5200 * kMs),
            modelOf(), "One job sets the end",
            "job 7 alone needs 5.200 s, 95.4 % of the whole time: no number of workers ends "
            "sooner than it.",
            "In 4 parts: −3.900 s (simulated)");
        row("more workers", withWorkers(FindingKind::MoreWorkers, 0.93, 14, 5270 * kMs), modelOf(),
            "More workers help, up to 14",
            "for 93.0 % of the time all workers were busy while more jobs waited.",
            "14 workers: −5.270 s (simulated)");
        JobModel unknown = modelOf();
        unknown.cores = 0;
        row("more workers, cores unknown",
            withWorkers(FindingKind::MoreWorkers, 0.93, 14, 5270 * kMs), unknown,
            "More workers help, up to 14",
            "for 93.0 % of the time all workers were busy while more jobs waited; how many cores "
            "these need is not known.",
            "14 workers: −5.270 s (simulated)");
        unknown.caveats = {ModelCaveat::NoQueueTimes};
        row("more workers, nothing known",
            withWorkers(FindingKind::MoreWorkers, 0.93, 14, 5270 * kMs), unknown,
            "More workers help, up to 14",
            "for 93.0 % of the time all workers were busy while jobs were left to do; how many "
            "cores these need is not known.",
            "14 workers: −5.270 s (simulated)");
        unknown.cores = 8;
        row("more workers, queue unknown",
            withWorkers(FindingKind::MoreWorkers, 0.93, 14, 5270 * kMs), unknown,
            "More workers help, up to 14",
            "for 93.0 % of the time all workers were busy while jobs were left to do.",
            "14 workers: −5.270 s (simulated)");
        Finding cores = withWorkers(FindingKind::MoreThanCores, 0.5, 8, 0);
        cores.costNs = 8000 * kMs;
        row("more than cores", cores, modelOf(16), "More workers than 8 cores bring nothing",
            "16 workers shared 8 cores: for 50.0 % of their time, 8.00 worker-s, jobs were ready "
            "to go on without a core.",
            "8 workers: within 5 % (simulated)");
        JobModel oneCore = modelOf(2);
        oneCore.cores = 1;
        cores.workers = cores.change.workers = 1;
        row("more than one core", cores, oneCore, "More workers than 1 core bring nothing",
            "2 workers shared 1 core: for 50.0 % of their time, 8.00 worker-s, jobs were ready to "
            "go on without a core.",
            "1 worker: within 5 % (simulated)");
        row("hand-off", withCost(FindingKind::HandOff, 0.12, 1200 * kMs, 250 * kMs), modelOf(),
            "Much time goes from one job to the next",
            "12.0 % of the workers' time, 1.20 worker-s, went by between jobs though more of them "
            "waited, usually 35.00 µs each time: hand over several together.",
            "16 jobs together: −250.0 ms (simulated)");
        row("hand-off that batches do not help", withCost(FindingKind::HandOff, 0.12, 1200 * kMs),
            modelOf(), "Much time goes from one job to the next",
            "12.0 % of the workers' time, 1.20 worker-s, went by between jobs though more of them "
            "waited.",
            "");
        JobModel coming = modelOf();
        coming.settings.arrival.kind = ArrivalKind::Every;
        row("starved", finding(FindingKind::Starved, 0.38, 60'000 * kMs), coming,
            "Workers wait for jobs to come",
            "for 38.0 % of the workers' time no job had come: more workers do not help, jobs that "
            "come sooner do.",
            "All jobs at once: −60.00 s (simulated)");
        JobModel small = modelOf();
        small.settings.pool.capacity = 1;
        row("starved by the channel", finding(FindingKind::Starved, 0.38), small,
            "Workers wait for jobs to come",
            "for 38.0 % of the workers' time the jobs channel was empty, and more jobs were still "
            "to be sent: a larger capacity than 1 may help.",
            "");
        row("starved by the sender", finding(FindingKind::Starved, 0.38), modelOf(),
            "Workers wait for jobs to come",
            "for 38.0 % of the workers' time the jobs channel was empty, and more jobs were still "
            "to be sent: workers take them faster than they are sent.",
            "");
        row("results", finding(FindingKind::ResultsBlocked, 0.2, 40 * kMs), modelOf(),
            "Results wait for their reader",
            "for 20.0 % of the workers' time a result waited for room in the results channel.",
            "Room for all results: −40.00 ms (simulated)");
        JobModel reading = modelOf();
        reading.settings.pool.readTime = 8ms;
        row("results that room does not help", finding(FindingKind::ResultsBlocked, 0.2), reading,
            "Results wait for their reader",
            "for 20.0 % of the workers' time a result waited for room in the results channel; its "
            "reader takes 8.000 ms for each.",
            "");
        row("failures", withCost(FindingKind::Failures, 0.081, 3880 * kMs, 900 * kMs), modelOf(),
            "Failed attempts cost time",
            "attempts that failed or were made again took 8.1 % of the workers' time, 3.88 "
            "worker-s.",
            "Without failures: −900.0 ms (simulated)");
        row("start-up", withCost(FindingKind::StartUp, 0.06, 12 * kMs), modelOf(),
            "Workers took their first job late",
            "6.0 % of the workers' time, 12.00 worker-ms, went by before they took their first "
            "job.",
            "");
        row("cold run", coldRun(), modelOf(), "Files came from the disk",
            "jobs waited for 42.0 % of the workers' time, and files were read from the disk; a "
            "second run may find them in memory.",
            "Run again, warm");
        row("too many workers", withWorkers(FindingKind::TooManyWorkers, 0.7, 3, 0), modelOf(10),
            "3 workers would take as long",
            "7 of 10 workers could go: simulated without them, the run takes 1 % longer at most.",
            "3 workers: as long (simulated)");
        row("one is enough", withWorkers(FindingKind::TooManyWorkers, 0.5, 1, 0), modelOf(2),
            "1 worker would take as long",
            "1 of 2 workers could go: simulated without them, the run takes 1 % longer at most.",
            "1 worker: as long (simulated)");
    }

    void eachFindingHasATitleASentenceAndAChange()
    {
        QFETCH(Finding, given);
        QFETCH(JobModel, model);
        const FindingText text = findingText(given, model);
        QTEST(text.title, "title");
        QTEST(text.sentence, "sentence");
        QTEST(text.change, "change");
    }

    void everyKindHasWordsOfItsOwnAndNoneIsLeftOpen()
    {
        QSet<QString> titles;
        QSet<QString> sentences;
        for (std::size_t i = 0; i < kFindingKinds; ++i) {
            const FindingText text =
                findingText(withJob(FindingKind(i), 0.5, 0, 1, 1, 1, 1), modelOf());
            titles << text.title;
            sentences << text.sentence;
            static const QRegularExpression kOpen(QStringLiteral("%[0-9]"));
            QVERIFY2(!text.sentence.contains(kOpen), qPrintable(text.sentence));
            QVERIFY2(text.sentence.endsWith(u'.'), qPrintable(text.sentence));
            QVERIFY(text.change.isEmpty()); // nothing to try
        }
        QCOMPARE(titles.size(), qsizetype(kFindingKinds));
        QCOMPARE(sentences.size(), qsizetype(kFindingKinds));
    }

    void withoutFindingsItIsSaidWhy()
    {
        QSet<QString> hints;
        for (const FindingsState state :
             {FindingsState::Told, FindingsState::TooShort, FindingsState::NotOver,
              FindingsState::TooFew, FindingsState::NoWork})
            hints << findingsHint({state, {}});
        QCOMPARE(hints.size(), qsizetype(5));
        QVERIFY(!hints.contains(QString()));
        QVERIFY(findingsHint({FindingsState::TooShort, {}}).contains(QStringLiteral("10 ms")));
        QVERIFY(findingsHint({FindingsState::Told, {coldRun()}}).isEmpty());
    }

    void theVerdictIsHowManyAreEnoughAndWhatHoldsBackMost()
    {
        Insight insight;
        QCOMPARE(verdictText(insight), QString());
        insight.model = modelOf();
        insight.curve.enough = Enough{14, 6740 * kMs, false, 1, 16};
        QCOMPARE(verdictText(insight), QStringLiteral("14 workers are enough: 6.740 s, simulated"));
        insight.curve.enough = Enough{1, 6740 * kMs, true, 1, 16};
        QCOMPARE(verdictText(insight), QStringLiteral("1 worker is enough: 6.740 s, measured"));
        insight.findings.findings = {
            withJob(FindingKind::Order, 0.09, 1030 * kMs, 34, 5200 * kMs, 6800 * kMs, 1),
            coldRun()};
        QCOMPARE(verdictText(insight),
                 QStringLiteral("1 worker is enough: 6.740 s, measured · A long job came late · "
                                "Longest first: −1.030 s (simulated)"));
        insight.findings.findings = {withCost(FindingKind::StartUp, 0.06, kMs)};
        insight.curve.enough.reset();
        QCOMPARE(verdictText(insight), QStringLiteral("Workers took their first job late"));
    }

    void aRunThatDidNotComeToItsEndHasNoVerdict()
    {
        Insight insight;
        insight.curve.enough = Enough{14, 6740 * kMs, false, 1, 16};
        insight.findings.state = FindingsState::NotOver;
        QCOMPARE(verdictText(insight), QString());
    }

    void aWhatIfIsNamedByAllThatIsOtherwise()
    {
        QCOMPARE(whatIfText({.workers = 1}), QStringLiteral("1 worker"));
        WhatIf all{.workers = 1024,
                   .order = SubmitOrder::Longest,
                   .resultsCapacity = 1'000'000,
                   .arrival = Arrival(),
                   .retries = 1,
                   .withoutFailures = true,
                   .withoutJob = JobId{3},
                   .split = WhatIf::Split{JobId{1234}, 4},
                   .batch = 16};
        QCOMPARE(
            whatIfText(all),
            QStringLiteral("1,024 workers, longest first, all jobs at once, room for 1,000,000 "
                           "results, 1 retry, without failures, without job 3, job 1,234 in 4 "
                           "parts, 16 jobs together"));
        all = {.workers = 2, .order = SubmitOrder::Shortest, .resultsCapacity = 1, .retries = 0};
        QCOMPARE(whatIfText(all),
                 QStringLiteral("2 workers, shortest first, room for 1 result, 0 retries"));
    }
};

QTEST_GUILESS_MAIN(TestFindingText)
#include "tst_findingtext.moc"
