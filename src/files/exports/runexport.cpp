#include "files/exports/runexport.h"

#include "base/language.h"
#include "files/exports/checksumfile.h"
#include "files/exports/findingsfile.h"
#include "files/exports/losttable.h"
#include "files/exports/picturefile.h"
#include "files/exports/runreport.h"
#include "files/exports/runtables.h"
#include "files/exports/sizingtable.h"
#include "files/exports/timingpicture.h"
#include "files/io/filestr.h"
#include "files/io/outputfile.h"
#include "files/trace/runtrace.h"
#include "insight/insight.h"
#include "timeline/runrecord.h"

#include <QDir>
#include <QFileInfo>
#include <QStringList>

#include <new>

#include <algorithm>

namespace {

// Of a Markdown report, beside it.
QString picturePathOf(const QString& reportPath)
{
    const QFileInfo info(reportPath);
    return info.dir().filePath(info.completeBaseName() + QStringLiteral(".png"));
}

QString writeBytes(const QString& path, const QByteArray& bytes, const FileProgress& progress)
{
    return progress.stop.stop_requested() ? stoppedWriting(path) : writeOutput(path, bytes);
}

QString writePictureTo(const PictureRequest& request, const QString& path, PictureFormat format,
                       int scale, const FileProgress& progress)
{
    const QByteArray bytes = pictureBytes(TimingPicture(request), format, scale);
    return bytes.isEmpty() ? cannotWrite(path, FilesTr::tr("the picture could not be drawn"))
                           : writeBytes(path, bytes, progress);
}

// The timings stand on the page: the picture is the chart alone, light and dark.
QString writePage(PictureRequest request, const QString& path, int scale,
                  const FileProgress& progress)
{
    request.layout = PictureLayout::Chart;
    request.title.clear();
    const auto drawnBy = [&](const Theme& theme) {
        request.theme = &theme;
        return pictureBytes(TimingPicture(request), PictureFormat::Png, scale);
    };
    const ReportPictures pictures{drawnBy(Theme::light()), drawnBy(Theme::darkTheme())};
    if (pictures.light.isEmpty() || pictures.dark.isEmpty())
        return cannotWrite(path, FilesTr::tr("the picture could not be drawn"));
    const Timings timings = timingsOf(*request.record, request.monotonicNowNs, Waits::Included);
    const auto page = [&] {
        const InEnglish inEnglish(request.inEnglish);
        return htmlReport(*request.record, timings, pictures, request.insight.get());
    };
    return writeBytes(path, page(), progress);
}

QString writeReport(const PictureRequest& request, const QString& path, ExportFormat format,
                    int scale, const FileProgress& progress)
{
    if (format == ExportFormat::Html)
        return writePage(request, path, scale, progress);
    const TimingPicture drawn(request);
    const QByteArray png = pictureBytes(drawn, PictureFormat::Png, scale);
    if (png.isEmpty())
        return cannotWrite(path, FilesTr::tr("the picture could not be drawn"));
    // Neither is replaced before there was room for both.
    const QString picturePath = picturePathOf(path);
    const auto written = [&] {
        const InEnglish inEnglish(request.inEnglish);
        return markdownReport(*request.record, drawn.timings(), QFileInfo(picturePath).fileName(),
                              request.insight.get());
    };
    const QByteArray text = written();
    OutputFile picture(picturePath);
    OutputFile report(path);
    picture.write(png.constData(), std::size_t(png.size()));
    report.write(text.constData(), std::size_t(text.size()));
    if (progress.stop.stop_requested())
        return stoppedWriting(path);
    for (const OutputFile* file : {&picture, &report}) {
        if (!file->problem().isEmpty())
            return file->problem();
    }
    const QString problem = picture.commit();
    return problem.isEmpty() ? report.commit() : problem;
}

bool isOver(const RunRecord& record)
{
    return std::ranges::all_of(record.parts(),
                               [](const auto& part) { return part->timeline.outcome(); });
}

} // namespace

std::vector<ExportKind> exportKinds()
{
    return {
        {ExportFormat::Png, ".png", FilesTr::tr("Picture (PNG)")},
        {ExportFormat::Svg, ".svg", FilesTr::tr("Picture (SVG)")},
        {ExportFormat::Pdf, ".pdf", FilesTr::tr("Picture (PDF)")},
        {ExportFormat::Html, ".html", FilesTr::tr("Report, one page (HTML)")},
        {ExportFormat::Markdown, ".md", FilesTr::tr("Report and its picture (Markdown)")},
        {ExportFormat::TimingTable, "timings.csv", FilesTr::tr("Table of the timings (CSV)")},
        {ExportFormat::SizingTable, "sizing.csv", FilesTr::tr("Table of numbers of workers (CSV)")},
        {ExportFormat::LostTimeTable, "losttime.csv",
         FilesTr::tr("Table of where the workers' time went (CSV)")},
        {ExportFormat::Findings, "findings.json", FilesTr::tr("What holds the run back (JSON)")},
        {ExportFormat::JobTable, ".csv", FilesTr::tr("Table of the jobs (CSV)")},
        {ExportFormat::Run, ".json", FilesTr::tr("The run itself, to open again (trace)")},
        {ExportFormat::RunPacked, ".json.gz", FilesTr::tr("The run itself, compressed")},
        {ExportFormat::Hashes, ".sha256", FilesTr::tr("Hashes, for sha256sum --check")}};
}

std::vector<ExportKind> exportKindsOf(const RunSettings& settings)
{
    auto kinds = exportKinds();
    if (settings.jobs.work != WorkKind::Hash)
        std::erase_if(kinds,
                      [](const ExportKind& kind) { return kind.format == ExportFormat::Hashes; });
    return kinds;
}

std::optional<ExportFormat> exportFormatOf(const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    for (const ExportKind& kind : exportKinds()) {
        // ".png" alone is a hidden file without an ending; "timings.csv" is a whole name.
        const QLatin1String ending(kind.ending);
        if (name.endsWith(ending, Qt::CaseInsensitive) &&
            (name.size() > ending.size() || !ending.startsWith(u'.')))
            return kind.format;
    }
    return std::nullopt;
}

QString exportEndings(const RunSettings& settings)
{
    QStringList endings;
    for (const ExportKind& kind : exportKindsOf(settings))
        endings += QLatin1String(kind.ending);
    const QString last = endings.takeLast();
    return FilesTr::tr("%1 or %2").arg(endings.join(QStringLiteral(", ")), last);
}

QStringList exportedFiles(const QString& path)
{
    if (exportFormatOf(path) == ExportFormat::Markdown)
        return {path, picturePathOf(path)};
    return {path};
}

QString problemWithExport(const QString& path, const RunSettings& settings)
{
    const auto format = exportFormatOf(path);
    if (!format)
        return cannotWrite(path, FilesTr::tr("its ending must be %1").arg(exportEndings(settings)));
    if (format == ExportFormat::Hashes && settings.jobs.work != WorkKind::Hash)
        return cannotWrite(path, FilesTr::tr("only jobs that hash files give hashes"));
    for (const QString& file : exportedFiles(path)) {
        if (const QString problem = problemWithOutput(file); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString noteOnExport(const QString& path)
{
    QStringList notes;
    for (const QString& file : exportedFiles(path))
        notes += noteOnReplacing(file);
    notes.removeAll(QString());
    return notes.join(u' ');
}

namespace {

bool needsItsEnd(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Run:
    case ExportFormat::RunPacked:
    case ExportFormat::SizingTable:
    case ExportFormat::LostTimeTable:
    case ExportFormat::Findings:
        return true;
    default:
        return false;
    }
}

// What there is to say of a run that is over, as a table or as JSON.
QString writeInsight(const PictureRequest& request, const QString& path, ExportFormat format,
                     const FileProgress& progress)
{
    const auto insight =
        request.insight ? request.insight : insightOf(*request.record, {}, progress.stop);
    if (!insight)
        return stoppedWriting(path);
    if (format == ExportFormat::SizingTable)
        return writeBytes(path, sizingTable(insight->curve), progress);
    if (format == ExportFormat::Findings)
        return writeBytes(path, findingsJson(*insight), progress);
    if (!insight->lost)
        return cannotWrite(path, FilesTr::tr("the run took no time"));
    return writeBytes(path, lostTimeTable(*insight->lost), progress);
}

bool showsVerdict(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Png:
    case ExportFormat::Svg:
    case ExportFormat::Pdf:
    case ExportFormat::Html:
    case ExportFormat::Markdown:
        return true;
    default:
        return false;
    }
}

// What is to be said of the run in a line, where that is worked out soon.
std::shared_ptr<const Insight> verdictOf(const PictureRequest& request,
                                         const FileProgress& progress)
{
    constexpr std::size_t kSoon = 1'000'000; // spans: a second or so
    const RunRecord& record = *request.record;
    if (request.insight || !isOver(record) || record.pool().startedCount() > kSoon)
        return request.insight;
    return insightOf(record, {}, progress.stop);
}

QString writeExport(PictureRequest request, const QString& path, int scale,
                    const FileProgress& progress)
{
    const RunRecord& record = *request.record;
    if (const QString problem = problemWithExport(path, record.settings); !problem.isEmpty())
        return problem;
    const ExportFormat format = *exportFormatOf(path);
    if (needsItsEnd(format) && !isOver(record))
        return cannotWrite(path, FilesTr::tr("the run goes on"));
    if (showsVerdict(format))
        request.insight = verdictOf(request, progress);
    switch (format) {
    case ExportFormat::Png:
        return writePictureTo(request, path, PictureFormat::Png, scale, progress);
    case ExportFormat::Svg:
        return writePictureTo(request, path, PictureFormat::Svg, scale, progress);
    case ExportFormat::Pdf:
        return writePictureTo(request, path, PictureFormat::Pdf, scale, progress);
    case ExportFormat::Html:
    case ExportFormat::Markdown:
        return writeReport(request, path, format, scale, progress);
    case ExportFormat::TimingTable:
        return writeBytes(path,
                          timingTable(timingsOf(record, request.monotonicNowNs, Waits::Included)),
                          progress);
    case ExportFormat::SizingTable:
    case ExportFormat::LostTimeTable:
    case ExportFormat::Findings:
        return writeInsight(request, path, format, progress);
    case ExportFormat::JobTable:
        return writeJobTable(record, path, progress);
    case ExportFormat::Run:
    case ExportFormat::RunPacked:
        return writeRunTrace(record, path, progress);
    case ExportFormat::Hashes:
        break;
    }
    return writeBytes(path, checksumsOf(record), progress);
}

} // namespace

QString exportRun(const PictureRequest& request, const QString& path, int scale,
                  const FileProgress& progress)
{
    try {
        return writeExport(request, path, scale, progress);
    } catch (const std::bad_alloc&) {
        return cannotWrite(path, FilesTr::tr("there is no memory for it"));
    }
}

QString exportCurve(const SizingCurve& curve, const QString& path)
{
    if (exportFormatOf(path) != ExportFormat::SizingTable)
        return cannotWrite(path, FilesTr::tr("without a run there is sizing.csv alone"));
    return writeBytes(path, sizingTable(curve), {});
}
