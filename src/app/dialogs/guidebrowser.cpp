#include "app/dialogs/guidebrowser.h"

#include "app/controls/textscale.h"
#include "base/language.h"
#include "gantt/paint/theme.h"

#include <QFile>
#include <QFileInfo>
#include <QFontDatabase>
#include <QImage>
#include <QScrollBar>

#include <algorithm>

namespace {

constexpr int kMostWidthPx = 760; // for texts of usual size

QString readText(const QString& path)
{
    QFile file(path);
    file.open(QIODevice::ReadOnly);
    return QString::fromUtf8(file.readAll());
}

// A page or a picture in the language of the window, where it is there in it.
QString pathOf(const QString& fileName)
{
    const QString own = QStringLiteral(":/guide/%1/%2").arg(Language::inUse(), fileName);
    return QFile::exists(own) ? own : QStringLiteral(":/guide/%1").arg(fileName);
}

} // namespace

GuideBrowser::GuideBrowser(const Theme& theme, QWidget* parent)
    : QTextBrowser(parent), m_theme(&theme)
{
    setFrameShape(QFrame::NoFrame);
    setMinimumWidth(kLeastWidthPx);
    setLineWrapMode(QTextEdit::FixedPixelWidth);
    document()->setDocumentMargin(18);
    document()->setIndentWidth(26);
}

void GuideBrowser::showPage(const QString& name)
{
    setSource(QUrl(QStringLiteral("qrc:/guide/%1.html").arg(name)), QTextDocument::HtmlResource);
}

QString GuideBrowser::pageName() const
{
    return QFileInfo(source().path()).baseName();
}

void GuideBrowser::setTheme(const Theme& theme)
{
    m_theme = &theme;
    fitLines(); // their texts may have another size, too
    const int scrolledPx = verticalScrollBar()->value();
    reload();
    verticalScrollBar()->setValue(scrolledPx);
}

QVariant GuideBrowser::loadResource(int type, const QUrl& name)
{
    if (type == QTextDocument::ImageResource)
        return QImage(pathOf((m_theme->dark ? QStringLiteral("dark/") : QStringLiteral("light/")) +
                             name.fileName()));
    QString text = readText(pathOf(name.fileName()));
    if (type == QTextDocument::StyleSheetResource)
        text.replace(QLatin1String("@muted"), m_theme->muted.name())
            .replace(QLatin1String("@field"), m_theme->field.name())
            .replace(QLatin1String("%fixed%"),
                     QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
    return type == QTextDocument::StyleSheetResource ? TextScale::sized(text) : text;
}

void GuideBrowser::resizeEvent(QResizeEvent* event)
{
    fitLines();
    QTextBrowser::resizeEvent(event);
}

void GuideBrowser::fitLines()
{
    setLineWrapColumnOrWidth(std::min(viewport()->width(), TextScale::px(kMostWidthPx)));
}
