// How the desktop wants programs to look and to move.
#pragma once

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>
#include <QString>
#include <QVariant>

struct DesktopWishes
{
    enum class Colors { Any, Dark, Light };

    Colors colors = Colors::Any;
    bool moreContrast = false;
    bool lessMotion = false;

    bool operator==(const DesktopWishes&) const = default;
};

// Asks the desktop portal over D-Bus, once the event loop runs, and follows what it tells; nothing
// waits for it. Where there is no bus, no portal, or no wish, colours are those that Qt knows of,
// and else light or dark as the system's palette is. Main thread. Source: XDG Desktop Portal,
// org.freedesktop.portal.Settings.
class DesktopLook : public QObject
{
    Q_OBJECT

public:
    explicit DesktopLook(QObject* parent);

    // The desktop has answered, or there is none to ask.
    bool isKnown() const { return m_toCome == 0; }
    // As far as they are known; colours are always some.
    DesktopWishes wishes() const;
    // The system's palette may be another.
    void lookAtPalette();

Q_SIGNALS:
    // isKnown() or wishes() gives something else.
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask(const QDBusConnection& bus);
    void askFor(const QDBusConnection& bus, const QString& group, const QString& key);
    // All that was asked has come, or will not.
    void conclude();
    void take(const QString& group, const QString& key, const QVariant& value);

    DesktopWishes m_told; // by the portal
    DesktopWishes::Colors m_palette = DesktopWishes::Colors::Light;
    bool m_noAnimations = false;  // as GNOME says it
    bool m_reducedMotion = false; // as all desktops say it by and by
    int m_toCome = 1;             // answers, or the bus itself
};
