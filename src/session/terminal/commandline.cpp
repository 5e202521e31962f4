#include "session/terminal/commandline.h"

#include "files/exports/runexport.h"
#include "plan/settings/settingfields.h"
#include "session/sessiontr.h"

#include <QCommandLineParser>

#include <algorithm>

namespace {

QString name(const char* option)
{
    return QLatin1String(option);
}

QString refused(const QString& option, const QString& given, const QString& allowed)
{
    return optionSentence(option, SessionTr::tr("'%1' was given; it takes %2").arg(given, allowed));
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
                    SessionTr::tr("'-' was given; standard input is read with --headless alone"));
            text = QStringLiteral("/dev/stdin");
        }
        line.given.emplace_back(option, text);
    }
    return {};
}

QString takeExports(const QStringList& paths, CommandLine& line)
{
    const RunSettings settings = line.settingsOver({});
    const auto kinds = exportKindsOf(settings);
    for (const QString& path : paths) {
        const auto format = exportFormatOf(path);
        if (std::ranges::none_of(
                kinds, [format](const ExportKind& kind) { return kind.format == format; }))
            return refused(
                name("export"), path,
                SessionTr::tr("a file name that ends in %1").arg(exportEndings(settings)));
    }
    line.exports = paths;
    return {};
}

// The options before their help, in lines.
QString optionHelp(const QString& option, const QString& help)
{
    constexpr int kColumn = 24;
    return (QStringLiteral("  --") + option).leftJustified(kColumn) +
           QString(help).replace(u'\n', QStringLiteral("\n") + QString(kColumn, u' ')) + u'\n';
}

QString helpOf(const SettingField& field)
{
    QString help = SessionTr::tr(field.help);
    const SettingLimits& limits = field.value.limits;
    if (limits.kind == SettingLimits::Kind::Number)
        help.replace(QLatin1String("%1"), QString::number(limits.least))
            .replace(QLatin1String("%2"), QString::number(limits.most));
    return help;
}

} // namespace

RunSettings CommandLine::settingsOver(RunSettings settings) const
{
    for (const auto& [option, text] : given)
        settingField(option)->set(settings, text);
    return settings;
}

std::variant<CommandLine, UsageError> parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    for (const SettingField& field : settingFields()) {
        if (*field.placeholder)
            parser.addOption({name(field.name), QString(), QStringLiteral("value")});
        else
            parser.addOption(QCommandLineOption(name(field.name)));
    }
    parser.addOption({name("export"), QString(), QStringLiteral("value")});
    for (const char* option : {"run", "headless", "quiet", "help", "version"})
        parser.addOption(QCommandLineOption(name(option)));

    const bool understood = parser.parse(arguments);
    if (!parser.unknownOptionNames().isEmpty())
        return UsageError{SessionTr::tr("there is no option '%1'; --help lists all")
                              .arg(parser.unknownOptionNames().constFirst())};
    if (!understood)
        return UsageError{parser.errorText()};
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return UsageError{SessionTr::tr("'%1' was given; only one file is opened").arg(files[1])};
    if (!files.isEmpty() && (parser.isSet(name("headless")) || parser.isSet(name("run"))))
        return UsageError{
            SessionTr::tr("'%1' was given; a file is opened in the window alone, without "
                          "--headless and --run")
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
        error = takeExports(parser.values(name("export")), line);
    if (!error.isEmpty())
        return UsageError{error};
    return line;
}

QString helpText()
{
    QString text =
        SessionTr::tr("Usage: poolscope [options] [FILE]\n"
                      "See, size and understand worker pools. FILE is a saved run, or a trace of\n"
                      "another program, to look at.\n\n");
    for (const SettingField& field : settingFields()) {
        const QString option = name(field.name);
        text += optionHelp(*field.placeholder ? option + u' ' + name(field.placeholder) : option,
                           helpOf(field));
    }
    text += optionHelp(QStringLiteral("run"), SessionTr::tr("start at once"));
    text += optionHelp(QStringLiteral("headless"),
                       SessionTr::tr("no window: run, print the log and the timings, exit"));
    text += optionHelp(QStringLiteral("quiet"), SessionTr::tr("headless: print the timings alone"));
    text += optionHelp(QStringLiteral("export FILE"),
                       SessionTr::tr("write FILE when all runs are over; may be given again; the\n"
                                     "ending chooses: the timing screenshot (.png, .svg, .pdf), a\n"
                                     "report (.html, .md), the timings (timings.csv), the jobs\n"
                                     "(.csv), the run, to open again (.json, .json.gz), or hashes\n"
                                     "(.sha256)"));
    text += optionHelp(QStringLiteral("help"), SessionTr::tr("print this and exit"));
    text += optionHelp(QStringLiteral("version"), SessionTr::tr("print the version and exit"));
    return text +
           SessionTr::tr(
               "\nWithout --headless it opens the window, with these settings in it.\n\n"
               "Exit status: 0 all jobs done; 1 a job failed or the run could not be finished;\n"
               "2 wrong usage; 3 a file could not be read or written; 130 or 143 interrupted.\n");
}
