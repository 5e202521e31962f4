// The program looks as the desktop asks, while it runs, too.
#include "app/controls/busybar.h"
#include "app/controls/desktoplook.h"
#include "fixtures/appwindow.h"
#include "fixtures/privatebus.h"
#include "gantt/paint/theme.h"
#include "session/settingsstore.h"

#include <QAbstractAnimation>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QMap>
#include <QMenuBar>
#include <QSettings>
#include <QSignalSpy>

#include <optional>

using fixtures::AppWindow;

// A desktop portal that says what the test wants, with a connection of its own.
class DesktopPortal : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    using Settings = QMap<QString, QVariant>; // by namespace and key, with a blank between

    explicit DesktopPortal(const Settings& settings)
        : m_bus(
              QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("portal")))
        , m_settings(settings)
    {
        if (!m_bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), this,
                                  QDBusConnection::ExportScriptableContents) ||
            !m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")))
            qFatal("there is no portal");
    }
    ~DesktopPortal() override { QDBusConnection::disconnectFromBus(QStringLiteral("portal")); }

    void set(const QString& group, const QString& key, const QVariant& value)
    {
        m_settings[group + u' ' + key] = value;
        Q_EMIT SettingChanged(group, key, QDBusVariant(value));
    }

public Q_SLOTS:
    // A variant in a variant, as the real one gives it.
    Q_SCRIPTABLE QDBusVariant Read(const QString& group, const QString& key)
    {
        const QVariant value = m_settings.value(group + u' ' + key);
        if (!value.isValid())
            sendErrorReply(QStringLiteral("org.freedesktop.portal.Error.NotFound"),
                           QStringLiteral("Requested setting not found"));
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value.isValid() ? value : 0)));
    }

Q_SIGNALS:
    Q_SCRIPTABLE void SettingChanged(const QString& group, const QString& key,
                                     const QDBusVariant& value);

private:
    QDBusConnection m_bus;
    Settings m_settings;
};

namespace {

const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
const QString kColors = QStringLiteral("color-scheme");
const QString kContrast = QStringLiteral("contrast");

DesktopPortal::Settings appearance(const QString& key, uint value)
{
    return {{kAppearance + u' ' + key, value}};
}

// Whether the program has it, and the window is painted in it.
bool shows(AppWindow& window, const Theme& theme)
{
    QMenuBar* bar = window.get().menuBar();
    const QPoint atItsEnd(bar->width() - 2, bar->height() / 2);
    return QApplication::palette().color(QPalette::Window) == theme.window &&
           bar->grab().toImage().pixelColor(atItsEnd) == theme.window;
}

fixtures::PrivateBus* s_bus = nullptr;

// Lets the desktop's answers come in.
bool becomesKnown()
{
    return QTest::qWaitFor([] { return Appearance::desktop().isKnown(); });
}

} // namespace

class TestDesktopLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        delete &Appearance::desktop(); // it is asked anew, as by a program that starts
    }
    void cleanupTestCase() { QSettings().clear(); }

    void theWindowIsDarkOnADarkDesktopAndFollowsItToLight()
    {
        DesktopPortal portal(appearance(kColors, 1));
        AppWindow window;
        QTRY_VERIFY(shows(window, Theme::darkTheme()));
        portal.set(kAppearance, kColors, 2U);
        QTRY_VERIFY(shows(window, Theme::light()));
        portal.set(kAppearance, kColors, 1U);
        QTRY_VERIFY(shows(window, Theme::darkTheme()));
        portal.set(kAppearance, kColors, 0U); // no preference: as the palette is
        QTRY_VERIFY(shows(window, Theme::light()));
    }

    void moreContrastIsTheThemeOfHighContrast()
    {
        DesktopPortal portal(appearance(kContrast, 1));
        AppWindow window;
        QTRY_VERIFY(shows(window, Theme::highContrast()));
        portal.set(kAppearance, kContrast, 0U);
        QTRY_VERIFY(shows(window, Theme::light()));
    }

    void aThemeThatWasChosenStays()
    {
        DesktopPortal portal(appearance(kColors, 1));
        SettingsStore::setThemeChoice(ThemeChoice::Light);
        AppWindow window;
        QVERIFY(becomesKnown());
        QVERIFY(shows(window, Theme::light()));
        QSignalSpy changed(&Appearance::desktop(), &DesktopLook::changed);
        portal.set(kAppearance, kContrast, 1U);
        QVERIFY(changed.wait());
        QVERIFY(shows(window, Theme::light()));
        window.find<QAction>("actionThemeSystem")->trigger();
        QVERIFY(shows(window, Theme::highContrast()));
    }

    void theWindowComesUpAsItWasLastBeforeTheDesktopHasAnswered()
    {
        {
            DesktopPortal portal(appearance(kColors, 1));
            AppWindow window;
            QTRY_VERIFY(shows(window, Theme::darkTheme()));
        }
        delete &Appearance::desktop();
        DesktopPortal portal(appearance(kColors, 1));
        MainWindow window(AppWindow::commandLine(""));
        QVERIFY(!Appearance::desktop().isKnown());
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::darkTheme().window);
    }

    void withoutAPortalThePaletteDecides()
    {
        SettingsStore::setLastSystemTheme(ThemeChoice::Dark); // where there was one
        AppWindow window;
        QTRY_VERIFY(shows(window, Theme::light()));
        QCOMPARE(SettingsStore::lastSystemTheme(), ThemeChoice::Light);
    }

    void whatIsOfNoConcernChangesNothing()
    {
        DesktopPortal portal(appearance(kColors, 1));
        DesktopLook& desktop = Appearance::desktop();
        QVERIFY(becomesKnown());
        QCOMPARE(desktop.wishes().colors, DesktopWishes::Colors::Dark);
        QSignalSpy changed(&desktop, &DesktopLook::changed);
        portal.set(kAppearance, QStringLiteral("accent-color"), 1U);
        portal.set(kAppearance, kColors, 1U);
        portal.set(QStringLiteral("org.example"), kColors, 2U);
        portal.set(kAppearance, kColors, 2U);
        QVERIFY(changed.wait());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(desktop.wishes().colors, DesktopWishes::Colors::Light);
    }

    void whatMovesByItselfStandsStillWhereLessMotionIsWanted_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("less");
        QTest::addColumn<QVariant>("usual");
        QTest::newRow("by all desktops")
            << kAppearance << QStringLiteral("reduced-motion") << QVariant(1U) << QVariant(0U);
        QTest::newRow("by GNOME") << QStringLiteral("org.gnome.desktop.interface")
                                  << QStringLiteral("enable-animations") << QVariant(false)
                                  << QVariant(true);
    }
    void whatMovesByItselfStandsStillWhereLessMotionIsWanted()
    {
        QFETCH(QString, group);
        QFETCH(QString, key);
        QFETCH(QVariant, less);
        QFETCH(QVariant, usual);
        DesktopPortal portal({});
        AppWindow window;
        QVERIFY(becomesKnown());
        auto* bar = window.get().findChild<BusyBar*>();
        bar->setRange(0, 0);
        bar->show();
        const auto moves = [bar] {
            return bar->findChild<QAbstractAnimation*>() != nullptr;
        };
        const auto duration = [] {
            return QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration);
        };
        QTRY_VERIFY(moves());
        QVERIFY(duration() > 0);
        QVERIFY(QApplication::isEffectEnabled(Qt::UI_AnimateCombo));

        portal.set(group, key, less);
        QTRY_VERIFY(!moves());
        QCOMPARE(duration(), 0);
        QVERIFY(!QApplication::isEffectEnabled(Qt::UI_AnimateCombo));
        // It is seen all the same that something goes on.
        const QImage busy = bar->grab().toImage();
        bar->setRange(0, 10);
        bar->setValue(0);
        QVERIFY(bar->grab().toImage() != busy);
        bar->setRange(0, 0);

        portal.set(group, key, usual);
        QTRY_VERIFY(moves());
        QVERIFY(duration() > 0);
        QVERIFY(QApplication::isEffectEnabled(Qt::UI_AnimateCombo));
    }

    void whereTheBusIsGoneThePaletteDecidesAtOnce()
    {
        SettingsStore::setLastSystemTheme(ThemeChoice::Dark);
        s_bus->stop();
        AppWindow window;
        QTRY_VERIFY(shows(window, Theme::light()));
        QVERIFY(Appearance::desktop().isKnown());
    }
};

int main(int argc, char** argv)
{
    fixtures::PrivateBus bus;
    s_bus = &bus;
    QApplication application(argc, argv);
    for (const auto effect : {Qt::UI_General, Qt::UI_AnimateCombo})
        QApplication::setEffectEnabled(effect); // as some platforms have it
    fixtures::setUpProgram("desktoplook");
    TestDesktopLook test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desktoplook.moc"
