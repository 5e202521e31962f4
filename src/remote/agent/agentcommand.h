// The command "poolscope worker": an agent on its own.
#pragma once

#include <QCommandLineOption>
#include <QList>
#include <QStringList>

#include <functional>

// How it ended, for an exit status.
enum class AgentEnd {
    Help,    // the help was printed
    Stopped, // by a signal
    Usage,   // the options are wrong
    Failed,  // it could not begin
};

struct AgentResult
{
    AgentEnd end = AgentEnd::Stopped;
    int signal = 0; // of Stopped
    QString text{}; // of Help, Usage and Failed
};

QList<QCommandLineOption> agentOptions();

// Takes the options behind "worker" and serves until SIGINT, SIGTERM or SIGHUP. What happens is
// told in lines. Needs an application object. On the main thread.
AgentResult runAgent(const QStringList& options, const std::function<void(const QString&)>& tell);
