// What is remembered between two starts of the program.
#pragma once

#include "gantt/model/chartcontent.h"
#include "plan/settings/runsettings.h"

#include <QList>
#include <QRect>
#include <QSize>
#include <QString>
#include <QStringList>

#include <array>

// The window's colours: those of the system, or one of our own.
enum class ThemeChoice { System, Light, Dark, HighContrast };

// What the chart's rows and colours are.
struct ChartLook
{
    RowsBy rowsBy = RowsBy::Worker;
    ColorBy colorBy = ColorBy::Job;
};

// Values that cannot be read or are out of range are replaced by the usual ones.
namespace SettingsStore {

RunSettings runSettings();
void setRunSettings(const RunSettings& settings);

ThemeChoice themeChoice();
void setThemeChoice(ThemeChoice choice);

// The code of the language that was chosen; empty where it is that of the desktop.
QString languageChoice();
void setLanguageChoice(const QString& code);
// The code of the language to begin with: the chosen one, or that of the desktop.
QString language();

// What System meant when the desktop was asked last; System where it never was.
ThemeChoice lastSystemTheme();
void setLastSystemTheme(ThemeChoice theme);

// How large texts can be, in percent of the desktop's font, and are.
inline constexpr std::array kTextPercents{100, 125, 150, 200};
int textPercent();
void setTextPercent(int percent);

struct WindowState
{
    QRect place{}; // without its frame, of a usual size on some screen; empty where none is known
    bool maximized = false;
    QList<QList<int>> splitters{}; // the sizes of each one's parts, 0 or more
};
WindowState windowState();
void setWindowState(const WindowState& state);

struct GuideState
{
    QSize size{}; // of the guide's window, without its frame; empty where none is known
    QString page{};
};
GuideState guideState();
void setGuideState(const GuideState& state);

// Which panels stand around the chart.
struct PanelsShown
{
    bool settings = true;
    bool timings = true;
    bool lower = true;
};
PanelsShown panelsShown();
void setPanelsShown(const PanelsShown& shown);

ChartLook chartLook();
void setChartLook(const ChartLook& look);

// Full paths of runs that were opened or saved, the last one first; ten at most.
QStringList recentRuns();
void addRecentRun(const QString& path);

// The folder that was written to last, or the user's pictures or home folder.
QString exportFolder();
void setExportFolder(const QString& folder);

// 1 to 3.
int exportScale();
void setExportScale(int scale);

// Whether the texts of pictures and reports are in English, whatever language the window has.
bool exportsInEnglish();
void setExportsInEnglish(bool inEnglish);

} // namespace SettingsStore
