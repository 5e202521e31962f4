// How far off forecasts are, and what they cost: ./run bench insight.
//
// Each set of jobs is run with 2 workers, and what the middle one of five such runs showed is
// simulated with 1 to 16; the same numbers are then measured, in shuffled rounds so that a drift of
// the machine favours none.

#include "insight/simulator.h"
#include "insight/sizing.h"
#include "measure.h"
#include "plan/durationspread.h"
#include "plan/runplanner.h"
#include "report.h"
#include "session/runthread.h"
#include "timeline/runrecord.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <random>

using namespace std::chrono_literals;

namespace {

constexpr int kRounds = 5;
constexpr std::array kWorkers{1, 2, 3, 4, 6, 8, 12, 16};

std::shared_ptr<const RunRecord> runWith(RunSettings settings, int workers)
{
    settings.pool.workers = workers;
    settings.baseline.when = SequentialRunWhen::Off;
    const auto planned = planRun(settings);
    if (const auto* problem = std::get_if<InputProblem>(&planned))
        qFatal("%s", qPrintable(problem->message));
    const auto record =
        std::make_shared<RunRecord>(std::get<PlannedRun>(planned), RunOrigin::hereAndNow());
    RunThread thread(record, {});
    if (!thread.begin(QStringLiteral("run")))
        qFatal("the system gives no more threads");
    thread.join();
    if (!record->pool().outcome()->allDone())
        qFatal("not all jobs were done");
    return record;
}

double makespanMs(const RunRecord& record)
{
    return double(*record.pool().makespanNs()) / 1e6;
}

// Of some runs with 2 workers that with the middle time; the first one warms up.
std::shared_ptr<const RunRecord> usualRun(const RunSettings& settings)
{
    runWith(settings, 2);
    std::vector<std::shared_ptr<const RunRecord>> runs;
    for (int i = 0; i < kRounds; ++i)
        runs.push_back(runWith(settings, 2));
    const auto middle = runs.begin() + kRounds / 2;
    std::ranges::nth_element(runs, middle, {},
                             [](const auto& run) { return *run->pool().makespanNs(); });
    return *middle;
}

// How far off the forecasts of a set may be, in percent.
struct Allowed
{
    std::optional<double> median;
    double worst;
};
constexpr Allowed kOfSleeping{{}, 1};
constexpr Allowed kOfComputing{5, 10};

void compare(Report& report, const char* name, const RunSettings& settings, Allowed allowed)
{
    const JobModel model = modelOf(*usualRun(settings));
    std::map<int, std::vector<double>> measured;
    std::mt19937 random(1);
    for (int round = 0; round < kRounds; ++round) {
        auto order = kWorkers;
        std::ranges::shuffle(order, random);
        for (const int workers : order)
            measured[workers].push_back(makespanMs(*runWith(settings, workers)));
    }
    qint64 cpuNs = 0;
    qint64 allNs = 0;
    for (const JobCost& cost : model.costs) {
        cpuNs += cost.cpuNs;
        allNs += cost.totalNs();
    }
    std::printf(
        "\n%s: %zu jobs, %.1f s of work, %.0f %% on a core; hand-off %.1f us, own %.1f us a "
        "job\n",
        name, model.size(), double(allNs) / 1e9, 100 * double(cpuNs) / double(allNs),
        double(model.handOffNs) / 1e3, double(model.ownCpuNs) / 1e3);
    std::printf("| workers | measured, ms | least | most | simulated | error |\n"
                "| --- | --- | --- | --- | --- | --- |\n");
    std::vector<double> errors;
    for (auto& [workers, times] : measured) {
        std::ranges::sort(times);
        const double simulated = double(simulate(model, {.workers = workers}).makespanNs) / 1e6;
        const double error = simulated / median(times) - 1;
        errors.push_back(std::abs(error));
        std::printf("| %d | %.2f | %.2f | %.2f | %.2f | %+.1f %% |\n", workers, median(times),
                    times.front(), times.back(), simulated, 100 * error);
        std::fflush(stdout);
    }
    std::ranges::sort(errors);
    const double middle = 100 * errors[errors.size() / 2];
    report.add({QStringLiteral("forecasts of %1: worst error").arg(QLatin1String(name)),
                100 * errors.back(), QStringLiteral("%"), Target::atMost(allowed.worst),
                QStringLiteral("median %1 %").arg(figureText(middle))});
    if (allowed.median)
        report.add({QStringLiteral("forecasts of %1: median error").arg(QLatin1String(name)),
                    middle, QStringLiteral("%"), Target::atMost(*allowed.median)});
}

RunSettings jobsOf(WorkKind work, SpreadKind spread)
{
    RunSettings settings;
    settings.jobs.count = 60;
    settings.jobs.work = work;
    settings.jobs.duration = 20ms;
    settings.jobs.spread.kind = spread;
    return settings;
}

// Text that a packer has some work with.
void writeFile(const QString& path, qint64 bytes, std::mt19937& random)
{
    QByteArray text;
    text.reserve(bytes);
    while (text.size() < bytes)
        text += QByteArray::number(random() % 10'000) + ' ';
    text.resize(bytes);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != bytes)
        qFatal("%s could not be written", qPrintable(path));
}

void benchAccuracy(Report& report, const QStringList& wanted)
{
    const QTemporaryDir folder;
    std::mt19937 random(1);
    const auto isWanted = [&](const char* name) {
        return wanted.isEmpty() || wanted.contains(QLatin1String(name));
    };
    if (isWanted("pareto"))
        compare(report, "pareto", jobsOf(WorkKind::Sleep, SpreadKind::Pareto), kOfSleeping);
    if (isWanted("bimodal"))
        compare(report, "bimodal", jobsOf(WorkKind::Sleep, SpreadKind::Bimodal), kOfSleeping);
    if (isWanted("cpu"))
        compare(report, "cpu", jobsOf(WorkKind::Cpu, SpreadKind::Exponential), kOfComputing);
    if (isWanted("mixed"))
        compare(report, "mixed", jobsOf(WorkKind::Mixed, SpreadKind::Exponential), kOfComputing);
    if (isWanted("gzip")) {
        QDir(folder.path()).mkdir(QStringLiteral("texts"));
        const QString texts = folder.filePath(QStringLiteral("texts"));
        for (int i = 0; i < 60; ++i)
            writeFile(texts + QStringLiteral("/%1.txt").arg(i),
                      200'000 + qint64(random() % 600'000), random);
        RunSettings settings;
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command = QStringLiteral("gzip -k -f {}");
        settings.jobs.input = texts;
        settings.jobs.spread.kind = SpreadKind::Fixed;
        // The list is made before there are any others in the folder.
        QFile list(folder.filePath(QStringLiteral("list.txt")));
        if (!list.open(QIODevice::WriteOnly))
            qFatal("the list could not be written");
        for (int i = 0; i < 60; ++i)
            list.write((texts + QStringLiteral("/%1.txt\n").arg(i)).toUtf8());
        list.close();
        settings.jobs.input = list.fileName();
        compare(report, "gzip", settings, kOfComputing);
    }
    if (isWanted("hash")) {
        QDir(folder.path()).mkdir(QStringLiteral("files"));
        const QString files = folder.filePath(QStringLiteral("files"));
        for (int i = 0; i < 6000; ++i)
            writeFile(files + QStringLiteral("/%1").arg(i), 1'000 + qint64(random() % 80'000),
                      random);
        RunSettings settings;
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.input = files;
        compare(report, "hash", settings, kOfComputing);
    }
}

JobModel manyJobs(int count, SpreadKind spread, double cpuShare)
{
    RunSettings settings;
    settings.jobs.count = count;
    settings.jobs.work = WorkKind::Mixed;
    settings.jobs.cpuShare = cpuShare;
    settings.jobs.duration = 1ms;
    settings.jobs.spread.kind = spread;
    settings.pool.workers = 8;
    return modelOf(std::get<PlannedRun>(planRun(settings)), 2);
}

void benchSpeed(Report& report)
{
    std::printf("\nWhat forecasts cost\n");
    std::vector<int> numbers;
    for (int i = 1; i <= 64; ++i)
        numbers.push_back(i);
    for (const auto& [name, share] : {std::pair("wait", 0.0), {"compute", 1.0}, {"do both", 0.3}}) {
        const auto add = [&](const QString& what, double limitMs, const auto& work) {
            const double ms = medianOf(5, [&] { return millisecondsOf(work); });
            report.add({what.arg(QLatin1String(name)), ms, QStringLiteral("ms"),
                        limitMs > 0 ? std::optional(Target::atMost(limitMs)) : std::nullopt});
        };
        const JobModel model = manyJobs(100'000, SpreadKind::Exponential, share);
        add(QStringLiteral("a curve of 64 numbers of workers, 100,000 jobs that %1"), 250,
            [&] { sizingOf(model, numbers, {}); });
        const JobModel more = manyJobs(1'000'000, SpreadKind::Exponential, share);
        add(QStringLiteral("a what-if with its spans, longest first, 1,000,000 jobs that %1"), 500,
            [&] { simulate(more, {.workers = 12, .order = SubmitOrder::Longest}, Spans::Kept); });
        const JobModel few = manyJobs(10'000, SpreadKind::Exponential, share);
        add(QStringLiteral("a what-if as a timeline, longest first, 10,000 jobs that %1"), 0, [&] {
            const WhatIf change{.workers = 12, .order = SubmitOrder::Longest};
            timelineOf(few, simulate(few, change, Spans::Kept), 12);
        });
    }
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList wanted = QCoreApplication::arguments().mid(1);
    Report report;
    if (wanted.isEmpty() || wanted.contains(QStringLiteral("speed")))
        benchSpeed(report);
    if (wanted != QStringList{QStringLiteral("speed")})
        benchAccuracy(report, wanted);
    report.conclude();
}
