#include "files/imports/ninjalog.h"

#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "files/io/linereader.h"
#include "timeline/originkind.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_set>

namespace {

constexpr int kMsInNs = 6; // decimals

struct Step
{
    qint64 startNs;
    qint64 endNs;
    std::size_t output;  // hash of its name
    std::size_t command; // hash of its hash
    qint32 name;
    qint32 build = 0;

    auto key() const { return std::tie(build, startNs, endNs, command); }
};

// Start, end, modification time, output and, from version 5 on, the command's hash.
std::array<std::string_view, 5> fieldsOf(std::string_view line)
{
    std::array<std::string_view, 5> fields;
    for (std::string_view& field : fields) {
        field = line.substr(0, line.find('\t'));
        line.remove_prefix(std::min(line.size(), field.size() + 1));
    }
    return fields;
}

bool endsBefore(const Step& step, const Step& other)
{
    return step.endNs < other.endNs;
}

// How many steps at the beginning ninja has rewritten, as it does with logs of 100 lines and more:
// each output is there once, in no order, so that builds cannot be told apart.
std::size_t rewrittenCount(const std::vector<Step>& steps)
{
    std::unordered_set<std::size_t> outputs;
    std::size_t count = 0;
    std::size_t steppedBack = 0;
    while (count < steps.size() && outputs.insert(steps[count].output).second) {
        steppedBack += count > 0 && endsBefore(steps[count], steps[count - 1]);
        ++count;
    }
    constexpr std::size_t kFewSteps = 8; // of a build, on average
    constexpr std::size_t kFewBuilds = 3;
    return steppedBack >= kFewBuilds && steppedBack * kFewSteps > count ? count : 0;
}

// Steps are logged when they end, so an end before that of the line above begins another build.
// Returns how many builds follow what was rewritten.
qint32 tellBuildsApart(std::vector<Step>& steps, std::size_t rewritten)
{
    qint32 build = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        build += i > 0 && i >= rewritten && (i == rewritten || endsBefore(steps[i], steps[i - 1]));
        steps[i].build = build;
    }
    return steps.empty() ? 0 : build + (rewritten == 0);
}

} // namespace

bool beginsNinjaLog(std::string_view beginning)
{
    return beginning.starts_with("# ninja log v");
}

SpansRead readNinjaLog(InputFile& file)
{
    LineReader lines(file);
    SpansRead read;
    LeftOutLines leftOut;
    std::vector<Step> steps;
    lines.next(); // the title
    while (const auto line = lines.next()) {
        if (line->empty() || line->starts_with('#'))
            continue;
        const auto fields = fieldsOf(*line);
        const auto start = scaledDecimal(fields[0], kMsInNs);
        const auto end = scaledDecimal(fields[1], kMsInNs);
        if (!start || !end || *start < 0 || *end < *start || fields[3].empty()) {
            leftOut.add(lines.number(), FilesTr::tr("it has no start, end and output"));
        } else if (steps.size() == std::size_t(RunSettings::kMaxJobs)) {
            read.notes +=
                FilesTr::tr("only the first %1 steps are shown").arg(RunSettings::kMaxJobs);
            break;
        } else {
            const std::hash<std::string_view> hash;
            steps.push_back(
                {*start, *end, hash(fields[3]), hash(fields[4]), qint32(read.spans.names.count())});
            read.spans.names.add({fields[3].data(), qsizetype(fields[3].size())});
        }
    }
    const std::size_t rewritten = rewrittenCount(steps);
    const qint32 builds = tellBuildsApart(steps, rewritten);
    std::ranges::stable_sort(steps, {}, &Step::key);
    qint64 buildBeganNs = 0;
    qint64 buildEndedNs = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i > 0 && steps[i].key() == steps[i - 1].key())
            continue; // another output of the same step
        if (i > 0 && steps[i].build != steps[i - 1].build)
            buildBeganNs = buildEndedNs;
        // Only in damaged logs: the sums must fit.
        buildEndedNs = std::min(kMaxTimeNs, std::max(buildEndedNs, buildBeganNs + steps[i].endNs));
        read.spans.spans.push_back({std::min(kMaxTimeNs, buildBeganNs + steps[i].startNs),
                                    std::min(kMaxTimeNs, buildBeganNs + steps[i].endNs), 0,
                                    steps[i].name});
    }
    if (rewritten > 0)
        read.notes +=
            FilesTr::tr("ninja has rewritten its first %1 lines: nobody can tell those builds "
                        "apart, so they stand at the beginning as if they were one")
                .arg(rewritten);
    if (builds > 1)
        read.notes +=
            FilesTr::tr("it holds %1 builds, which are shown one after another").arg(builds);
    read.notes += leftOut.notes();
    read.problem = lines.problem();
    read.spans.kind = originkind::kNinjaLog;
    read.spans.threads = {QString()};
    read.spans.lanesAreSlots = true;
    return read;
}
