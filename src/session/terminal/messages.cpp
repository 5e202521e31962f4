#include "session/terminal/messages.h"

#include "base/visibletext.h"
#include "session/terminal/exitstatus.h"
#include "session/terminal/standardstreams.h"

#include <QString>

#include <cstdlib>
#include <unistd.h>

namespace {

// Qt's words for what the program finds out and says by itself.
bool isSaidElsewhere(const QString& message)
{
    static const QString said[] = {
        QStringLiteral("QThread::start: Thread creation error"), // see RunningThread
        QStringLiteral("could not connect to display"),          // followed by the fatal one
        QStringLiteral("libxcb-cursor0 is needed"),              // likewise, though it is there
        QStringLiteral("Could not load the Qt platform plugin"), // likewise
        QStringLiteral("Could not find the Qt platform plugin"), // and another may be found
        QStringLiteral("QStandardPaths: XDG_RUNTIME_DIR not set"),
    };
    for (const QString& known : said) {
        if (message.contains(known))
            return true;
    }
    return false;
}

void handleMessage(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type == QtFatalMsg && message.contains(QLatin1String("no Qt platform plugin"))) {
        printError(QStringLiteral(
            "no display can be opened; set DISPLAY or WAYLAND_DISPLAY, or run it with "
            "--headless"));
        std::_Exit(ExitStatus::kNotFinished);
    }
    if (!isSaidElsewhere(message))
        printError(message);
}

} // namespace

QByteArray errorLine(const QString& message)
{
    return QStringLiteral("poolscope: %1\n").arg(visibleText(message.trimmed())).toUtf8();
}

void printError(const QString& message)
{
    StandardStreams::writeWithoutWaiting(STDERR_FILENO, errorLine(message));
}

void installMessageHandler()
{
    qInstallMessageHandler(handleMessage);
}
