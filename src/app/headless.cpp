#include "app/headless.h"

#include "analysis/diskreads.h"
#include "analysis/timings.h"
#include "app/messages.h"
#include "files/runexport.h"
#include "files/timingpicture.h"
#include "pool/clock.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cstdio>

namespace {

constexpr int kPrintEveryMs = 20;

void print(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stdout);
}

} // namespace

Headless::Headless(const CommandLine& line) : m_line(line)
{
    m_timer.setInterval(kPrintEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &Headless::printNew);
    connect(&m_controller, &RunController::began, this, &Headless::begin);
    connect(&m_controller, &RunController::refused, this, &Headless::refuse, Qt::QueuedConnection);
    connect(&m_controller, &RunController::finished, qApp, &QCoreApplication::quit);
    connect(&m_signals, &StopSignals::received, this, [this](int signal) {
        m_signal = signal;
        m_controller.stop();
    });
}

int Headless::run()
{
    m_controller.start(m_line.settingsOver({}));
    QCoreApplication::exec();
    if (!m_controller.record())
        return m_signal ? StopSignals::exitStatus(*m_signal) : m_refusedStatus;
    m_timer.stop();
    printNew();
    return finish();
}

void Headless::begin()
{
    const RunRecord& record = *m_controller.record();
    if (!record.plan.note.isEmpty())
        printError(record.plan.note);
    m_parts.push_back({&record.pool, LogCursor(record.pool)});
    if (record.sequential)
        m_parts.push_back({record.sequential.get(), LogCursor(*record.sequential)});
    m_timer.start();
}

void Headless::refuse(const QString& problem)
{
    if (!problem.isEmpty())
        printError(problem);
    m_refusedStatus = ExitStatus::kFile;
    QCoreApplication::quit();
}

void Headless::printNew()
{
    while (m_printing < m_parts.size() && printPart(m_parts[m_printing]))
        ++m_printing;
    // A reader that has gone away wants no more; what was asked for besides is still written.
    if ((std::fflush(stdout) != 0 || std::ferror(stdout)) && m_line.exports.isEmpty())
        m_controller.stop();
}

// Prints what is new of a part; true when all of it has been printed.
bool Headless::printPart(Part& part)
{
    const bool over = part.timeline->outcome();
    while (!m_line.quiet) {
        const std::vector<LogEntry> entries = part.cursor.takeNew();
        if (entries.empty())
            break;
        QString text;
        for (const LogEntry& entry : entries)
            text += logLine(entry) + u'\n';
        print(text);
    }
    if (over)
        printTiming(part);
    return over;
}

void Headless::printTiming(const Part& part)
{
    const RunOutcome& outcome = *part.timeline->outcome();
    if (!outcome.message.isEmpty())
        printError(outcome.message);
    const RunRecord& record = *m_controller.record();
    const QString line =
        timeLine(*part.timeline, part.timeline == &record.pool, record.settings.jobs);
    if (!line.isEmpty())
        print(QDateTime::currentDateTime().toString(QStringLiteral("yyyy/MM/dd hh:mm:ss ")) + line +
              u'\n');
}

int Headless::finish()
{
    const Timings timings = timingsOf(*m_controller.record(), monotonicNs(), Waits::LeftOut);
    if (const QString note = diskReadsText(timings); !note.isEmpty())
        printError(note);
    int status = ExitStatus::kDone;
    for (const Part& part : m_parts) {
        if (!part.timeline->outcome()->allDone())
            status = ExitStatus::kNotFinished;
    }
    if (!m_line.exports.isEmpty()) {
        const PictureRequest request{m_controller.record(), &Theme::light(), monotonicNs(),
                                     QDateTime::currentDateTime()};
        for (const QString& path : m_line.exports) {
            const QString problem = exportRun(request, path, 1);
            if (!problem.isEmpty()) {
                printError(problem);
                status = ExitStatus::kFile;
            }
        }
    }
    if (std::fflush(stdout) != 0 || std::ferror(stdout)) {
        printError(tr("standard output could not be written"));
        status = ExitStatus::kFile;
    }
    return m_signal ? StopSignals::exitStatus(*m_signal) : status;
}
