#include "session/terminal/exportthread.h"

#include "files/exports/runexport.h"
#include "files/io/fileprogress.h"

#include <utility>

ExportThread::ExportThread(PictureRequest request, QStringList paths)
    : m_request(std::move(request)), m_paths(std::move(paths))
{
    m_problems.reserve(m_paths.size());
}

void ExportThread::work()
{
    constexpr int kScale = 1;
    for (const QString& path : m_paths) {
        const QString problem =
            exportRun(m_request, path, kScale, FileProgress{m_stop.get_token(), {}});
        if (!problem.isEmpty())
            m_problems.append(problem);
    }
}
