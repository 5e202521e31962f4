#include "app/pictureexporter.h"

#include "files/picturefile.h"
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

void PictureExporter::exportTo(std::shared_ptr<const TimingPicture> picture, const QString& path,
                               int scale)
{
    QtConcurrent::run(&m_pool, [picture, path, scale] {
        return writePicture(*picture, path, scale);
    }).then(this, [this, path](const QString& problem) { Q_EMIT exported(path, problem); });
}

void PictureExporter::copy(std::shared_ptr<const TimingPicture> picture)
{
    constexpr int kScale = 2;
    QtConcurrent::run(&m_pool, [picture] {
        return pictureImage(*picture, kScale);
    }).then(this, [this](const QImage& image) {
        QGuiApplication::clipboard()->setImage(image);
        Q_EMIT copied();
    });
}
