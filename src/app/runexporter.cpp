#include "app/runexporter.h"

#include "app/background.h"
#include "files/picturefile.h"
#include "files/runexport.h"
#include "files/timingpicture.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>

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
    runInBackground(
        m_window, this, m_pool, AtOwnersEnd::Finish,
        tr("Exporting %1 …").arg(QFileInfo(path).fileName()),
        [request, path, scale](const FileProgress& progress) {
            return exportRun(request, path, scale, progress);
        },
        [this, path](const std::optional<QString>& problem) {
            if (problem)
                Q_EMIT exported(path, *problem);
            else
                Q_EMIT cancelled(path);
        });
}

void RunExporter::copy(const PictureRequest& request)
{
    constexpr int kScale = 2;
    QtConcurrent::run(&m_pool, [request] {
        return pictureImage(TimingPicture(request), kScale);
    }).then(this, [this](const QImage& image) {
        QGuiApplication::clipboard()->setImage(image);
        Q_EMIT copied();
    });
}
