// What the program was asked for on its command line.
#pragma once

#include "plan/settings/runsettings.h"

#include <QString>
#include <QStringList>

#include <utility>
#include <variant>
#include <vector>

struct CommandLine
{
    // The settings that were given, as names and texts that are allowed; the rest stays.
    std::vector<std::pair<QString, QString>> given;

    bool run = false;
    bool headless = false;
    bool quiet = false;
    bool help = false;
    bool version = false;
    QStringList exports;
    QString file; // a saved run to open; empty where there is none

    // The settings with what was given in place of theirs.
    RunSettings settingsOver(RunSettings settings) const;
};

// Wrong usage: one line that names the option, what was given and what is allowed.
struct UsageError
{
    QString message;
};

// `arguments` begin with the program's name. Needs no application object. Whether export files can
// be written is not looked at here, only their endings.
std::variant<CommandLine, UsageError> parseCommandLine(const QStringList& arguments);

// The text of --help.
QString helpText();
