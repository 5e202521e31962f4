#include "app/controls/appearance.h"

#include "app/controls/desktoplook.h"
#include "app/controls/mnemonics.h"
#include "app/controls/plaintext.h"
#include "app/controls/textscale.h"
#include "gantt/paint/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QLayout>
#include <QPainter>
#include <QPalette>
#include <QPointer>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QSvgRenderer>
#include <QWidget>

#include <utility>

// In a static library resources are linked in only when they are asked for, outside any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(poolscope);
}

namespace {

// Fusion, with sliders that go where they are clicked, and with less ink: no icons on dialog
// buttons, underlines as long as Mnemonics says, and message boxes with our own. No label guesses
// whether its text is rich. What would glide or fade is there at once where the desktop wants less
// motion.
class Style : public QProxyStyle
{
public:
    Style()
        : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_mnemonics(new Mnemonics)
    {
    }

    using QProxyStyle::polish;
    void polish(QWidget* widget) override
    {
        keepPlain(widget);
        QProxyStyle::polish(widget);
    }

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override
    {
        if (hint == SH_Slider_AbsoluteSetButtons)
            return Qt::LeftButton;
        if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
            return 0;
        if (hint == SH_UnderlineShortcut)
            return m_mnemonics && m_mnemonics->areShownOn(widget);
        if (hint == SH_Widget_Animation_Duration && Appearance::desktop().wishes().lessMotion)
            return 0;
        return QProxyStyle::styleHint(hint, option, widget, data);
    }

    QIcon standardIcon(StandardPixmap icon, const QStyleOption* option,
                       const QWidget* widget) const override
    {
        switch (icon) {
        case SP_MessageBoxQuestion:
            return QIcon(QStringLiteral(":/icons/question.svg"));
        case SP_MessageBoxWarning:
        case SP_MessageBoxCritical:
            return QIcon(QStringLiteral(":/icons/warning.svg"));
        case SP_MessageBoxInformation:
            return QIcon(QStringLiteral(":/icons/information.svg"));
        default:
            return QProxyStyle::standardIcon(icon, option, widget);
        }
    }

private:
    const QPointer<Mnemonics> m_mnemonics;
};

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::Base, theme.window);
    palette.setColor(QPalette::AlternateBase, theme.field);
    palette.setColor(QPalette::Button, theme.field);
    palette.setColor(QPalette::ToolTipBase, theme.field);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::ToolTipText, QPalette::BrightText})
        palette.setColor(role, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.onAccent);
    palette.setColor(QPalette::Link, theme.accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.muted);
    return palette;
}

QString readResource(const QString& path)
{
    QFile file(path);
    file.open(QIODevice::ReadOnly);
    return QString::fromUtf8(file.readAll());
}

QString styleSheetOf(const Theme& theme)
{
    QString sheet = readResource(QStringLiteral(":/style.qss"));
    // Longer names first, so that no name is read as the beginning of another.
    const std::pair<const char*, QColor> colors[] = {
        {"@on-accent", theme.onAccent}, {"@sequential", theme.sequential},
        {"@accent", theme.accent},      {"@border", theme.border},
        {"@window", theme.window},      {"@chart", theme.chart},
        {"@error", theme.error},        {"@field", theme.field},
        {"@muted", theme.muted},        {"@band", theme.band},
        {"@line", theme.line},          {"@pool", theme.pool},
        {"@text", theme.text}};
    for (const auto& [name, color] : colors)
        sheet.replace(QLatin1String(name), color.name());
    sheet = TextScale::sized(sheet);
    sheet.replace(QLatin1String("%fixed%"),
                  QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
    return sheet.replace(QLatin1String("%mode%"),
                         theme.dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

// A layout keeps what those within it needed until it is activated.
void forget(QLayout& layout)
{
    for (int i = 0; i < layout.count(); ++i) {
        if (QLayout* part = layout.itemAt(i)->layout())
            forget(*part);
        else
            layout.itemAt(i)->invalidate();
    }
    layout.invalidate();
}

} // namespace

namespace Appearance {

void setUpFont()
{
    const QString family = QStringLiteral("Inter");
    if (!QFontDatabase::hasFamily(family))
        return;
    QFont font = QGuiApplication::font();
    font.setFamilies({family, font.family()});
    QGuiApplication::setFont(font);
}

void setUp()
{
    initResources();
    // Icons are coloured for the tool bar's buttons; on a menu some would not be seen.
    QCoreApplication::setAttribute(Qt::AA_DontShowIconsInMenus);
    QApplication::setStyle(new Style);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/poolscope.svg")));
    setUpFont();
    QApplication::setFont(QGuiApplication::font());
    desktop();
}

DesktopLook& desktop()
{
    static QPointer<DesktopLook> look;
    static const bool effects = QApplication::isEffectEnabled(Qt::UI_General); // of the platform
    if (!look) {
        look = new DesktopLook(qApp);
        QObject::connect(look, &DesktopLook::changed, qApp, [] {
            QApplication::setEffectEnabled(Qt::UI_General, effects && !look->wishes().lessMotion);
        });
    }
    return *look;
}

ThemeChoice systemTheme()
{
    if (const auto last = SettingsStore::lastSystemTheme();
        !desktop().isKnown() && last != ThemeChoice::System)
        return last;
    const DesktopWishes wishes = desktop().wishes();
    if (wishes.moreContrast)
        return ThemeChoice::HighContrast;
    return wishes.colors == DesktopWishes::Colors::Dark ? ThemeChoice::Dark : ThemeChoice::Light;
}

const Theme& themeFor(ThemeChoice choice)
{
    switch (choice == ThemeChoice::System ? systemTheme() : choice) {
    case ThemeChoice::System:
    case ThemeChoice::Light:
        break;
    case ThemeChoice::Dark:
        return Theme::darkTheme();
    case ThemeChoice::HighContrast:
        return Theme::highContrast();
    }
    return Theme::light();
}

void apply(const Theme& theme)
{
    QApplication::setPalette(paletteOf(theme));
    qApp->setStyleSheet(styleSheetOf(theme));
}

void settle(QWidget& window)
{
    window.ensurePolished();
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        QEvent event(QEvent::StyleChange);
        QCoreApplication::sendEvent(widget, &event);
    }
    // Parts before what they are in.
    const QList<QWidget*> widgets = window.findChildren<QWidget*>();
    for (auto widget = widgets.rbegin(); widget != widgets.rend(); ++widget) {
        if (QLayout* layout = (*widget)->layout())
            forget(*layout);
        (*widget)->updateGeometry();
    }
}

QIcon icon(const QString& name, const QColor& color, const QColor& disabled)
{
    const QString svg = readResource(QStringLiteral(":/icons/%1.svg").arg(name));
    QIcon icon;
    const auto add = [&](const QColor& ink, QIcon::Mode mode) {
        QString inked = svg;
        QSvgRenderer renderer(inked.replace(QLatin1String("#000"), ink.name()).toUtf8());
        for (const int size : {16, 32, 48}) {
            QPixmap pixmap(size, size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            renderer.render(&painter);
            icon.addPixmap(pixmap, mode);
        }
    };
    add(color, QIcon::Normal);
    add(disabled, QIcon::Disabled);
    return icon;
}

} // namespace Appearance
