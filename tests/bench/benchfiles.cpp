#include "benchfiles.h"

#include "app/actions/runfiles.h"
#include "app/window/mainwindow.h"
#include "files/exports/runtables.h"
#include "files/imports/openedrun.h"
#include "files/trace/runtrace.h"
#include "measure.h"
#include "session/terminal/commandline.h"
#include "timeline/runrecord.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <cstdio>
#include <malloc.h>
#include <memory>

namespace {

constexpr int kMillion = 1'000'000;
constexpr int kRuns = 3;

// Jobs of some 10 µs on 16 workers, each queued, started and finished.
std::shared_ptr<const RunRecord> largeRun(int jobs)
{
    RunSettings settings;
    settings.jobs.count = jobs;
    settings.pool.workers = 16;
    settings.baseline.when = SequentialRunWhen::Off;
    settings.jobs.duration = std::chrono::microseconds(10);
    auto record = std::make_shared<RunRecord>(settings, RunOrigin::hereAndNow());
    Timeline& pool = record->pool();
    pool.beginElsewhere();
    std::vector<qint64> freeNs(std::size_t(settings.pool.workers), 0);
    Event event;
    for (int job = 1; job <= jobs; ++job) {
        event.job = JobId{job};
        event.kind = EventKind::Queued;
        event.timeNs = 71 * qint64(job);
        pool.record(event);
    }
    for (int job = 1; job <= jobs; ++job) {
        const auto worker = std::size_t(job % settings.pool.workers);
        event.job = JobId{job};
        event.worker = WorkerId{int(worker) + 1};
        event.kind = EventKind::Started;
        event.timeNs = freeNs[worker] = std::max(freeNs[worker] + 217, 71 * qint64(job));
        pool.record(event);
        event.kind = EventKind::Finished;
        event.timeNs = freeNs[worker] += 9'000 + job * 7919LL % 2'000;
        pool.record(event);
    }
    pool.record({std::ranges::max(freeNs), {}, {}, EventKind::RunEnded});
    RunOutcome outcome;
    outcome.jobsSent = outcome.resultsReceived = jobs;
    pool.conclude(outcome);
    return record;
}

// "VmRSS" or "VmHWM", in MiB.
double memoryMiB(const char* field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        qFatal("there is no /proc/self/status");
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith(field))
            return line.mid(line.indexOf(':') + 1).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

// The most memory that the work takes at any time, beyond what there was before.
double mostMemoryMiB(const std::function<void()>& work)
{
    malloc_trim(0);
    QFile reset(QStringLiteral("/proc/self/clear_refs"));
    if (!reset.open(QIODevice::WriteOnly) || reset.write("5") != 1)
        qFatal("the most memory cannot be measured");
    reset.close();
    const double before = memoryMiB("VmRSS");
    work();
    return memoryMiB("VmHWM") - before;
}

void save(const RunRecord& record, const QString& path)
{
    if (const QString problem = writeRunTrace(record, path); !problem.isEmpty())
        qFatal("%s", qPrintable(problem));
}

std::shared_ptr<const RunRecord> open(const QString& path)
{
    auto opened = openRun(path);
    if (const auto* problem = std::get_if<Problem>(&opened))
        qFatal("%s", qPrintable(problem->message));
    return std::get<OpenedRun>(opened).record;
}

// Reads and writes the same text with Qt's JSON.
void comparePeer(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file.errorString()));
    const QByteArray json = file.readAll();
    QJsonDocument document;
    double ms = 0;
    const double readMiB = mostMemoryMiB(
        [&] { ms = millisecondsOf([&] { document = QJsonDocument::fromJson(json); }); });
    std::printf("  QJsonDocument reads it         %8.0f ms, %6.0f MiB more\n", ms, readMiB);
    const double writeMs = millisecondsOf([&] { document.toJson(QJsonDocument::Compact); });
    std::printf("  QJsonDocument writes it        %8.0f ms\n", writeMs);
}

void measureStalls(const QString& path, const QString& again)
{
    std::vector<double> opening;
    std::vector<double> saving;
    for (int i = 0; i < kRuns; ++i) {
        CommandLine line;
        line.file = path;
        MainWindow window(line);
        window.resize(1600, 900);
        window.show();
        constexpr qint64 kSettleNs = 2'000'000'000; // figures and pictures that follow
        qint64 openedNs = 0;
        opening.push_back(longestStallMs([&] {
            if (openedNs == 0 && window.run())
                openedNs = monotonicNs();
            return openedNs > 0 && monotonicNs() - openedNs > kSettleNs;
        }));
        auto* files = window.findChild<RunFiles*>();
        bool saved = false;
        QObject::connect(files, &RunFiles::saved, [&saved] { saved = true; });
        files->save(window.run(), again);
        saving.push_back(longestStallMs([&saved] { return saved; }));
        window.closeUnasked();
    }
    std::printf(
        "  longest stall of the event loop while the window opens it  %6.1f ms   target 33\n"
        "  … while it saves it                                        %6.1f ms   target 33\n",
        median(opening), median(saving));
}

} // namespace

void benchFiles()
{
    const QTemporaryDir folder;
    const QString plain = folder.filePath(QStringLiteral("run.json"));
    const QString packed = folder.filePath(QStringLiteral("run.json.gz"));
    const auto record = largeRun(kMillion);
    std::printf("\nA run of 1,000,000 spans in 16 lanes as a file (median of %d)\n", kRuns);
    const double saveMs =
        medianOf(kRuns, [&] { return millisecondsOf([&] { save(*record, plain); }); });
    const double saveMiB = mostMemoryMiB([&] { save(*record, plain); });
    std::printf(
        "  save, %4.0f MB                  %8.0f ms, %6.1f MiB more   targets 600 ms, 64 MiB\n",
        double(QFileInfo(plain).size()) / 1e6, saveMs, saveMiB);
    const double packMs =
        medianOf(kRuns, [&] { return millisecondsOf([&] { save(*record, packed); }); });
    std::printf("  save as gzip, %4.0f MB          %8.0f ms                   target 2500 ms\n",
                double(QFileInfo(packed).size()) / 1e6, packMs);
    const double openMs = medianOf(kRuns, [&] { return millisecondsOf([&] { open(plain); }); });
    std::shared_ptr<const RunRecord> opened;
    const double openMiB = mostMemoryMiB([&] { opened = open(plain); });
    std::printf(
        "  open                           %8.0f ms, %6.1f MiB beyond the timeline   targets "
        "800 ms, 64 MiB\n",
        openMs, openMiB - double(opened->bytes()) / (1 << 20));
    opened.reset();
    const double unpackMs = medianOf(kRuns, [&] { return millisecondsOf([&] { open(packed); }); });
    std::printf("  open the gzip                  %8.0f ms\n", unpackMs);
    const QString table = folder.filePath(QStringLiteral("jobs.csv"));
    std::printf("  write the table of the jobs    %8.0f ms\n", medianOf(kRuns, [&] {
                    return millisecondsOf([&] { writeJobTable(*record, table); });
                }));
    std::printf("  open that table                %8.0f ms\n",
                medianOf(kRuns, [&] { return millisecondsOf([&] { open(table); }); }));
    comparePeer(plain);
    measureStalls(plain, packed);

    const QString tenfold = folder.filePath(QStringLiteral("tenfold.json"));
    save(*largeRun(10 * kMillion), tenfold);
    const double tenfoldMs = millisecondsOf([&] { open(tenfold); });
    std::printf("  open 10,000,000 spans          %8.0f ms, %.1f × of 1,000,000   target 10 ×\n",
                tenfoldMs, tenfoldMs / openMs);
}
