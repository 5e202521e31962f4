// The benchmarks by subject: each prints what it measures and adds the figures to the report.
#pragma once

class Report;

// Five jobs of a second each on three workers, above their ideal, beside Go's.
void benchMakespan(Report& report);
// From Stop until 1,024 workers have left.
void benchStop(Report& report);
// What 1,024 waiting workers use of the processor.
void benchIdle(Report& report);
// Empty jobs with events, beside the channels alone and Go's.
void benchJobs(Report& report);

// One frame of a chart of few and of many spans.
void benchChart(Report& report);
// A pan, a zoom and a scroll step.
void benchMoves(Report& report);

// Durations drawn from a seed.
void benchDraw(Report& report);
// The program as a process, to its first frame.
void benchStart(Report& report);
// What the window costs a run, and how long its event loop stands still.
void benchLive(Report& report);
// Another program that says much, while the window shows it.
void benchFollow(Report& report);
// Runs of 1,000,000 and 10,000,000 spans saved and opened, beside Qt's JSON on the same file.
void benchFiles(Report& report);
// What a recorded span takes, and a run of ten million.
void benchMemory(Report& report);
