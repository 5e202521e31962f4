// The timings of the pool beside those of the sequential run: what the panel, the picture and the
// headless program show.
#pragma once

#include "analysis/runstatistics.h"
#include "pool/runoutcome.h"
#include "pool/runsettings.h"
#include "work/estimate.h"

#include <QString>

#include <optional>
#include <vector>

struct RunRecord;

struct RunTimings
{
    RunStatistics statistics;
    bool began = false;
    std::optional<RunOutcome> outcome; // nothing while it goes on

    bool finished() const { return outcome && outcome->state == RunState::Finished; }
    bool running() const { return began && !outcome; }
};

struct Timings
{
    RunSettings settings;
    Estimate estimate;
    bool ours = true; // a run of Poolscope, with results
    RunTimings pool;
    std::optional<RunTimings> sequential; // nothing when it is off

    // Sequential time so far ÷ makespan; nothing before the pool has finished and the sequential
    // run has come as far, or when that was not carried to its end.
    std::optional<double> speedUp() const;
    // Both have run to their end.
    bool speedUpIsFinal() const;
    // Speed-up ÷ workers, their mean where their number changed, once it is final.
    std::optional<double> efficiency() const;
    // Makespan − ideal, once the pool has finished; nothing when its number of workers changed.
    std::optional<qint64> aboveIdealNs() const;
};

// What had been recorded at `monotonicNowNs`. Any thread; see statisticsOf for the cost.
Timings timingsOf(const RunRecord& record, qint64 monotonicNowNs, Waits waits);

struct TimingRow
{
    QString label;
    QString value;
    QString meaning; // of the figure, in a sentence
};

// The figures below the two times, labelled, with units; "–" where there is none yet.
std::vector<TimingRow> timingRows(const Timings& timings);

// The figures of two runs beside each other.
struct ComparedRow
{
    QString label;
    QString first;
    QString second;
    QString ratio; // second ÷ first, of the times; empty for others
};
std::vector<ComparedRow> comparedRows(const Timings& first, const Timings& second);

// A ratio as it is shown: "2.50×".
QString ratioText(double ratio);

// What the speed-up is out of: "of 2.50× possible"; empty where nobody knows beforehand.
QString possibleText(const Timings& timings);

// A run's time as it is shown, "–" before it begins.
QString timeText(const RunTimings& run);

// "running, 4 of 5 jobs done", "stopped after 3 of 5 jobs", "not run", a failure's message; what
// makes a finished run special: "2 of 5 jobs failed · paused for 3.000 s"; else nothing.
QString stateText(const RunTimings& run, int jobs);

// What a record is of: the settings of a run, or where spans come from, and how many: "a Chrome
// trace: 120 spans on 8 lanes".
QString runText(const RunRecord& record);

// The settings in one line: "5 jobs · 3 workers · capacity 5 · 1 s each", and what makes jobs fail.
QString settingsText(const RunSettings& settings);
