// Writes what is exported without a window.
#pragma once

#include "base/thread.h"
#include "files/io/fileprogress.h"

#include <QStringList>

#include <functional>
#include <stop_token>

class ExportThread : public RunningThread
{
public:
    // Writes one file; see files/exports/runexport.h.
    using Write = std::function<QString(const QString& path, const FileProgress& progress)>;

    // Writes one after another to the paths.
    ExportThread(Write write, QStringList paths);

    // Any thread: what is not written by then is not.
    void cancel() { m_stop.request_stop(); }

    void work() override;

    // What went wrong; once it has been joined.
    const QStringList& problems() const { return m_problems; }

private:
    const Write m_write;
    const QStringList m_paths;
    std::stop_source m_stop;
    QStringList m_problems;
};
