#include "app/window/pendingexports.h"

#include "app/actions/runexporter.h"
#include "app/actions/runfiles.h"
#include "files/exports/timingpicture.h"
#include "session/runcontroller.h"
#include "session/terminal/exitstatus.h"
#include "session/terminal/messages.h"

PendingExports::PendingExports(const QStringList& paths, const RunController& controller,
                               RunExporter& exporter, const RunFiles& files, QObject* parent)
    : QObject(parent)
    , m_paths(paths)
    , m_controller(controller)
    , m_exporter(exporter)
    , m_files(files)
{
    connect(&m_exporter, &RunExporter::exported, this, &PendingExports::onExported);
    connect(&m_exporter, &RunExporter::cancelled, this, &PendingExports::onCancelled);
    connect(&m_files, &RunFiles::saved, this, &PendingExports::closeIfDone);
    connect(&m_files, &RunFiles::notSaved, this, &PendingExports::onNotSaved);
}

void PendingExports::write(const PictureRequest& request)
{
    for (const QString& path : m_paths)
        m_exporter.exportTo(request, path, 1);
    closeIfDone();
}

bool PendingExports::closeLater()
{
    if (!isWriting() && (!m_controller.isRunning() || m_paths.isEmpty()))
        return false;
    m_isClosing = true;
    return true;
}

void PendingExports::onExported(const QString& path, const QString& problem)
{
    const bool wasAskedFor = m_paths.removeOne(path);
    Q_EMIT told(problem.isEmpty() ? tr("Exported %1").arg(path) : problem);
    if (!problem.isEmpty() && (wasAskedFor || m_isClosing))
        fail(ExitStatus::kFile);
    if (problem.isEmpty())
        Q_EMIT written(path);
    else if (m_isClosing)
        printError(problem);
    else
        Q_EMIT failed(problem);
    closeIfDone();
}

void PendingExports::onCancelled(const QString& path)
{
    m_paths.removeOne(path);
    Q_EMIT told(tr("Cancelled: %1 was not written").arg(path));
    closeIfDone();
}

void PendingExports::onNotSaved(const QString& problem)
{
    if (m_isClosing) {
        fail(ExitStatus::kFile);
        printError(problem);
    }
    closeIfDone();
}

bool PendingExports::isWriting() const
{
    return m_exporter.isWriting() || m_files.isSaving();
}

void PendingExports::closeIfDone()
{
    if (m_isClosing && !m_controller.isRunning() && !isWriting())
        Q_EMIT closable();
}
