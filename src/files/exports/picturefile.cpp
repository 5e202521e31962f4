#include "files/exports/picturefile.h"

#include "files/exports/timingpicture.h"
#include "files/io/carriedtext.h"
#include "files/io/escape.h"
#include "files/settings/settingsfile.h"

#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace {

// What the run can be had again from.
CarriedTexts textsOf(const TimingPicture& picture)
{
    return {{kSettingsKey, settingsJson({{}, {}, picture.settings()})},
            {"timings", picture.timingsText().toUtf8()}};
}

// Each gives nothing where it could not be drawn.
QByteArray pngOf(const TimingPicture& picture, int scale)
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    QImage image = pictureImage(picture, scale);
    image.setText(QStringLiteral("Title"), picture.title());
    return image.save(&buffer, "PNG") ? pngCarrying(png, textsOf(picture)) : QByteArray();
}

// With a title as its first element.
QByteArray titled(QByteArray svg, const QString& title)
{
    const qsizetype begin = svg.indexOf('>', svg.indexOf("<svg")) + 1;
    return svg.insert(begin, "\n<title>" + markupEscaped(title).toUtf8() + "</title>");
}

QByteArray svgOf(const TimingPicture& picture)
{
    QByteArray svg;
    QBuffer buffer(&svg);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(picture.size().toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), picture.size()));
    generator.setTitle({}); // which Qt writes as it stands
    QPainter painter;
    if (!painter.begin(&generator))
        return {};
    picture.paint(painter, 1);
    return painter.end() ? svgCarrying(titled(svg, picture.title()), textsOf(picture))
                         : QByteArray();
}

QByteArray pdfOf(const TimingPicture& picture)
{
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(picture.title());
    writer.setCreator(QStringLiteral("Poolscope"));
    writer.setDocumentXmpMetadata(xmpCarrying(picture.title(), textsOf(picture)));
    constexpr int kDotsPerInch = 288; // three device pixels for each px of the picture's 96 an inch
    writer.setResolution(kDotsPerInch);
    writer.setPageSize(QPageSize(picture.size() * 72.0 / 96.0, QPageSize::Point));
    writer.setPageMargins(QMarginsF());
    QPainter painter;
    if (!painter.begin(&writer))
        return {};
    const double scale = kDotsPerInch / 96.0;
    painter.scale(scale, scale);
    picture.paint(painter, 1 / scale);
    return painter.end() ? pdf : QByteArray();
}

} // namespace

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

QByteArray pictureBytes(const TimingPicture& picture, PictureFormat format, int scale)
{
    switch (format) {
    case PictureFormat::Png:
        return pngOf(picture, scale);
    case PictureFormat::Svg:
        return svgOf(picture);
    case PictureFormat::Pdf:
        break;
    }
    return pdfOf(picture);
}
