#include "session/settingsstore.h"

#include "base/language.h"
#include "plan/settings/settingfields.h"
#include "session/storefile.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <iterator>

namespace {

constexpr qsizetype kMaxRecentRuns = 10;

QString key(const char* name)
{
    return QLatin1String(name);
}

QSettings store()
{
    return QSettings(StoreFile::path(), QSettings::IniFormat);
}

// The stored whole number, or the usual one where none is stored or it is out of range.
qint64 storedNumber(const char* name, qint64 least, qint64 most, qint64 usual)
{
    bool isNumber = false;
    const qint64 number = store().value(key(name)).toLongLong(&isNumber);
    return isNumber && number >= least && number <= most ? number : usual;
}

ThemeChoice storedTheme(const char* name)
{
    return ThemeChoice(storedNumber(name, int(ThemeChoice::System), int(ThemeChoice::HighContrast),
                                    int(ThemeChoice::System)));
}

QString runKey(const SettingField& field)
{
    return key("run/") + key(field.name);
}

// Numbers separated by blanks, in pixels; none where one is no number, or larger than any screen.
QList<int> storedNumbers(const QSettings& stored, const char* name)
{
    constexpr int kMaxDistance = 100'000;
    QList<int> numbers;
    for (const QString& text : stored.value(key(name)).toString().split(u' ', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        numbers.append(text.toInt(&isNumber));
        if (!isNumber || numbers.constLast() < -kMaxDistance || numbers.constLast() > kMaxDistance)
            return {};
    }
    return numbers;
}

QString textOf(const QList<int>& numbers)
{
    QStringList texts;
    for (const int number : numbers)
        texts.append(QString::number(number));
    return texts.join(u' ');
}

// In the order of WindowState.
constexpr const char* kSplitters[] = {"window/outerSizes", "window/innerSizes",
                                      "window/chartSizes"};

} // namespace

namespace SettingsStore {

RunSettings runSettings()
{
    RunSettings settings;
    const QSettings stored = store();
    for (const SettingField& field : settingFields()) {
        const QString text = stored.value(runKey(field)).toString();
        if (!text.isEmpty())
            field.set(settings, text);
    }
    return settings;
}

void setRunSettings(const RunSettings& settings)
{
    QSettings stored = store();
    for (const SettingField& field : settingFields()) {
        const QString text = field.text(settings);
        if (text.isEmpty())
            stored.remove(runKey(field));
        else
            stored.setValue(runKey(field), text);
    }
}

ThemeChoice themeChoice()
{
    return storedTheme("window/theme");
}

void setThemeChoice(ThemeChoice choice)
{
    store().setValue(key("window/theme"), int(choice));
}

QString languageChoice()
{
    const QString stored = store().value(key("window/language")).toString();
    const auto choices = Language::all();
    const auto choice = std::ranges::find(choices, stored, &Language::Choice::code);
    return choice == choices.end() ? QString() : choice->code;
}

void setLanguageChoice(const QString& code)
{
    store().setValue(key("window/language"), code);
}

QString language()
{
    const QString chosen = languageChoice();
    return chosen.isEmpty() ? Language::ofDesktop() : chosen;
}

ThemeChoice lastSystemTheme()
{
    return storedTheme("window/systemTheme");
}

void setLastSystemTheme(ThemeChoice theme)
{
    store().setValue(key("window/systemTheme"), int(theme));
}

int textPercent()
{
    constexpr auto kPercents = kTextPercents;
    const auto stored = int(
        storedNumber("window/textPercent", kPercents.front(), kPercents.back(), kPercents.front()));
    const bool isThere = std::ranges::find(kPercents, stored) != kPercents.end();
    return isThere ? stored : kPercents.front();
}

void setTextPercent(int percent)
{
    store().setValue(key("window/textPercent"), percent);
}

WindowState windowState()
{
    const QSettings stored = store();
    WindowState state;
    const QList<int> place = storedNumbers(stored, "window/place");
    if (place.size() == 4 && place[2] > 0 && place[3] > 0)
        state.place = QRect(place[0], place[1], place[2], place[3]);
    state.maximized = stored.value(key("window/maximized")).toString() == QLatin1String("true");
    for (const char* splitter : kSplitters) {
        QList<int> sizes = storedNumbers(stored, splitter);
        if (std::ranges::any_of(sizes, [](int size) { return size < 0; }))
            sizes.clear();
        state.splitters.append(sizes);
    }
    return state;
}

void setWindowState(const WindowState& state)
{
    QSettings stored = store();
    stored.setValue(key("window/place"), textOf({state.place.x(), state.place.y(),
                                                 state.place.width(), state.place.height()}));
    stored.setValue(key("window/maximized"), state.maximized);
    for (std::size_t i = 0; i < std::size(kSplitters); ++i)
        stored.setValue(key(kSplitters[i]), textOf(state.splitters.value(qsizetype(i))));
}

GuideState guideState()
{
    const QSettings stored = store();
    GuideState state{{}, stored.value(key("guide/page")).toString()};
    const QList<int> size = storedNumbers(stored, "guide/size");
    if (size.size() == 2 && size[0] > 0 && size[1] > 0)
        state.size = QSize(size[0], size[1]);
    return state;
}

void setGuideState(const GuideState& state)
{
    QSettings stored = store();
    stored.setValue(key("guide/size"), textOf({state.size.width(), state.size.height()}));
    stored.setValue(key("guide/page"), state.page);
}

PanelsShown panelsShown()
{
    const auto stored = [](const char* name) {
        return storedNumber(name, 0, 1, 1) == 1;
    };
    return {stored("window/settingsPanel"), stored("window/timingsPanel"),
            stored("window/lowerPanel")};
}

void setPanelsShown(const PanelsShown& shown)
{
    QSettings stored = store();
    stored.setValue(key("window/settingsPanel"), int(shown.settings));
    stored.setValue(key("window/timingsPanel"), int(shown.timings));
    stored.setValue(key("window/lowerPanel"), int(shown.lower));
}

QStringList recentRuns()
{
    QStringList paths = store().value(key("runs/recent")).toStringList();
    paths.removeIf([](const QString& path) { return !QDir::isAbsolutePath(path); });
    return paths.mid(0, kMaxRecentRuns);
}

void addRecentRun(const QString& path)
{
    QStringList paths = recentRuns();
    paths.removeAll(path);
    paths.prepend(path);
    store().setValue(key("runs/recent"), paths.mid(0, kMaxRecentRuns));
}

QString exportFolder()
{
    const QString remembered = store().value(key("export/folder")).toString();
    if (!remembered.isEmpty() && QDir(remembered).exists())
        return remembered;
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    return QDir(pictures).exists() ? pictures : QDir::homePath();
}

void setExportFolder(const QString& folder)
{
    store().setValue(key("export/folder"), folder);
}

ChartLook chartLook()
{
    return {RowsBy(storedNumber("chart/rowsBy", 0, int(RowsBy::Host), 0)),
            ColorBy(storedNumber("chart/colorBy", 0, int(ColorBy::Status), 0))};
}

void setChartLook(const ChartLook& look)
{
    store().setValue(key("chart/rowsBy"), int(look.rowsBy));
    store().setValue(key("chart/colorBy"), int(look.colorBy));
}

int exportScale()
{
    return int(storedNumber("export/scale", 1, 3, 2));
}

void setExportScale(int scale)
{
    store().setValue(key("export/scale"), scale);
}

bool exportsInEnglish()
{
    return storedNumber("export/english", 0, 1, 1) == 1;
}

void setExportsInEnglish(bool inEnglish)
{
    store().setValue(key("export/english"), int(inEnglish));
}

} // namespace SettingsStore
