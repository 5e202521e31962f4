#include "base/numbertext.h"

#include <QLocale>

QString numberText(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

QString percentText(double share)
{
    return QStringLiteral("%1 %").arg(share * 100, 0, 'f', 1);
}

QString counted(qint64 count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(numberText(count));
}
