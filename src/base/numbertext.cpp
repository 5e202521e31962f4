#include "base/numbertext.h"

#include <QLocale>

#include <algorithm>
#include <limits>

QString numberText(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

QString percentText(double share)
{
    return QStringLiteral("%1 %").arg(share * 100, 0, 'f', 1);
}

int pluralCount(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}
