#include "files/imports/services/cargotimings.h"

#include "files/imports/services/jsonelements.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "files/io/inputfile.h"

#include <algorithm>
#include <array>

namespace {

constexpr std::string_view kArray = "UNIT_DATA = ";
constexpr std::size_t kMaxPageBytes = 16 << 20; // before the array

// Reads up to the array of units. Whether there is one.
bool goToUnits(InputFile& file)
{
    const auto found = file.peek(kMaxPageBytes).find(kArray);
    std::array<char, 4096> passed;
    std::size_t left = found == std::string_view::npos ? 0 : found + kArray.size();
    while (left > 0) {
        const std::size_t count = file.read(passed.data(), std::min(left, passed.size()));
        if (count == 0)
            return false;
        left -= count;
    }
    return found != std::string_view::npos;
}

class UnitSink : public JsonElementSink
{
public:
    bool wants(const std::string& path) const override { return path.empty(); }

    void take(const std::string&, JsonNode unit, qint64) override
    {
        ++m_units;
        const JsonTime start = numberOf(unit["start"], kSecondDecimals);
        const JsonTime duration = numberOf(unit["duration"], kSecondDecimals);
        if (!start.ns || *start.ns < 0 || !duration.ns || *duration.ns < 0 ||
            *duration.ns > kMaxTimeNs - *start.ns || spans().size() == kMost) {
            if (m_leftOut++ == 0)
                m_firstLeftOut =
                    FilesTr::tr("unit %1 is left out: its start is %2, its duration %3")
                        .arg(m_units)
                        .arg(unit["start"].quoted(), unit["duration"].quoted());
            return;
        }
        spans().push_back({.startNs = *start.ns,
                           .endNs = *start.ns + *duration.ns,
                           .name = qint32(m_read.spans.names.count())});
        m_read.spans.addName(nameOf(unit));
    }

    void leave(const std::string&) override {}

    SpansRead finish(const QString& problem)
    {
        m_read.spans.threads = {QString()};
        m_read.spans.lanesAreSlots = true;
        if (m_leftOut > 0)
            m_read.notes += m_leftOut == 1 ? m_firstLeftOut
                                           : FilesTr::tr("%1; and %2 more like that")
                                                 .arg(m_firstLeftOut)
                                                 .arg(m_leftOut - 1);
        m_read.problem = problem;
        return std::move(m_read);
    }

private:
    static constexpr std::size_t kMost = RunSettings::kMaxJobs;

    std::vector<ImportedSpan>& spans() { return m_read.spans.spans; }

    // "serde v1.0.1 build script"; the target begins with a blank where there is one.
    static std::string nameOf(const JsonNode& unit)
    {
        std::string name(unit["name"].asText());
        if (!unit["version"].asText().empty())
            name += " v" + unit["version"].text;
        name += unit["target"].asText();
        if (unit["mode"].asText() == "run-custom-build" && name.find("(run)") == std::string::npos)
            name += " (run)";
        return name;
    }

    SpansRead m_read;
    QString m_firstLeftOut;
    qint64 m_leftOut = 0;
    qint64 m_units = 0;
};

} // namespace

bool beginsCargoTimings(std::string_view beginning)
{
    return beginning.find("<title>Cargo Build Timings") != std::string_view::npos;
}

SpansRead readCargoTimings(InputFile& file)
{
    UnitSink sink;
    if (!goToUnits(file))
        return sink.finish(file.problem().isEmpty()
                               ? FilesTr::tr("there is no UNIT_DATA in its first 16 MiB")
                               : file.problem());
    const JsonEnd end = readJsonElements(file, JsonTexts::One, sink);
    SpansRead read = sink.finish(end.problem);
    read.notes += end.notes;
    return read;
}
