// Settings as a file: JSON, each setting by its name on the command line, as text.
#pragma once

#include "pool/runsettings.h"

#include <QByteArray>
#include <QString>

#include <variant>

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

// Settings that are not given have their usual values; those that nobody knows are refused. Any
// thread.
std::variant<SettingsFile, SettingsProblem> settingsFrom(const QByteArray& json);
// A path or a command that the jobs do not need is left out.
QByteArray settingsJson(const SettingsFile& file);

// The name of the text in a PNG that holds them.
QString settingsPngKey();

// Whether a file looks like settings, or like a picture that may carry them.
bool holdsSettings(const QString& path);

// The same from a file, or from a picture (PNG) that was exported; nothing is read of settings of
// more than 1 MB.
std::variant<SettingsFile, SettingsProblem> readSettingsFile(const QString& path);
