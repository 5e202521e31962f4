#include "benches.h"

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

#include <array>
#include <cstdio>
#include <iterator>
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

constexpr char kRun[] = "1,000,000 spans as a file: ";

void tell(Report& report, const QString& what, double measured, const char* unit,
          std::optional<Target> target = {}, const QString& beside = {})
{
    report.add({QLatin1String(kRun) + what, measured, QLatin1String(unit), target, beside});
}

// The peer: reads and writes the same text with Qt's JSON.
QString besideQtJson(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file.errorString()));
    const QByteArray json = file.readAll();
    QJsonDocument document;
    double ms = 0;
    const double readMiB = mostMemoryMiB(
        [&] { ms = millisecondsOf([&] { document = QJsonDocument::fromJson(json); }); });
    const double writeMs = millisecondsOf([&] { document.toJson(QJsonDocument::Compact); });
    return QStringLiteral("QJsonDocument reads it in %1 ms, %2 MiB more, writes it in %3 ms")
        .arg(figureText(ms), figureText(readMiB), figureText(writeMs));
}

void measureStalls(Report& report, const QString& path, const QString& again)
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
    const auto stall = [&](const char* what, const std::vector<double>& stalls) {
        tell(report,
             QStringLiteral("longest stall while the window %1 it").arg(QLatin1String(what)),
             median(stalls), "ms", Target::atMost(33));
    };
    stall("opens", opening);
    stall("saves", saving);
}

double measureSavedRun(Report& report, const RunRecord& record, const QString& plain,
                       const QString& packed)
{
    const double saveMs =
        medianOf(kRuns, [&] { return millisecondsOf([&] { save(record, plain); }); });
    const double saveMiB = mostMemoryMiB([&] { save(record, plain); });
    const double openMs = medianOf(kRuns, [&] { return millisecondsOf([&] { open(plain); }); });
    std::shared_ptr<const RunRecord> opened;
    const double openMiB = mostMemoryMiB([&] { opened = open(plain); });
    const double packMs =
        medianOf(kRuns, [&] { return millisecondsOf([&] { save(record, packed); }); });
    const double unpackMs = medianOf(kRuns, [&] { return millisecondsOf([&] { open(packed); }); });
    std::printf("\nA run of 1,000,000 spans in 16 lanes as a file (median of %d), %.0f MB, %.0f MB "
                "as gzip\n",
                kRuns, double(QFileInfo(plain).size()) / 1e6,
                double(QFileInfo(packed).size()) / 1e6);
    tell(report, QStringLiteral("save"), saveMs, "ms", Target::atMost(400));
    tell(report, QStringLiteral("memory to save it"), saveMiB, "MiB", Target::atMost(64));
    tell(report, QStringLiteral("save as gzip"), packMs, "ms", Target::atMost(2500));
    tell(report, QStringLiteral("open"), openMs, "ms", Target::atMost(500), besideQtJson(plain));
    tell(report, QStringLiteral("memory to open it, beyond the timeline"),
         openMiB - double(opened->bytes()) / (1 << 20), "MiB", Target::atMost(64));
    tell(report, QStringLiteral("open the gzip"), unpackMs, "ms");
    return openMs;
}

void measureTable(Report& report, const RunRecord& record, const QString& table)
{
    tell(report, QStringLiteral("write the table of the jobs"),
         medianOf(kRuns, [&] { return millisecondsOf([&] { writeJobTable(record, table); }); }),
         "ms");
    tell(report, QStringLiteral("open that table"),
         medianOf(kRuns, [&] { return millisecondsOf([&] { open(table); }); }), "ms");
}

void measureTenfold(Report& report, const QString& path, double openMs)
{
    const auto record = largeRun(10 * kMillion);
    std::printf("\nA run of 10,000,000 spans (once)\n");
    const double saveMs = millisecondsOf([&] { save(*record, path); });
    const double tenfoldMs = millisecondsOf([&] { open(path); });
    report.add({QStringLiteral("10,000,000 spans as a file: save"), saveMs, QStringLiteral("ms"),
                Target::atMost(4000)});
    report.add({QStringLiteral("10,000,000 spans as a file: open ÷ 1,000,000"), tenfoldMs / openMs,
                QStringLiteral("×"), Target::atMost(10),
                QStringLiteral("%1 and %2 ms").arg(figureText(tenfoldMs), figureText(openMs))});
}

// A trace as other tools write them: 24 threads, a fourth of the spans as pairs of begin and end,
// the others complete with arguments that nobody reads.
void writeTraceOfOthers(const QString& path, qint64 bytes)
{
    constexpr int kThreads = 24;
    constexpr const char* kNames[] = {"ThreadControllerImpl::RunTask",
                                      "V8.GCScavenger",
                                      "Layout",
                                      "UpdateLayerTree",
                                      "FunctionCall",
                                      "TimerFire"};
    constexpr const char* kCategories[] = {"toplevel", "devtools.timeline,v8",
                                           "disabled-by-default-devtools.timeline"};
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(file.errorString()));
    file.write("{\"traceEvents\":[\n{\"args\":{\"name\":\"CrRendererMain\"},\"cat\":\"__metadata\","
               "\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":4120,\"tid\":1,\"ts\":0}");
    std::array<char, 1024> text;
    std::array<long, kThreads> nowUs;
    nowUs.fill(71'233'123'456);
    for (int i = 0; file.pos() < bytes; ++i) {
        const int thread = i % kThreads;
        long& atUs = nowUs[std::size_t(thread)];
        const long beganUs = atUs += 1 + i * 7919L % 37;
        const long took = 1 + i * 104'729L % 29;
        atUs += took + 1;
        const char* const name = kNames[i % std::size(kNames)];
        const char* const category = kCategories[i % std::size(kCategories)];
        const int length =
            i % 4 > 0
                ? std::snprintf(
                      text.data(), text.size(),
                      ",\n{\"args\":{\"src_file\":\"../../third_party/blink/core/frame.cc\","
                      "\"src_func\":\"Run%d\"},\"cat\":\"%s\",\"dur\":%ld,\"name\":\"%s\","
                      "\"ph\":\"X\",\"pid\":4120,\"tdur\":%ld,\"tid\":%d,\"ts\":%ld,\"tts\":%ld}",
                      i % 100, category, took, name, took, thread + 1, beganUs, beganUs / 3)
                : std::snprintf(text.data(), text.size(),
                                ",\n{\"ph\":\"B\",\"pid\":4120,\"tid\":%d,\"ts\":%ld.%03d,"
                                "\"name\":\"%s\",\"cat\":\"%s\"}"
                                ",\n{\"ph\":\"E\",\"pid\":4120,\"tid\":%d,\"ts\":%ld.%03d}",
                                thread + 1, beganUs, i % 1000, name, category, thread + 1,
                                beganUs + took, i % 1000);
        file.write(text.data(), length);
    }
    file.write("\n]}\n");
}

void measureTraceOfOthers(Report& report, const QString& path)
{
    writeTraceOfOthers(path, 100'000'000);
    const double megabytes = double(QFileInfo(path).size()) / 1e6;
    std::size_t spans = 0;
    const double ms = medianOf(
        kRuns, [&] { return millisecondsOf([&] { spans = open(path)->pool().finishedCount(); }); });
    std::printf("\nA trace of others of %zu spans in 24 threads, %.0f MB (median of %d)\n", spans,
                megabytes, kRuns);
    report.add({QStringLiteral("a trace of others: open"), megabytes / ms * 1e3,
                QStringLiteral("MB/s"), Target::atLeast(150)});
}

} // namespace

void benchFiles(Report& report)
{
    const QTemporaryDir folder;
    const QString plain = folder.filePath(QStringLiteral("run.json"));
    const QString packed = folder.filePath(QStringLiteral("run.json.gz"));
    double openMs = 0;
    {
        const auto record = largeRun(kMillion);
        openMs = measureSavedRun(report, *record, plain, packed);
        measureTable(report, *record, folder.filePath(QStringLiteral("jobs.csv")));
    }
    measureStalls(report, plain, packed);
    measureTraceOfOthers(report, folder.filePath(QStringLiteral("others.json")));
    measureTenfold(report, folder.filePath(QStringLiteral("tenfold.json")), openMs);
}
