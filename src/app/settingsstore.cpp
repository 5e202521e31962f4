#include "app/settingsstore.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace {

QString key(const char* name)
{
    return QLatin1String(name);
}

} // namespace

namespace SettingsStore {

RunSettings runSettings()
{
    const QSettings store;
    RunSettings settings;
    settings.jobs = store.value(key("run/jobs"), settings.jobs).toInt();
    settings.workers = store.value(key("run/workers"), settings.workers).toInt();
    if (store.contains(key("run/capacity")))
        settings.capacity = store.value(key("run/capacity")).toInt();
    settings.duration = std::chrono::nanoseconds(
        store.value(key("run/durationNs"), qlonglong(settings.duration.count())).toLongLong());
    const int when = store.value(key("run/sequential"), 0).toInt();
    if (when >= int(SequentialRunWhen::After) && when <= int(SequentialRunWhen::Off))
        settings.sequential = SequentialRunWhen(when);
    return withinLimits(settings);
}

void setRunSettings(const RunSettings& settings)
{
    QSettings store;
    store.setValue(key("run/jobs"), settings.jobs);
    store.setValue(key("run/workers"), settings.workers);
    if (settings.capacity)
        store.setValue(key("run/capacity"), *settings.capacity);
    else
        store.remove(key("run/capacity"));
    store.setValue(key("run/durationNs"), qlonglong(settings.duration.count()));
    store.setValue(key("run/sequential"), int(settings.sequential));
}

ThemeChoice themeChoice()
{
    const int choice = QSettings().value(key("window/theme"), 0).toInt();
    return choice >= int(ThemeChoice::System) && choice <= int(ThemeChoice::Dark)
               ? ThemeChoice(choice)
               : ThemeChoice::System;
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

int exportScale()
{
    return std::clamp(QSettings().value(key("export/scale"), 2).toInt(), 1, 3);
}

void setExportScale(int scale)
{
    QSettings().setValue(key("export/scale"), scale);
}

} // namespace SettingsStore
