// What holds a run back, in words.
#pragma once

#include "insight/findings.h"

#include <QString>

struct Insight;

struct FindingText
{
    QString title;
    QString sentence; // with its numbers
    // What "Try" looks at, with its gain: "Longest first: −1.03 s (simulated)". Empty without it.
    QString change;
};

FindingText findingText(const Finding& finding, const JobModel& model);

// Why nothing is found, or that nothing holds the run back; empty where there are findings.
QString findingsHint(const Findings& findings);

// What is to be said of a run in one line: how many workers are enough, and what holds it back
// most. "14 workers are enough: 6.74 s, simulated · A long job came late · Longest first: −1.03 s
// (simulated)"; empty where there is nothing to say.
QString verdictText(const Insight& insight);
// The first half of it: how many workers are enough; empty where nobody can tell.
QString enoughText(const Insight& insight);

// "4 workers, longest first, without job 3"
QString whatIfText(const WhatIf& change);
