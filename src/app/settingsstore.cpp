#include "app/settingsstore.h"

#include "pool/settingfields.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>

namespace {

QString key(const char* name)
{
    return QLatin1String(name);
}

// The whole number that is stored, or the usual one where there is none or it is out of range.
qint64 storedNumber(const char* name, qint64 least, qint64 most, qint64 usual)
{
    bool isNumber = false;
    const qint64 number = QSettings().value(key(name)).toLongLong(&isNumber);
    return isNumber && number >= least && number <= most ? number : usual;
}

QString runKey(const SettingField& field)
{
    return key("run/") + key(field.name);
}

} // namespace

namespace SettingsStore {

RunSettings runSettings()
{
    RunSettings settings;
    const QSettings store;
    for (const SettingField& field : settingFields()) {
        const QString stored = store.value(runKey(field)).toString();
        if (!stored.isEmpty())
            field.set(settings, stored);
    }
    return settings;
}

void setRunSettings(const RunSettings& settings)
{
    QSettings store;
    for (const SettingField& field : settingFields()) {
        const QString text = field.text(settings);
        if (text.isEmpty())
            store.remove(runKey(field));
        else
            store.setValue(runKey(field), text);
    }
}

ThemeChoice themeChoice()
{
    return ThemeChoice(storedNumber("window/theme", int(ThemeChoice::System),
                                    int(ThemeChoice::Dark), int(ThemeChoice::System)));
}

void setThemeChoice(ThemeChoice choice)
{
    QSettings().setValue(key("window/theme"), int(choice));
}

WindowState windowState()
{
    const QSettings store;
    WindowState state;
    state.geometry = store.value(key("window/geometry")).toByteArray();
    for (const QVariant& splitter : store.value(key("window/splitters")).toList())
        state.splitters.append(splitter.toByteArray());
    return state;
}

void setWindowState(const WindowState& state)
{
    QSettings store;
    store.setValue(key("window/geometry"), state.geometry);
    QVariantList splitters;
    for (const QByteArray& splitter : state.splitters)
        splitters.append(splitter);
    store.setValue(key("window/splitters"), splitters);
}

QStringList recentRuns()
{
    return QSettings().value(key("runs/recent")).toStringList();
}

void addRecentRun(const QString& path)
{
    constexpr qsizetype kMost = 10;
    QStringList paths = recentRuns();
    paths.removeAll(path);
    paths.prepend(path);
    QSettings().setValue(key("runs/recent"), paths.mid(0, kMost));
}

QString exportFolder()
{
    const QString remembered = QSettings().value(key("export/folder")).toString();
    if (!remembered.isEmpty() && QDir(remembered).exists())
        return remembered;
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    return QDir(pictures).exists() ? pictures : QDir::homePath();
}

void setExportFolder(const QString& folder)
{
    QSettings().setValue(key("export/folder"), folder);
}

ChartLook chartLook()
{
    return {RowsBy(storedNumber("chart/rowsBy", 0, int(RowsBy::Job), 0)),
            ColorBy(storedNumber("chart/colorBy", 0, int(ColorBy::Status), 0))};
}

void setChartLook(const ChartLook& look)
{
    QSettings().setValue(key("chart/rowsBy"), int(look.rowsBy));
    QSettings().setValue(key("chart/colorBy"), int(look.colorBy));
}

int exportScale()
{
    return int(storedNumber("export/scale", 1, 3, 2));
}

void setExportScale(int scale)
{
    QSettings().setValue(key("export/scale"), scale);
}

} // namespace SettingsStore
