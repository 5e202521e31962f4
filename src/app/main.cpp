#include "app/commandline.h"
#include "app/headless.h"
#include <QGuiApplication>
int main(int argc, char** argv)
{
    QStringList args;
    for (int i = 0; i < argc; ++i)
        args << QString::fromLocal8Bit(argv[i]);
    auto parsed = parseCommandLine(args);
    if (auto e = std::get_if<UsageError>(&parsed)) {
        printError(e->message);
        return 2;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    return Headless(std::get<CommandLine>(parsed)).run();
}
