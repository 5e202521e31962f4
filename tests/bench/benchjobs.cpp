#include "benches.h"
#include "measure.h"
#include "peers/goprogram.h"
#include "peers/handover.h"
#include "poolrun.h"
#include "report.h"

#include <cstdio>
#include <vector>

namespace {

constexpr int kRuns = 5;
constexpr int kJobs = 1'000'000;

void compare(Report& report, const peers::Work& work)
{
    std::vector<double> recorded;
    std::vector<double> bare;
    std::vector<double> inGo;
    for (int i = 0; i < kRuns; ++i) {
        const RunSettings settings = emptyJobs(work.jobs, work.workers, work.capacity);
        recorded.push_back(double(makespanOf(settings)) / work.jobs);
        bare.push_back(
            peers::nsAJob(work, [&] { return peers::sumThroughPool<peers::OurChannel>(work); }));
        if (const auto ns = peers::nsAJobInGo(work))
            inGo.push_back(*ns);
    }
    const QString what = QStringLiteral("events recorded, %1 workers, capacity %2")
                             .arg(work.workers)
                             .arg(work.capacity);
    const QString measured = QStringLiteral("%1 ns a job").arg(figureText(median(recorded)));
    report.add({what + QStringLiteral(", ÷ channels alone"), median(recorded) / median(bare),
                QStringLiteral("×"), Target::atMost(2.2),
                QStringLiteral("%1, alone %2").arg(measured, figureText(median(bare)))});
    if (!inGo.empty())
        report.add({what + QStringLiteral(", ÷ Go without events"), median(recorded) / median(inGo),
                    QStringLiteral("×"), Target::atMost(2),
                    QStringLiteral("%1, Go %2").arg(measured, figureText(median(inGo)))});
}

} // namespace

void benchJobs(Report& report)
{
    std::printf("\n%d empty jobs through jobs and results channels (medians of %d)\n", kJobs,
                kRuns);
    for (const int workers : {1, 2, 8, 64}) {
        for (const int capacity : {kJobs, 1024})
            compare(report, {kJobs, capacity, workers});
    }
}
