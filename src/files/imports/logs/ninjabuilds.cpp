#include "files/imports/logs/ninjabuilds.h"

#include "base/clock.h"
#include "base/numbertext.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace {

constexpr qint64 kSecondInNs = 1'000'000'000;

constexpr int kFirstVersionOfStarts = 6;
constexpr qint64 kToleranceOfSecondsNs = 2 * kSecondInNs;

auto stepOf(const NinjaLine& line)
{
    return std::tie(line.build, line.startNs, line.endNs, line.command);
}

// By line, the earliest beginning that it and those below it tell where modification times are
// those of the starts.
std::vector<qint64> earliestFromHere(std::span<const NinjaLine> lines)
{
    std::vector<qint64> earliest(lines.size());
    qint64 least = std::numeric_limits<qint64>::max();
    for (std::size_t i = lines.size(); i-- > 0;) {
        if (lines[i].saysWhen())
            least = std::min(least, lines[i].modifiedNs - lines[i].startNs);
        earliest[i] = least;
    }
    return earliest;
}

} // namespace

bool NinjaBuilds::Beginning::isBefore(const NinjaLine& line, qint64 toleranceNs) const
{
    return isKnown() && line.modifiedNs - line.endNs > m_latestNs + toleranceNs;
}

bool NinjaBuilds::Beginning::fits(const NinjaLine& line, qint64 toleranceNs) const
{
    const bool isAfter = isKnown() && line.modifiedNs - line.startNs < m_earliestNs - toleranceNs;
    return !isBefore(line, toleranceNs) && !isAfter;
}

void NinjaBuilds::Beginning::take(const NinjaLine& line)
{
    m_earliestNs = std::max(m_earliestNs, line.modifiedNs - line.endNs);
    m_latestNs = std::min(m_latestNs, line.modifiedNs - line.startNs);
    // They may miss each other by the tolerance.
    m_latestNs = std::max(m_latestNs, m_earliestNs);
}

// How far modification times and ends may be off.
qint64 NinjaBuilds::toleranceNs() const
{
    return m_areSeconds ? kToleranceOfSecondsNs : 50 * kMsInNs;
}

// Where modification times are those of the starts, they differ less from the starts than from the
// ends, from line to line.
void NinjaBuilds::learnHowModified(std::span<const NinjaLine> lines)
{
    const NinjaLine* before = m_hasLines ? &m_last : nullptr;
    for (const NinjaLine& line : lines) {
        m_areSeconds = m_areSeconds && line.modifiedNs % kSecondInNs == 0;
        if (before && before->saysWhen() && line.saysWhen() && m_version >= kFirstVersionOfStarts) {
            const qint64 modified = line.modifiedNs - before->modifiedNs;
            const qint64 fromStarts = std::abs(modified - (line.startNs - before->startNs));
            const qint64 fromEnds = std::abs(modified - (line.endNs - before->endNs));
            m_nearerToStarts += (fromStarts < fromEnds) - (fromEnds < fromStarts);
        }
        before = &line;
    }
}

bool NinjaBuilds::beginsBuild(const NinjaLine& line, qint64 earliestFromHereNs)
{
    const bool begins = m_outputs.empty() || m_outputs.contains(line.output) ||
                        isOfAnother(line, earliestFromHereNs);
    if (begins) {
        m_outputs.clear();
        m_beginning = {};
    }
    m_outputs.insert(line.output);
    if (line.saysWhen() && m_beginning.fits(line, toleranceNs()))
        m_beginning.take(line);
    return begins;
}

bool NinjaBuilds::isOfAnother(const NinjaLine& line, qint64 earliestFromHereNs) const
{
    const bool isKnown = line.saysWhen() && m_beginning.isKnown();
    if (isKnown &&
        (m_beginning.isBefore(line, toleranceNs()) || isStartedLater(line, earliestFromHereNs)))
        return true;
    const qint64 steppedBackNs = m_last.endNs - line.endNs;
    if (steppedBackNs <= 0)
        return false;
    constexpr qint64 kLateNs = 100 * kMsInNs;
    const bool isLate = isKnown && m_beginning.fits(line, toleranceNs()) &&
                        (steppedBackNs <= kLateNs || beganWhenTheOthersSay(line));
    return !isLate;
}

// To some milliseconds; times in seconds cannot say so.
bool NinjaBuilds::beganWhenTheOthersSay(const NinjaLine& line) const
{
    const qint64 differenceNs = areOfStarts()
                                    ? line.modifiedNs - line.startNs - m_beginning.latestNs()
                                    : line.modifiedNs - line.endNs - m_beginning.earliestNs();
    return !m_areSeconds && std::abs(differenceNs) <= toleranceNs();
}

// Where modification times are those of the starts, one after the beginning of the build tells
// of a later build; but of a step whose output was looked at it is that of the end.
bool NinjaBuilds::isStartedLater(const NinjaLine& line, qint64 earliestFromHereNs) const
{
    if (!areOfStarts())
        return false;
    const qint64 latestNs = m_beginning.latestNs();
    const bool isOfEnd = std::abs(line.modifiedNs - line.endNs - latestNs) <= toleranceNs();
    return earliestFromHereNs > latestNs + toleranceNs() && !isOfEnd;
}

void NinjaBuilds::tellApart(std::span<NinjaLine> lines)
{
    learnHowModified(lines);
    if (!m_hasLines && (m_rewritten = rewrittenCount(lines)) > 0) {
        lines = lines.subspan(m_rewritten);
        m_areSeconds = true;
        m_nearerToStarts = 0;
        learnHowModified(lines);
    }
    const std::vector<qint64> earliest = earliestFromHere(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        m_count += beginsBuild(lines[i], earliest[i]);
        lines[i].build = m_count - (m_rewritten == 0);
        m_last = lines[i];
    }
    m_hasLines = true;
}

// How many lines at the beginning ninja has rewritten.
std::size_t NinjaBuilds::rewrittenCount(std::span<const NinjaLine> lines) const
{
    std::unordered_set<std::size_t> outputs;
    std::size_t count = 0;
    std::size_t steppedBack = 0;
    for (; count < lines.size() && outputs.insert(lines[count].output).second; ++count) {
        if (count == 0 || lines[count].endNs >= lines[count - 1].endNs)
            continue;
        Beginning ofOne;
        if (lines[count - 1].saysWhen())
            ofOne.take(lines[count - 1]);
        const bool isLate =
            ofOne.isKnown() && lines[count].saysWhen() && ofOne.fits(lines[count], toleranceNs());
        steppedBack += !isLate;
    }
    constexpr std::size_t kFewSteps = 8; // of a build, on average
    constexpr std::size_t kFewBuilds = 3;
    return steppedBack >= kFewBuilds && steppedBack * kFewSteps > count ? count : 0;
}

std::vector<NinjaStep> NinjaBuilds::stepsOf(std::vector<NinjaLine> lines)
{
    tellApart(lines);
    std::ranges::stable_sort(lines, {}, stepOf);
    std::vector<NinjaStep> steps;
    for (const NinjaLine& line : lines) {
        if (m_hasSteps && stepOf(line) == stepOf(m_lastStep))
            continue; // another output of the same step
        if (m_hasSteps && line.build != m_lastStep.build)
            m_buildBeganNs = m_buildEndedNs;
        // Only in damaged logs: the sums must fit.
        m_buildEndedNs =
            std::min(kMaxTimeNs, std::max(m_buildEndedNs, m_buildBeganNs + line.endNs));
        steps.push_back({.startNs = std::min(kMaxTimeNs, m_buildBeganNs + line.startNs),
                         .endNs = std::min(kMaxTimeNs, m_buildBeganNs + line.endNs),
                         .name = line.name});
        m_lastStep = line;
        m_hasSteps = true;
    }
    return steps;
}

void NinjaBuilds::beginLog()
{
    m_outputs.clear();
    m_beginning = {};
}

QStringList NinjaBuilds::notes() const
{
    QStringList notes;
    if (m_rewritten > 0)
        notes += FilesTr::tr("ninja has rewritten its first %Ln lines: nobody can tell those "
                             "builds apart, so they stand at the beginning as if they were one",
                             nullptr, pluralCount(m_rewritten));
    if (m_count > 1)
        notes += FilesTr::tr("it holds %Ln builds, which are shown one after another", nullptr,
                             pluralCount(m_count));
    return notes;
}
