#include "files/imports/logs/ninjalog.h"

#include "files/imports/logs/ninjabuilds.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "files/io/linereader.h"
#include "timeline/originkind.h"

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>

namespace {

constexpr int kMsInNs = 6; // decimals

constexpr std::string_view kTitle = "# ninja log v";

// 0 where the first line names none.
int versionIn(std::string_view line)
{
    constexpr qint64 kFarthest = 1000;
    line.remove_prefix(std::min(line.size(), kTitle.size()));
    return int(scaledDecimal(line, 0, kFarthest).value_or(0));
}

auto stepOf(const NinjaLine& line)
{
    return std::tie(line.build, line.startNs, line.endNs, line.command);
}

// Versions of ninja and systems differ in the unit; nothing where it is a made-up time, as 0 or 1.
qint64 modifiedNsOf(std::string_view text)
{
    constexpr qint64 kYear1980 = 315'532'800; // in seconds
    const auto number = scaledDecimal(text, 0);
    if (!number)
        return 0;
    for (qint64 perSecond = 1'000'000'000; perSecond > 0; perSecond /= 1000) {
        if (*number / perSecond < kYear1980)
            continue;
        const qint64 nsEach = 1'000'000'000 / perSecond;
        return *number <= kMaxTimeNs / nsEach ? *number * nsEach : 0;
    }
    return 0;
}

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

} // namespace

bool beginsNinjaLog(std::string_view beginning)
{
    return beginning.starts_with(kTitle);
}

SpansRead readNinjaLog(InputFile& file)
{
    LineReader lines(file);
    SpansRead read;
    LeftOutLines leftOut;
    std::vector<NinjaLine> steps;
    const int version = versionIn(lines.next().value_or(""));
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
            steps.push_back({.startNs = *start,
                             .endNs = *end,
                             .modifiedNs = modifiedNsOf(fields[2]),
                             .output = hash(fields[3]),
                             .command = hash(fields[4]),
                             .name = qint32(read.spans.names.count())});
            read.spans.names.add({fields[3].data(), qsizetype(fields[3].size())});
        }
    }
    const NinjaBuilds builds = tellBuildsApart(steps, version);
    std::ranges::stable_sort(steps, {}, stepOf);
    qint64 buildBeganNs = 0;
    qint64 buildEndedNs = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i > 0 && stepOf(steps[i]) == stepOf(steps[i - 1]))
            continue; // another output of the same step
        if (i > 0 && steps[i].build != steps[i - 1].build)
            buildBeganNs = buildEndedNs;
        // Only in damaged logs: the sums must fit.
        buildEndedNs = std::min(kMaxTimeNs, std::max(buildEndedNs, buildBeganNs + steps[i].endNs));
        read.spans.spans.push_back(
            {.startNs = std::min(kMaxTimeNs, buildBeganNs + steps[i].startNs),
             .endNs = std::min(kMaxTimeNs, buildBeganNs + steps[i].endNs),
             .name = steps[i].name});
    }
    if (builds.rewritten > 0)
        read.notes +=
            FilesTr::tr("ninja has rewritten its first %1 lines: nobody can tell those builds "
                        "apart, so they stand at the beginning as if they were one")
                .arg(builds.rewritten);
    if (builds.count > 1)
        read.notes +=
            FilesTr::tr("it holds %1 builds, which are shown one after another").arg(builds.count);
    read.notes += leftOut.notes();
    read.problem = lines.problem();
    read.spans.kind = originkind::kNinjaLog;
    read.spans.threads = {QString()};
    read.spans.lanesAreSlots = true;
    return read;
}
