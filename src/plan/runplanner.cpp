#include "plan/runplanner.h"

#include "base/durationtext.h"
#include "base/visibletext.h"
#include "plan/commandtemplate.h"
#include "plan/durationspread.h"
#include "plan/plantr.h"
#include "plan/schedulingrules.h"

#include <QFileInfo>

#include <algorithm>
#include <new>
#include <optional>

using std::chrono::nanoseconds;

namespace {

// Drawing and sorting so many jobs takes less than a frame; more are planned in the background.
constexpr int kFew = 10'000;
// Source: RabbitMQ's guide, Consumers, Delivery Acknowledgement Timeout.
constexpr std::chrono::minutes kConsumerTimeout(30);

template <typename T>
const InputProblem* problemIn(const std::variant<T, InputProblem>& result)
{
    return std::get_if<InputProblem>(&result);
}

// What jobs that have an input are given, as it is read.
std::variant<InputsRead, InputProblem>
readInputs(const JobSettings& jobs, const std::stop_token& stop, const InputProgress& progress)
{
    const bool isList = jobs.work == WorkKind::Command && !QFileInfo(jobs.input).isDir();
    return isList ? readLines(jobs.input, {.hasNuls = jobs.hasNuls}, stop, progress)
                  : listFiles(jobs.input, jobs.recursive, stop, progress);
}

class Planner
{
public:
    Planner(const RunSettings& settings, const std::stop_token& stop, const InputProgress& progress)
        : m_settings(settings), m_stop(stop), m_progress(progress)
    {
    }

    std::variant<PlannedRun, InputProblem> plan()
    {
        if (auto problem = problemElsewhere())
            return std::move(*problem);
        switch (m_settings.jobs.work) {
        case WorkKind::Hash:
            return planFiles();
        case WorkKind::Command:
            return planCommands();
        default:
            break;
        }
        if (m_settings.jobs.spread.kind == SpreadKind::File)
            return planRecorded();
        return planned(drawDurations(m_settings, m_stop));
    }

private:
    // What agents cannot do.
    std::optional<InputProblem> problemElsewhere() const
    {
        const PoolSettings& pool = m_settings.pool;
        if (pool.areElsewhere() && pool.resultsCapacity)
            return InputProblem{PlanTr::tr("The results of agents have no capacity of their own"),
                                QStringLiteral("results-capacity")};
        if (pool.areElsewhere() && pool.readTime.count() > 0)
            return InputProblem{PlanTr::tr("The results of agents are read at once"),
                                QStringLiteral("read-time")};
        return std::nullopt;
    }

    PlannedRun planned(JobDurations durations, JobInputs inputs = {})
    {
        noteLongJobs(durations);
        const Estimate estimate = estimateOf(m_settings, durations, m_stop);
        return {m_settings, std::move(durations), std::move(inputs), estimate, m_note};
    }

    PlannedRun plannedWith(const JobInputs& inputs)
    {
        m_settings.jobs.count = int(inputs.count());
        // They are in this order already: no copy.
        if (m_settings.jobs.order == SubmitOrder::Submitted)
            return planned(nanoseconds(0), inputs);
        const auto* states = inputs.states.get();
        return planned(nanoseconds(0),
                       inputs.inOrder(placesInOrder(m_settings, inputs.count(), m_stop,
                                                    [states](quint32 i) {
                                                        return states ? (*states)[i].bytes : 0;
                                                    }),
                                      m_stop));
    }

    std::variant<PlannedRun, InputProblem> planFiles()
    {
        if (m_settings.jobs.input.isEmpty())
            return InputProblem{PlanTr::tr("Enter a folder or a file to hash"),
                                QStringLiteral("input")};
        auto read = readInputs(m_settings.jobs, m_stop, m_progress);
        if (const auto* problem = problemIn(read))
            return *problem;
        m_note = std::get<InputsRead>(read).note;
        return plannedWith(std::get<InputsRead>(read).inputs);
    }

    std::variant<PlannedRun, InputProblem> planCommands()
    {
        const auto parsed = CommandTemplate::parse(m_settings.jobs.command);
        if (const auto* problem = problemIn(parsed))
            return *problem;
        const auto& command = std::get<CommandTemplate>(parsed);
        noteUnknown(command.unknownPlaceholders());
        if (m_settings.jobs.input.isEmpty()) {
            if (command.usesInput())
                return InputProblem{
                    PlanTr::tr("Enter an input: the command has {} or {.}, and nothing to "
                               "put there"),
                    QStringLiteral("input")};
            return planned(nanoseconds(0));
        }
        auto read = readInputs(m_settings.jobs, m_stop, m_progress);
        if (const auto* problem = problemIn(read))
            return *problem;
        const auto& inputs = std::get<InputsRead>(read);
        addNote(inputs.note);
        if (!command.usesInput() && !command.usesNumber())
            addNote(PlanTr::tr(
                "the command has no placeholder ({}, {.} or {n}): each job runs the same"));
        const bool byLength = m_settings.jobs.order == SubmitOrder::Shortest ||
                              m_settings.jobs.order == SubmitOrder::Longest;
        if (byLength && !inputs.inputs.states)
            return InputProblem{
                PlanTr::tr("how long commands take is not known beforehand: lines run as "
                           "submitted or in random order")};
        return plannedWith(inputs.inputs);
    }

    std::variant<PlannedRun, InputProblem> planRecorded()
    {
        if (m_settings.jobs.spread.file.isEmpty())
            return InputProblem{PlanTr::tr("Enter a file of durations"),
                                QStringLiteral("durations")};
        auto read =
            readLines(m_settings.jobs.spread.file, {.keepsBlankLines = true}, m_stop, m_progress);
        if (const auto* problem = problemIn(read))
            return *problem;
        const ByteLines& lines = *std::get<InputsRead>(read).inputs.lines;
        std::vector<qint64> ns;
        ns.reserve(lines.count());
        for (std::size_t i = 0; i < lines.count() && !m_stop.stop_requested(); ++i) {
            const QString text = QString::fromUtf8(lines.at(i)).trimmed();
            if (text.isEmpty())
                continue;
            const auto duration = parseDuration(text);
            if (!duration || *duration > RunSettings::kMaxDuration)
                return InputProblem{
                    PlanTr::tr(
                        "'%1', line %2: '%3' is no duration; a line takes a time with its unit "
                        "from 0s to 1h, such as 250us, 20ms or 1.5s")
                        .arg(m_settings.jobs.spread.file, QString::number(i + 1),
                             visibleExcerpt(text))};
            ns.push_back(duration->count());
        }
        if (ns.empty() && !m_stop.stop_requested())
            return InputProblem{
                PlanTr::tr("'%1' holds no duration").arg(m_settings.jobs.spread.file)};
        m_settings.jobs.count = int(ns.size());
        if (m_settings.jobs.order != SubmitOrder::Submitted) {
            std::vector<qint64> ordered;
            ordered.reserve(ns.size());
            for (const quint32 i : placesInOrder(m_settings, ns.size(), m_stop,
                                                 [&ns](quint32 place) { return ns[place]; }))
                ordered.push_back(ns[i]);
            ns = std::move(ordered);
        }
        return planned(JobDurations(std::move(ns)));
    }

    void noteUnknown(const std::vector<QByteArray>& placeholders)
    {
        if (!placeholders.empty())
            addNote(PlanTr::tr("%1 is no placeholder here and stays as it stands in the command")
                        .arg(QString::fromUtf8(placeholders.front())));
    }

    // Whether they would be taken away from the agents that have them.
    void noteLongJobs(const JobDurations& durations)
    {
        const auto* each = durations.each();
        if (!m_settings.pool.areElsewhere() || !m_settings.jobs.hasDurations())
            return;
        // All are equal where there is no list.
        const auto longest = each && !each->empty()
                                 ? std::chrono::nanoseconds(std::ranges::max(*each))
                                 : m_settings.jobs.duration;
        if (longest >= kConsumerTimeout)
            addNote(PlanTr::tr("RabbitMQ takes jobs away from agents that have had them for longer "
                               "than its consumer_timeout, 30 min unless it is set otherwise; the "
                               "longest of these takes %1")
                        .arg(shortDuration(longest)));
    }

    void addNote(const QString& note)
    {
        if (!m_note.isEmpty() && !note.isEmpty())
            m_note += QStringLiteral("; ");
        m_note += note;
    }

    RunSettings m_settings;
    const std::stop_token& m_stop;
    const InputProgress& m_progress;
    QString m_note;
};

} // namespace

bool isPlannedAtOnce(const RunSettings& settings)
{
    const bool few = settings.jobs.count <= kFew;
    if (settings.jobs.work == WorkKind::Hash)
        return false;
    if (settings.jobs.work == WorkKind::Command)
        return settings.jobs.input.isEmpty();
    const bool equal = settings.jobs.spread.kind == SpreadKind::Fixed &&
                       settings.arrival.kind == ArrivalKind::All && settings.jobs.failRate == 0;
    return equal || (few && settings.jobs.spread.kind != SpreadKind::File);
}

QString pipeReadBy(const RunSettings& settings)
{
    const bool isInput = settings.jobs.work == WorkKind::Command;
    const bool isDurations =
        settings.jobs.hasDurations() && settings.jobs.spread.kind == SpreadKind::File;
    const QString path = isInput       ? settings.jobs.input
                         : isDurations ? settings.jobs.spread.file
                                       : QString();
    return !path.isEmpty() && isReadOnce(path) ? path : QString();
}

int countCommands(const RunSettings& settings, const std::stop_token& stop)
{
    if (settings.jobs.input.isEmpty())
        return settings.jobs.count;
    try {
        const auto read = readInputs(settings.jobs, stop, {});
        const auto* inputs = std::get_if<InputsRead>(&read);
        return inputs ? int(inputs->inputs.count()) : 0;
    } catch (const std::bad_alloc&) {
        return 0;
    }
}

std::variant<PlannedRun, InputProblem>
planRun(const RunSettings& settings, const std::stop_token& stop, const InputProgress& progress)
{
    try {
        return Planner(settings, stop, progress).plan();
    } catch (const std::bad_alloc&) {
        return InputProblem{PlanTr::tr("there is not enough memory for the jobs of this run")};
    }
}
