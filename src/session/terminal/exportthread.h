// Writes what is exported of a run that is over, without a window.
#pragma once

#include "base/thread.h"
#include "files/exports/timingpicture.h"

#include <QStringList>

#include <stop_token>

class ExportThread : public RunningThread
{
public:
    // Writes one after another to the paths; see files/exports/runexport.h.
    ExportThread(PictureRequest request, QStringList paths);

    // Any thread: what is not written by then is not.
    void cancel() { m_stop.request_stop(); }

    void work() override;

    // What went wrong; once it has been joined.
    const QStringList& problems() const { return m_problems; }

private:
    const PictureRequest m_request;
    const QStringList m_paths;
    std::stop_source m_stop;
    QStringList m_problems;
};
