#include "files/imports/services/jsonnode.h"

#include "base/visibletext.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "files/io/isotime.h"

#include <algorithm>

const JsonNode& JsonNode::operator[](std::string_view name) const
{
    static const JsonNode nothing;
    const auto found = std::ranges::find(content, name, &JsonNode::key);
    return found == content.end() ? nothing : *found;
}

QString JsonNode::quoted() const
{
    switch (type) {
    case Type::Null:
        return QStringLiteral("null");
    case Type::Array:
        return FilesTr::tr("an array");
    case Type::Object:
        return FilesTr::tr("an object");
    case Type::Text:
        return u'"' + visibleExcerpt(QString::fromStdString(text)) + u'"';
    default:
        return visibleExcerpt(QString::fromStdString(text));
    }
}

JsonTime isoTimeOf(const JsonNode& node)
{
    constexpr std::string_view kNoTimeOfGo = "0001-01-01T00:00:00";
    if (node.type == JsonNode::Type::Null ||
        (node.isText() && (node.text.empty() || node.text.starts_with(kNoTimeOfGo))))
        return {};
    const auto ns = isoTimeNs(node.asText());
    return {ns, !ns};
}

JsonTime numberOf(const JsonNode& node, int decimals)
{
    if (node.type == JsonNode::Type::Null)
        return {};
    const auto number =
        node.isNumber() || node.isText() ? scaledDecimal(node.text, decimals) : std::nullopt;
    return {number, !number};
}
