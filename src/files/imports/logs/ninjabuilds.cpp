#include "files/imports/logs/ninjabuilds.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <unordered_set>

namespace {

constexpr qint64 kMsInNs = 1'000'000;
constexpr qint64 kSecondInNs = 1'000'000'000;

constexpr int kFirstVersionOfStarts = 6;
constexpr qint64 kToleranceOfSecondsNs = 2 * kSecondInNs;

// How far modification times and ends may be off.
qint64 toleranceOf(const std::vector<NinjaLine>& lines)
{
    const bool areSeconds = std::ranges::all_of(
        lines, [](const NinjaLine& line) { return line.modifiedNs % kSecondInNs == 0; });
    return areSeconds ? kToleranceOfSecondsNs : 50 * kMsInNs;
}

// When a build can have begun, for all that is known of its lines.
class Beginning
{
public:
    explicit Beginning(qint64 toleranceNs) : m_toleranceNs(toleranceNs) {}

    bool isKnown() const { return m_latestNs != kUnknown; }
    qint64 earliestNs() const { return m_earliestNs; }
    qint64 latestNs() const { return m_latestNs; }
    bool isBefore(const NinjaLine& line) const
    {
        return isKnown() && line.modifiedNs - line.endNs > m_latestNs + m_toleranceNs;
    }
    bool isAfter(const NinjaLine& line) const
    {
        return isKnown() && line.modifiedNs - line.startNs < m_earliestNs - m_toleranceNs;
    }
    bool fits(const NinjaLine& line) const { return !isBefore(line) && !isAfter(line); }

    void take(const NinjaLine& line)
    {
        m_earliestNs = std::max(m_earliestNs, line.modifiedNs - line.endNs);
        m_latestNs = std::min(m_latestNs, line.modifiedNs - line.startNs);
        // They may miss each other by the tolerance.
        m_latestNs = std::max(m_latestNs, m_earliestNs);
    }

private:
    static constexpr qint64 kUnknown = std::numeric_limits<qint64>::max();
    qint64 m_earliestNs = std::numeric_limits<qint64>::min();
    qint64 m_latestNs = kUnknown;
    qint64 m_toleranceNs;
};

bool saysWhen(const NinjaLine& line)
{
    return line.modifiedNs != 0;
}

// Whether modification times are those of the starts: then they differ less from the starts than
// from the ends, from line to line.
bool areOfStarts(const std::vector<NinjaLine>& lines)
{
    qint64 nearerToStarts = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const NinjaLine& a = lines[i - 1];
        const NinjaLine& b = lines[i];
        if (!saysWhen(a) || !saysWhen(b))
            continue;
        const qint64 modified = b.modifiedNs - a.modifiedNs;
        const qint64 fromStarts = std::abs(modified - (b.startNs - a.startNs));
        const qint64 fromEnds = std::abs(modified - (b.endNs - a.endNs));
        nearerToStarts += (fromStarts < fromEnds) - (fromEnds < fromStarts);
    }
    return nearerToStarts > 0;
}

// By line, the earliest beginning that it and those below it tell where modification times are
// those of the starts.
std::vector<qint64> earliestFromHere(const std::vector<NinjaLine>& lines)
{
    std::vector<qint64> earliest(lines.size());
    qint64 least = std::numeric_limits<qint64>::max();
    for (std::size_t i = lines.size(); i-- > 0;) {
        if (saysWhen(lines[i]))
            least = std::min(least, lines[i].modifiedNs - lines[i].startNs);
        earliest[i] = least;
    }
    return earliest;
}

// How many lines at the beginning ninja has rewritten.
std::size_t rewrittenCount(const std::vector<NinjaLine>& lines, qint64 toleranceNs)
{
    std::unordered_set<std::size_t> outputs;
    std::size_t count = 0;
    std::size_t steppedBack = 0;
    for (; count < lines.size() && outputs.insert(lines[count].output).second; ++count) {
        if (count == 0 || lines[count].endNs >= lines[count - 1].endNs)
            continue;
        Beginning ofOne(toleranceNs);
        if (saysWhen(lines[count - 1]))
            ofOne.take(lines[count - 1]);
        const bool isLate = ofOne.isKnown() && saysWhen(lines[count]) && ofOne.fits(lines[count]);
        steppedBack += !isLate;
    }
    constexpr std::size_t kFewSteps = 8; // of a build, on average
    constexpr std::size_t kFewBuilds = 3;
    return steppedBack >= kFewBuilds && steppedBack * kFewSteps > count ? count : 0;
}

// Goes from line to line, and says which begin a build.
class BuildFinder
{
public:
    BuildFinder(const std::vector<NinjaLine>& lines, int version)
        : m_lines(lines), m_toleranceNs(toleranceOf(lines)), m_beginning(m_toleranceNs)
    {
        if (version >= kFirstVersionOfStarts && areOfStarts(lines))
            m_earliestFromHere = earliestFromHere(lines);
    }

    bool beginsBuild(std::size_t i)
    {
        const bool begins =
            m_outputs.empty() || m_outputs.contains(m_lines[i].output) || isOfAnother(i);
        if (begins) {
            m_outputs.clear();
            m_beginning = Beginning(m_toleranceNs);
        }
        m_outputs.insert(m_lines[i].output);
        if (saysWhen(m_lines[i]) && m_beginning.fits(m_lines[i]))
            m_beginning.take(m_lines[i]);
        return begins;
    }

private:
    bool isOfAnother(std::size_t i) const
    {
        const NinjaLine& line = m_lines[i];
        const bool isKnown = saysWhen(line) && m_beginning.isKnown();
        if (isKnown && (m_beginning.isBefore(line) || isStartedLater(i)))
            return true;
        const qint64 steppedBackNs = m_lines[i - 1].endNs - line.endNs;
        if (steppedBackNs <= 0)
            return false;
        constexpr qint64 kLateNs = 100 * kMsInNs;
        const bool isLate = isKnown && m_beginning.fits(line) &&
                            (steppedBackNs <= kLateNs || beganWhenTheOthersSay(line));
        return !isLate;
    }

    // To some milliseconds; times in seconds cannot say so.
    bool beganWhenTheOthersSay(const NinjaLine& line) const
    {
        const qint64 differenceNs = m_earliestFromHere.empty()
                                        ? line.modifiedNs - line.endNs - m_beginning.earliestNs()
                                        : line.modifiedNs - line.startNs - m_beginning.latestNs();
        return m_toleranceNs < kToleranceOfSecondsNs && std::abs(differenceNs) <= m_toleranceNs;
    }

    // Where modification times are those of the starts, one after the beginning of the build tells
    // of a later build; but of a step whose output was looked at it is that of the end.
    bool isStartedLater(std::size_t i) const
    {
        if (m_earliestFromHere.empty())
            return false;
        const NinjaLine& line = m_lines[i];
        const qint64 latestNs = m_beginning.latestNs();
        const bool isOfEnd = std::abs(line.modifiedNs - line.endNs - latestNs) <= m_toleranceNs;
        return m_earliestFromHere[i] > latestNs + m_toleranceNs && !isOfEnd;
    }

    const std::vector<NinjaLine>& m_lines;
    const qint64 m_toleranceNs;
    Beginning m_beginning;
    std::vector<qint64> m_earliestFromHere; // nothing where they are of the ends
    std::unordered_set<std::size_t> m_outputs;
};

} // namespace

NinjaBuilds tellBuildsApart(std::vector<NinjaLine>& lines, int version)
{
    if (lines.empty())
        return {};
    NinjaBuilds builds;
    builds.rewritten = rewrittenCount(lines, toleranceOf(lines));
    const bool beginsRewritten = builds.rewritten > 0;
    const std::vector<NinjaLine> rest(lines.begin() + std::ptrdiff_t(builds.rewritten),
                                      lines.end());
    BuildFinder finder(rest, version);
    for (std::size_t i = 0; i < rest.size(); ++i) {
        builds.count += finder.beginsBuild(i);
        lines[builds.rewritten + i].build = builds.count - !beginsRewritten;
    }
    return builds;
}
