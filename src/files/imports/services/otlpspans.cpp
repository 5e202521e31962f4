#include "files/imports/services/otlpspans.h"

#include "files/imports/services/jsonelements.h"
#include "files/imports/services/servicespans.h"
#include "files/io/filestr.h"

namespace {

QString attributeOf(const JsonNode& owner, std::string_view name)
{
    for (const JsonNode& attribute : owner["attributes"].content) {
        if (attribute["key"].asText() == name && !attribute["value"].content.empty())
            return QString::fromStdString(attribute["value"].content.front().text);
    }
    return {};
}

class OtlpSink : public JsonElementSink
{
public:
    bool wants(const std::string& path) const override
    {
        return path == kResource || path == "resourceSpans[]/scopeSpans[]/spans[]" ||
               path == "resourceSpans[]/instrumentationLibrarySpans[]/spans[]"; // until 2022
    }

    void take(const std::string& path, JsonNode element, qint64 byte) override
    {
        if (path == kResource) {
            const QString instance = attributeOf(element, "service.instance.id");
            m_spans.describe({}, attributeOf(element, "service.name"),
                             instance.isEmpty() ? attributeOf(element, "host.name") : instance);
        } else {
            takeSpan(element, byte);
        }
    }

    void leave(const std::string& path) override
    {
        if (path == "resourceSpans[]")
            m_spans.endGroup();
    }

    ServiceSpans& spans() { return m_spans; }

private:
    static constexpr std::string_view kResource = "resourceSpans[]/resource";

    void takeSpan(const JsonNode& node, qint64 byte)
    {
        const JsonTime start = numberOf(node["startTimeUnixNano"], 0);
        const JsonTime end = numberOf(node["endTimeUnixNano"], 0);
        // 0 stands for what is not known.
        if (!node.isObject() || start.ns.value_or(0) <= 0) {
            m_spans.leaveOut(
                byte,
                FilesTr::tr("its startTimeUnixNano is %1").arg(node["startTimeUnixNano"].quoted()));
            return;
        }
        if (end.isWrong) {
            m_spans.leaveOut(
                byte,
                FilesTr::tr("its endTimeUnixNano is %1").arg(node["endTimeUnixNano"].quoted()));
            return;
        }
        const JsonNode& status = node["status"];
        const std::string_view trace = node["traceId"].asText();
        m_spans.add({.name = std::string(node["name"].asText()),
                     .id = ServiceSpans::idOf(trace, node["spanId"].asText()),
                     .parent = ServiceSpans::idOf(trace, node["parentSpanId"].asText()),
                     .startNs = *start.ns,
                     .endNs = end.ns == 0 ? std::nullopt : end.ns,
                     .hasFailed = status["code"].text == "2" ||
                                  status["code"].asText() == "STATUS_CODE_ERROR",
                     .error = QString::fromStdString(status["message"].text)},
                    byte);
    }

    ServiceSpans m_spans;
};

} // namespace

bool beginsOtlpSpans(std::string_view beginning)
{
    return jsonKeysOf(beginning).contains("resourceSpans");
}

SpansRead readOtlpSpans(InputFile& file)
{
    OtlpSink sink;
    const JsonEnd end = readJsonElements(file, JsonTexts::Several, sink);
    SpansRead read = sink.spans().finish(end.problem);
    read.notes += end.notes;
    return read;
}
