#include "files/exports/checksumfile.h"
#include "files/exports/runexport.h"
#include "files/io/outputfile.h"
#include "fixtures/folder.h"
#include "fixtures/textpicture.h"
#include "plan/runplanner.h"
#include "pool/workerpool.h"
#include "timeline/eventrecorder.h"
#include "timeline/runrecord.h"
#include "work/workloads.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using fixtures::Folder;

namespace {

std::unique_ptr<RunRecord> hashed(const Folder& folder)
{
    RunSettings settings;
    settings.jobs.work = WorkKind::Hash;
    settings.jobs.input = folder.path();
    settings.jobs.recursive = true;
    settings.baseline.when = SequentialRunWhen::Off;
    auto record = std::make_unique<RunRecord>(std::get<PlannedRun>(planRun(settings)));
    const auto work = workloadOf(record->plan);
    const auto recorder = EventRecorder::start(record->pool(), std::stop_source());
    recorder->conclude(WorkerPool(record->settings, *work, recorder->events()).run({}));
    return record;
}

} // namespace

class TestChecksumFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFileIsWhatSha256sumChecks()
    {
        const QString checker = QStandardPaths::findExecutable(QStringLiteral("sha256sum"));
        if (checker.isEmpty())
            QSKIP("sha256sum is not installed");
        const Folder folder;
        folder.write("a", "abc");
        folder.write("empty", "");
        folder.write("sub/large", QByteArray(3'000'000, 'x'));
        folder.write("odd\nna\\me\r \xc3\xa4", "odd");
        const auto record = hashed(folder);
        const Folder out;
        const QString path = out.path("hashes.sha256");
        QCOMPARE(writeOutput(path, checksumsOf(*record)), QString());
        QProcess check;
        check.start(checker, {QStringLiteral("--check"), QStringLiteral("--strict"), path});
        QVERIFY(check.waitForFinished());
        QVERIFY2(check.exitCode() == 0, check.readAllStandardError());
        QCOMPARE(check.readAllStandardOutput().count("OK"), 4);
    }

    void filesThatFailedAreLeftOut()
    {
        const Folder folder;
        folder.write("a", "abc");
        RunSettings settings;
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.input = folder.path();
        const RunRecord record(std::get<PlannedRun>(planRun(settings)));
        QCOMPARE(checksumsOf(record), QByteArray()); // nothing has run
    }

    void onlyJobsThatHashGiveHashes()
    {
        const RunRecord record{RunSettings()};
        QVERIFY(problemWithExport(QStringLiteral("x.sha256"), record.settings)
                    .contains(QLatin1String("hash")));
        QCOMPARE(exportFormatOf(QStringLiteral("/a/b.SHA256")), ExportFormat::Hashes);
        QVERIFY(!exportFormatOf(QStringLiteral("sha256")));
    }
};

QTEST_GUILESS_MAIN(TestChecksumFile)
#include "tst_checksumfile.moc"
