#include "session/terminal/commandline.h"

#include "base/visibletext.h"
#include "files/exports/runexport.h"
#include "plan/settings/brokeraddress.h"
#include "plan/settings/settingfields.h"
#include "plan/settings/settingtexts.h"
#include "plan/settings/workerlist.h"
#include "session/terminal/options.h"
#include "session/watched.h"

#include <QCommandLineParser>

#include <algorithm>

namespace {

QString name(const char* option)
{
    return QLatin1String(option);
}

QString refused(const QString& option, const QString& given, const QString& allowed)
{
    return optionSentence(
        option, QStringLiteral("'%1' was given; it takes %2").arg(withoutPassword(given), allowed));
}

// Takes the settings' options into the line; what is wrong, if anything.
QString takeSettings(const QCommandLineParser& parser, CommandLine& line)
{
    RunSettings settings;
    for (const SettingField& field : settingFields()) {
        const QString option = name(field.name);
        if (!parser.isSet(option))
            continue;
        QString text = *field.placeholder ? parser.value(option) : QStringLiteral("yes");
        if (const auto allowed = field.set(settings, text))
            return refused(option, text, *allowed);
        if (option == QLatin1String("input") && text == QLatin1String("-")) {
            if (!parser.isSet(name("headless")))
                return optionSentence(
                    option,
                    QStringLiteral("'-' was given; standard input is read with --headless alone"));
            text = QStringLiteral("/dev/stdin");
        }
        line.given.emplace_back(option, text);
    }
    return {};
}

QString takeExports(const QStringList& paths, CommandLine& line)
{
    const RunSettings settings = line.exportedSettings();
    const auto kinds = exportKindsOf(settings);
    for (const QString& path : paths) {
        const auto format = exportFormatOf(path);
        if (std::ranges::none_of(
                kinds, [format](const ExportKind& kind) { return kind.format == format; }))
            return refused(
                name("export"), path,
                QStringLiteral("a file name that ends in %1").arg(exportEndings(settings)));
    }
    line.exports = paths;
    return {};
}

QString takeNumbers(const QString& option, const QString& text, std::vector<int>& numbers)
{
    auto list = parseWorkerList(text);
    if (const auto* problem = std::get_if<Problem>(&list))
        return optionSentence(option, problem->message);
    numbers = std::get<std::vector<int>>(std::move(list));
    return {};
}

// What --measure cannot go with; empty where all is right.
QString problemWithMeasure(const QCommandLineParser& parser, const CommandLine& line)
{
    if (!line.file.isEmpty())
        return optionSentence(
            name("measure"),
            QStringLiteral("'%1' was given, too; jobs can be run again, a file cannot: --simulate "
                           "says how long it would take")
                .arg(line.file));
    if (parser.value(name("input")) == QLatin1String("-"))
        return optionSentence(name("measure"),
                              QStringLiteral("standard input can be read only once: give the file "
                                             "with the jobs to --input"));
    return {};
}

// Takes the numbers to measure; what is wrong, if anything.
QString takeMeasure(const QCommandLineParser& parser, CommandLine& line)
{
    const QString text = parser.value(name("measure"));
    line.measureAuto = text == QLatin1String("auto");
    const QString problem =
        line.measureAuto ? QString() : takeNumbers(name("measure"), text, line.measure);
    return problem.isEmpty() ? problemWithMeasure(parser, line)
                             : QStringLiteral("%1, or auto").arg(problem);
}

QString takeRepeat(const QString& text, CommandLine& line)
{
    const auto repeat = SettingTexts::numberIn(text, 1, CommandLine::kMaxRepeat);
    if (!repeat)
        return refused(name("repeat"), text,
                       QStringLiteral("a whole number from 1 to %1").arg(CommandLine::kMaxRepeat));
    if (!line.measures())
        return optionSentence(name("repeat"), QStringLiteral("it needs --measure"));
    line.repeat = *repeat;
    return {};
}

// What jobs on agents cannot go with; empty where all is right.
QString problemWithBroker(const QCommandLineParser& parser)
{
    if (!parser.isSet(name("broker")) || !parser.isSet(name("workers")))
        return {};
    return optionSentence(
        name("workers"), QStringLiteral("--broker was given, too; each agent says how many workers "
                                        "it has: poolscope worker --workers N"));
}

// Takes which spans of the file are its jobs; what is wrong, if anything.
QString takeNested(const QCommandLineParser& parser, CommandLine& line)
{
    if (!parser.isSet(name("nested")))
        return {};
    const QString text = parser.value(name("nested"));
    if (line.file.isEmpty())
        return optionSentence(name("nested"), QStringLiteral("it needs a FILE"));
    if (text != QLatin1String("outermost") && text != QLatin1String("innermost"))
        return refused(name("nested"), text, QStringLiteral("outermost or innermost"));
    line.jobsAre = text == QLatin1String("innermost") ? JobsAre::Innermost : JobsAre::Outermost;
    return {};
}

// Takes what is asked about numbers of workers into the line; what is wrong, if anything.
QString takeSizing(const QCommandLineParser& parser, CommandLine& line)
{
    for (const char* option : {"simulate", "measure"}) {
        if (parser.isSet(name(option)) && !line.headless)
            return optionSentence(name(option), QStringLiteral("it needs --headless"));
    }
    QString problem;
    if (parser.isSet(name("simulate")))
        problem = takeNumbers(name("simulate"), parser.value(name("simulate")), line.simulate);
    if (problem.isEmpty() && parser.isSet(name("measure")))
        problem = takeMeasure(parser, line);
    if (problem.isEmpty() && parser.isSet(name("repeat")))
        problem = takeRepeat(parser.value(name("repeat")), line);
    return problem;
}

// Takes what is followed into the line; what is wrong, if anything.
QString takeFollow(const QCommandLineParser& parser, CommandLine& line)
{
    if (!parser.isSet(name("follow")))
        return {};
    line.follow = parser.value(name("follow"));
    if (line.follow.isEmpty())
        return refused(name("follow"), {},
                       QStringLiteral("the name of a file, or - for standard "
                                      "input"));
    if (!line.file.isEmpty() || line.run || line.measures() || !line.simulate.empty())
        return optionSentence(name("follow"),
                              QStringLiteral("it follows another program: it goes neither with "
                                             "FILE nor with --run, --simulate and --measure"));
    return {};
}

// Takes the broker that is watched into the line; what is wrong, if anything. What was given is not
// shown, as it may hold a password.
QString takeWatch(const QCommandLineParser& parser, CommandLine& line)
{
    if (!parser.isSet(name("watch")))
        return {};
    auto address = watchedBroker(parser.value(name("watch")));
    if (const auto* problem = std::get_if<Problem>(&address))
        return optionSentence(name("watch"), problem->message);
    if (!line.file.isEmpty() || line.run || line.measures() || !line.simulate.empty() ||
        !line.follow.isEmpty())
        return optionSentence(name("watch"),
                              QStringLiteral("it watches other programs: it goes neither with FILE "
                                             "nor with --follow, --run, --simulate and --measure"));
    line.watch = std::get<BrokerAddress>(std::move(address));
    return {};
}

// The options before their help, in lines.
QString optionHelp(const QString& option, const QString& help)
{
    constexpr int kColumn = 24;
    return (QStringLiteral("  --") + option).leftJustified(kColumn) +
           QString(help).replace(u'\n', QStringLiteral("\n") + QString(kColumn, u' ')) + u'\n';
}

} // namespace

RunSettings CommandLine::settingsOver(RunSettings settings) const
{
    for (const auto& [option, text] : given)
        settingField(option)->set(settings, text);
    return settings;
}

RunSettings CommandLine::exportedSettings() const
{
    RunSettings settings = settingsOver({});
    if (!file.isEmpty())
        settings.jobs.work = WorkKind::Hash;
    return settings;
}

QString CommandLine::followedName() const
{
    if (watch)
        return watchedName(*watch);
    return follow == QLatin1String("-") ? QStringLiteral("standard input") : visibleText(follow);
}

std::variant<CommandLine, UsageError> parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    for (const ProgramOption& option : programOptions()) {
        if (option.placeholder.isEmpty())
            parser.addOption(QCommandLineOption(option.name));
        else
            parser.addOption({option.name, QString(), QStringLiteral("value")});
    }

    const bool understood = parser.parse(arguments);
    if (!parser.unknownOptionNames().isEmpty())
        return UsageError{QStringLiteral("there is no option '%1'; --help lists all")
                              .arg(parser.unknownOptionNames().constFirst())};
    if (!understood)
        return UsageError{parser.errorText()};
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return UsageError{QStringLiteral("'%1' was given; only one file is opened").arg(files[1])};
    if (!files.isEmpty() && files.constFirst().isEmpty())
        return UsageError{QStringLiteral("'' was given; it takes the name of a file")};
    if (!files.isEmpty() && parser.isSet(name("run")))
        return UsageError{
            QStringLiteral("'%1' was given; a file is looked at, without --run: it starts no run")
                .arg(files.constFirst())};

    CommandLine line;
    line.file = files.value(0);
    line.run = parser.isSet(name("run"));
    line.headless = parser.isSet(name("headless"));
    line.quiet = parser.isSet(name("quiet"));
    line.help = parser.isSet(name("help"));
    line.version = parser.isSet(name("version"));
    QString error = takeSettings(parser, line);
    if (error.isEmpty())
        error = problemWithBroker(parser);
    if (error.isEmpty())
        error = takeExports(parser.values(name("export")), line);
    if (error.isEmpty())
        error = takeSizing(parser, line);
    if (error.isEmpty())
        error = takeNested(parser, line);
    if (error.isEmpty())
        error = takeFollow(parser, line);
    if (error.isEmpty())
        error = takeWatch(parser, line);
    if (!error.isEmpty())
        return UsageError{error};
    return line;
}

QString helpText()
{
    QString text =
        QStringLiteral("Usage: poolscope [options] [FILE]\n"
                       "       poolscope worker --broker URL [options]\n"
                       "See, size and understand worker pools. FILE is a saved run, or a trace of\n"
                       "another program, to look at; with --headless its figures are printed.\n\n");
    for (const ProgramOption& option : programOptions())
        text += optionHelp(option.placeholder.isEmpty() ? option.name
                                                        : option.name + u' ' + option.placeholder,
                           option.help);
    return text +
           QStringLiteral(
               "\nWithout --headless it opens the window, with these settings in it.\n\n"
               "Exit status: 0 all jobs done; 1 a job failed or the run could not be finished;\n"
               "2 wrong usage; 3 a file could not be read or written; 129, 130, 131\n"
               "or 143 ended by a signal.\n");
}
