#include "app/pictureexporter.h"

#include "files/checksumfile.h"
#include "files/picturefile.h"
#include "files/runtrace.h"
#include "files/timingpicture.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QtConcurrent>

PictureExporter::PictureExporter(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(
        1); // so pictures are written in the order in which they were asked for
}

PictureExporter::~PictureExporter()
{
    m_pool.waitForDone();
}

void PictureExporter::exportTo(const PictureRequest& request, const QString& path, int scale)
{
    QtConcurrent::run(&m_pool, [request, path, scale] {
        if (isChecksumPath(path))
            return writeChecksums(*request.record, path);
        return isTracePath(path) ? writeRunTrace(*request.record, path)
                                 : writePicture(TimingPicture(request), path, scale);
    }).then(this, [this, path](const QString& problem) { Q_EMIT exported(path, problem); });
}

void PictureExporter::copy(const PictureRequest& request)
{
    constexpr int kScale = 2;
    QtConcurrent::run(&m_pool, [request] {
        return pictureImage(TimingPicture(request), kScale);
    }).then(this, [this](const QImage& image) {
        QGuiApplication::clipboard()->setImage(image);
        Q_EMIT copied();
    });
}
