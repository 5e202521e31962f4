#include "files/imports/timerange.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "files/io/filestr.h"

#include <algorithm>
#include <chrono>

namespace {

using std::chrono::nanoseconds;

constexpr qint64 kHourNs = nanoseconds(std::chrono::hours(1)).count();
constexpr qint64 kYearNs = 365 * 24 * kHourNs;
constexpr qint64 kGapOfExtents = 1'000;

struct Stretch
{
    qint64 fromNs;
    qint64 toNs;
    std::size_t spans = 1;
};

// Where a span was last seen is no time of its own where it never ended. One from 0 on that lasts
// for years has no start.
qint64 knownEndNs(const ImportedSpan& span)
{
    const bool isFromNowhere = span.startNs == 0 && span.endNs >= kYearNs;
    return span.end == SpanEnd::Never || isFromNowhere ? span.startNs : span.endNs;
}

// The stretches that hold the spans, in the order of time, with gaps of `gapNs` or longer.
std::vector<Stretch> stretchesOf(const std::vector<ImportedSpan>& spans, qint64 gapNs)
{
    std::vector<Stretch> each;
    each.reserve(spans.size());
    for (const ImportedSpan& span : spans)
        each.push_back({span.startNs, knownEndNs(span)});
    std::ranges::sort(each, {}, &Stretch::fromNs);
    std::size_t last = 0;
    for (std::size_t i = 1; i < each.size(); ++i) {
        if (each[i].fromNs - each[last].toNs >= gapNs) {
            each[++last] = each[i];
        } else {
            each[last].toNs = std::max(each[last].toNs, each[i].toNs);
            ++each[last].spans;
        }
    }
    each.resize(last + 1);
    return each;
}

// The one that holds more spans than that, where others lie so far off that they cannot
// belong to it.
std::optional<Stretch> certainStretch(const std::vector<Stretch>& stretches, std::size_t moreThan)
{
    const auto most = std::ranges::max_element(stretches, {}, &Stretch::spans);
    const auto isFarEnough = [most](qint64 gapNs) {
        return gapNs / kGapOfExtents >= most->toNs - most->fromNs;
    };
    const bool follows = most != stretches.begin();
    const bool isFollowed = most + 1 != stretches.end();
    if ((!follows && !isFollowed) || (follows && !isFarEnough(most->fromNs - (most - 1)->toNs)) ||
        (isFollowed && !isFarEnough((most + 1)->fromNs - most->toNs)))
        return std::nullopt;
    return most->spans > moreThan ? std::optional(*most) : std::nullopt;
}

// The part behind those at exactly 0.
std::optional<Stretch> certainStretchBehindZero(const std::vector<Stretch>& stretches,
                                                std::size_t spans)
{
    if (stretches.size() != 2 || stretches[0].fromNs != 0 || stretches[0].toNs > kHourNs)
        return std::nullopt;
    return certainStretch(stretches, (2 * spans) / 3);
}

QString noteOn(std::size_t count, qint64 farthestNs)
{
    return FilesTr::tr("%Ln spans are not shown: they are up to %1 off from all others, which "
                       "cannot be seen beside them",
                       nullptr, pluralCount(qint64(count)))
        .arg(readableDuration(nanoseconds(farthestNs)));
}

// What lies outside of the range goes. Returns how far the farthest is off.
qint64 keepWithin(ImportedSpans& imported, const Stretch& range)
{
    qint64 farthestNs = 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < imported.spans.size(); ++i) {
        ImportedSpan& span = imported.spans[i];
        if (span.startNs < range.fromNs || span.startNs > range.toNs) {
            farthestNs =
                std::max({farthestNs, range.fromNs - span.startNs, span.startNs - range.toNs});
            continue;
        }
        if (span.end == SpanEnd::Never)
            span.endNs = std::clamp(span.endNs, span.startNs, range.toNs);
        if (!imported.queuedNs.empty())
            imported.queuedNs[kept] = imported.queuedNs[i];
        imported.spans[kept++] = span;
    }
    imported.spans.resize(kept);
    if (!imported.queuedNs.empty())
        imported.queuedNs.resize(kept);
    return farthestNs;
}

} // namespace

QStringList leaveOutFarSpans(ImportedSpans& imported)
{
    const auto& spans = imported.spans;
    const std::size_t count = spans.size();
    if (count == 0)
        return {};
    const auto [first, last] = std::ranges::minmax(spans, {}, &ImportedSpan::startNs);
    if (last.startNs - first.startNs < kHourNs)
        return {};
    auto range = certainStretch(stretchesOf(spans, kYearNs), count / 2);
    if (!range && first.startNs == 0)
        range = certainStretchBehindZero(stretchesOf(spans, kHourNs), count);
    if (!range)
        return {};
    const qint64 farthestNs = keepWithin(imported, *range);
    return {noteOn(count - spans.size(), farthestNs)};
}
