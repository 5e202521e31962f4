#include "session/terminal/manual.h"

#include "session/terminal/options.h"

namespace {

// No line of it is taken for a request, and dashes stay dashes. Source: man(7), groff_char(7).
QString roff(QString text)
{
    text.replace(u'\\', QLatin1String("\\e"))
        .replace(u'-', QLatin1String("\\-"))
        .replace(u'\'', QLatin1String("\\(aq"))
        .replace(QChar(0x2026), QLatin1String("..."));
    return text.startsWith(u'.') ? QLatin1String("\\&") + text : text;
}

QString oneLine(QString help)
{
    return help.replace(u'\n', u' ');
}

QString entry(const ProgramOption& option)
{
    const QString value = option.placeholder.isEmpty()
                              ? QString()
                              : QStringLiteral(" \\fI%1\\fR").arg(roff(option.placeholder));
    return QStringLiteral(".TP\n\\fB\\-\\-%1\\fR%2\n%3\n")
        .arg(roff(option.name), value, roff(oneLine(option.help)));
}

QString entries(const std::vector<ProgramOption>& options)
{
    QString text;
    for (const ProgramOption& option : options)
        text += entry(option);
    return text;
}

// The beginning of what it does, for a list.
QString brief(const ProgramOption& option)
{
    return oneLine(option.help).section(u';', 0, 0).section(QLatin1String(": "), 0, 0);
}

QString dashed(const std::vector<ProgramOption>& options)
{
    QStringList names;
    for (const ProgramOption& option : options)
        names += QLatin1String("--") + option.name;
    return names.join(u' ');
}

QString bashCase(const ProgramOption& option)
{
    if (option.placeholder.isEmpty())
        return {};
    const QString offered = option.takesFile ? QStringLiteral("-f")
                            : option.words.isEmpty()
                                ? QStringLiteral("-W ''")
                                : QStringLiteral("-W '%1'").arg(option.words.join(u' '));
    return QStringLiteral("    --%1) offer=(%2) ;;\n").arg(option.name, offered);
}

// In brackets and between colons of zsh's _arguments.
QString zshText(QString text)
{
    for (const char* special : {"\\", "[", "]", ":"})
        text.replace(QLatin1String(special), QLatin1Char('\\') + QLatin1String(special));
    return text.replace(u'\'', QLatin1String("'\\''"));
}

QString zshArguments(const std::vector<ProgramOption>& options)
{
    QString text;
    for (const ProgramOption& option : options) {
        text += QStringLiteral(" \\\n    '--%1[%2]").arg(option.name, zshText(brief(option)));
        if (!option.placeholder.isEmpty())
            text += QStringLiteral(":%1:%2").arg(
                zshText(option.placeholder),
                option.takesFile         ? QStringLiteral("_files")
                : option.words.isEmpty() ? QStringLiteral(" ")
                                         : QStringLiteral("(%1)").arg(option.words.join(u' ')));
        text += u'\'';
    }
    return text;
}

QString fishLines(const std::vector<ProgramOption>& options, const char* condition)
{
    QString text;
    for (const ProgramOption& option : options) {
        QString help = brief(option);
        help.replace(u'\\', QLatin1String("\\\\")).replace(u'\'', QLatin1String("\\'"));
        text += QStringLiteral("complete -c poolscope -n '%1' -l %2 -d '%3'")
                    .arg(QLatin1String(condition), option.name, help);
        if (option.takesFile)
            text += QStringLiteral(" -r -F");
        else if (!option.words.isEmpty())
            text += QStringLiteral(" -x -a '%1'").arg(option.words.join(u' '));
        else if (!option.placeholder.isEmpty())
            text += QStringLiteral(" -x");
        text += u'\n';
    }
    return text;
}

} // namespace

QString manual::page(const QString& version)
{
    return QStringLiteral(
               ".TH POOLSCOPE 1 \"\" \"Poolscope %1\" \"User Commands\"\n"
               ".SH NAME\npoolscope \\- see, size and understand worker pools\n"
               ".SH SYNOPSIS\n"
               ".B poolscope\n[\\fIoptions\\fR] [\\fIFILE\\fR]\n.br\n"
               ".B poolscope worker \\-\\-broker\n\\fIURL\\fR [\\fIoptions\\fR]\n"
               ".SH DESCRIPTION\n"
               "Runs jobs on a pool of workers and draws what each of them does while it does it, "
               "beside the same jobs one after another; says how many workers are enough and where "
               "the time goes. FILE is a saved run, or a trace of another program, to look at.\n"
               ".PP\n"
               "The second form is an agent: workers on this machine that take the jobs of runs "
               "elsewhere from a message broker, RabbitMQ.\n"
               ".SH OPTIONS\n")
               .arg(version) +
           entries(programOptions()) + QStringLiteral(".SH OPTIONS OF POOLSCOPE WORKER\n") +
           entries(workerOptions()) +
           QStringLiteral(
               ".SH EXIT STATUS\n"
               ".TP\n0\nall jobs are done\n"
               ".TP\n1\na job failed, or the run could not be finished\n"
               ".TP\n2\nwrong usage\n"
               ".TP\n3\na file could not be read or written\n"
               ".TP\n129, 130, 131, 143\ninterrupted\n"
               ".SH ENVIRONMENT\n"
               ".TP\n\\fBPOOLSCOPE_BROKER_PASSWORD_FILE\\fR\n"
               "the file whose first line is the password for a broker\n"
               ".TP\n\\fBPOOLSCOPE_BROKER_PASSWORD\\fR\nthat password\n"
               ".SH FILES\n"
               ".TP\n\\fI~/.config/poolscope\\fR\nwhat is remembered\n"
               ".SH EXAMPLES\n"
               ".nf\n"
               "poolscope \\-\\-jobs 20 \\-\\-workers 4 \\-\\-run\n"
               "poolscope \\-\\-headless \\-\\-measure auto \\-\\-work cpu \\-\\-duration 20ms\n"
               "poolscope build/.ninja_log\n"
               ".fi\n");
}

QString manual::bashCompletion()
{
    QString text = QStringLiteral("# bash completion for poolscope\n"
                                  "_poolscope()\n{\n"
                                  "    local current=${COMP_WORDS[COMP_CWORD]}\n"
                                  "    local previous=${COMP_WORDS[COMP_CWORD-1]}\n"
                                  "    local offer=(-f)\n"
                                  "    case $previous in\n");
    for (const ProgramOption& option : programOptions())
        text += bashCase(option);
    // Those of poolscope worker that are not among them.
    text +=
        QStringLiteral("    --allow | --name) offer=(-W '') ;;\n"
                       "    *)\n"
                       "        if [[ ${COMP_WORDS[1]} == worker && $COMP_CWORD -gt 1 ]]; then\n"
                       "            offer=(-W '%1')\n"
                       "        elif [[ $current == -* ]]; then\n"
                       "            offer=(-W '%2')\n"
                       "        elif [[ $COMP_CWORD -eq 1 ]]; then\n"
                       "            offer=(-f -W worker)\n"
                       "        fi\n"
                       "        ;;\n"
                       "    esac\n"
                       "    mapfile -t COMPREPLY < <(compgen \"${offer[@]}\" -- \"$current\")\n"
                       "    [[ ${offer[0]} != -f ]] || compopt -o filenames\n"
                       "}\n"
                       "complete -F _poolscope poolscope\n")
            .arg(dashed(workerOptions()), dashed(programOptions()));
    return text;
}

QString manual::zshCompletion()
{
    return QStringLiteral("#compdef poolscope\n"
                          "if (( CURRENT > 2 )) && [[ $words[2] == worker ]]; then\n"
                          "  shift words\n"
                          "  (( CURRENT-- ))\n"
                          "  _arguments%1\n"
                          "else\n"
                          "  _arguments%2 \\\n"
                          "    '1:file or command:_files' \\\n"
                          "    '*:file:_files'\n"
                          "fi\n")
        .arg(zshArguments(workerOptions()), zshArguments(programOptions()));
}

QString manual::fishCompletion()
{
    return QStringLiteral("# fish completion for poolscope\n") +
           fishLines(programOptions(), "not __fish_seen_subcommand_from worker") +
           QStringLiteral("complete -c poolscope -n __fish_use_subcommand -a worker -d 'an agent: "
                          "workers for runs at a broker'\n") +
           fishLines(workerOptions(), "__fish_seen_subcommand_from worker");
}
