#include "app/commandline.h"

#include "files/picturefile.h"
#include "pool/durationtext.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

QString name(const char* option)
{
    return QLatin1String(option);
}

// Reads the options' values and keeps the first thing that is wrong.
class Values
{
public:
    explicit Values(const QCommandLineParser& parser) : m_parser(parser) {}

    std::optional<int> number(const char* option, int least, int most)
    {
        if (!m_parser.isSet(name(option)))
            return std::nullopt;
        bool isNumber = false;
        const qlonglong value = m_parser.value(name(option)).toLongLong(&isNumber);
        if (isNumber && value >= least && value <= most)
            return int(value);
        return refuse(option, tr("a whole number from %1 to %2").arg(least).arg(most));
    }

    std::optional<std::chrono::nanoseconds> duration(const char* option)
    {
        if (!m_parser.isSet(name(option)))
            return std::nullopt;
        const auto value = parseDuration(m_parser.value(name(option)));
        if (value && *value <= RunSettings::kMaxDuration)
            return value;
        return refuse(option,
                      tr("a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s"));
    }

    std::optional<double> share(const char* option)
    {
        if (!m_parser.isSet(name(option)))
            return std::nullopt;
        const QString value = m_parser.value(name(option));
        bool isNumber = false;
        const double percent = value.chopped(value.endsWith(u'%') ? 1 : 0).toDouble(&isNumber);
        if (isNumber && value.endsWith(u'%') && percent >= 0 && percent <= 100)
            return percent / 100;
        return refuse(option, tr("a share from 0% to 100%, such as 5% or 0.1%"));
    }

    std::optional<WorkKind> work(const char* option)
    {
        if (!m_parser.isSet(name(option)))
            return std::nullopt;
        const QString value = m_parser.value(name(option));
        if (value == QLatin1String("sleep"))
            return WorkKind::Sleep;
        if (value == QLatin1String("cpu"))
            return WorkKind::Cpu;
        if (value == QLatin1String("mixed"))
            return WorkKind::Mixed;
        return refuse(option, tr("sleep, cpu or mixed"));
    }

    std::optional<SequentialRunWhen> sequential(const char* option)
    {
        if (!m_parser.isSet(name(option)))
            return std::nullopt;
        const QString value = m_parser.value(name(option));
        if (value == QLatin1String("after"))
            return SequentialRunWhen::After;
        if (value == QLatin1String("alongside"))
            return SequentialRunWhen::Alongside;
        if (value == QLatin1String("off"))
            return SequentialRunWhen::Off;
        return refuse(option, tr("after, alongside or off"));
    }

    QStringList exports(const char* option)
    {
        const QStringList paths = m_parser.values(name(option));
        for (const QString& path : paths) {
            if (!pictureFormatOf(path))
                refuseValue(option, path, tr("a file name that ends in .png, .svg or .pdf"));
        }
        return paths;
    }

    const QString& error() const { return m_error; }

private:
    std::nullopt_t refuse(const char* option, const QString& allowed)
    {
        return refuseValue(option, m_parser.value(name(option)), allowed);
    }

    std::nullopt_t refuseValue(const char* option, const QString& given, const QString& allowed)
    {
        if (m_error.isEmpty())
            m_error = tr("--%1: '%2' was given; it takes %3").arg(name(option), given, allowed);
        return std::nullopt;
    }

    const QCommandLineParser& m_parser;
    QString m_error;
};

} // namespace

RunSettings CommandLine::settingsOver(RunSettings settings) const
{
    settings.jobs = jobs.value_or(settings.jobs);
    settings.workers = workers.value_or(settings.workers);
    if (capacity)
        settings.capacity = capacity;
    settings.duration = duration.value_or(settings.duration);
    settings.work = work.value_or(settings.work);
    settings.cpuShare = cpuShare.value_or(settings.cpuShare);
    settings.retries = retries.value_or(settings.retries);
    settings.failRate = failRate.value_or(settings.failRate);
    settings.seed = seed.value_or(settings.seed);
    settings.sequential = sequential.value_or(settings.sequential);
    return settings;
}

std::variant<CommandLine, UsageError> parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    for (const char* option : {"jobs", "workers", "capacity", "duration", "work", "cpu-share",
                               "retries", "fail-rate", "seed", "sequential", "export"})
        parser.addOption({name(option), QString(), QStringLiteral("value")});
    for (const char* option : {"run", "headless", "quiet", "help", "version"})
        parser.addOption(QCommandLineOption(name(option)));

    const bool understood = parser.parse(arguments);
    if (!parser.unknownOptionNames().isEmpty())
        return UsageError{tr("there is no option '%1'; --help lists all")
                              .arg(parser.unknownOptionNames().constFirst())};
    if (!understood)
        return UsageError{parser.errorText()};
    if (!parser.positionalArguments().isEmpty())
        return UsageError{tr("'%1' was given; only options are taken, --help lists them")
                              .arg(parser.positionalArguments().constFirst())};

    CommandLine line;
    Values values(parser);
    line.jobs = values.number("jobs", RunSettings::kMinJobs, RunSettings::kMaxJobs);
    line.workers = values.number("workers", RunSettings::kMinWorkers, RunSettings::kMaxWorkers);
    line.capacity = values.number("capacity", RunSettings::kMinCapacity, RunSettings::kMaxCapacity);
    line.duration = values.duration("duration");
    line.work = values.work("work");
    line.cpuShare = values.share("cpu-share");
    line.retries = values.number("retries", 0, RunSettings::kMaxRetries);
    line.failRate = values.share("fail-rate");
    line.seed = values.number("seed", 0, RunSettings::kMaxSeed);
    line.sequential = values.sequential("sequential");
    line.exports = values.exports("export");
    line.run = parser.isSet(name("run"));
    line.headless = parser.isSet(name("headless"));
    line.quiet = parser.isSet(name("quiet"));
    line.help = parser.isSet(name("help"));
    line.version = parser.isSet(name("version"));
    if (!values.error().isEmpty())
        return UsageError{values.error()};
    return line;
}

QString helpText()
{
    return tr("Usage: poolscope [options]\n"
              "See, size and understand worker pools.\n"
              "\n"
              "  --jobs N           1 to 10000000 (5)\n"
              "  --workers N        1 to 1024 (3)\n"
              "  --capacity N       0 to 10000000, of both channels; as many as jobs unless given\n"
              "  --duration T       of one job, with its unit: 0s (an empty job), 250us, 20ms,\n"
              "                     1.5s; 1h at most (1s)\n"
              "  --work KIND        sleep (waits), cpu (computes), mixed (sleep)\n"
              "  --cpu-share P      of mixed work: computing, 0% to 100% (30%)\n"
              "  --retries N        how often a job that failed is tried again, 100 at most (0)\n"
              "  --fail-rate P      make attempts fail on purpose, 0% to 100% of them (0%)\n"
              "  --seed N           which ones, 0 to 2147483647 (1)\n"
              "  --sequential WHEN  after, alongside, off (after)\n"
              "  --run              start at once\n"
              "  --headless         no window: run, print the log and the timings, exit\n"
              "  --quiet            headless: print the timings alone\n"
              "  --export FILE      write the timing screenshot when all runs are over; may be\n"
              "                     given again; .png, .svg or .pdf\n"
              "  --help             print this and exit\n"
              "  --version          print the version and exit\n"
              "\n"
              "Without --headless it opens the window, with these settings in it.\n"
              "\n"
              "Exit status: 0 all jobs done; 1 a job failed or the run could not be finished;\n"
              "2 wrong usage; 3 a file could not be written; 130 or 143 interrupted.\n");
}
