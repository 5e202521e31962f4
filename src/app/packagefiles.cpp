// Writes what a package holds beside the program and follows from it: manual page, completions of
// shells, icons, and what software centres show.
//
//   poolscope-packagefiles SOURCE HOMEPAGE RELEASED FOLDER
//
// SOURCE: the project. RELEASED: the date, YYYY-MM-DD, of what the changelog has as not released
// yet.
#include "session/terminal/manual.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>
#include <vector>

namespace {

struct Release
{
    QString version;
    QDate date; // not valid while it is not released
    QStringList changes;
};

// Headings "## VERSION – DATE", and a list below each.
std::vector<Release> releasesIn(const QString& changelog)
{
    std::vector<Release> releases;
    for (const QString& line : changelog.split(u'\n')) {
        if (line.startsWith(QLatin1String("## "))) {
            const QStringList parts = line.mid(3).split(QStringLiteral(" – "));
            releases.push_back({parts.first().trimmed(),
                                QDate::fromString(parts.value(1).trimmed(), Qt::ISODate),
                                {}});
        } else if (line.startsWith(QLatin1String("- ")) && !releases.empty()) {
            releases.back().changes += line.mid(2);
        }
    }
    return releases;
}

// Without the marks of Markdown, which this format does not know.
QString plain(QString text)
{
    return text.remove(u'`').remove(QLatin1String("**")).toHtmlEscaped();
}

QString releasesXml(const std::vector<Release>& releases, const QString& released)
{
    constexpr int kMostChanges = 12;
    QString xml;
    for (const Release& release : releases) {
        const bool isOut = release.date.isValid();
        xml += QStringLiteral("    <release version=\"%1\" date=\"%2\" type=\"%3\">\n"
                              "      <description>\n        <ul>\n")
                   .arg(release.version, isOut ? release.date.toString(Qt::ISODate) : released,
                        isOut ? QStringLiteral("stable") : QStringLiteral("development"));
        for (const QString& change : release.changes.mid(0, kMostChanges))
            xml += QStringLiteral("          <li>%1</li>\n").arg(plain(change));
        xml += QStringLiteral("        </ul>\n      </description>\n    </release>\n");
    }
    return xml;
}

QString textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush())
        return true;
    std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(file.errorString()));
    return false;
}

bool writeIcons(const QString& picture, const QDir& folder)
{
    QSvgRenderer renderer(picture);
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256}) {
        QImage image(size, size, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        if (!image.save(folder.filePath(QStringLiteral("poolscope-%1.png").arg(size))))
            return false;
    }
    return renderer.isValid();
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() != 5)
        return 2;
    const QDir folder(arguments[4]);
    const QString version = QStringLiteral(POOLSCOPE_VERSION);
    const QDir source(arguments[1]);
    QString metainfo = textOf(source.filePath(QStringLiteral("resources/package/metainfo.xml")));
    metainfo.replace(QLatin1String("@HOMEPAGE@"), arguments[2])
        .replace(QLatin1String("@RELEASES@"),
                 releasesXml(releasesIn(textOf(source.filePath(QStringLiteral("CHANGELOG.md")))),
                             arguments[3]));
    const bool isWritten =
        write(folder.filePath(QStringLiteral("poolscope.1")), manual::page(version).toUtf8()) &&
        write(folder.filePath(QStringLiteral("poolscope.bash")),
              manual::bashCompletion().toUtf8()) &&
        write(folder.filePath(QStringLiteral("_poolscope")), manual::zshCompletion().toUtf8()) &&
        write(folder.filePath(QStringLiteral("poolscope.fish")),
              manual::fishCompletion().toUtf8()) &&
        write(folder.filePath(QStringLiteral("local.poolscope.Poolscope.metainfo.xml")),
              metainfo.toUtf8()) &&
        writeIcons(source.filePath(QStringLiteral("resources/icons/poolscope.svg")), folder);
    return isWritten ? 0 : 3;
}
