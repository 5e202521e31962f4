// What the program was asked for on its command line.
#pragma once

#include "files/imports/importedrun.h"
#include "plan/settings/brokeraddress.h"
#include "plan/settings/runsettings.h"

#include <QString>
#include <QStringList>

#include <optional>
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
    QString file;                         // a saved run to open; empty where there is none
    JobsAre jobsAre = JobsAre::Outermost; // of spans in it that are nested in one another
    // What another program writes, "-" for standard input; empty where nothing is followed.
    QString follow;
    // The broker of Celery's workers that are watched; nothing where none are.
    std::optional<BrokerAddress> watch{};

    // Numbers of workers, ascending: to simulate, and to measure by real runs; empty where nobody
    // asked. With `measureAuto` what is measured decides what is measured next.
    std::vector<int> simulate;
    std::vector<int> measure;
    bool measureAuto = false;
    int repeat = kUsualRepeat; // runs for each number that is measured

    static constexpr int kUsualRepeat = 3;
    static constexpr int kMaxRepeat = 100;

    bool follows() const { return !follow.isEmpty() || watch.has_value(); }
    // What is followed, in words; without passwords.
    QString followedName() const;

    bool measures() const { return measureAuto || !measure.empty(); }

    // The settings with what was given in place of theirs.
    RunSettings settingsOver(RunSettings settings) const;
    // What is exported may be a run with these. A file may hold a run of any kind of work: all
    // exports may be what it gives.
    RunSettings exportedSettings() const;
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
