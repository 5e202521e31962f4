#include "text/speedup.h"

#include "analysis/timings.h"
#include "text/texttr.h"

#include <QStringList>

namespace {

// Whether it is shown as "slower by": not where that would read 1.00×.
bool isSlower(double speedUp)
{
    return speedUp > 0 && 1 / speedUp >= 1.005;
}

QString possibleText(const Timings& timings, bool slower)
{
    const auto most = timings.mostSpeedUp();
    if (!most)
        return {};
    return (slower ? TextTr::tr("%1 speed-up possible") : TextTr::tr("of %1 possible"))
        .arg(ratioText(*most));
}

// A speed-up beyond the possible one means that: no schedule is faster than the ideal.
bool sequentialTookLonger(const Timings& timings)
{
    constexpr double kWorthSaying = 1.005;
    const auto speedUp = timings.speedUp();
    const auto most = timings.mostSpeedUp();
    return timings.speedUpIsFinal() && speedUp && most && *speedUp >= kWorthSaying * *most;
}

QString noteText(const Timings& timings)
{
    if (!timings.sequential)
        return timings.ours ? TextTr::tr("turn on the sequential run")
                            : TextTr::tr("no sequential run");
    if (!timings.isLikeWithLike())
        return TextTr::tr("none: jobs came or results were read in the pauses");
    if (sequentialTookLonger(timings))
        return TextTr::tr("the sequential run took longer than its jobs");
    if (timings.speedUpIsFinal())
        return timings.hasStoodStill() ? TextTr::tr("both finished, without the pauses")
                                       : TextTr::tr("both finished");
    const bool over = timings.pool.outcome && timings.sequential->outcome;
    return over ? TextTr::tr("not all jobs were run") : TextTr::tr("final when both have run");
}

} // namespace

SpeedUpText speedUpText(const Timings& timings)
{
    const auto speedUp = timings.speedUp();
    const bool slower = speedUp && isSlower(*speedUp);
    return {slower, slower ? TextTr::tr("Slower by") : TextTr::tr("Speed-up"),
            speedUp ? ratioText(slower ? 1 / *speedUp : *speedUp) : QStringLiteral("–"),
            possibleText(timings, slower), noteText(timings)};
}

QString speedUpCell(const Timings& timings)
{
    const SpeedUpText text = speedUpText(timings);
    return text.slower ? TextTr::tr("slower by %1").arg(text.ratio) : text.ratio;
}

QString speedUpRow(const Timings& timings)
{
    const SpeedUpText text = speedUpText(timings);
    QStringList parts{!text.slower && !text.possible.isEmpty()
                          ? TextTr::tr("%1 %2").arg(text.ratio, text.possible)
                          : text.ratio};
    if (timings.hasStoodStill())
        parts += TextTr::tr("without the pauses");
    if (sequentialTookLonger(timings))
        parts += TextTr::tr("the sequential run took longer than its jobs");
    return parts.join(QStringLiteral(" · "));
}

QString ratioText(double ratio)
{
    if (ratio < 0.095)
        return QStringLiteral("%1×").arg(ratio, 0, 'g', 2);
    return QStringLiteral("%1×").arg(ratio, 0, 'f', ratio < 99.995 ? 2 : 1);
}
