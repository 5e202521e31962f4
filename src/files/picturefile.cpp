#include "files/picturefile.h"

#include "files/outputfile.h"
#include "files/settingsfile.h"
#include "files/timingpicture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("PictureFile", text);
}

// With the settings and the timings in text chunks, so that the run can be had again from it.
bool writePng(const TimingPicture& picture, int scale, QIODevice& device)
{
    QImage image = pictureImage(picture, scale);
    image.setText(QStringLiteral("Title"), picture.title());
    image.setText(settingsPngKey(), QString::fromUtf8(settingsJson({{}, {}, picture.settings()})));
    image.setText(QStringLiteral("poolscope-timings"), picture.timingsText());
    return image.save(&device, "PNG");
}

bool writeSvg(const TimingPicture& picture, QIODevice& device)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setSize(picture.size().toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), picture.size()));
    generator.setTitle(picture.title());
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    picture.paint(painter, 1);
    return painter.end();
}

bool writePdf(const TimingPicture& picture, QIODevice& device)
{
    QPdfWriter writer(&device);
    writer.setTitle(picture.title());
    writer.setCreator(QStringLiteral("Poolscope"));
    constexpr int kDotsPerInch = 288; // three device pixels for each px of the picture's 96 an inch
    writer.setResolution(kDotsPerInch);
    writer.setPageSize(QPageSize(picture.size() * 72.0 / 96.0, QPageSize::Point));
    writer.setPageMargins(QMarginsF());
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    const double scale = kDotsPerInch / 96.0;
    painter.scale(scale, scale);
    picture.paint(painter, 1 / scale);
    return painter.end();
}

} // namespace

std::optional<PictureFormat> pictureFormatOf(const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("png"))
        return PictureFormat::Png;
    if (ending == QLatin1String("svg"))
        return PictureFormat::Svg;
    if (ending == QLatin1String("pdf"))
        return PictureFormat::Pdf;
    return std::nullopt;
}

QString problemWithPicturePath(const QString& path)
{
    if (!pictureFormatOf(path))
        return cannotWrite(path, tr("its ending must be .png, .svg or .pdf"));
    return problemWithOutput(path);
}

QImage pictureImage(const TimingPicture& picture, int scale)
{
    QImage image((picture.size() * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    picture.paint(painter, 1.0 / scale);
    return image;
}

QString writePicture(const TimingPicture& picture, const QString& path, int scale)
{
    const auto format = pictureFormatOf(path);
    if (const QString problem = problemWithPicturePath(path); !problem.isEmpty())
        return problem;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    bool drawn = false;
    switch (*format) {
    case PictureFormat::Png:
        drawn = writePng(picture, scale, buffer);
        break;
    case PictureFormat::Svg:
        drawn = writeSvg(picture, buffer);
        break;
    case PictureFormat::Pdf:
        drawn = writePdf(picture, buffer);
        break;
    }
    if (!drawn)
        return cannotWrite(path, tr("the picture could not be drawn"));
    return writeOutput(path, buffer.data());
}
