// The table of all settings: what the command line, the panel, the forecast and files know of each.
#pragma once

#include "plan/settings/settingvalue.h"

#include <QAnyStringView>

#include <vector>

// What follows when a setting changes.
enum class SettingScope {
    Plan, // which jobs there are: they are planned anew, the forecast follows
    Time, // how long they take, and in what order: the forecast follows where durations are known
          // beforehand
    Pool, // how a run treats them: there is nothing new to forecast, only a new run shows it
    Live, // the same as Time, and a run that goes on follows at once
};

// What a setting has to do with what a run executes or reads.
enum class SettingRole {
    Plain,   // nothing
    Task,    // says what is done with such a text: remembered, or not, together with it
    Path,    // names what is read
    Program, // names what is executed
    Place,   // names a machine that does the work
};

struct SettingField
{
    const char* name;        // on the command line and in files
    const char* placeholder; // of its value in the help; empty for a switch: "yes" or "no"
    const char* help;        // lines separated by '\n'; %1 and %2 are the limits of a number
    SettingScope scope;
    SettingRole role;
    // Whether jobs of such settings make any use of it.
    bool (*isNeeded)(const RunSettings&);
    SettingValue value;

    // As text, in the C locale; empty where it is not given and there is no usual value.
    QString text(const RunSettings& settings) const { return value.text(settings); }
    // Takes a text. Where it is none that is allowed nothing changes and it says what is, such as
    // "a whole number from 1 to 1024"; else nothing.
    std::optional<QString> set(RunSettings& settings, const QString& text) const;
    bool isNaming() const { return role >= SettingRole::Path; }
};

// In the order in which they are listed and set. A setting that is not given is not in its text:
// setting all texts of one over the usual settings gives it again. Any thread.
const std::vector<SettingField>& settingFields();
// The one of that name, or nothing.
const SettingField* settingField(QAnyStringView name);

// A sentence about a setting, as the command line says it: "--workers: …".
QString optionSentence(const QString& name, const QString& sentence);

// Whether settings differ in fields of this scope.
bool differIn(SettingScope scope, const RunSettings& a, const RunSettings& b);

// The usual settings with that part of these which a forecast depends on: two with the same have
// the same forecast, so that a slider which does not matter does not list a folder anew.
RunSettings forecastSettings(const RunSettings& settings);
