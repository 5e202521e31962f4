#include "benches.h"
#include "measure.h"
#include "report.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

constexpr int kRuns = 11;

// A display that nobody sees, on a free number.
class Display
{
public:
    Display()
    {
        m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_server.start(QStringLiteral("Xvfb"),
                       {QStringLiteral("-displayfd"), QStringLiteral("1"),
                        QStringLiteral("-screen"), QStringLiteral("0"),
                        QStringLiteral("1440x900x24"), QStringLiteral("-noreset")});
        if (m_server.waitForStarted() && m_server.waitForReadyRead())
            m_name = u':' + QString::fromUtf8(m_server.readLine().trimmed());
    }
    ~Display()
    {
        m_server.terminate();
        m_server.waitForFinished();
    }

    // Empty where there is no Xvfb.
    QString name() const { return m_name; }

private:
    QProcess m_server;
    QString m_name;
};

struct Start
{
    double byItselfMs; // to the first frame, as the program tells
    double outsideMs;  // until that was read here
};

Start start(const QString& display, const QString& home)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    environment.insert(QStringLiteral("DISPLAY"), display);
    for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QLatin1String(name), home);
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const QString path = QCoreApplication::applicationDirPath() + QStringLiteral("/poolscope");
    const qint64 startedNs = monotonicNs();
    program.start(path, {QStringLiteral("--bench-start=%1").arg(startedNs)});
    if (!program.waitForReadyRead())
        qFatal("%s does not come up", qPrintable(path));
    const double outsideMs = double(monotonicNs() - startedNs) / 1e6;
    if (!program.waitForFinished() || program.exitCode() != 0)
        qFatal("%s does not end", qPrintable(path));
    return {program.readAll().trimmed().toDouble(), outsideMs};
}

} // namespace

void benchStart(Report& report)
{
    std::printf("\nStart\n");
    const QString what =
        QStringLiteral("start of the program to its first frame (warm, median of %1)").arg(kRuns);
    const Display display;
    if (display.name().isEmpty()) {
        report.leaveOut(what, QStringLiteral("there is no Xvfb"));
        return;
    }
    const QTemporaryDir home;
    std::vector<double> byItself;
    std::vector<double> outside;
    start(display.name(), home.path()); // reads what is on the disk
    for (int i = 0; i < kRuns; ++i) {
        const auto [byItselfMs, outsideMs] = start(display.name(), home.path());
        byItself.push_back(byItselfMs);
        outside.push_back(outsideMs);
    }
    report.add({what, median(byItself), QStringLiteral("ms"), Target::atMost(300),
                QStringLiteral("at least %1 ms; from outside %2 ms")
                    .arg(figureText(std::ranges::min(byItself)), figureText(median(outside)))});
}
