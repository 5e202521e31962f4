// The program without a window: runs, prints the article's log and timings, or measures, simulates
// and looks at files, and writes what is exported.
#pragma once

#include "analysis/runlog.h"
#include "session/measurement.h"
#include "session/runcontroller.h"
#include "session/terminal/commandline.h"
#include "session/terminal/exitstatus.h"
#include "session/terminal/exportthread.h"
#include "session/terminal/inquiry.h"
#include "session/terminal/printer.h"
#include "session/terminal/stopsignals.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <optional>

// Its thread only listens and looks after the others, which run, print and export: a signal is
// heard at any time. The first one stops what goes on and lets the rest be written; the next ends
// the program at once.
class Headless : public QObject
{
    Q_OBJECT

public:
    // Needs an application object; a QGuiApplication when pictures are asked for.
    explicit Headless(const CommandLine& line);

    // Runs to the end and gives the exit status.
    int run();

private:
    // One run's part of the output.
    struct Part
    {
        RunRole role;
        const Timeline* timeline;
        LogCursor cursor;
        int heldSaid = 0; // how many jobs stood still when that was said last
    };

    void startWhatIsAsked();
    void begin();
    void refuse(const QString& problem, int status, const QString& field);
    void sayProblem(const QString& problem, int status, const QString& field);
    void onRunOver();
    void judgeFollowed(QStringList& notes);
    void startMeasuring(const RunSettings& settings);
    void keepForForecast(const std::shared_ptr<const RunRecord>& record);
    void onMeasured(const MeasureEnd& end);
    void onAnswered(const Answer& answer);
    void exportAll();
    QString exportOne(const QString& path, const FileProgress& progress) const;
    void onExported();
    void onTick();
    void sayWhatIsHeld();
    void sayWhatHoldsUp();
    void printNew();
    bool printPart(Part& part);
    void printTiming(const Part& part);
    void onSignal(int signal);
    void watchReader();
    [[noreturn]] void endAtOnce(int signal);

    const CommandLine m_line;
    Printer m_printer;
    RunController m_controller;
    Measurement m_measurement;
    std::shared_ptr<const RunRecord> m_measured; // that a forecast beside the times is made from
    qint64 m_mostFailed = 0;                     // jobs, of the runs that were measured
    Inquiry m_inquiry;
    Answer m_answer; // so far
    StopSignals m_signals;
    QTimer m_tick;
    std::vector<Part> m_parts; // in the order in which they are printed
    std::size_t m_printing = 0;
    std::unique_ptr<ExportThread> m_exports; // while it writes
    QString m_toPrint;                       // the same, of the answer
    QStringList m_toSay;                     // once all of the runs has been printed
    bool m_isOver = false;                   // what was to be run
    int m_status = ExitStatus::kDone;
    std::optional<int> m_signal;
    QString m_heldUpBy;        // what was said last of what holds up what is watched
    QElapsedTimer m_sinceRead; // since the reader has taken something
    qint64 m_read = 0;
};
