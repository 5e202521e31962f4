#include "session/terminal/headless.h"

#include "analysis/diskreads.h"
#include "analysis/timings.h"
#include "base/clock.h"
#include "base/visibletext.h"
#include "files/exports/runexport.h"
#include "files/exports/timingpicture.h"
#include "plan/settings/settingfields.h"
#include "session/runthread.h"
#include "session/terminal/messages.h"
#include "text/diskreadstext.h"
#include "text/logline.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

namespace {

constexpr int kPrintEveryMs = 20;
constexpr int kLookForTheEndEveryMs = 5;
// After a signal, for a reader who takes nothing of what is left to print.
constexpr qint64 kPatienceMs = 2000;
// What runs and what is written come to their end in it.
constexpr std::chrono::milliseconds kMaxToEnd(1000);

// What went wrong is said by others, and so are names; the rest of a line is our own.
QString lineOf(const LogEntry& entry, const RunRecord& record, RunRole role)
{
    const QString line = logLine(entry, record, role);
    const bool isNamed = !record.origin.isOurs() || !record.origin.lanesOf(role).empty();
    return entry.error || isNamed ? visibleText(line) : line;
}

} // namespace

Headless::Headless(const CommandLine& line) : m_line(line)
{
    m_tick.setInterval(kPrintEveryMs);
    connect(&m_tick, &QTimer::timeout, this, &Headless::onTick);
    connect(&m_controller, &RunController::began, this, &Headless::begin);
    connect(&m_controller, &RunController::refused, this, &Headless::refuse);
    connect(&m_controller, &RunController::finished, this, &Headless::onRunOver);
    connect(&m_measurement, &Measurement::runEnded, this, &Headless::keepForForecast);
    connect(&m_measurement, &Measurement::finished, this, &Headless::onMeasured);
    connect(&m_inquiry, &Inquiry::answered, this, &Headless::onAnswered);
    connect(&m_signals, &StopSignals::received, this, &Headless::onSignal);
    connect(&m_signals, &StopSignals::receivedAgain, this, &Headless::endAtOnce);
}

int Headless::run()
{
    m_tick.start();
    startWhatIsAsked();
    QCoreApplication::exec();
    if (m_signal)
        return StopSignals::exitStatus(*m_signal);
    return m_printer.hasFailed() ? ExitStatus::kFile : m_status;
}

void Headless::startWhatIsAsked()
{
    const RunSettings settings = m_line.settingsOver({});
    if (!m_line.file.isEmpty())
        m_inquiry.askOfFile(m_line.file, m_line.simulate,
                            m_line.quiet ? Inquiry::Words::TimesAlone : Inquiry::Words::All,
                            m_line.jobsAre);
    else if (!m_line.follow.isEmpty())
        m_controller.follow(m_line.follow);
    else if (m_line.watch)
        m_controller.watch(*m_line.watch);
    else if (m_line.measures())
        startMeasuring(settings);
    else if (!m_line.simulate.empty() && settings.jobs.hasDurations())
        m_inquiry.askOfPlan(settings, m_line.simulate);
    else
        m_controller.start(settings);
}

void Headless::startMeasuring(const RunSettings& settings)
{
    m_measurement.start(
        {.settings = settings,
         .plan = m_line.measureAuto ? MeasurePlan::automatic() : MeasurePlan(m_line.measure),
         .repeat = m_line.repeat});
}

// The run with as many workers as there are cores tells most: jobs go on together there, and none
// is kept from its core by another.
void Headless::keepForForecast(const std::shared_ptr<const RunRecord>& record)
{
    m_mostFailed = std::max(m_mostFailed, record->pool().outcome()->jobsFailed);
    const int cores = QThread::idealThreadCount();
    const auto distance = [cores](const RunRecord& run) {
        return std::abs(run.settings.pool.workers - cores);
    };
    if (!m_measured || distance(*record) < distance(*m_measured))
        m_measured = record;
}

void Headless::onMeasured(const MeasureEnd& end)
{
    if (end.reason == MeasureEnd::Reason::Failed || end.reason == MeasureEnd::Reason::Refused)
        sayProblem(end.message, end.status, end.field);
    else if (m_mostFailed > 0)
        sayProblem(QStringLiteral("jobs that failed in a run: %1").arg(m_mostFailed),
                   ExitStatus::kNotFinished, {});
    if (m_measurement.leftOut() > 0)
        m_printer.printError(
            QStringLiteral("runs that are left out, as other jobs failed in them than in the "
                           "first one: %1")
                .arg(m_measurement.leftOut()));
    // What was measured before it ended early is told, too.
    if (m_measured)
        m_inquiry.askOfRun(m_measured, m_line.simulate, m_measurement.times());
    else
        m_isOver = true;
}

void Headless::onAnswered(const Answer& answer)
{
    m_answer = answer;
    for (const QString& note : answer.notes)
        m_toSay += answer.field.isEmpty() ? note : optionSentence(answer.field, note);
    if (answer.status != ExitStatus::kDone)
        m_status = answer.status;
    for (const QString& line : answer.lines)
        m_toPrint += line + u'\n';
    m_isOver = true;
    m_tick.setInterval(kLookForTheEndEveryMs);
    if (!m_line.exports.isEmpty() && (answer.record || answer.curve))
        exportAll();
}

void Headless::begin()
{
    const RunRecord& record = *m_controller.record();
    if (!record.plan.note.isEmpty())
        m_printer.printError(record.plan.note);
    for (const auto& part : record.parts())
        m_parts.push_back({part->role, &part->timeline, LogCursor(part->timeline), 0});
}

void Headless::refuse(const QString& problem, int status, const QString& field)
{
    sayProblem(problem, status, field);
    m_isOver = true;
}

void Headless::sayProblem(const QString& problem, int status, const QString& field)
{
    if (!problem.isEmpty())
        m_printer.printError(field.isEmpty() ? problem : optionSentence(field, problem));
    m_status = status;
}

void Headless::onRunOver()
{
    for (const Part& part : m_parts) {
        if (!part.timeline->outcome()->allDone())
            m_status = ExitStatus::kNotFinished;
    }
    const Timings timings = timingsOf(*m_controller.record(), monotonicNs(), Waits::LeftOut);
    if (const QString note = diskReadsText(timings); !note.isEmpty())
        m_toSay.append(note);
    const auto record = m_controller.record();
    QStringList notes = record->origin.notes;
    if (m_line.follows())
        judgeFollowed(notes);
    m_toSay += notes;
    if (!record->origin.isOurs() && record->pool().makespanNs() && !m_line.quiet) {
        m_inquiry.askOfFollowed(record);
        return;
    }
    if (!m_line.simulate.empty()) {
        m_inquiry.askOfRun(m_controller.record(), m_line.simulate, {});
        return;
    }
    m_answer.record = m_controller.record();
    m_isOver = true;
    m_tick.setInterval(kLookForTheEndEveryMs);
    if (!m_line.exports.isEmpty())
        exportAll();
}

// Nothing that could be followed, and what was not read to its end, is a matter of the file: what
// and where is said in one line, which takes the notes that belong to it.
void Headless::judgeFollowed(QStringList& notes)
{
    const RunOutcome& outcome = *m_controller.record()->pool().outcome();
    QStringList why;
    if (const QString& problem = m_controller.followProblem(); !problem.isEmpty()) {
        why = {problem};
        notes.removeOne(problem);
    } else if (outcome.state == RunState::Failed) {
        why = QStringList(outcome.message) + std::exchange(notes, {});
    } else {
        return;
    }
    const bool isOfFile = outcome.code == OutcomeCode::None || outcome.code == OutcomeCode::Note;
    const QString sentence = m_line.watch ? QStringLiteral("cannot watch %1: %2")
                                          : QStringLiteral("cannot follow %1: %2");
    sayProblem(sentence.arg(m_line.followedName(), why.join(QStringLiteral("; "))),
               isOfFile ? ExitStatus::kFile : ExitStatus::kNotFinished, {});
}

// On the thread of exports.
QString Headless::exportOne(const QString& path, const FileProgress& progress) const
{
    constexpr int kScale = 1;
    const bool isCurve = m_answer.curve && exportFormatOf(path) == ExportFormat::SizingTable;
    if (isCurve || !m_answer.record)
        return exportCurve(m_answer.curve.value_or(SizingCurve()), path);
    return exportRun({m_answer.record, &Theme::light(), monotonicNs(), QDateTime::currentDateTime(),
                      m_answer.insight},
                     path, kScale, progress);
}

void Headless::exportAll()
{
    m_exports = std::make_unique<ExportThread>(
        [this](const QString& path, const FileProgress& progress) {
            return exportOne(path, progress);
        },
        m_line.exports);
    connect(m_exports.get(), &QThread::finished, this, &Headless::onExported);
    if (!m_exports->begin(QStringLiteral("exports"))) {
        m_exports->work();
        onExported();
    }
}

void Headless::onExported()
{
    m_exports->join();
    m_toSay += m_exports->problems();
    if (!m_exports->problems().isEmpty())
        m_status = ExitStatus::kFile;
    m_exports.reset();
}

void Headless::onTick()
{
    printNew();
    // What comes after the runs is said after them.
    if (m_printing == m_parts.size() && !m_toPrint.isEmpty())
        m_printer.print(std::exchange(m_toPrint, {}).toUtf8());
    while (m_printing == m_parts.size() && !m_toSay.isEmpty())
        m_printer.printError(m_toSay.takeFirst());
    const bool isPrinted = m_printer.handOver() && m_printing == m_parts.size();
    // A reader that has gone away wants no more; what was asked for besides is still written.
    if (m_printer.hasFailed() && m_line.exports.isEmpty())
        m_controller.stop();
    if (m_isOver && !m_exports && isPrinted && m_printer.isDone())
        QCoreApplication::quit();
    else
        watchReader();
}

// A job that stands still is said while it does.
void Headless::sayWhatIsHeld()
{
    for (Part& part : m_parts) {
        const int held = part.timeline->heldCount();
        if (held > part.heldSaid)
            m_printer.printError(
                QStringLiteral(
                    "jobs that stand still, as a signal has stopped what they run: %1; they go on "
                    "with SIGCONT")
                    .arg(held));
        part.heldSaid = held;
    }
}

// A connection that is lost is said while it is.
void Headless::sayWhatHoldsUp()
{
    const QString& words = m_controller.heldUpBy();
    if (words == m_heldUpBy)
        return;
    m_heldUpBy = words;
    // Where it is over how it ended is said elsewhere.
    if (!words.isEmpty() || m_controller.isRunning())
        m_printer.printError(words.isEmpty() ? QStringLiteral("it goes on") : words);
}

void Headless::printNew()
{
    sayWhatIsHeld();
    sayWhatHoldsUp();
    while (m_printing < m_parts.size() && printPart(m_parts[m_printing]))
        ++m_printing;
}

// Prints what is new of a part, as far as the reader keeps up; true when all of it has been
// printed.
bool Headless::printPart(Part& part)
{
    const bool over = part.timeline->outcome();
    while (!m_line.quiet) {
        if (!m_printer.handOver())
            return false;
        const std::vector<LogEntry> entries = part.cursor.takeNew();
        if (entries.empty())
            break;
        QString text;
        for (const LogEntry& entry : entries)
            text += lineOf(entry, *m_controller.record(), part.role) + u'\n';
        m_printer.print(text.toUtf8());
    }
    if (over)
        printTiming(part);
    return over;
}

void Headless::printTiming(const Part& part)
{
    const RunOutcome& outcome = *part.timeline->outcome();
    // Why nothing could be followed is said with the name of the file.
    const bool isSaidLater = m_line.follows() && outcome.state == RunState::Failed;
    if (!outcome.message.isEmpty() && !isSaidLater)
        m_printer.printError(outcome.message);
    const RunRecord& record = *m_controller.record();
    const QString line = timeLine(*part.timeline, part.timeline == &record.pool(), record.jobs());
    if (line.isEmpty())
        return;
    const QString stamp =
        QDateTime::currentDateTime().toString(QStringLiteral("yyyy/MM/dd hh:mm:ss "));
    m_printer.print((stamp + line + u'\n').toUtf8());
}

void Headless::onSignal(int signal)
{
    m_signal = signal;
    m_controller.stop();
    m_measurement.cancel();
    m_inquiry.stop();
    if (m_exports)
        m_exports->cancel();
}

// After a signal what is left is printed for a reader who reads.
void Headless::watchReader()
{
    const bool isWaiting = m_signal && m_isOver && !m_exports;
    if (!isWaiting || m_printer.written() != m_read || !m_sinceRead.isValid()) {
        m_read = m_printer.written();
        m_sinceRead.start();
    } else if (m_sinceRead.elapsed() > kPatienceMs) {
        printError(QStringLiteral("the end of the output was not written, as nobody reads it"));
        endAtOnce(*m_signal);
    }
}

void Headless::endAtOnce(int signal)
{
    RunThread::endAll(kMaxToEnd);
    if (m_exports) {
        m_exports->cancel();
        m_exports->wait(QDeadlineTimer(kMaxToEnd));
    }
    std::_Exit(StopSignals::exitStatus(signal));
}
