// A timing picture as the bytes of a file.
#pragma once

#include <QByteArray>

class QImage;
class TimingPicture;

enum class PictureFormat { Png, Svg, Pdf };

// The picture's pixels at 1 to 3 times its size. Any thread.
QImage pictureImage(const TimingPicture& picture, int scale);

// The picture as a file, which carries its settings and its timings unseen
// (files/io/carriedtext.h); nothing where it could not be drawn. `scale` (1 to 3) is for PNG. Any
// thread.
QByteArray pictureBytes(const TimingPicture& picture, PictureFormat format, int scale);
