#include "session/terminal/exportthread.h"

#include <utility>

ExportThread::ExportThread(Write write, QStringList paths)
    : m_write(std::move(write)), m_paths(std::move(paths))
{
    m_problems.reserve(m_paths.size());
}

void ExportThread::work()
{
    for (const QString& path : m_paths) {
        const QString problem = m_write(path, FileProgress{m_stop.get_token(), {}});
        if (!problem.isEmpty())
            m_problems.append(problem);
    }
}
