#include "benches.h"
#include "measure.h"
#include "report.h"

#include "plan/durationspread.h"

#include <cstdio>
#include <utility>

void benchDraw(Report& report)
{
    constexpr int kRuns = 5;
    std::printf("\n1,000,000 durations drawn (median of %d)\n", kRuns);
    const std::pair<const char*, SpreadKind> kinds[] = {{"uniform", SpreadKind::Uniform},
                                                        {"exponential", SpreadKind::Exponential},
                                                        {"bimodal", SpreadKind::Bimodal},
                                                        {"pareto", SpreadKind::Pareto}};
    for (const auto& [name, kind] : kinds) {
        RunSettings settings;
        settings.jobs.count = 1'000'000;
        settings.jobs.spread.kind = kind;
        const double ms = medianOf(kRuns, [&settings] {
            const qint64 beganNs = monotonicNs();
            const JobDurations durations = drawDurations(settings);
            return durations.each() ? double(monotonicNs() - beganNs) / 1e6 : 0;
        });
        report.add({QStringLiteral("1,000,000 durations drawn, %1").arg(QLatin1String(name)), ms,
                    QStringLiteral("ms"), Target::atMost(100)});
    }
}
