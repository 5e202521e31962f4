// A small piece of JSON as a tree, with its numbers as they are written.
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct JsonNode
{
    enum class Type { Null, Bool, Number, Text, Array, Object };

    Type type = Type::Null;
    std::string key{};               // of a member
    std::string text{};              // of a text or a number; "true" or "false"
    std::vector<JsonNode> content{}; // of an array or an object

    bool isObject() const { return type == Type::Object; }
    bool isText() const { return type == Type::Text; }
    bool isNumber() const { return type == Type::Number; }
    bool isTrue() const { return type == Type::Bool && text == "true"; }

    // The first member of that name; one that is null where there is none.
    const JsonNode& operator[](std::string_view name) const;
    // The text, or nothing where it is not one.
    std::string_view asText() const { return isText() ? std::string_view(text) : ""; }
    // As it stands, to quote it in a message.
    QString quoted() const;
};

// A time that may be missing, which a wrong one is not.
struct JsonTime
{
    std::optional<qint64> ns{};
    bool isWrong = false;
};

// Of ISO 8601; null, an empty text and the year 1, which Go writes for none, are missing.
JsonTime isoTimeOf(const JsonNode& node);
// A number, or one written as a text, × 10^`decimals`.
JsonTime numberOf(const JsonNode& node, int decimals);
