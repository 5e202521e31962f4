// What the program was asked for on its command line.
#pragma once

#include "pool/runsettings.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

struct CommandLine
{
    // What was given; the rest stays as it is.
    std::optional<int> jobs;
    std::optional<int> workers;
    std::optional<int> capacity;
    std::optional<std::chrono::nanoseconds> duration;
    std::optional<WorkKind> work;
    std::optional<double> cpuShare;
    std::optional<int> retries;
    std::optional<double> failRate;
    std::optional<int> seed;
    std::optional<SequentialRunWhen> sequential;

    bool run = false;
    bool headless = false;
    bool quiet = false;
    bool help = false;
    bool version = false;
    QStringList exports;

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
