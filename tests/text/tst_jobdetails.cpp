#include "text/jobdetails.h"

#include "timeline/runrecord.h"

#include <QTest>

namespace {

// The details of the one job of a run, which took 10 ms and used so much.
QString detailsWith(std::optional<CpuUse> cpu)
{
    RunSettings settings;
    settings.jobs.count = 1;
    settings.baseline.when = SequentialRunWhen::Off;
    RunRecord record(settings);
    Timeline& pool = record.pool();
    pool.beginElsewhere();
    Event event{0, JobId{1}, WorkerId{1}, EventKind::Started};
    pool.record(event);
    event.timeNs = 10'000'000;
    event.kind = EventKind::Finished;
    pool.record(event, {cpu, {}});
    event.kind = EventKind::RunEnded;
    pool.record(event);
    pool.conclude({});
    return jobDetails(record, JobId{1}, 0);
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
};

QTEST_GUILESS_MAIN(TestJobDetails)
#include "tst_jobdetails.moc"
