#include "app/storefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>

namespace {

constexpr qint64 kLargest = 1 << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("StoreFile", text);
}

// Whether reading would build values of any type from bytes, of any size: QSettings does that for
// each value that begins so, asked for or not. It never writes an "@" as an escape.
bool holdsObjects(const QByteArray& bytes)
{
    static const QRegularExpression object(QStringLiteral(R"([=,]\s*"?\s*@(Variant|DateTime)\()"));
    static const QRegularExpression escape(QStringLiteral(R"(\\(?:x([0-9A-Fa-f]+)|([0-7]+)))"));
    const QString text = QString::fromLatin1(bytes);
    if (object.match(text).hasMatch())
        return true;
    for (auto found = escape.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        // As it is read: the last 16 bits count.
        const uint unit = match.hasCaptured(1) ? match.captured(1).right(4).toUInt(nullptr, 16)
                                               : match.captured(2).right(6).toUInt(nullptr, 8);
        if (char16_t(unit) == u'@')
            return true;
    }
    return false;
}

bool isUsable(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return true; // there is none yet
    QFile file(path);
    if (!info.isFile() || info.size() > kLargest || !file.open(QIODevice::ReadOnly) ||
        holdsObjects(file.readAll()))
        return false;
    return QSettings(path, QSettings::IniFormat).status() == QSettings::NoError;
}

} // namespace

namespace StoreFile {

QString path()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation))
        .filePath(
            QStringLiteral("%1/%2.conf")
                .arg(QCoreApplication::organizationName(), QCoreApplication::applicationName()));
}

QString putAsideIfBroken()
{
    const QString file = path();
    if (isUsable(file))
        return {};
    QString aside = file + QStringLiteral(".broken");
    for (int number = 2; QFileInfo::exists(aside); ++number)
        aside = file + QStringLiteral(".broken-%1").arg(number);
    return QFile::rename(file, aside)
               ? tr("%1 could not be used: it is kept as %2").arg(file, aside)
               : tr("%1 cannot be used, and not be renamed either").arg(file);
}

} // namespace StoreFile
