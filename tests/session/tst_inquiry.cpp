// What is asked of files, runs and plans without a window, and what the answers say.

#include "files/trace/runtrace.h"
#include "fixtures/folder.h"
#include "fixtures/textpicture.h"
#include "session/terminal/exitstatus.h"
#include "session/terminal/inquiry.h"
#include "timeline/runrecord.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

// Four jobs of others on two lanes: 1.5 s, 0.5 s and twice 1 s.
const QByteArray kTable = "worker,job,start,end\n"
                          "a,lint,0,1.5\n"
                          "b,test,0,0.5\n"
                          "b,build,0.5,1.5\n"
                          "a,pack,1.5,2.5\n";

// Asks, and waits for the answer; an answer with status −1 where none came.
template <typename Ask>
Answer answerTo(Ask ask)
{
    Inquiry inquiry;
    Answer answer{.status = -1};
    bool isAnswered = false;
    QObject::connect(&inquiry, &Inquiry::answered, &inquiry, [&](const Answer& given) {
        answer = given;
        isAnswered = true;
    });
    ask(inquiry);
    if (!QTest::qWaitFor([&] { return isAnswered; }, 20'000) || inquiry.isWorking())
        answer.status = -1;
    return answer;
}

Answer ofFile(const QString& path, const std::vector<int>& workers = {},
              Inquiry::Words words = Inquiry::Words::All)
{
    return answerTo([&](Inquiry& inquiry) { inquiry.askOfFile(path, workers, words); });
}

std::shared_ptr<const RunRecord> recordOf(const std::vector<std::string>& lines, int jobs)
{
    RunSettings settings;
    settings.jobs.count = jobs;
    settings.pool.workers = int(lines.size());
    settings.baseline.when = SequentialRunWhen::Off;
    auto record = std::make_shared<RunRecord>(settings, RunOrigin::hereAndNow());
    fixtures::recordRun(record->pool(), lines, fixtures::kUnitNs);
    return record;
}

bool hasLine(const QStringList& lines, const char* pattern)
{
    const QRegularExpression wanted(QString::fromUtf8(pattern));
    return std::ranges::any_of(
        lines, [&wanted](const QString& line) { return wanted.match(line).hasMatch(); });
}

} // namespace

class TestInquiry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileIsToldWithItsFiguresItsFindingsAndHowManyWorkersAreEnough()
    {
        const fixtures::Folder folder;
        folder.write("t.csv", kTable);
        const Answer answer = ofFile(folder.path("t.csv"));
        QCOMPARE(answer.status, ExitStatus::kDone);
        QCOMPARE(answer.lines.value(0), QStringLiteral("a table of spans: 4 spans on 2 lanes"));
        QVERIFY(hasLine(answer.lines, "^Time +2\\.500 s$"));
        QVERIFY(hasLine(answer.lines, "^Jobs finished +4 / 4$"));
        QCOMPARE(answer.lines.count(QStringLiteral("What holds it back")), 1);
        QCOMPARE(answer.lines.count(QStringLiteral("How many workers")), 1);
        QVERIFY(hasLine(answer.lines, "^  3 workers are enough: 1\\.500 s simulated, "));
        QVERIFY(hasLine(answer.lines, "^  simulated from this run"));
        QVERIFY(!answer.curve);
        QVERIFY(answer.record && answer.insight);
    }

    void aFileIsToldWithItsLostTimeThatAddsUp()
    {
        const fixtures::Folder folder;
        folder.write("t.csv", kTable);
        const QStringList lines = ofFile(folder.path("t.csv")).lines;
        QCOMPARE(lines.count(QStringLiteral("Where the workers' time went")), 1);
        QVERIFY(
            hasLine(lines, "^  2 workers × 2\\.500 s = 5\\.000 worker-seconds; the parts add up"));
        QVERIFY2(hasLine(lines, "^  Jobs +\\S.* worker-s \\("), qPrintable(lines.join(u'\n')));
        QVERIFY(!lines.contains(QStringLiteral("Jobs that come over time")));
    }

    void jobsThatComeOverTimeAreToldWithTheirWait()
    {
        RunSettings settings;
        settings.jobs.count = 20;
        settings.pool.workers = 1;
        settings.baseline.when = SequentialRunWhen::Off;
        settings.arrival = {ArrivalKind::Every, std::chrono::milliseconds(10), 1};
        RunRecord record(settings, RunOrigin::hereAndNow());
        Timeline& pool = record.pool();
        pool.beginElsewhere();
        for (int job = 1; job <= 20; ++job) {
            const qint64 ns = (job - 1) * 10'000'000LL;
            pool.record(Event{ns, JobId{job}, {}, EventKind::Queued, {}});
            pool.record(Event{ns + 1'000'000, JobId{job}, WorkerId{1}, EventKind::Started, {}});
            pool.record(Event{ns + 6'000'000, JobId{job}, WorkerId{1}, EventKind::Finished, {}});
        }
        pool.record(Event{196'000'000, {}, {}, EventKind::RunEnded, {}});
        pool.conclude({});
        const fixtures::Folder folder;
        QCOMPARE(writeRunTrace(record, folder.path("run.json")), QString());
        const QStringList lines = ofFile(folder.path("run.json")).lines;
        QCOMPARE(lines.count(QStringLiteral("Jobs that come over time")), 1);
        QVERIFY2(hasLine(lines, "^  Mean wait with 1 worker: 1\\.000 ms measured"),
                 qPrintable(lines.join(u'\n')));
    }

    void whatNobodyRecordedHasNoLine()
    {
        const fixtures::Folder folder;
        folder.write("t.csv", kTable);
        const QStringList lines = ofFile(folder.path("t.csv")).lines;
        for (const char* name :
             {"Results", "Efficiency", "Wait", "Sender waited", "CPU time", "With the worker pool"})
            QVERIFY2(!hasLine(lines, name), name);
    }

    void valuesStandInOneColumn()
    {
        const fixtures::Folder folder;
        folder.write("t.csv", kTable);
        const QStringList lines = ofFile(folder.path("t.csv")).lines;
        const auto figures = lines.mid(1, lines.indexOf(QString()) - 1);
        QVERIFY(figures.size() >= 4);
        const QRegularExpression row(QStringLiteral("^(.*\\S  +)\\S.*$"));
        for (const QString& line : figures)
            QCOMPARE(row.match(line).captured(1).size(), row.match(figures[0]).captured(1).size());
    }

    void theTableComesLastWhereNumbersAreAskedFor()
    {
        const fixtures::Folder folder;
        folder.write("t.csv", kTable);
        const Answer answer = ofFile(folder.path("t.csv"), {1, 2, 3, 4});
        QCOMPARE(answer.lines.mid(answer.lines.size() - 6),
                 (QStringList{QStringLiteral("workers  measured  simulated  bound"),
                              QStringLiteral("      1         -         4s     4s"),
                              QStringLiteral("      2      2.5s       2.5s     2s"),
                              QStringLiteral("      3         -       1.5s   1.5s"),
                              QStringLiteral("      4         -       1.5s   1.5s"),
                              QStringLiteral("3 workers are enough: 1.5s, within 5 % of the best "
                                             "of 1 to 4")}));
        QCOMPARE(answer.curve->points.size(), std::size_t(4));
    }

    void timesAloneAreThoseOfTheRunOrTheTable()
    {
        const fixtures::Folder folder;
        folder.write("t.csv", kTable);
        const QStringList run = ofFile(folder.path("t.csv"), {}, Inquiry::Words::TimesAlone).lines;
        QVERIFY(hasLine(run, "^Time +2\\.500 s$"));
        QVERIFY(!run.contains(QStringLiteral("What holds it back")));
        QVERIFY(!hasLine(run, "enough"));
        const QStringList table =
            ofFile(folder.path("t.csv"), {2}, Inquiry::Words::TimesAlone).lines;
        QCOMPARE(table.size(), 3);
        QCOMPARE(table[0], QStringLiteral("workers  measured  simulated  bound"));
    }

    void aRunInWhichNoTimePassedIsTooShortToTell()
    {
        const fixtures::Folder folder;
        folder.write("t.csv", "worker,job,start,end\na,x,5,5\nb,y,5,5\n");
        const Answer answer = ofFile(folder.path("t.csv"));
        QCOMPARE(answer.status, ExitStatus::kDone);
        QVERIFY2(hasLine(answer.lines, "too short to tell"), qPrintable(answer.lines.join(u'\n')));
    }

    void whatAFileHoldsDoesNothingToATerminal()
    {
        const fixtures::Folder folder;
        folder.write("t.csv", "worker,job,start,end,status\n"
                              "\033[31ma,\"x\033]0;title\007\",0,1,failed\nb,y,0,2,finished\n");
        const Answer answer = ofFile(folder.path("t.csv"));
        QVERIFY(!answer.lines.isEmpty());
        for (const QString& line : answer.lines) {
            QVERIFY(std::ranges::none_of(
                line, [](QChar c) { return c.category() == QChar::Other_Control; }));
        }
    }

    void aFileThatCannotBeReadIsAProblem()
    {
        const fixtures::Folder folder;
        folder.write("t.csv", "what is this");
        for (const QString& path :
             {folder.path("t.csv"), folder.path("not there"), folder.path()}) {
            const Answer answer = ofFile(path);
            QCOMPARE(answer.status, ExitStatus::kFile);
            QVERIFY(answer.lines.isEmpty());
            QCOMPARE(answer.notes.size(), 1);
            QVERIFY(!answer.record);
        }
    }

    void aRunIsToldWithItsOwnTimeUnlessOthersWereMeasured()
    {
        const auto record = recordOf({"1133", "2244"}, 4);
        const Answer own = answerTo([&](Inquiry& inquiry) { inquiry.askOfRun(record, {1}, {}); });
        QCOMPARE(own.curve->points.size(), std::size_t(2));
        QCOMPARE(own.curve->points[1].measured->timesNs, std::vector<qint64>{4'000'000});
        const std::vector<MeasuredTimes> times{{1, {9'000'000}}, {4, {3'000'000}}};
        const Answer measured =
            answerTo([&](Inquiry& inquiry) { inquiry.askOfRun(record, {}, times); });
        QCOMPARE(measured.curve->points.size(), std::size_t(2));
        QCOMPARE(measured.lines.constLast(), QStringLiteral("4 workers are enough: 3ms, within 5 % "
                                                            "of the best of 1 to 4"));
        // Where nobody asked for numbers there is no table.
        const Answer none = answerTo([&](Inquiry& inquiry) { inquiry.askOfRun(record, {}, {}); });
        QVERIFY(none.lines.isEmpty() && none.insight);
    }

    void afterAStopWhatWasMeasuredIsToldWithoutAForecast()
    {
        const auto record = recordOf({"1133", "2244"}, 4);
        const Answer answer = answerTo([&](Inquiry& inquiry) {
            inquiry.stop();
            inquiry.askOfRun(record, {1, 2, 3}, {{1, {8'000'000}}, {2, {4'000'000}}});
        });
        QCOMPARE(answer.curve->points.size(), std::size_t(2));
        QVERIFY(!answer.curve->points[0].simulatedNs);
        QVERIFY(!answer.insight);
        QCOMPARE(answer.lines.constLast(), QStringLiteral("2 workers are enough: 4ms, within 5 % "
                                                          "of the best of 1 to 2"));
    }

    void aPlanIsSimulatedWithoutARun()
    {
        const Answer answer = answerTo([](Inquiry& inquiry) {
            inquiry.askOfPlan(RunSettings(), {1, 3});
        });
        QCOMPARE(answer.lines,
                 (QStringList{QStringLiteral("workers  measured  simulated  bound"),
                              QStringLiteral("      1         -         5s     5s"),
                              QStringLiteral("      3         -         2s     2s"),
                              QStringLiteral("3 workers are enough: 2s, within 5 % of the best of "
                                             "1 to 3")}));
        QVERIFY(!answer.record);
    }

    void aPlanThatIsStoppedClaimsNothing()
    {
        RunSettings settings;
        settings.jobs.count = 1000;
        const Answer answer = answerTo([&settings](Inquiry& inquiry) {
            inquiry.stop();
            inquiry.askOfPlan(settings, {1, 2});
        });
        QVERIFY2(answer.lines.isEmpty(), qPrintable(answer.lines.join(u'\n')));
        QVERIFY(!answer.curve);
    }

    void aPlanThatCannotBeMadeIsAProblem()
    {
        RunSettings settings;
        settings.jobs.spread.kind = SpreadKind::File;
        const auto ask = [&settings](Inquiry& inquiry) {
            inquiry.askOfPlan(settings, {1});
        };
        const Answer empty = answerTo(ask);
        QCOMPARE(empty.status, ExitStatus::kFile);
        QCOMPARE(empty.field, QStringLiteral("durations"));
        settings.jobs.spread.file = QStringLiteral("/no/such");
        const Answer missing = answerTo(ask);
        QCOMPARE(missing.status, ExitStatus::kFile);
        QVERIFY(missing.notes.value(0).contains(QLatin1String("/no/such")));
        QVERIFY(missing.lines.isEmpty());
    }

    void theEndOfAnInquiryStopsWhatItWorksOn()
    {
        RunSettings settings;
        settings.jobs.count = 200'000;
        settings.jobs.spread.kind = SpreadKind::Exponential;
        bool isAnswered = false;
        {
            Inquiry inquiry;
            connect(&inquiry, &Inquiry::answered, this, [&] { isAnswered = true; });
            inquiry.askOfPlan(settings, {1, 2, 3});
            QVERIFY(inquiry.isWorking());
        }
        QCoreApplication::processEvents();
        QVERIFY(!isAnswered);
    }
};

QTEST_GUILESS_MAIN(TestInquiry)
#include "tst_inquiry.moc"
