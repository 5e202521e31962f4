#include "files/settings/rundurations.h"

#include "base/durationtext.h"
#include "files/io/filestr.h"
#include "files/io/outputfile.h"
#include "timeline/runrecord.h"

#include <QCryptographicHash>
#include <QDir>

#include <algorithm>

namespace {

// Nothing for a job that was not carried to its end.
std::optional<qint64> durationOf(const Timeline& pool, const std::optional<Timeline::Place>& place)
{
    if (!place || place->index >= pool.lane(place->lane).finishedCount())
        return std::nullopt;
    const Span span = pool.lane(place->lane).span(place->index);
    return span.status == JobStatus::Cancelled ? std::nullopt
                                               : std::optional(*span.endNs - span.startNs);
}

} // namespace

Result<DurationsFile> writeRunDurations(const RunRecord& record, const QString& folder,
                                        const FileProgress& progress)
{
    constexpr qint32 kJobsAtOnce = 4096;
    constexpr qint64 kPermille = 1000;
    const qint32 jobs = record.settings.jobs.count;
    DurationsFile file;
    QByteArray text;
    for (qint32 first = 1; first <= jobs; first += kJobsAtOnce) {
        const qint32 last = std::min(jobs, first + kJobsAtOnce - 1);
        const auto places = record.pool().find(JobId{first}, JobId{last});
        for (qint32 job = first; job <= last; ++job) {
            const auto ns = durationOf(record.pool(), places[std::size_t(job - first)]);
            if (!ns)
                continue;
            const std::chrono::nanoseconds duration(*ns);
            if (duration > RunSettings::kMaxDuration)
                return Problem{FilesTr::tr("job %1 took %2; a job of a run takes 1 h at most")
                                   .arg(job)
                                   .arg(readableDuration(duration))};
            text += goDuration(duration).toUtf8() + '\n';
            ++file.jobs;
        }
        progress.tell(int(kPermille * last / jobs));
        if (progress.stop.stop_requested())
            return DurationsFile();
    }
    if (file.jobs == 0)
        return Problem{FilesTr::tr("no job of this run has ended")};
    constexpr qsizetype kNameLength = 12; // digits
    const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    if (!QDir().mkpath(folder))
        return Problem{cannotWrite(folder, FilesTr::tr("the folder could not be made"))};
    file.path = QDir(folder).filePath(
        QStringLiteral("durations-%1.txt").arg(QString::fromLatin1(hash.left(kNameLength))));
    const QString problem = writeOutput(file.path, text);
    if (!problem.isEmpty())
        return Problem{problem};
    return file;
}
