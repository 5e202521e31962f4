// The benchmarks: each figure is the median of several runs, beside its peer in the same run where
// it has one, and its target. `poolscope-bench [makespan] [stop] [idle] [jobs] [chart] [moves]
// [draw] [start] [live] [memory] [files] [follow]` runs those that are named, or all;
// `poolscope-bench --table FILE` prints the table of the rows that several programs have appended
// to that file.

#include "benches.h"
#include "report.h"

#include "app/controls/appearance.h"
#include "base/keptmemory.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <utility>

int main(int argc, char** argv)
{
    keepFreedMemory(); // as the window does
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("poolscope-bench"));
    Appearance::setUp();
    const QStringList wanted = QApplication::arguments().mid(1);
    if (wanted.size() == 2 && wanted[0] == QLatin1String("--table")) {
        Report::printTableOf(wanted[1]);
        return 0;
    }
    const std::pair<const char*, void (*)(Report&)> benches[] = {
        {"makespan", benchMakespan}, {"stop", benchStop},   {"idle", benchIdle},
        {"jobs", benchJobs},         {"chart", benchChart}, {"moves", benchMoves},
        {"draw", benchDraw},         {"start", benchStart}, {"live", benchLive},
        {"memory", benchMemory},     {"files", benchFiles}, {"follow", benchFollow}};
    for (const QString& name : wanted) {
        if (std::ranges::none_of(
                benches, [&](const auto& bench) { return name == QLatin1String(bench.first); })) {
            std::fprintf(stderr, "there is no benchmark '%s'\n", qPrintable(name));
            return 2;
        }
    }
    Report report;
    for (const auto& [name, bench] : benches) {
        if (wanted.isEmpty() || wanted.contains(QLatin1String(name)))
            bench(report);
        std::fflush(stdout);
    }
    report.conclude();
}
