#include "session/terminal/inquiry.h"

#include "analysis/timings.h"
#include "base/clock.h"
#include "base/visibletext.h"
#include "plan/runplanner.h"
#include "session/openedany.h"
#include "session/terminal/exitstatus.h"
#include "text/figures.h"
#include "text/findingtext.h"
#include "text/losttext.h"
#include "text/settingstext.h"
#include "text/sizingtext.h"
#include "text/speedup.h"

#include <QThread>
#include <QtConcurrent>

#include <algorithm>
#include <new>

namespace {

using Names = std::vector<std::pair<QString, QString>>;

// One below the other, their values in a column.
QStringList inColumns(const Names& names)
{
    qsizetype width = 0;
    for (const auto& [name, value] : names)
        width = std::max(width, name.size());
    QStringList lines;
    for (const auto& [name, value] : names)
        lines += visibleText(name.leftJustified(width + 2) + value);
    return lines;
}

QStringList figuresOf(const RunRecord& record, const Timings& timings)
{
    const auto timeOf = [&timings](const RunTimings& run) {
        const QString state = stateText(run, timings.settings.jobs.count);
        return state.isEmpty() ? timeText(run)
                               : QStringLiteral("%1 (%2)").arg(timeText(run), state);
    };
    // What others recorded need not have been a pool.
    Names names{{timings.ours ? QStringLiteral("With the worker pool") : QStringLiteral("Time"),
                 timeOf(timings.pool)}};
    if (timings.sequential)
        names.emplace_back(QStringLiteral("Without (one after another)"),
                           timeOf(*timings.sequential));
    if (timings.speedUp())
        names.emplace_back(speedUpText(timings).caption, speedUpRow(timings));
    for (const TimingRow& row : timingRows(timings)) {
        if (row.value != unknownText())
            names.emplace_back(row.label, row.value);
    }
    return QStringList{visibleText(runText(record))} + inColumns(names);
}

QStringList indented(const QStringList& lines)
{
    QStringList indented;
    for (const QString& line : lines)
        indented += QStringLiteral("  ") + line;
    return indented;
}

// The parts that there are of the workers' time, and that they are all of it.
QStringList lostTimeLines(const LostTime& lost)
{
    Names names;
    for (std::size_t i = 0; i < kLostParts; ++i) {
        const auto part = LostPart(i);
        if (lost.of(part) > 0)
            names.emplace_back(lostPartText(part),
                               QStringLiteral("%1 (%2)").arg(workerTimeText(lost.of(part)),
                                                             lostShareText(lost.shareOf(part))));
    }
    return QStringList{{}, QStringLiteral("Where the workers' time went")} +
           indented(inColumns(names) + QStringList{lostTotalText(lost)});
}

// Where jobs came over time.
QStringList arrivalLines(const Insight& insight)
{
    if (!insight.traffic)
        return {};
    QStringList lines{
        trafficText(*insight.traffic, std::max(1, insight.curve.now), insight.meanWaitNs)};
    if (insight.law)
        lines += littlesLawText(*insight.law);
    return QStringList{{}, QStringLiteral("Jobs that come over time")} + indented(lines);
}

QStringList findingsOf(const Insight& insight)
{
    QStringList lines{{}, QStringLiteral("What holds it back")};
    for (const Finding& finding : insight.findings.findings) {
        const FindingText text = findingText(finding, insight.model);
        lines += QStringLiteral("  %1: %2").arg(text.title, text.sentence);
        if (!text.change.isEmpty())
            lines += QStringLiteral("      ") + text.change;
    }
    if (insight.findings.findings.empty())
        lines += QStringLiteral("  ") + findingsHint(insight.findings);
    return lines;
}

// What forecasts were made from, and what may be wrong with them.
QStringList sourcesOf(const SizingCurve& curve)
{
    QStringList lines;
    if (const QString legend = simulatedLegend(curve); !legend.isEmpty())
        lines += legend;
    return lines + forecastNotes(curve);
}

// How many workers, in words where no numbers were asked for.
QStringList workersOf(const Insight& insight, const std::optional<SizingCurve>& asked)
{
    QStringList lines{{}, QStringLiteral("How many workers")};
    const SizingCurve& curve = asked ? *asked : insight.curve;
    if (!asked)
        lines += curve.enough
                     ? QStringLiteral("  %1: %2").arg(enoughTitle(curve), enoughText(curve))
                     : QStringLiteral("  ") + enoughTitle(curve);
    lines += indented(sourcesOf(curve));
    return asked ? lines + QStringList{QString()} : lines;
}

void addTable(Answer& answer, const SizingCurve& curve)
{
    answer.curve = curve;
    answer.lines += sizingLines(curve);
}

Answer problem(const QString& message, int status, const QString& field = {})
{
    return {.notes = {message}, .status = status, .field = field};
}

Answer ofOpened(const OpenedRun& run, const std::vector<int>& workers, Inquiry::Words words,
                const std::stop_token& stop)
{
    Answer answer{.notes = run.notes, .record = run.record};
    if (!run.record)
        return answer;
    answer.insight = insightOf(*run.record, {}, stop);
    if (!answer.insight)
        return answer;
    std::optional<SizingCurve> asked;
    if (!workers.empty())
        asked = sizingOf(answer.insight->model, workers, measuredTimes(*run.record, {}), stop);
    if (words == Inquiry::Words::All || !asked)
        answer.lines =
            figuresOf(*run.record, timingsOf(*run.record, monotonicNs(), Waits::Included));
    if (words == Inquiry::Words::All) {
        if (answer.insight->lost)
            answer.lines += lostTimeLines(*answer.insight->lost);
        answer.lines += arrivalLines(*answer.insight) + findingsOf(*answer.insight) +
                        workersOf(*answer.insight, asked);
    }
    if (asked)
        addTable(answer, *asked);
    return answer;
}

Answer ofFile(const QString& path, const std::vector<int>& workers, Inquiry::Words words,
              JobsAre jobsAre, const std::stop_token& stop)
{
    const auto opened = openAny(path, {stop, {}}, jobsAre);
    if (const auto* refused = std::get_if<Problem>(&opened))
        return problem(refused->message, ExitStatus::kFile);
    return ofOpened(std::get<OpenedRun>(opened), workers, words, stop);
}

Answer ofRun(const std::shared_ptr<const RunRecord>& record, const std::vector<int>& workers,
             const std::vector<MeasuredTimes>& measured, const std::stop_token& stop)
{
    Answer answer{.record = record};
    if (!stop.stop_requested())
        answer.insight = insightOf(*record, {}, stop);
    if (!answer.insight) {
        // What was measured is known without a forecast.
        if (!measured.empty())
            addTable(answer, sizingOf(measured));
        return answer;
    }
    if (workers.empty() && measured.empty())
        return answer;
    const SizingCurve curve =
        sizingOf(answer.insight->model, workers,
                 measured.empty() ? measuredTimes(*record, {}) : measured, stop);
    answer.notes += forecastNotes(curve);
    addTable(answer, curve);
    // What is exported says the same.
    auto told = std::make_shared<Insight>(*answer.insight);
    told->curve = curve;
    answer.insight = std::move(told);
    return answer;
}

Answer ofPlan(const RunSettings& settings, const std::vector<int>& workers,
              const std::stop_token& stop)
{
    const auto planned = planRun(settings, stop);
    if (const auto* refused = std::get_if<InputProblem>(&planned))
        return problem(refused->message, ExitStatus::kFile, refused->field);
    const auto& plan = std::get<PlannedRun>(planned);
    Answer answer;
    if (!plan.note.isEmpty())
        answer.notes += plan.note;
    SizingCurve curve = sizingOf(plan, QThread::idealThreadCount(), workers, {}, stop);
    if (stop.stop_requested()) {
        // What is known by then is told; which number is enough, others would have to say, too.
        std::erase_if(curve.points, [](const SizingPoint& point) { return !point.simulatedNs; });
        curve.enough.reset();
        if (curve.points.empty())
            return answer;
    }
    addTable(answer, curve);
    return answer;
}

} // namespace

Inquiry::Inquiry(QObject* parent) : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        m_isWorking = false;
        std::shared_ptr<const Answer> answer;
        try {
            answer = m_watcher.result();
        } catch (const std::bad_alloc&) {
            answer = std::make_shared<const Answer>(
                problem(QStringLiteral("there is no memory for it"), ExitStatus::kNotFinished));
        }
        Q_EMIT answered(*answer);
    });
}

Inquiry::~Inquiry()
{
    m_stop.request_stop();
    m_watcher.waitForFinished();
}

template <typename Work>
void Inquiry::ask(Work work)
{
    m_isWorking = true;
    m_watcher.setFuture(QtConcurrent::run([work, stop = m_stop.get_token()] {
        return std::shared_ptr<const Answer>(std::make_shared<Answer>(work(stop)));
    }));
}

void Inquiry::askOfFile(const QString& path, const std::vector<int>& workers, Words words,
                        JobsAre jobsAre)
{
    ask([path, workers, words, jobsAre](const std::stop_token& stop) {
        return ofFile(path, workers, words, jobsAre, stop);
    });
}

void Inquiry::askOfFollowed(const std::shared_ptr<const RunRecord>& record)
{
    m_stop = {}; // a stop before was that of the run
    ask([record](const std::stop_token& stop) {
        return ofOpened({record, {}}, {}, Words::All, stop);
    });
}

void Inquiry::askOfRun(const std::shared_ptr<const RunRecord>& record,
                       const std::vector<int>& workers, const std::vector<MeasuredTimes>& measured)
{
    ask([record, workers, measured](const std::stop_token& stop) {
        return ofRun(record, workers, measured, stop);
    });
}

void Inquiry::askOfPlan(const RunSettings& settings, const std::vector<int>& workers)
{
    ask([settings, workers](const std::stop_token& stop) {
        return ofPlan(settings, workers, stop);
    });
}
