// The program without a window: runs, prints the article's log and timings, writes pictures.
#pragma once

#include "analysis/runlog.h"
#include "app/commandline.h"
#include "app/exitstatus.h"
#include "app/runcontroller.h"
#include "app/stopsignals.h"

#include <QTimer>

#include <optional>

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
        const Timeline* timeline;
        LogCursor cursor;
    };

    void begin();
    void refuse(const QString& problem);
    void printNew();
    bool printPart(Part& part);
    void printTiming(const Part& part);
    int finish();

    const CommandLine m_line;
    RunController m_controller;
    StopSignals m_signals;
    QTimer m_timer;
    std::vector<Part> m_parts; // in the order in which they are printed
    std::size_t m_printing = 0;
    std::optional<int> m_signal;
    int m_refusedStatus = ExitStatus::kDone;
};
