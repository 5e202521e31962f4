#include "plan/settingfields.h"

#include "base/durationtext.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <cmath>
#include <utility>

using std::chrono::nanoseconds;

namespace {

using Problem = std::optional<QString>;

QString tr(const char* text)
{
    return QCoreApplication::translate("SettingFields", text);
}

// --- Numbers, durations and shares

std::optional<int> numberIn(const QString& text, int least, int most)
{
    bool isNumber = false;
    const qlonglong value = text.toLongLong(&isNumber);
    return isNumber && value >= least && value <= most ? std::optional(int(value)) : std::nullopt;
}

template <typename Target>
Problem setNumber(Target& target, const QString& text, int least, int most)
{
    const auto value = numberIn(text, least, most);
    if (!value)
        return tr("a whole number from %1 to %2").arg(least).arg(most);
    target = *value;
    return std::nullopt;
}

std::optional<double> realIn(const QString& text, double least, double most)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    return isNumber && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

QString realText(double value)
{
    return QString::number(value, 'g', 10);
}

std::optional<nanoseconds> durationIn(const QString& text)
{
    const auto value = parseDuration(text);
    return value && *value <= RunSettings::kMaxDuration ? value : std::nullopt;
}

template <typename Target>
Problem setDuration(Target& target, const QString& text)
{
    const auto value = durationIn(text);
    if (!value)
        return tr("a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s");
    target = *value;
    return std::nullopt;
}

// "5%"
std::optional<double> shareIn(const QString& text)
{
    if (!text.endsWith(u'%'))
        return std::nullopt;
    const auto percent = realIn(text.chopped(1), 0, 100);
    return percent ? std::optional(*percent / 100) : std::nullopt;
}

QString shareText(double share)
{
    return realText(share * 100) + u'%';
}

Problem setShare(double& target, const QString& text)
{
    const auto value = shareIn(text);
    if (!value)
        return tr("a share from 0% to 100%, such as 5% or 0.1%");
    target = *value;
    return std::nullopt;
}

// --- Words

template <typename Kind>
struct Word
{
    Kind kind;
    const char* word;
};

constexpr std::array kWorkWords{
    Word<WorkKind>{WorkKind::Sleep, "sleep"}, Word<WorkKind>{WorkKind::Cpu, "cpu"},
    Word<WorkKind>{WorkKind::Mixed, "mixed"}, Word<WorkKind>{WorkKind::Hash, "hash"},
    Word<WorkKind>{WorkKind::Command, "command"}};
constexpr std::array kOrderWords{Word<SubmitOrder>{SubmitOrder::Submitted, "submitted"},
                                 Word<SubmitOrder>{SubmitOrder::Shortest, "shortest"},
                                 Word<SubmitOrder>{SubmitOrder::Longest, "longest"},
                                 Word<SubmitOrder>{SubmitOrder::Random, "random"}};
constexpr std::array kSequentialWords{
    Word<SequentialRunWhen>{SequentialRunWhen::After, "after"},
    Word<SequentialRunWhen>{SequentialRunWhen::Alongside, "alongside"},
    Word<SequentialRunWhen>{SequentialRunWhen::Off, "off"}};

template <typename Words, typename Kind>
QString wordOf(const Words& words, Kind kind)
{
    for (const auto& word : words) {
        if (word.kind == kind)
            return QLatin1String(word.word);
    }
    return {};
}

// "a, b or c"
template <typename Words>
QString allowedWords(const Words& words)
{
    QStringList list;
    for (const auto& word : words)
        list += QLatin1String(word.word);
    const QString last = list.takeLast();
    return tr("%1 or %2").arg(list.join(QStringLiteral(", ")), last);
}

template <typename Words, typename Kind>
Problem setWord(const Words& words, Kind& target, const QString& text)
{
    for (const auto& word : words) {
        if (text == QLatin1String(word.word)) {
            target = word.kind;
            return std::nullopt;
        }
    }
    return allowedWords(words);
}

// --- What has a kind and parameters: "bimodal:5%,10"

struct KindText
{
    QString kind;
    QStringList parameters;
};

KindText kindTextOf(const QString& text)
{
    // A blank in place of the colon is what people write first.
    const qsizetype colon = text.indexOf(u':');
    const qsizetype end = colon >= 0 ? colon : text.indexOf(u' ');
    if (end < 0)
        return {text, {}};
    return {text.left(end), text.mid(end + 1).split(u',')};
}

std::optional<Spread> spreadIn(const QString& text)
{
    const KindText given = kindTextOf(text);
    const QStringList& parameters = given.parameters;
    Spread spread;
    if (given.kind == QLatin1String("fixed") && parameters.isEmpty())
        return spread;
    if (given.kind == QLatin1String("exponential") && parameters.isEmpty()) {
        spread.kind = SpreadKind::Exponential;
        return spread;
    }
    if (given.kind == QLatin1String("uniform") && parameters.size() <= 1) {
        spread.kind = SpreadKind::Uniform;
        const auto width =
            parameters.isEmpty() ? std::optional(spread.width) : shareIn(parameters[0]);
        spread.width = width.value_or(0);
        return width ? std::optional(spread) : std::nullopt;
    }
    if (given.kind == QLatin1String("bimodal") &&
        (parameters.isEmpty() || parameters.size() == 2)) {
        spread.kind = SpreadKind::Bimodal;
        if (parameters.isEmpty())
            return spread;
        const auto share = shareIn(parameters[0]);
        const auto factor = realIn(parameters[1], 1, Spread::kMaxFactor);
        if (!share || !factor)
            return std::nullopt;
        spread.longShare = *share;
        spread.longFactor = *factor;
        return spread;
    }
    if (given.kind == QLatin1String("pareto") && parameters.size() <= 1) {
        spread.kind = SpreadKind::Pareto;
        const auto shape = parameters.isEmpty()
                               ? std::optional(spread.shape)
                               : realIn(parameters[0], Spread::kMinShape, Spread::kMaxShape);
        spread.shape = shape.value_or(0);
        return shape ? std::optional(spread) : std::nullopt;
    }
    return std::nullopt;
}

QString spreadText(const RunSettings& settings)
{
    const Spread& spread = settings.jobs.spread;
    switch (spread.kind) {
    case SpreadKind::Uniform:
        return QStringLiteral("uniform:") + shareText(spread.width);
    case SpreadKind::Exponential:
        return QStringLiteral("exponential");
    case SpreadKind::Bimodal:
        return QStringLiteral("bimodal:%1,%2")
            .arg(shareText(spread.longShare), realText(spread.longFactor));
    case SpreadKind::Pareto:
        return QStringLiteral("pareto:") + realText(spread.shape);
    case SpreadKind::File: // its file says so
        return {};
    case SpreadKind::Fixed:
        break;
    }
    return QStringLiteral("fixed");
}

Problem setSpread(RunSettings& settings, const QString& text)
{
    const auto spread = spreadIn(text);
    if (!spread)
        return tr("fixed, uniform:50%, exponential, bimodal:5%,10 (that share of the jobs is so "
                  "many times as long, 1 to 1000) or pareto:1.5 (1.1 to 10)");
    settings.jobs.spread = *spread;
    return std::nullopt;
}

std::optional<Arrival> arrivalIn(const QString& text)
{
    const KindText given = kindTextOf(text);
    const QStringList& parameters = given.parameters;
    Arrival arrival;
    if (given.kind == QLatin1String("all") && parameters.isEmpty())
        return arrival;
    if (parameters.size() != 1)
        return std::nullopt;
    if (given.kind == QLatin1String("every")) {
        arrival.kind = ArrivalKind::Every;
        const auto every = durationIn(parameters[0]);
        arrival.every = every.value_or(nanoseconds(0));
        return every ? std::optional(arrival) : std::nullopt;
    }
    if (given.kind == QLatin1String("poisson")) {
        arrival.kind = ArrivalKind::Poisson;
        const QString number =
            parameters[0].endsWith(QLatin1String("/s")) ? parameters[0].chopped(2) : parameters[0];
        const auto rate = realIn(number, Arrival::kMinRate, Arrival::kMaxRate);
        arrival.perSecond = rate.value_or(1);
        return rate ? std::optional(arrival) : std::nullopt;
    }
    return std::nullopt;
}

QString arrivalText(const RunSettings& settings)
{
    switch (settings.arrival.kind) {
    case ArrivalKind::Every:
        return QStringLiteral("every:") + goDuration(settings.arrival.every);
    case ArrivalKind::Poisson:
        return QStringLiteral("poisson:%1/s").arg(realText(settings.arrival.perSecond));
    case ArrivalKind::All:
        break;
    }
    return QStringLiteral("all");
}

Problem setArrival(RunSettings& settings, const QString& text)
{
    const auto arrival = arrivalIn(text);
    if (!arrival)
        return tr("all, every:20ms or poisson:50/s (0.001 to 1000000 a second)");
    settings.arrival = *arrival;
    return std::nullopt;
}

QString textOf(const std::optional<int>& number)
{
    return number ? QString::number(*number) : QString();
}

Problem setText(QString& target, const QString& text)
{
    target = text;
    return std::nullopt;
}

} // namespace

const std::vector<SettingField>& settingFields()
{
    using S = RunSettings;
    using T = const QString&;
    static const std::vector<SettingField> fields{
        {"jobs", "N", "1 to 10000000 (5)", [](const S& s) { return QString::number(s.jobs.count); },
         [](S& s, T text) {
             return setNumber(s.jobs.count, text, S::kMinJobs, S::kMaxJobs);
         }},
        {"workers", "N", "1 to 1024 (3)",
         [](const S& s) { return QString::number(s.pool.workers); },
         [](S& s, T text) {
             return setNumber(s.pool.workers, text, S::kMinWorkers, S::kMaxWorkers);
         }},
        {"capacity", "N", "0 to 10000000, of both channels; as many as jobs unless given",
         [](const S& s) { return textOf(s.pool.capacity); },
         [](S& s, T text) {
             return setNumber(s.pool.capacity, text, S::kMinCapacity, S::kMaxCapacity);
         }},
        {"results-capacity", "N", "of the results channel, where it has its own",
         [](const S& s) { return textOf(s.pool.resultsCapacity); },
         [](S& s, T text) {
             return setNumber(s.pool.resultsCapacity, text, S::kMinCapacity, S::kMaxCapacity);
         }},
        {"read-time", "T", "for which each result keeps its reader busy (0s)",
         [](const S& s) { return goDuration(s.pool.readTime); },
         [](S& s, T text) {
             return setDuration(s.pool.readTime, text);
         }},
        {"work", "KIND",
         "sleep (waits), cpu (computes), mixed, hash (the SHA-256 of\n"
         "files), command (runs a program) (sleep)",
         [](const S& s) { return wordOf(kWorkWords, s.jobs.work); },
         [](S& s, T text) {
             return setWord(kWorkWords, s.jobs.work, text);
         }},
        {"duration", "T",
         "of one job, with its unit: 0s (an empty job), 250us, 20ms,\n"
         "1.5s; 1h at most; where they differ, their mean (1s)",
         [](const S& s) { return goDuration(s.jobs.duration); },
         [](S& s, T text) {
             return setDuration(s.jobs.duration, text);
         }},
        {"spread", "KIND",
         "of the durations: fixed, uniform:50% (the mean ± 50 %),\n"
         "exponential, bimodal:5%,10 (5 % take 10 times as long),\n"
         "pareto:1.5 (a heavy tail) (fixed)",
         spreadText, setSpread},
        {"durations", "FILE", "take the durations from a file, one a line, each one a job",
         [](const S& s) {
             return s.jobs.spread.kind == SpreadKind::File ? s.jobs.spread.file : QString();
         },
         [](S& s, T text) {
             s.jobs.spread.kind = SpreadKind::File;
             return setText(s.jobs.spread.file, text);
         }},
        {"cpu-share", "P", "of mixed work: computing, 0% to 100% (30%)",
         [](const S& s) { return shareText(s.jobs.cpuShare); },
         [](S& s, T text) {
             return setShare(s.jobs.cpuShare, text);
         }},
        {"input", "PATH",
         "hash: a folder, each file in it a job; command: a list,\n"
         "each line a job, or - for standard input, or a folder",
         [](const S& s) { return s.jobs.input; },
         [](S& s, T text) {
             return setText(s.jobs.input, text);
         }},
        {"recursive", "", "files in the folder's folders, too",
         [](const S& s) { return QString::fromLatin1(s.jobs.recursive ? "yes" : "no"); },
         [](S& s, T text) {
             static constexpr std::array kWords{Word<bool>{true, "yes"}, Word<bool>{false, "no"}};
             return setWord(kWords, s.jobs.recursive, text);
         }},
        {"command", "TEXT",
         "what each job runs, without a shell: {} stands for its\n"
         "input, {.} for that without its ending, {n} for the job's\n"
         "number, such as 'convert {} {.}.png'",
         [](const S& s) { return s.jobs.command; },
         [](S& s, T text) {
             return setText(s.jobs.command, text);
         }},
        {"timeout", "T", "end a command that takes longer",
         [](const S& s) { return s.jobs.timeout ? goDuration(*s.jobs.timeout) : QString(); },
         [](S& s, T text) {
             return setDuration(s.jobs.timeout, text);
         }},
        {"order", "KIND",
         "submitted, shortest (first: the least waiting on average),\n"
         "longest (first: the earliest end), random (submitted)",
         [](const S& s) { return wordOf(kOrderWords, s.jobs.order); },
         [](S& s, T text) {
             return setWord(kOrderWords, s.jobs.order, text);
         }},
        {"arrival", "KIND",
         "all (at once), every:20ms, poisson:50/s (at random, so many\n"
         "a second) (all)",
         arrivalText, setArrival},
        {"retries", "N", "how often a job that failed is tried again, 100 at most (0)",
         [](const S& s) { return QString::number(s.jobs.retries); },
         [](S& s, T text) {
             return setNumber(s.jobs.retries, text, 0, S::kMaxRetries);
         }},
        {"fail-rate", "P", "make attempts fail on purpose, 0% to 100% of them (0%)",
         [](const S& s) { return shareText(s.jobs.failRate); },
         [](S& s, T text) {
             return setShare(s.jobs.failRate, text);
         }},
        {"seed", "N", "of all that is left to chance, 0 to 2147483647 (1)",
         [](const S& s) { return QString::number(s.seed); },
         [](S& s, T text) {
             return setNumber(s.seed, text, 0, S::kMaxSeed);
         }},
        {"sequential", "WHEN", "after, alongside, off (after)",
         [](const S& s) { return wordOf(kSequentialWords, s.baseline.when); },
         [](S& s, T text) {
             return setWord(kSequentialWords, s.baseline.when, text);
         }},
    };
    return fields;
}
