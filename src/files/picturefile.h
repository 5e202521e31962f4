// Writes a timing picture to a file whose ending chooses the format.
#pragma once

#include <QString>

#include <optional>

class QImage;
class TimingPicture;

enum class PictureFormat { Png, Svg, Pdf };

// The format that the path's ending names, in either case; nothing for any other ending.
std::optional<PictureFormat> pictureFormatOf(const QString& path);

// Why no picture can be written to `path`, in one line that says what is allowed; empty when one
// can. Leaves nothing behind, and an existing file as it is.
QString problemWithPicturePath(const QString& path);

// The picture's pixels at 1 to 3 times its size. Any thread.
QImage pictureImage(const TimingPicture& picture, int scale);

// Writes the picture to a temporary file in the same folder, flushes it, and renames it to `path`.
// Returns an empty text, or what went wrong; then `path` is as it was. `scale` (1 to 3) is for PNG.
// Any thread.
QString writePicture(const TimingPicture& picture, const QString& path, int scale);
