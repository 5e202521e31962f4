#include "session/openedany.h"

#include "files/follow/openedlines.h"

Result<OpenedRun> openAny(const QString& path, const FileProgress& progress, JobsAre jobsAre)
{
    if (auto lines = openLines(path, progress))
        return std::move(*lines);
    return openRun(path, progress, jobsAre);
}
