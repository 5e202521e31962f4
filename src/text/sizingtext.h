// How many workers, in words: the verdict, the times beside it, what a forecast is made from.
#pragma once

#include "insight/jobmodel.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

enum class NoFit;
struct LittlesLaw;
struct ScalabilityFit;
struct SizingCurve;
struct SizingPoint;
struct Traffic;

// "14 workers are enough"; where no time is known, that.
QString enoughTitle(const SizingCurve& curve);
// Its time and what that is compared with, and why more bring nothing where that is known; empty
// where no time is known.
QString enoughText(const SizingCurve& curve);
// The curve for those who cannot see it.
QString sizingSummary(const SizingCurve& curve);

// A time of some number of workers, and where it comes from.
struct SizingRow
{
    QString what;   // "4 workers, as now"
    QString time;   // "12.01 s"
    QString source; // "measured" or "simulated"
};
// With as many workers as now, one more, and as many as are enough, where those times are known.
std::vector<SizingRow> sizingRows(const SizingCurve& curve);

// What is known with so many workers, a line each: "6 workers", "measured 9.500 s (9.400 s to
// 9.800 s)", "simulated 9.450 s", "no schedule is faster than 8.100 s".
QStringList pointLines(const SizingPoint& point);

// The same as cells of a table: workers, simulated, measured, the bound; empty for what is unknown.
QStringList pointTexts(const SizingPoint& point);

// What the marks of the curve mean; empty for those that it has not.
QString measuredLegend(const SizingCurve& curve);
QString simulatedLegend(const SizingCurve& curve);
QString bandLegend(const SizingCurve& curve);
QString boundLegend();

// What a forecast has to say of how it was made, in a sentence.
QString caveatText(ModelCaveat caveat);
// Where a forecast does not even give the time of the run that it was made from: how far it is off;
// else empty.
QString ownRunText(const SizingCurve& curve);
// All that is to be known of a forecast before one relies on it, a sentence each.
QStringList forecastNotes(const SizingCurve& curve);

// The mean wait of jobs that come over time: as it was, where that was measured, and by theory.
QString trafficText(const Traffic& traffic, int workers, std::optional<qint64> measuredWaitNs);
// How many workers a mean wait of at most so long needs; see workersForWait().
QString workersForWaitText(std::optional<int> workers);
QString littlesLawText(const LittlesLaw& law);

QString fitText(const ScalabilityFit& fit);
QString noFitText(NoFit why);

// A table `workers  measured  simulated  bound`, and last "14 workers are enough: 6.74s, within 5 %
// of the best of 1 to 64". Two blanks between the columns, numbers to the right, durations as Go
// writes them, "-" for what is not known. The words are fixed, as programs read them.
QStringList sizingLines(const SizingCurve& curve);
