#include "app/window/themeswitch.h"

#include "app/controls/appearance.h"
#include "app/controls/desktoplook.h"
#include "gantt/paint/theme.h"

#include <QAction>
#include <QActionGroup>

ThemeSwitch::ThemeSwitch(const Choices& choices, const Icons& icons, QObject* parent)
    : QObject(parent)
    , m_icons(icons)
    , m_choice(SettingsStore::themeChoice())
    , m_theme(&Appearance::themeFor(m_choice))
{
    auto* group = new QActionGroup(this);
    const auto add = [&](QAction* action, ThemeChoice choice) {
        group->addAction(action);
        action->setChecked(choice == m_choice);
        connect(action, &QAction::triggered, this, [this, choice] { choose(choice); });
    };
    add(choices.system, ThemeChoice::System);
    add(choices.light, ThemeChoice::Light);
    add(choices.dark, ThemeChoice::Dark);
    add(choices.highContrast, ThemeChoice::HighContrast);
    connect(&Appearance::desktop(), &DesktopLook::changed, this, &ThemeSwitch::followDesktop);
}

void ThemeSwitch::choose(ThemeChoice choice)
{
    m_choice = choice;
    SettingsStore::setThemeChoice(choice);
    apply();
}

void ThemeSwitch::followPalette()
{
    const Theme* before = m_theme;
    Appearance::desktop().lookAtPalette();
    // What it means may be another theme now, which is there by then.
    if (m_choice == ThemeChoice::System && m_theme == before)
        apply();
}

void ThemeSwitch::followDesktop()
{
    if (m_choice != ThemeChoice::System)
        return;
    SettingsStore::setLastSystemTheme(Appearance::systemTheme());
    if (&Appearance::themeFor(m_choice) != m_theme)
        apply();
}

void ThemeSwitch::apply()
{
    m_theme = &Appearance::themeFor(m_choice);
    Appearance::apply(*m_theme);
    show();
}

void ThemeSwitch::show()
{
    const auto setIcon = [this](QAction* action, const char* name, const QColor& color) {
        action->setIcon(Appearance::icon(QLatin1String(name), color, m_theme->muted));
    };
    setIcon(m_icons.run, "run", m_theme->onAccent);
    setIcon(m_icons.pause, "pause", m_theme->text);
    setIcon(m_icons.stop, "stop", m_theme->text);
    setIcon(m_icons.exporting, "export", m_theme->text);
    Q_EMIT applied(*m_theme);
}
