#include "files/imports/logs/ninjalog.h"

#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "files/io/linereader.h"
#include "timeline/originkind.h"

#include <algorithm>
#include <array>
#include <functional>

namespace {

constexpr std::string_view kTitle = "# ninja log v";

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

int ninjaLogVersion(std::string_view title)
{
    constexpr qint64 kFarthest = 1000;
    title.remove_prefix(std::min(title.size(), kTitle.size()));
    return int(scaledDecimal(title, 0, kFarthest).value_or(0));
}

std::optional<NinjaLogLine> NinjaLogLine::of(std::string_view text)
{
    const auto fields = fieldsOf(text);
    const auto start = scaledDecimal(fields[0], kMsDecimals);
    const auto end = scaledDecimal(fields[1], kMsDecimals);
    if (!start || !end || *start < 0 || *end < *start || fields[3].empty())
        return std::nullopt;
    const std::hash<std::string_view> hash;
    return NinjaLogLine{.line = {.startNs = *start,
                                 .endNs = *end,
                                 .modifiedNs = modifiedNsOf(fields[2]),
                                 .output = hash(fields[3]),
                                 .command = hash(fields[4])},
                        .output = fields[3]};
}

SpansRead readNinjaLog(InputFile& file)
{
    LineReader lines(file);
    SpansRead read;
    LeftOutLines leftOut;
    std::vector<NinjaLine> outputs;
    const int version = ninjaLogVersion(lines.next().value_or(""));
    while (const auto line = lines.next()) {
        if (line->empty() || line->starts_with('#'))
            continue;
        auto said = NinjaLogLine::of(*line);
        if (!said) {
            leftOut.add(lines.number(), FilesTr::tr("it has no start, end and output"));
        } else if (outputs.size() == std::size_t(RunSettings::kMaxJobs)) {
            read.notes +=
                FilesTr::tr("only the first %1 steps are shown").arg(RunSettings::kMaxJobs);
            break;
        } else {
            said->line.name = qint32(read.spans.names.count());
            outputs.push_back(said->line);
            read.spans.addName(said->output);
        }
    }
    NinjaBuilds builds(version);
    for (const NinjaStep& step : builds.stepsOf(std::move(outputs)))
        read.spans.spans.push_back(
            {.startNs = step.startNs, .endNs = step.endNs, .name = step.name});
    read.notes += builds.notes();
    read.notes += leftOut.notes();
    read.problem = lines.problem();
    read.spans.kind = originkind::kNinjaLog;
    read.spans.threads = {QString()};
    read.spans.lanesAreSlots = true;
    return read;
}
