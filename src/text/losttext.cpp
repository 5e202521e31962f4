#include "text/losttext.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "text/figures.h"
#include "text/texttr.h"

#include <algorithm>
#include <array>

namespace {

enum class WorkerUnit { Nanoseconds, Microseconds, Milliseconds, Seconds, Minutes, Hours };

// In which unit a time is said, and how many of it that are.
struct InUnits
{
    WorkerUnit unit;
    QString number;
};

// Up to 1,000 of a unit, with decimals as `decimalsOf` says for the count.
template <typename DecimalsOf>
InUnits inUnits(qint64 ns, DecimalsOf decimalsOf)
{
    constexpr std::array kUnitsNs{1.0, 1e3, 1e6, 1e9, 60e9, 3600e9};
    constexpr double kRoundsUp = 999.5;
    std::size_t at = ns == 0 ? std::size_t(WorkerUnit::Seconds) : 0;
    while (at + 1 < kUnitsNs.size() && double(ns) / kUnitsNs[at] >= kRoundsUp)
        ++at;
    const double count = double(ns) / kUnitsNs[at];
    const bool exact = ns == 0 || at == 0;
    const QString number = count >= kRoundsUp
                               ? numberText(qRound64(count))
                               : QString::number(count, 'f', exact ? 0 : decimalsOf(count));
    return {WorkerUnit(at), number};
}

// With four digits, as times of a run are said.
QString inFull(qint64 ns)
{
    const InUnits time = inUnits(ns, [](double count) {
        return count >= 99.995 ? 1 : count >= 9.9995 ? 2 : 3;
    });
    switch (time.unit) {
    case WorkerUnit::Nanoseconds:
        return TextTr::tr("%1 worker-nanoseconds").arg(time.number);
    case WorkerUnit::Microseconds:
        return TextTr::tr("%1 worker-microseconds").arg(time.number);
    case WorkerUnit::Milliseconds:
        return TextTr::tr("%1 worker-milliseconds").arg(time.number);
    case WorkerUnit::Seconds:
        return TextTr::tr("%1 worker-seconds").arg(time.number);
    case WorkerUnit::Minutes:
        return TextTr::tr("%1 worker-minutes").arg(time.number);
    case WorkerUnit::Hours:
        break;
    }
    return TextTr::tr("%1 worker-hours").arg(time.number);
}

} // namespace

QString lostPartText(LostPart part)
{
    switch (part) {
    case LostPart::Paused:
        return TextTr::tr("Paused");
    case LostPart::OnCore:
        return TextTr::tr("Jobs on a core");
    case LostPart::Ready:
        return TextTr::tr("Ready, no core free");
    case LostPart::Waiting:
        return TextTr::tr("Jobs that waited");
    case LostPart::Running:
        return TextTr::tr("Jobs");
    case LostPart::Failed:
        return TextTr::tr("Failed or cut off");
    case LostPart::ResultsBlocked:
        return TextTr::tr("Blocked on results");
    case LostPart::StartUp:
        return TextTr::tr("Start-up");
    case LostPart::HandOff:
        return TextTr::tr("Hand-off");
    case LostPart::NoJob:
        return TextTr::tr("No job had come");
    case LostPart::Idle:
        return TextTr::tr("Idle");
    case LostPart::TailOrder:
        return TextTr::tr("Tail: by the order");
    case LostPart::TailRest:
        return TextTr::tr("Tail: unavoidable");
    case LostPart::AfterLast:
        break;
    }
    return TextTr::tr("After the last job");
}

QString lostPartMeaning(LostPart part)
{
    switch (part) {
    case LostPart::Paused:
        return TextTr::tr("The run was paused, and the worker had no job in hand.");
    case LostPart::OnCore:
        return TextTr::tr("Attempts that counted, while they computed.");
    case LostPart::Ready:
        return TextTr::tr("Attempts that counted, while they could have computed but others had "
                          "the cores.");
    case LostPart::Waiting:
        return TextTr::tr("Attempts that counted, while they did not compute: they waited for a "
                          "timer, a disk, a network or another program. Time ready without a core "
                          "is in it where that was not measured.");
    case LostPart::Running:
        return TextTr::tr("Attempts that counted. Nobody measured how much of it they computed.");
    case LostPart::Failed:
        return TextTr::tr("Attempts that failed, were cancelled, or were made again: no result "
                          "came of them.");
    case LostPart::ResultsBlocked:
        return TextTr::tr("The worker had a result, and the results channel had no room for it.");
    case LostPart::StartUp:
        return TextTr::tr("The worker was there but had not taken its first job, though one was "
                          "there or was about to be sent.");
    case LostPart::HandOff:
        return TextTr::tr("From one job to the next, while there were jobs in the channel.");
    case LostPart::NoJob:
        return TextTr::tr("The worker was free, the jobs channel was empty, and more jobs were "
                          "still to come.");
    case LostPart::Idle:
        return TextTr::tr("The worker was free before the last job was taken. Nobody recorded when "
                          "jobs came, so why is not known.");
    case LostPart::TailOrder:
        return TextTr::tr("No job was left to take, and other workers were still busy: what the "
                          "order longest first would have saved of that (simulated).");
    case LostPart::TailRest:
        return TextTr::tr("No job was left to take, and other workers were still busy: what the "
                          "order longest first would not have saved.");
    case LostPart::AfterLast:
        break;
    }
    return TextTr::tr("All jobs had ended, and the run had not: the last results were received.");
}

QString workerTimeText(qint64 ns)
{
    const InUnits time = inUnits(ns, [](double count) { return count >= 99.995 ? 0 : 2; });
    switch (time.unit) {
    case WorkerUnit::Nanoseconds:
        return TextTr::tr("%1 worker-ns").arg(time.number);
    case WorkerUnit::Microseconds:
        return TextTr::tr("%1 worker-µs").arg(time.number);
    case WorkerUnit::Milliseconds:
        return TextTr::tr("%1 worker-ms").arg(time.number);
    case WorkerUnit::Seconds:
        return TextTr::tr("%1 worker-s").arg(time.number);
    case WorkerUnit::Minutes:
        return TextTr::tr("%1 worker-min").arg(time.number);
    case WorkerUnit::Hours:
        break;
    }
    return TextTr::tr("%1 worker-h").arg(time.number);
}

QString lostShareText(double share)
{
    constexpr double kLeast = 0.0005; // the least that is written as 0.1 %
    return share > 0 && share < kLeast ? TextTr::tr("< 0.1 %") : percentText(share);
}

QString lostTotalText(const LostTime& lost)
{
    const QString total = inFull(lost.totalNs);
    if (lost.totalNs != lost.workers * lost.makespanNs)
        return TextTr::tr("The workers were there for %1; the parts add up to it exactly.")
            .arg(total);
    return TextTr::tr("%1 × %2 = %3; the parts add up to it exactly.")
        .arg(workersText(lost.workers), readableDuration(std::chrono::nanoseconds(lost.makespanNs)),
             total);
}
