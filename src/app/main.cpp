#include "app/appearance.h"
#include "app/commandline.h"
#include "app/exitstatus.h"
#include "app/headless.h"
#include "app/mainwindow.h"
#include "app/messages.h"
#include "app/stopsignals.h"
#include "files/runexport.h"

#include <QApplication>

#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>

namespace {

void describeProgram()
{
    QCoreApplication::setOrganizationName(QStringLiteral("poolscope"));
    QCoreApplication::setApplicationName(QStringLiteral("poolscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(POOLSCOPE_VERSION));
}

void printLine(const QString& text)
{
    std::fputs(text.toUtf8().constData(), stdout);
}

int runHeadless(const CommandLine& line, int& argc, char** argv)
{
    // Pictures need fonts, and so a GUI application, but no display.
    std::unique_ptr<QCoreApplication> application;
    if (line.exports.isEmpty()) {
        application = std::make_unique<QCoreApplication>(argc, argv);
    } else {
        // Commands that jobs run do not see that.
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

int runWindow(const CommandLine& line, int& argc, char** argv)
{
    QApplication application(argc, argv);
    Appearance::setUp();
    MainWindow window(line);
    StopSignals signals_;
    int signalStatus = 0;
    QObject::connect(&signals_, &StopSignals::received, &window, [&](int signal) {
        signalStatus = StopSignals::exitStatus(signal);
        window.closeUnasked();
    });
    window.show();
    QApplication::exec();
    return signalStatus ? signalStatus : window.exitStatus();
}

} // namespace

int main(int argc, char** argv)
{
    describeProgram();
    installMessageHandler();
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away is an error of writing, not the end
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));

    const auto parsed = parseCommandLine(arguments);
    if (const auto* error = std::get_if<UsageError>(&parsed)) {
        printError(error->message);
        return ExitStatus::kUsage;
    }
    const auto& line = std::get<CommandLine>(parsed);
    if (line.help) {
        printLine(helpText());
        return ExitStatus::kDone;
    }
    if (line.version) {
        printLine(QStringLiteral("poolscope %1\n").arg(QCoreApplication::applicationVersion()));
        return ExitStatus::kDone;
    }
    // Said before a long run begins, not after it.
    for (const QString& path : line.exports) {
        if (const QString problem = problemWithExport(path, line.settingsOver({}));
            !problem.isEmpty()) {
            printError(problem);
            return ExitStatus::kFile;
        }
        if (const QString note = noteOnExport(path); !note.isEmpty())
            printError(note);
    }
    return line.headless ? runHeadless(line, argc, argv) : runWindow(line, argc, argv);
}
