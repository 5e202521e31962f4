#include "plan/durationspread.h"

#include "base/seededrandom.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using std::chrono::nanoseconds;

namespace {

// A duration as a multiple of the mean.
double factorAt(const Spread& spread, double u)
{
    switch (spread.kind) {
    case SpreadKind::Uniform:
        return 1 + spread.width * (2 * u - 1);
    case SpreadKind::Exponential:
        return -std::log1p(-u);
    case SpreadKind::Bimodal: {
        const double shorter = 1 / (1 - spread.longShare + spread.longShare * spread.longFactor);
        return u < 1 - spread.longShare ? shorter : shorter * spread.longFactor;
    }
    case SpreadKind::Pareto: {
        const double least = (spread.shape - 1) / spread.shape;
        return std::min(least * std::pow(1 - u, -1 / spread.shape), Spread::kMaxOfMean);
    }
    case SpreadKind::Fixed:
    case SpreadKind::File:
        break;
    }
    return 1;
}

// A number from 0 up to, and without, `below`: the high half of a product (Lemire, "Fast Random
// Integer Generation in an Interval", 2019; what it favours is less than one in 2^32).
quint32 numberBelow(quint32 below, quint64 bits)
{
    return quint32(((bits >> 32) * below) >> 32);
}

} // namespace

nanoseconds durationAt(const Spread& spread, nanoseconds mean, double u)
{
    const double ns = double(mean.count()) * factorAt(spread, u);
    return nanoseconds(qint64(std::min(ns, double(RunSettings::kMaxDuration.count()))));
}

JobDurations drawDurations(const RunSettings& settings, const std::stop_token& stop)
{
    if (settings.jobs.spread.kind == SpreadKind::Fixed)
        return settings.jobs.duration;
    constexpr std::size_t kLookEvery = 1 << 16;
    const quint64 seed = mixedBits(quint64(settings.seed) ^ 0x64757261);
    std::vector<qint64> ns(std::size_t(settings.jobs.count), 0);
    for (std::size_t i = 0; i < ns.size(); ++i) {
        if (i % kLookEvery == 0 && stop.stop_requested())
            break;
        ns[i] = durationAt(settings.jobs.spread, settings.jobs.duration,
                           unitInterval(mixedBits(seed + i)))
                    .count();
    }
    // As drawn they are in random order, and so they are as submitted, too.
    if (settings.jobs.order == SubmitOrder::Shortest)
        std::ranges::sort(ns);
    else if (settings.jobs.order == SubmitOrder::Longest)
        std::ranges::sort(ns, std::ranges::greater());
    return JobDurations(std::move(ns));
}

std::vector<quint32> shuffled(std::size_t count, quint64 seed)
{
    std::vector<quint32> places(count);
    std::iota(places.begin(), places.end(), 0);
    const quint64 mixed = mixedBits(seed ^ 0x73687566);
    for (std::size_t left = count; left > 1; --left)
        std::swap(places[left - 1], places[numberBelow(quint32(left), mixedBits(mixed + left))]);
    return places;
}

SpreadPicture pictureOf(const Spread& spread, nanoseconds mean, int bins)
{
    constexpr int kSamples = 4096;
    // Up to the 99th percentile, at least twice the mean: the whole of a heavy tail would squeeze
    // all others into the first column.
    const qint64 longestNs =
        std::max(durationAt(spread, mean, 0.99).count() * 21 / 20, mean.count() * 2);
    SpreadPicture picture{std::vector<double>(std::size_t(bins), 0), longestNs};
    for (int i = 0; i < kSamples; ++i) {
        const double ns = double(durationAt(spread, mean, (i + 0.5) / kSamples).count());
        const double at = longestNs > 0 ? ns / double(longestNs) * bins : 0;
        ++picture.bins[std::size_t(std::min(at, double(bins - 1)))];
    }
    const double most = *std::ranges::max_element(picture.bins);
    for (double& bin : picture.bins)
        bin /= most;
    return picture;
}
