#include "peers/goprogram.h"

#include <QProcess>

namespace peers {

QString goProgram()
{
    return qEnvironmentVariable("POOLSCOPE_GO_PEER");
}

std::optional<double> nsAJobInGo(const Work& work, std::chrono::nanoseconds sleep)
{
    const QString program = goProgram();
    if (program.isEmpty())
        return std::nullopt;
    QProcess go;
    go.start(program, {QStringLiteral("-jobs=%1").arg(work.jobs),
                       QStringLiteral("-capacity=%1").arg(work.capacity),
                       QStringLiteral("-workers=%1").arg(work.workers),
                       QStringLiteral("-producers=%1").arg(work.producers),
                       QStringLiteral("-consumers=%1").arg(work.consumers),
                       QStringLiteral("-sleep=%1ns").arg(qint64(sleep.count()))});
    if (!go.waitForFinished(-1) || go.exitCode() != 0)
        qFatal("%s does not run: %s", qPrintable(program), go.readAllStandardError().constData());
    return go.readAllStandardOutput().trimmed().toDouble();
}

} // namespace peers
