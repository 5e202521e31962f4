// The one table of the program's options: its help, its manual page and the completions of shells
// are made of it.
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

struct ProgramOption
{
    QString name;        // without "--"
    QString placeholder; // of its value; empty for a switch
    QString help;        // in lines of the help's width
    QStringList words{}; // that its value is one of; empty where it is something else
    bool takesFile = false;
};

// In the order of the help.
std::vector<ProgramOption> programOptions();
// Those of poolscope worker.
std::vector<ProgramOption> workerOptions();
