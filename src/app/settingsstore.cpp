#include "app/settingsstore.h"

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

} // namespace

namespace SettingsStore {

RunSettings runSettings()
{
    using S = RunSettings;
    S settings;
    settings.jobs = int(storedNumber("run/jobs", S::kMinJobs, S::kMaxJobs, settings.jobs));
    settings.workers =
        int(storedNumber("run/workers", S::kMinWorkers, S::kMaxWorkers, settings.workers));
    const qint64 none = -1;
    const qint64 capacity = storedNumber("run/capacity", S::kMinCapacity, S::kMaxCapacity, none);
    if (capacity != none)
        settings.capacity = int(capacity);
    settings.duration = std::chrono::nanoseconds(
        storedNumber("run/durationNs", 0, S::kMaxDuration.count(), settings.duration.count()));
    settings.work = WorkKind(
        storedNumber("run/work", int(WorkKind::Sleep), int(WorkKind::Mixed), int(settings.work)));
    settings.cpuShare = double(storedNumber("run/cpuPerMille", 0, 1000, 300)) / 1000;
    settings.retries = int(storedNumber("run/retries", 0, S::kMaxRetries, settings.retries));
    settings.failRate = double(storedNumber("run/failPerMille", 0, 1000, 0)) / 1000;
    settings.seed = int(storedNumber("run/seed", 0, S::kMaxSeed, settings.seed));
    settings.sequential =
        SequentialRunWhen(storedNumber("run/sequential", int(SequentialRunWhen::After),
                                       int(SequentialRunWhen::Off), int(settings.sequential)));
    return settings;
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
    store.setValue(key("run/work"), int(settings.work));
    store.setValue(key("run/cpuPerMille"), qRound(settings.cpuShare * 1000));
    store.setValue(key("run/retries"), settings.retries);
    store.setValue(key("run/failPerMille"), qRound(settings.failRate * 1000));
    store.setValue(key("run/seed"), settings.seed);
    store.setValue(key("run/sequential"), int(settings.sequential));
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
