#include "text/jobdetails.h"
#include "text/logline.h"

#include "timeline/runrecord.h"

#include <QTest>

namespace {

// A run of one job, which took 10 ms, and what it told.
std::shared_ptr<RunRecord> runWith(const EventDetails& details,
                                   JobStatus status = JobStatus::Finished)
{
    RunSettings settings;
    settings.jobs.count = 1;
    settings.baseline.when = SequentialRunWhen::Off;
    const auto record = std::make_shared<RunRecord>(settings);
    Timeline& pool = record->pool();
    pool.beginElsewhere();
    Event event{0, JobId{1}, WorkerId{1}, EventKind::Started};
    pool.record(event);
    event.timeNs = 10'000'000;
    event.kind = EventKind::Finished;
    event.status = status;
    pool.record(event, details);
    event.kind = EventKind::RunEnded;
    pool.record(event);
    pool.conclude({});
    return record;
}

QString detailsWith(std::optional<CpuUse> cpu)
{
    return jobDetails(*runWith({cpu, {}}), JobId{1}, 0);
}

// A job whose program wrote that, of so many bytes in all.
std::shared_ptr<RunRecord> runThatWrote(const QByteArray& output, qint64 all,
                                        const QString& error = {})
{
    auto program = std::make_shared<ProgramReport>();
    program->exitStatus = error.isEmpty() ? 0 : 3;
    program->output = output;
    program->outputBytes = all;
    return runWith({{}, std::make_shared<const JobReport>(JobReport{error, {}, program})},
                   error.isEmpty() ? JobStatus::Finished : JobStatus::Failed);
}

QString detailsOfOutput(const QByteArray& output, qint64 all)
{
    return jobDetails(*runThatWrote(output, all), JobId{1}, 0);
}

} // namespace

class TestJobDetails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTimeReadyWithoutACoreStandsBesideTheCpuTime()
    {
        const QString text = detailsWith(CpuUse{6'000'000, 1, 3'000'000});
        QVERIFY2(text.contains(QStringLiteral("CPU time:")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Ready:")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("without a core")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("30")), qPrintable(text));
    }

    void whatWasNotMeasuredIsNotSaid()
    {
        const QString cpuAlone = detailsWith(CpuUse{6'000'000, 1});
        QVERIFY(cpuAlone.contains(QStringLiteral("CPU time:")));
        QVERIFY(!cpuAlone.contains(QStringLiteral("Ready:")));
        QVERIFY(!detailsWith(std::nullopt).contains(QStringLiteral("CPU time:")));
    }

    void whatAProgramWroteIsShownAsATerminalLeavesIt()
    {
        const QByteArray output = "\033[32mcompiling\033[0m a.c\n"
                                  "progress 10%\rprogress 100%\nbytes: \377\376 caf\351\n";
        const QString text = detailsOfOutput(output, output.size());
        const QString shown = QString::fromUtf8("Standard output, 65 bytes:\ncompiling a.c\n"
                                                "progress 100%\nbytes: \ufffd\ufffd caf\ufffd\n");
        QVERIFY2(text.contains(shown), qPrintable(text));
    }

    void outputThatIsNoTextIsShownByItsFirstBytes()
    {
        const QByteArray output = QByteArray("\177ELF") + QByteArray(4092, '\0');
        const QString all = detailsOfOutput(output, 4096);
        QVERIFY2(all.contains(QStringLiteral("Standard output, binary, 4,096 bytes: 7f 45 4c 46 00 "
                                             "00 00 00 00 00 00 00 00 00 00 00 …\n")),
                 qPrintable(all));
        const QString end = detailsOfOutput(QByteArray(2, '\0'), 70'000);
        QVERIFY2(end.contains(QStringLiteral(
                     "Standard output, binary, the last 2 of 70,000 bytes: 00 00\n")),
                 qPrintable(end));
    }

    void anErrorIsReadWithoutItsColoursHereAndInTheLog()
    {
        const auto run = runThatWrote(
            "a", 1,
            QStringLiteral("exit status 3: \033[1;31merror:\033[0m \033[1mit <b>broke</b>"));
        const QString shown = QStringLiteral("exit status 3: error: it <b>broke</b>");
        QVERIFY(jobDetails(*run, JobId{1}, 0).contains(shown));
        const LogEntry entry{
            0, WorkerId{1}, JobId{1}, LogEntry::Kind::Failed, 1, run->pool().lane(0).errorOf(0)};
        QCOMPARE(logLine(entry), QStringLiteral("worker 1 failed   job 1: ") + shown);
        // What was recorded stays as it came.
        QVERIFY(entry.error->contains(QChar(0x1b)));
    }
};

QTEST_GUILESS_MAIN(TestJobDetails)
#include "tst_jobdetails.moc"
