// Settings as a file: JSON, each setting by its name on the command line, as text.
#pragma once

#include "plan/settings/runsettings.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <variant>
#include <vector>

struct SettingsFile
{
    QString name{}; // of an example
    QString look{}; // a sentence of what to look at
    RunSettings settings{};
};

// What is wrong with a file, in one line that names the setting, what is given and what is allowed.
struct SettingsProblem
{
    QString message;
};

// Settings that are not given have their usual values; unknown ones are refused. Any thread.
std::variant<SettingsFile, SettingsProblem> settingsFrom(const QByteArray& json);
QByteArray settingsJson(const SettingsFile& file);

// All settings that have a text, as pairs of name and text, as they stand in files. A path or a
// command that the jobs do not need is left out, and a path in the home folder is written as "~/…",
// so that no user is named.
std::vector<std::pair<QString, QString>> neededSettings(const RunSettings& settings);
// Whether the jobs need a path or a command.
bool namePaths(const RunSettings& settings);

// Under this name pictures carry settings.
constexpr const char* kSettingsKey = "settings";

// Whether a file looks like settings, or like a picture that may carry them.
bool holdsSettings(const QString& path);
// Whether it looks like such a picture.
bool isPicture(const QString& path);

// The same from a file, or from a picture that was exported; nothing is read of settings of more
// than 1 MB.
std::variant<SettingsFile, SettingsProblem> readSettingsFile(const QString& path);
