#include "session/storefile.h"

#include "session/sessiontr.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace {

constexpr qint64 kMaxBytes = 1 << 20;

// The same without quotes and escapes.
QString plain(const QString& text)
{
    static const QRegularExpression escape(
        QStringLiteral(R"("[ \t]*|\\[\r\n]+|\\x([0-9A-Fa-f]*)|\\([0-7]+)|\\([abfnrtv"?'\\])|\\.)"));
    QString result;
    qsizetype from = 0;
    for (auto found = escape.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        result += QStringView(text).sliced(from, match.capturedStart() - from);
        from = match.capturedEnd();
        // As QSettings reads a number: its last 16 bits count. What it does not know it leaves out.
        if (!match.captured(1).isEmpty())
            result += QChar(match.captured(1).right(4).toUShort(nullptr, 16));
        else if (!match.captured(2).isEmpty())
            result += QChar(char16_t(match.captured(2).right(6).toUInt(nullptr, 8)));
        else
            result += match.captured(3);
    }
    result += QStringView(text).sliced(from);
    return result;
}

// Whether reading may build objects of any kind and size from bytes: QSettings does that for each
// value that begins so, asked for or not.
bool holdsObjects(const QByteArray& bytes)
{
    const QString text = plain(QString::fromLatin1(bytes));
    return text.contains(QLatin1String("@Variant(")) || text.contains(QLatin1String("@DateTime("));
}

// What QSettings writes is text.
bool isText(const QByteArray& bytes)
{
    return bytes.isValidUtf8() && std::ranges::none_of(bytes, [](char byte) {
               return uchar(byte) < ' ' && byte != '\n' && byte != '\r' && byte != '\t';
           });
}

bool isUsable(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return true; // there is none yet
    QFile file(path);
    if (!info.isFile() || info.size() > kMaxBytes || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray bytes = file.readAll();
    if (!isText(bytes) || holdsObjects(bytes))
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
               ? SessionTr::tr("%1 could not be used: it is kept as %2").arg(file, aside)
               : SessionTr::tr("%1 cannot be used, and not be renamed either").arg(file);
}

} // namespace StoreFile
