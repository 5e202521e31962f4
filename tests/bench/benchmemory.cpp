#include "benches.h"
#include "fixtures/equaljobs.h"
#include "measure.h"
#include "report.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstdio>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

struct Finished
{
    double seconds;
    double mostMb; // resident at any time, in units of 1,000,000 bytes
};

// The program beside this one, with its output thrown away.
Finished runProgram(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(),
                     QCoreApplication::applicationDirPath().toStdString() + "/poolscope");
    std::vector<char*> argv;
    for (std::string& argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    rusage usage{};
    int status = 0;
    const double ms = millisecondsOf([&] {
        if (posix_spawn(&child, argv[0], &files, nullptr, argv.data(), environ) != 0)
            qFatal("%s does not start", argv[0]);
        while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
        }
    });
    posix_spawn_file_actions_destroy(&files);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        qFatal("%s has failed", argv[0]);
    return {ms / 1e3, double(usage.ru_maxrss) * 1024 / 1e6};
}

} // namespace

void benchMemory(Report& report)
{
    constexpr int kSpans = 1'000'000;
    constexpr int kRuns = 3;
    std::printf("\nMemory\n");
    const auto record = fixtures::equalJobs(kSpans, 16, 10'000);
    report.add({QStringLiteral("memory of a recorded span"),
                double(record->pool().bytes()) / kSpans, QStringLiteral("bytes"),
                Target::atMost(32)});
    std::vector<double> seconds;
    std::vector<double> mostMb;
    for (int i = 0; i < kRuns; ++i) {
        const Finished run = runProgram({"--headless", "--quiet", "--jobs", "10000000", "--workers",
                                         "8", "--duration", "0s", "--sequential", "off"});
        seconds.push_back(run.seconds);
        mostMb.push_back(run.mostMb);
    }
    report.add({QStringLiteral("10,000,000 empty jobs on 8 workers, headless, the whole program"),
                median(seconds), QStringLiteral("s"), Target::atMost(2.5)});
    report.add({QStringLiteral("the most memory that it takes"), median(mostMb),
                QStringLiteral("MB"), Target::atMost(500)});
}
