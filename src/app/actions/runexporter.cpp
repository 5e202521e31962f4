#include "app/actions/runexporter.h"

#include "app/dialogs/background.h"
#include "base/visibletext.h"
#include "files/exports/picturefile.h"
#include "files/exports/runexport.h"
#include "files/exports/timingpicture.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>

namespace {

struct Exported
{
    QString problem;
    bool cancelled;
};

} // namespace

RunExporter::RunExporter(QWidget* window) : m_window(window)
{
    m_pool.setMaxThreadCount(1); // so they are written in the order in which they were asked for
}

RunExporter::~RunExporter()
{
    m_pool.waitForDone();
}

void RunExporter::exportTo(const PictureRequest& request, const QString& path, int scale)
{
    ++m_writing;
    runInBackground(
        m_window, this, m_pool, AtOwnersEnd::Finish,
        tr("Exporting %1 …").arg(visibleText(QFileInfo(path).fileName())),
        [request, path, scale](const FileProgress& progress) {
            const QString problem = exportRun(request, path, scale, progress);
            return Exported{problem, !problem.isEmpty() && progress.stop.stop_requested()};
        },
        [this, path, record = request.record](const Exported& result) {
            --m_writing;
            const auto format = exportFormatOf(path);
            if (result.problem.isEmpty() &&
                (format == ExportFormat::Run || format == ExportFormat::RunPacked))
                Q_EMIT saved(record, path);
            if (result.cancelled)
                Q_EMIT cancelled(path);
            else
                Q_EMIT exported(path, result.problem);
        });
}

void RunExporter::waitForEnd(std::chrono::milliseconds most)
{
    m_pool.waitForDone(int(most.count()));
}

void RunExporter::copy(const PictureRequest& request)
{
    constexpr int kScale = 2;
    const auto draw = [request] {
        return pictureImage(TimingPicture(request), kScale);
    };
    whenDone(this, QtConcurrent::run(&m_pool, draw), [this](const QImage& image) {
        QGuiApplication::clipboard()->setImage(image);
        Q_EMIT copied();
    });
}
