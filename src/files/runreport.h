// A run as a short report for an article or an issue: picture, settings, timings.
#pragma once

#include <QByteArray>
#include <QString>

struct PictureRequest;

// One page that needs no other file. `png` is the picture.
QByteArray htmlReport(const PictureRequest& request, const QByteArray& png);

// In GitHub's Markdown; the picture lies beside it as `pictureName`.
QByteArray markdownReport(const PictureRequest& request, const QString& pictureName);
