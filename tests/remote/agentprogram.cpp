// "poolscope worker" without the rest of the program.
#include "remote/agent/agentcommand.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const auto result = runAgent(application.arguments().mid(1), [](const QString& line) {
        std::puts(qPrintable(line));
        std::fflush(stdout);
    });
    return result.end == AgentEnd::Stopped ? 0 : 2;
}
