#include "files/imports/services/jaegerspans.h"

#include "files/imports/services/jsonelements.h"
#include "files/imports/services/servicespans.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"

namespace {

const JsonNode& tagOf(const JsonNode& owner, std::string_view name)
{
    static const JsonNode nothing;
    for (const JsonNode& tag : owner["tags"].content) {
        if (tag["key"].asText() == name)
            return tag["value"];
    }
    return nothing;
}

class JaegerSink : public JsonElementSink
{
public:
    bool wants(const std::string& path) const override
    {
        return path == kProcesses || path == "data[]/spans[]";
    }

    void take(const std::string& path, JsonNode element, qint64 byte) override
    {
        if (path != kProcesses) {
            takeSpan(element, byte);
            return;
        }
        for (const JsonNode& process : element.content) {
            const std::string& instance = tagOf(process, "service.instance.id").text;
            m_spans.describe(process.key, QString::fromStdString(process["serviceName"].text),
                             QString::fromStdString(
                                 instance.empty() ? tagOf(process, "hostname").text : instance));
        }
    }

    void leave(const std::string& path) override
    {
        if (path == "data[]")
            m_spans.endGroup();
    }

    ServiceSpans& spans() { return m_spans; }

private:
    static constexpr std::string_view kProcesses = "data[]/processes";

    static std::size_t parentOf(const JsonNode& node)
    {
        for (const JsonNode& reference : node["references"].content) {
            if (reference["refType"].asText() != "CHILD_OF")
                continue;
            const JsonNode& trace = reference["traceID"];
            return ServiceSpans::idOf((trace.isText() ? trace : node["traceID"]).asText(),
                                      reference["spanID"].asText());
        }
        // Before there were references.
        return ServiceSpans::idOf(node["traceID"].asText(), node["parentSpanID"].asText());
    }

    void takeSpan(const JsonNode& node, qint64 byte)
    {
        const JsonTime start = numberOf(node["startTime"], kUsDecimals);
        const JsonTime duration = numberOf(node["duration"], kUsDecimals);
        if (!start.ns || *start.ns < 0 || !duration.ns || *duration.ns < 0 ||
            *duration.ns > kMaxTimeNs - *start.ns) {
            m_spans.leaveOut(byte, FilesTr::tr("its startTime is %1, its duration %2")
                                       .arg(node["startTime"].quoted(), node["duration"].quoted()));
            return;
        }
        const JsonNode& error = tagOf(node, "error");
        m_spans.add({.name = std::string(node["operationName"].asText()),
                     .process = std::string(node["processID"].asText()),
                     .id = ServiceSpans::idOf(node["traceID"].asText(), node["spanID"].asText()),
                     .parent = parentOf(node),
                     .startNs = *start.ns,
                     .endNs = *start.ns + *duration.ns,
                     .hasFailed = error.isTrue() || error.asText() == "true",
                     .error = QString::fromStdString(tagOf(node, "otel.status_description").text)},
                    byte);
    }

    ServiceSpans m_spans;
};

} // namespace

bool beginsJaegerSpans(std::string_view beginning)
{
    const auto keys = jsonKeysOf(beginning);
    return keys.contains("data") &&
           (keys.contains("data[]/traceID") || keys.contains("data[]/spans[]/operationName") ||
            keys.contains("data[]/spans[]/traceID"));
}

SpansRead readJaegerSpans(InputFile& file)
{
    JaegerSink sink;
    const JsonEnd end = readJsonElements(file, JsonTexts::One, sink);
    SpansRead read = sink.spans().finish(end.problem);
    read.notes += end.notes;
    return read;
}
