#include "app/controls/desktoplook.h"

#include <QApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFutureWatcher>
#include <QPalette>
#include <QStyleHints>
#include <QtConcurrent>

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
const QString kGnome = QStringLiteral("org.gnome.desktop.interface");

// A value comes in one variant from the signal, and in two from Read.
QVariant plain(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

DesktopWishes::Colors colorsOfQt()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    switch (QGuiApplication::styleHints()->colorScheme()) {
    case Qt::ColorScheme::Dark:
        return DesktopWishes::Colors::Dark;
    case Qt::ColorScheme::Light:
        return DesktopWishes::Colors::Light;
    case Qt::ColorScheme::Unknown:
        break;
    }
#endif
    return DesktopWishes::Colors::Any;
}

} // namespace

DesktopLook::DesktopLook(QObject* parent) : QObject(parent)
{
    lookAtPalette();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            &DesktopLook::changed);
#endif
    // Whoever comes to the bus waits for its welcome.
    auto* bus = new QFutureWatcher<QDBusConnection>(this);
    connect(bus, &QFutureWatcherBase::finished, this, [this, bus] {
        bus->deleteLater();
        ask(bus->result());
    });
    bus->setFuture(QtConcurrent::run(&QDBusConnection::sessionBus));
}

void DesktopLook::ask(const QDBusConnection& bus)
{
    if (bus.isConnected()) {
        qRegisterMetaType<QDBusVariant>(); // whose name the bus must know to call a slot with one
        QDBusConnection(bus).connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"),
                                     this, SLOT(onSettingChanged(QString, QString, QDBusVariant)));
        askFor(bus, kAppearance, QStringLiteral("color-scheme"));
        askFor(bus, kAppearance, QStringLiteral("contrast"));
        askFor(bus, kAppearance, QStringLiteral("reduced-motion"));
        askFor(bus, kGnome, QStringLiteral("enable-animations"));
    }
    conclude();
}

void DesktopLook::askFor(const QDBusConnection& bus, const QString& group, const QString& key)
{
    auto call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    call.setArguments({group, key});
    ++m_toCome;
    auto* answer = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, group, key] {
        answer->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (!reply.isError())
            take(group, key, reply.value().variant());
        conclude();
    });
}

void DesktopLook::conclude()
{
    if (--m_toCome == 0)
        Q_EMIT changed();
}

void DesktopLook::onSettingChanged(const QString& group, const QString& key,
                                   const QDBusVariant& value)
{
    const DesktopWishes before = wishes();
    take(group, key, value.variant());
    if (isKnown() && wishes() != before)
        Q_EMIT changed();
}

void DesktopLook::take(const QString& group, const QString& key, const QVariant& value)
{
    const QVariant told = plain(value);
    if (group == kAppearance && key == QLatin1String("color-scheme")) {
        const uint scheme = told.toUInt();
        m_told.colors = scheme == 1   ? DesktopWishes::Colors::Dark
                        : scheme == 2 ? DesktopWishes::Colors::Light
                                      : DesktopWishes::Colors::Any;
    } else if (group == kAppearance && key == QLatin1String("contrast")) {
        m_told.moreContrast = told.toUInt() == 1;
    } else if (group == kAppearance && key == QLatin1String("reduced-motion")) {
        m_reducedMotion = told.toUInt() == 1;
    } else if (group == kGnome && key == QLatin1String("enable-animations")) {
        m_noAnimations = !told.toBool();
    }
    m_told.lessMotion = m_reducedMotion || m_noAnimations;
}

DesktopWishes DesktopLook::wishes() const
{
    DesktopWishes wishes = m_told;
    if (wishes.colors == DesktopWishes::Colors::Any)
        wishes.colors = colorsOfQt();
    if (wishes.colors == DesktopWishes::Colors::Any)
        wishes.colors = m_palette;
    return wishes;
}

void DesktopLook::lookAtPalette()
{
    const QPalette ours = QApplication::palette();
    QApplication::setPalette(QPalette()); // the system's own shows through
    const QPalette system = QApplication::palette();
    QApplication::setPalette(ours);
    const bool dark =
        system.color(QPalette::WindowText).lightness() > system.color(QPalette::Window).lightness();
    const DesktopWishes before = wishes();
    m_palette = dark ? DesktopWishes::Colors::Dark : DesktopWishes::Colors::Light;
    if (isKnown() && wishes() != before)
        Q_EMIT changed();
}
