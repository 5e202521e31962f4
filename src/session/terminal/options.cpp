#include "session/terminal/options.h"

#include "plan/settings/settingfields.h"
#include "remote/agent/agentcommand.h"
#include "session/terminal/commandline.h"

namespace {

QString helpOf(const SettingField& field)
{
    QString help = QString::fromUtf8(field.help);
    const SettingLimits& limits = field.value.limits;
    if (limits.kind == SettingLimits::Kind::Number)
        help.replace(QLatin1String("%1"), QString::number(limits.least))
            .replace(QLatin1String("%2"), QString::number(limits.most));
    return help;
}

ProgramOption optionOf(const SettingField& field)
{
    return {QLatin1String(field.name), QLatin1String(field.placeholder), helpOf(field),
            field.value.limits.words, field.role == SettingRole::Path};
}

QString word(const char* text)
{
    return QLatin1String(text);
}

} // namespace

std::vector<ProgramOption> programOptions()
{
    std::vector<ProgramOption> options;
    for (const SettingField& field : settingFields())
        options.push_back(optionOf(field));
    options.push_back({word("nested"),
                       word("KIND"),
                       QStringLiteral("of spans in FILE that lie within one another, which are\n"
                                      "the jobs: outermost, innermost (outermost)"),
                       {word("outermost"), word("innermost")}});
    options.push_back({word("simulate"), word("LIST"),
                       QStringLiteral("headless: what the run, or FILE, would take with so many\n"
                                      "workers: 1,2,4 or 1..16; without FILE no job is run")});
    options.push_back({word("measure"), word("LIST"),
                       QStringLiteral("headless: run the jobs with each of these numbers of\n"
                                      "workers, or auto: as many as say how many are enough")});
    options.push_back({word("repeat"), word("N"),
                       QStringLiteral("runs for each number that is measured: 1 to %1 (%2)")
                           .arg(QString::number(CommandLine::kMaxRepeat),
                                QString::number(CommandLine::kUsualRepeat))});
    options.push_back({word("follow"),
                       word("FILE"),
                       QStringLiteral("show what another program writes to FILE, or to standard\n"
                                      "input (-), while it does: events, one a line, joblogs,\n"
                                      "ninja logs, tables, traces"),
                       {},
                       true});
    options.push_back({word("watch"), word("celery:URL"),
                       QStringLiteral("show the tasks of Celery's workers, live; URL is that of\n"
                                      "their broker: amqp://USER@HOST:PORT/VHOST")});
    options.push_back({word("run"), {}, QStringLiteral("start at once")});
    options.push_back({word("headless"),
                       {},
                       QStringLiteral("no window: run, print the log and the timings, exit")});
    options.push_back({word("quiet"),
                       {},
                       QStringLiteral("headless: print the timings alone; with numbers of\n"
                                      "workers and FILE, their table alone")});
    options.push_back(
        {word("export"),
         word("FILE"),
         QStringLiteral("write FILE when all runs are over; may be given again; the\n"
                        "ending chooses: the timing screenshot (.png, .svg, .pdf), a\n"
                        "report (.html, .md), the timings (timings.csv), numbers of\n"
                        "workers (sizing.csv), where the workers' time went\n"
                        "(losttime.csv), what holds the run back (findings.json), the\n"
                        "jobs (.csv), the run, to open again (.json, .json.gz), or\n"
                        "hashes (.sha256)"),
         {},
         true});
    options.push_back({word("help"), {}, QStringLiteral("print this and exit")});
    options.push_back({word("version"), {}, QStringLiteral("print the version and exit")});
    return options;
}

std::vector<ProgramOption> workerOptions()
{
    std::vector<ProgramOption> options;
    for (const QCommandLineOption& option : agentOptions())
        options.push_back({option.names().constFirst(), option.valueName(), option.description()});
    return options;
}
