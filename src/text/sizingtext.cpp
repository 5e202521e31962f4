#include "text/sizingtext.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "insight/queueing.h"
#include "insight/scalability.h"
#include "insight/sizing.h"
#include "text/figures.h"
#include "text/texttr.h"

#include <algorithm>
#include <array>
#include <cmath>

using std::chrono::nanoseconds;

namespace {

QString time(qint64 ns)
{
    return readableDuration(nanoseconds(ns));
}

QString withinText()
{
    return QStringLiteral("%1 %").arg(qRound(Enough::kWithin * 100));
}

const SizingPoint* pointAt(const SizingCurve& curve, int workers)
{
    const auto at = std::ranges::find(curve.points, workers, &SizingPoint::workers);
    return at == curve.points.end() ? nullptr : &*at;
}

// Why more workers than enough bring no more; empty where that is not known.
QString reasonText(const SizingCurve& curve)
{
    constexpr double kAllOf = 0.98; // of the time with enough workers
    constexpr double kMostOf = 0.75;
    const double longestShare =
        curve.enough->ns > 0 ? double(curve.longestNs) / double(curve.enough->ns) : 0;
    if (longestShare >= kAllOf)
        return TextTr::tr("More bring nothing: the longest job alone takes %1.")
            .arg(time(curve.longestNs));
    if (longestShare >= kMostOf)
        return TextTr::tr("More bring little: the longest job alone takes %1.")
            .arg(time(curve.longestNs));
    if (curve.enough->workers == curve.enough->to)
        return TextTr::tr("No larger number was looked at.");
    return {};
}

// A row, where a time is known: the measured one before the simulated one.
void addRow(std::vector<SizingRow>& rows, const SizingPoint* point, const QString& what)
{
    if (point && point->measured)
        rows.push_back({what, time(point->measured->medianNs()), TextTr::tr("measured")});
    else if (point && point->simulatedNs)
        rows.push_back({what, time(*point->simulatedNs), TextTr::tr("simulated")});
}

} // namespace

QString enoughTitle(const SizingCurve& curve)
{
    if (!curve.enough)
        return TextTr::tr("No time is known");
    return TextTr::tr("%Ln workers are enough", nullptr, pluralCount(curve.enough->workers));
}

QString enoughText(const SizingCurve& curve)
{
    if (!curve.enough)
        return {};
    const Enough& enough = *curve.enough;
    if (enough.from == enough.to)
        return (enough.measured ? TextTr::tr("%1 measured; no other number was looked at.")
                                : TextTr::tr("%1 simulated; no other number was looked at."))
            .arg(time(enough.ns));
    const QString verdict =
        (enough.measured ? TextTr::tr("%1 measured, within %2 of the best that any number from %3 "
                                      "to %4 reaches.")
                         : TextTr::tr("%1 simulated, within %2 of the best that any number from "
                                      "%3 to %4 reaches."))
            .arg(time(enough.ns), withinText(), numberText(enough.from), numberText(enough.to));
    const QString reason = reasonText(curve);
    return reason.isEmpty() ? verdict : verdict + u' ' + reason;
}

QString sizingSummary(const SizingCurve& curve)
{
    if (!curve.enough)
        return enoughTitle(curve);
    QStringList parts{TextTr::tr("%1: %2").arg(enoughTitle(curve), enoughText(curve))};
    for (const SizingRow& row : sizingRows(curve))
        parts += TextTr::tr("%1: %2 %3").arg(row.what, row.time, row.source);
    return parts.join(u'\n');
}

std::vector<SizingRow> sizingRows(const SizingCurve& curve)
{
    std::vector<SizingRow> rows;
    const int enough = curve.enough ? curve.enough->workers : 0;
    if (curve.now > 0) {
        addRow(rows, pointAt(curve, curve.now),
               TextTr::tr("%1, as now").arg(workersText(curve.now)));
        if (curve.now + 1 != enough)
            addRow(rows, pointAt(curve, curve.now + 1), workersText(curve.now + 1));
    }
    if (enough != curve.now)
        addRow(rows, pointAt(curve, enough), workersText(enough));
    return rows;
}

QStringList pointLines(const SizingPoint& point)
{
    QStringList lines{workersText(point.workers)};
    if (point.measured && point.measured->timesNs.size() > 1)
        lines += TextTr::tr("measured %1 (%2 to %3)")
                     .arg(time(point.measured->medianNs()), time(point.measured->leastNs()),
                          time(point.measured->mostNs()));
    else if (point.measured)
        lines += TextTr::tr("measured %1").arg(time(point.measured->medianNs()));
    if (point.simulatedNs && point.leastNs && point.mostNs)
        lines += TextTr::tr("simulated %1 (%2 to %3)")
                     .arg(time(*point.simulatedNs), time(*point.leastNs), time(*point.mostNs));
    else if (point.simulatedNs)
        lines += TextTr::tr("simulated %1").arg(time(*point.simulatedNs));
    if (point.boundNs > 0)
        lines += TextTr::tr("no schedule is faster than %1").arg(time(point.boundNs));
    return lines;
}

QStringList pointTexts(const SizingPoint& point)
{
    const auto within = [](qint64 ns, qint64 leastNs, qint64 mostNs) {
        return TextTr::tr("%1 (%2 to %3)").arg(time(ns), time(leastNs), time(mostNs));
    };
    QStringList texts{numberText(point.workers), {}, {}, {}};
    if (point.simulatedNs && point.leastNs && point.mostNs)
        texts[1] = within(*point.simulatedNs, *point.leastNs, *point.mostNs);
    else if (point.simulatedNs)
        texts[1] = time(*point.simulatedNs);
    if (point.measured && point.measured->timesNs.size() > 1)
        texts[2] =
            within(point.measured->medianNs(), point.measured->leastNs(), point.measured->mostNs());
    else if (point.measured)
        texts[2] = time(point.measured->medianNs());
    if (point.boundNs > 0)
        texts[3] = time(point.boundNs);
    return texts;
}

QString measuredLegend(const SizingCurve& curve)
{
    std::size_t most = 0;
    for (const SizingPoint& point : curve.points)
        most = std::max(most, point.measured ? point.measured->timesNs.size() : 0);
    if (most == 0)
        return {};
    return most == 1 ? TextTr::tr("measured")
                     : TextTr::tr("measured, least to most of %1").arg(most);
}

QString simulatedLegend(const SizingCurve& curve)
{
    const bool any = std::ranges::any_of(
        curve.points, [](const SizingPoint& p) { return p.simulatedNs.has_value(); });
    if (!any)
        return {};
    if (curve.source == CostSource::Planned)
        return TextTr::tr("simulated from the plan");
    if (curve.error && curve.error->points > 0)
        return TextTr::tr("simulated from this run, ± %1")
            .arg(QStringLiteral("%1 %").arg(int(std::ceil(curve.error->worst * 100))));
    return TextTr::tr("simulated from this run");
}

QString bandLegend(const SizingCurve& curve)
{
    const bool any = std::ranges::any_of(
        curve.points, [](const SizingPoint& p) { return p.leastNs && p.mostNs; });
    return any ? TextTr::tr("9 of 10 draws of the durations") : QString();
}

QString boundLegend()
{
    return TextTr::tr("no schedule can be faster");
}

QString caveatText(ModelCaveat caveat)
{
    switch (caveat) {
    case ModelCaveat::NoCpuTimes:
        return TextTr::tr("What jobs computed was not measured: they are taken to wait.");
    case ModelCaveat::SomeNotRun:
        return TextTr::tr("Jobs that never ran are left out.");
    case ModelCaveat::NoQueueTimes:
        return TextTr::tr("When jobs came was not recorded: they are taken to be there from the "
                          "start.");
    case ModelCaveat::SeveralCores:
        return TextTr::tr("Some jobs computed on several cores at once; they are taken to use one: "
                          "more workers may bring less.");
    case ModelCaveat::FirstReadings:
        return TextTr::tr("This run read its files from the disk; the next one may find them in "
                          "memory.");
    case ModelCaveat::FewJobs:
        break;
    }
    return TextTr::tr("There are fewer than two jobs.");
}

QString ownRunText(const SizingCurve& curve)
{
    constexpr double kMuch = 0.1; // forecasts may be off by that; see tests/bench
    const auto point = std::ranges::find(curve.points, curve.now, &SizingPoint::workers);
    if (curve.source != CostSource::Recorded || point == curve.points.end() || !point->measured ||
        !point->simulatedNs)
        return {};
    const qint64 measuredNs = point->measured->medianNs();
    const auto offNs = double(std::abs(*point->simulatedNs - measuredNs));
    if (offNs <= kMuch * double(measuredNs))
        return {};
    return TextTr::tr("With %1, as it was, this forecast says %2, but it took %3: something that "
                      "is not in the record matters here.")
        .arg(workersText(curve.now), time(*point->simulatedNs), time(measuredNs));
}

QStringList forecastNotes(const SizingCurve& curve)
{
    QStringList notes;
    if (const QString own = ownRunText(curve); !own.isEmpty())
        notes += own;
    for (const ModelCaveat caveat : curve.caveats)
        notes += caveatText(caveat);
    return notes;
}

QString trafficText(const Traffic& traffic, int workers, std::optional<qint64> measuredWaitNs)
{
    const auto wait = meanWaitSeconds(traffic, workers);
    if (!wait)
        return TextTr::tr("%1 cannot keep up: the jobs that come would keep %2 busy.")
            .arg(workersText(workers), workersText(int(std::ceil(traffic.offeredLoad()))));
    const QString theory = time(std::llround(*wait * 1e9));
    const QString busy = percentText(traffic.offeredLoad() / workers);
    if (!measuredWaitNs)
        return TextTr::tr("Mean wait with %1: %2 by Allen–Cunneen; utilisation %3.")
            .arg(workersText(workers), theory, busy);
    return TextTr::tr("Mean wait with %1: %2 measured (from queued to started), %3 by "
                      "Allen–Cunneen; utilisation %4.")
        .arg(workersText(workers), time(*measuredWaitNs), theory, busy);
}

QString workersForWaitText(std::optional<int> workers)
{
    return workers ? TextTr::tr("needs %Ln workers", nullptr, pluralCount(*workers))
                   : TextTr::tr("is more than workers can do");
}

QString littlesLawText(const LittlesLaw& law)
{
    return TextTr::tr("Little's law: %1 jobs in the pool on average; jobs per second × mean time "
                      "in it give %2.")
        .arg(law.meanJobs, 0, 'g', 4)
        .arg(law.arrivalsTimesWait, 0, 'g', 4);
}

QString fitText(const ScalabilityFit& fit)
{
    const QString constants = TextTr::tr("contention α = %1, coherency β = %2")
                                  .arg(fit.alpha, 0, 'g', 3)
                                  .arg(fit.beta, 0, 'g', 3);
    const QString error = percentText(fit.error);
    if (const auto peak = fit.peakWorkers())
        return TextTr::tr("Scalability law: %1; fastest with %2 workers; off by %3 at %4 numbers.")
            .arg(constants, numberText(std::llround(*peak)), error)
            .arg(fit.points);
    return TextTr::tr("Scalability law: %1; no peak; off by %2 at %3 numbers.")
        .arg(constants, error)
        .arg(fit.points);
}

QString noFitText(NoFit why)
{
    switch (why) {
    case NoFit::Tail:
        return TextTr::tr("No scalability fit: a long job sets the times, not contention.");
    case NoFit::FewJobs:
        return TextTr::tr("No scalability fit: fewer than four jobs a worker.");
    case NoFit::TooFewPoints:
        break;
    }
    return TextTr::tr("A scalability fit needs six measured numbers of workers.");
}

QStringList sizingLines(const SizingCurve& curve)
{
    const auto cell = [](std::optional<qint64> ns) {
        return ns ? goDuration(nanoseconds(*ns)) : QStringLiteral("-");
    };
    std::vector<std::array<QString, 4>> rows{{QStringLiteral("workers"), QStringLiteral("measured"),
                                              QStringLiteral("simulated"),
                                              QStringLiteral("bound")}};
    for (const SizingPoint& point : curve.points)
        rows.push_back(
            {QString::number(point.workers),
             cell(point.measured ? std::optional(point.measured->medianNs()) : std::nullopt),
             cell(point.simulatedNs),
             cell(point.boundNs > 0 ? std::optional(point.boundNs) : std::nullopt)});
    std::array<qsizetype, 4> widths{};
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    QStringList lines;
    for (const auto& row : rows) {
        QStringList cells;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells += row[i].rightJustified(widths[i]);
        lines += cells.join(QStringLiteral("  "));
    }
    if (curve.enough) {
        const Enough& enough = *curve.enough;
        lines +=
            (enough.workers == 1
                 ? QStringLiteral("%1 worker is enough: %2, within %3 of the best of %4 to %5")
                 : QStringLiteral("%1 workers are enough: %2, within %3 of the best of %4 to %5"))
                .arg(enough.workers)
                .arg(goDuration(nanoseconds(enough.ns)), withinText())
                .arg(enough.from)
                .arg(enough.to);
    }
    return lines;
}
