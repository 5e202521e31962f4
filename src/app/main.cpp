#ifdef POOLSCOPE_BENCH_START
#include "app/benchstart.h"
#endif
#include "app/controls/appearance.h"
#include "app/controls/apptr.h"
#include "app/window/mainwindow.h"
#include "base/keptmemory.h"
#include "base/language.h"
#include "files/exports/runexport.h"
#include "plan/settings/brokeraddress.h"
#include "remote/agent/agentcommand.h"
#include "session/settingsstore.h"
#include "session/storefile.h"
#include "session/terminal/commandline.h"
#include "session/terminal/exitstatus.h"
#include "session/terminal/headless.h"
#include "session/terminal/lastresort.h"
#include "session/terminal/messages.h"
#include "session/terminal/standardstreams.h"
#include "session/terminal/stopsignals.h"

#include <QApplication>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <optional>
#include <unistd.h>

namespace {

void describeProgram()
{
    QCoreApplication::setOrganizationName(QStringLiteral("poolscope"));
    QCoreApplication::setApplicationName(QStringLiteral("poolscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(POOLSCOPE_VERSION));
}

// On standard output; the exit status.
int print(const QString& text)
{
    if (StandardStreams::write(STDOUT_FILENO, text.toUtf8()))
        return ExitStatus::kDone;
    printError(AppTr::tr("standard output could not be written"));
    return ExitStatus::kFile;
}

int runHeadless(const CommandLine& line, int& argc, char** argv)
{
    // Pictures need fonts, and so a GUI application, but no display.
    std::unique_ptr<QCoreApplication> application;
    if (line.exports.isEmpty()) {
        application = std::make_unique<QCoreApplication>(argc, argv);
    } else {
        // Set only for Qt: commands that jobs run must not inherit it.
        const auto asked = qEnvironmentVariableIsSet("QT_QPA_PLATFORM")
                               ? std::optional(qgetenv("QT_QPA_PLATFORM"))
                               : std::nullopt;
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QGuiApplication>(argc, argv);
        if (asked)
            qputenv("QT_QPA_PLATFORM", *asked);
        else
            qunsetenv("QT_QPA_PLATFORM");
        Appearance::setUpFont();
    }
    return Headless(line).run();
}

// Workers for the runs of others: "poolscope worker".
int runWorker(const QStringList& options, int& argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const auto result = runAgent(options, [](const QString& line) {
        StandardStreams::write(STDOUT_FILENO, (line + u'\n').toUtf8());
    });
    switch (result.end) {
    case AgentEnd::Help:
        return print(result.text);
    case AgentEnd::Usage:
        printError(result.text);
        return ExitStatus::kUsage;
    case AgentEnd::Failed:
        printError(result.text);
        return ExitStatus::kNotFinished;
    case AgentEnd::Stopped:
        break;
    }
    return StopSignals::exitStatus(result.signal);
}

#ifdef POOLSCOPE_BENCH_START
std::optional<qint64> s_benchStartNs;
#endif

int runWindow(const CommandLine& line, int& argc, char** argv)
{
    keepFreedMemory();
    QApplication application(argc, argv);
    endRunsAtExit();
    Language::use(Language::ofDesktop());
    const QString problem = StoreFile::putAsideIfBroken();
    Language::use(SettingsStore::language());
    Appearance::setUp();
    MainWindow window(line, problem);
    StopSignals signals_;
    int signalStatus = 0;
    QObject::connect(&signals_, &StopSignals::received, &window, [&](int signal) {
        signalStatus = StopSignals::exitStatus(signal);
        window.closeUnasked();
    });
    QObject::connect(&signals_, &StopSignals::receivedAgain, &window, [&](int signal) {
        window.giveUp(std::chrono::seconds(1));
        std::_Exit(StopSignals::exitStatus(signal));
    });
#ifdef POOLSCOPE_BENCH_START
    if (s_benchStartNs)
        BenchStart::tellFirstFrame(window, *s_benchStartNs);
#endif
    window.show();
    QApplication::exec();
    return signalStatus ? signalStatus : window.exitStatus();
}

} // namespace

int main(int argc, char** argv)
{
    StandardStreams::open();
    describeProgram();
    installMessageHandler();
    installLastResort();
    // A reader that goes away and a limit of a file's size are errors of writing, not the end.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // Others can read the command line as long as the program runs.
    for (int i = 1; i < argc; ++i)
        hidePassword(argv[i]);
#ifdef POOLSCOPE_BENCH_START
    s_benchStartNs = BenchStart::takeFrom(arguments);
#endif

    if (arguments.value(1) == QLatin1String("worker"))
        return runWorker(arguments.mid(2), argc, argv);

    const auto parsed = parseCommandLine(arguments);
    if (const auto* error = std::get_if<UsageError>(&parsed)) {
        printError(error->message);
        return ExitStatus::kUsage;
    }
    const auto& line = std::get<CommandLine>(parsed);
    if (line.help)
        return print(helpText());
    if (line.version)
        return print(QStringLiteral("poolscope %1\n").arg(QCoreApplication::applicationVersion()));
    // Checked before a run, which may take long, not when it is over.
    for (const QString& path : line.exports) {
        if (const QString problem = problemWithExport(path, line.exportedSettings());
            !problem.isEmpty()) {
            printError(problem);
            return ExitStatus::kFile;
        }
        if (const QString note = noteOnExport(path); !note.isEmpty())
            printError(note);
    }
    return line.headless ? runHeadless(line, argc, argv) : runWindow(line, argc, argv);
}
