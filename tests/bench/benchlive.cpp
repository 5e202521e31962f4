#include "benches.h"
#include "measure.h"
#include "report.h"

#include "app/window/mainwindow.h"
#include "base/cpuuse.h"
#include "plan/runplanner.h"
#include "session/runthread.h"
#include "session/terminal/commandline.h"
#include "timeline/runrecord.h"

#include <QAction>
#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

namespace {

// The same run as in the window, on its thread and with its commands, as the program without a
// window has it.
double headlessMs(const RunSettings& settings)
{
    const auto planned = planRun(settings);
    if (const auto* problem = std::get_if<InputProblem>(&planned))
        qFatal("%s", qPrintable(problem->message));
    const auto record =
        std::make_shared<RunRecord>(std::get<PlannedRun>(planned), RunOrigin::hereAndNow());
    RunThread thread(record, {});
    if (!thread.begin(QStringLiteral("run")))
        qFatal("the system gives no more threads");
    thread.join();
    return double(record->pool().makespanNs().value_or(0)) / 1e6;
}

} // namespace

void benchLive(Report& report)
{
    constexpr int kRuns = 5;
    CommandLine line;
    for (const auto& [name, text] : {std::pair("jobs", "1000000"),
                                     {"workers", "8"},
                                     {"duration", "0s"},
                                     {"sequential", "off"}})
        line.given.emplace_back(QLatin1String(name), QLatin1String(text));
    std::printf("\n1,000,000 empty jobs on 8 workers with the window open (median of %d)\n", kRuns);
    std::vector<double> stalls;
    std::vector<double> withWindow;
    std::vector<double> without;
    std::vector<double> drawn; // what the window's thread computed meanwhile
    for (int i = 0; i < kRuns; ++i) {
        without.push_back(headlessMs(line.settingsOver({})));
        MainWindow window(line);
        window.resize(1600, 900);
        window.show();
        QApplication::processEvents(); // its first frame is not of the run
        const qint64 beforeNs = threadCpuNs();
        window.startRun();
        const auto* runAction = window.findChild<QAction*>(QStringLiteral("actionRun"));
        stalls.push_back(longestStallMs([runAction] { return runAction->isEnabled(); }));
        drawn.push_back(double(threadCpuNs() - beforeNs) / 1e6);
        withWindow.push_back(double(window.run()->pool().makespanNs().value_or(0)) / 1e6);
        window.close();
    }
    report.add({QStringLiteral("1,000,000 empty jobs on 8 workers: with the window ÷ headless"),
                median(withWindow) / median(without), QStringLiteral("×"), Target::atMost(1.1),
                QStringLiteral("%1 ms, headless %2 ms; the window computed %3 ms")
                    .arg(figureText(median(withWindow)), figureText(median(without)),
                         figureText(median(drawn)))});
    report.add({QStringLiteral("longest stall of the event loop meanwhile"), median(stalls),
                QStringLiteral("ms"), Target::atMost(16),
                QStringLiteral("at most %1 ms").arg(figureText(std::ranges::max(stalls)))});
}
