#include "files/outputfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("OutputFile", text);
}

} // namespace

QString cannotWrite(const QString& path, const QString& why)
{
    return tr("cannot write %1: %2").arg(path, why);
}

QString problemWithOutput(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return cannotWrite(path, tr("it is a folder"));
    if (info.exists() && !info.isFile()) // a device must not be replaced
        return cannotWrite(path, tr("it is not a regular file"));
    if (!info.absoluteDir().exists())
        return cannotWrite(path, tr("there is no folder %1").arg(info.absolutePath()));
    QSaveFile probe(path);
    if (!probe.open(QIODevice::WriteOnly))
        return cannotWrite(path, probe.errorString());
    probe.cancelWriting();
    return {};
}

QString writeOutput(const QString& path, const QByteArray& bytes)
{
    if (const QString problem = problemWithOutput(path); !problem.isEmpty())
        return problem;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}
