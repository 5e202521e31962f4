// A flat object of JSON: its values as they stand.
#pragma once

#include "base/result.h"
#include "files/io/filestr.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

struct JsonValue
{
    enum class Type : quint8 { Absent, Null, Text, Number, Other };

    Type type = Type::Absent;
    std::string text{}; // of a text or a number; "true" of what is true

    bool isThere() const { return type != Type::Absent; }
    bool isTrue() const { return type == Type::Other && text == "true"; }
    bool hasText() const { return type == Type::Text || type == Type::Number; }
};

// The values whose names are in `Names`, by their place there, "args.name" for the one in "args";
// others, and what stands deeper, is passed over. For the parser.
template <std::size_t Size>
class JsonObject : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, JsonObject<Size>>
{
public:
    explicit JsonObject(const std::array<std::string_view, Size>& names) : m_names(names) {}

    const JsonValue& operator[](std::size_t name) const { return m_values[name]; }
    bool isObject() const { return m_isObject; }

    void clear()
    {
        for (JsonValue& value : m_values) {
            value.type = JsonValue::Type::Absent;
            value.text.clear();
        }
        m_depth = 0;
        m_isObject = false;
        m_next = nullptr;
        m_outer = {};
    }

    bool Null() { return take(JsonValue::Type::Null, {}); }
    bool Bool(bool isTrue) { return take(JsonValue::Type::Other, isTrue ? "true" : ""); }
    bool RawNumber(const char* text, rapidjson::SizeType length, bool)
    {
        return take(JsonValue::Type::Number, {text, length});
    }
    bool String(const char* text, rapidjson::SizeType length, bool)
    {
        return take(JsonValue::Type::Text, {text, length});
    }
    bool Key(const char* text, rapidjson::SizeType length, bool)
    {
        if (m_depth == 1)
            find({text, length});
        else if (m_depth == 2 && !m_outer.empty())
            find(m_path.assign(m_outer).append(1, '.').append(text, length));
        return true;
    }
    bool StartObject()
    {
        m_isObject = m_isObject || m_depth == 0;
        return enter();
    }
    bool StartArray() { return enter(); }
    bool EndObject(rapidjson::SizeType) { return leave(); }
    bool EndArray(rapidjson::SizeType) { return leave(); }

private:
    void find(std::string_view name)
    {
        m_next = nullptr;
        for (std::size_t i = 0; i < Size; ++i) {
            if (m_names[i] == name && isInner(m_names[i]) == (m_depth > 1))
                m_next = &m_values[i];
        }
        if (m_depth == 1)
            m_outer = m_next ? std::string_view() : outerNamed(name);
    }

    static bool isInner(std::string_view path) { return path.find('.') != path.npos; }

    // The same text where some of the names are those of values in that one, as "args.name" is in
    // "args"; else nothing.
    std::string_view outerNamed(std::string_view name) const
    {
        for (const std::string_view path : m_names) {
            if (path.size() > name.size() && path[name.size()] == '.' && path.starts_with(name))
                return path.substr(0, name.size());
        }
        return {};
    }

    bool take(JsonValue::Type type, std::string_view text)
    {
        if (m_next) {
            m_next->type = type;
            m_next->text = text;
        }
        m_next = nullptr;
        return true;
    }

    bool enter()
    {
        take(JsonValue::Type::Other, {});
        ++m_depth;
        return true;
    }
    bool leave()
    {
        --m_depth;
        m_next = nullptr;
        return true;
    }

    const std::array<std::string_view, Size>& m_names;
    std::array<JsonValue, Size> m_values;
    JsonValue* m_next = nullptr; // whose value comes
    int m_depth = 0;
    bool m_isObject = false;
    std::string_view m_outer; // the object in which values stand that have names
    std::string m_path;
};

// What is wrong with the notation, and where.
inline Problem jsonProblemAt(std::size_t offset, rapidjson::ParseErrorCode code)
{
    const QString words = QString::fromLatin1(rapidjson::GetParseError_En(code));
    return {FilesTr::tr("%1, at its byte %2")
                .arg(words.endsWith(u'.') ? words.chopped(1) : words)
                .arg(offset + 1)};
}

constexpr unsigned kJsonObjectFlags = rapidjson::kParseNumbersAsStringsFlag |
                                      rapidjson::kParseStopWhenDoneFlag |
                                      rapidjson::kParseIterativeFlag;
// What may stand between the objects of a line, as it makes a list of them.
constexpr std::string_view kBetweenJsonObjects = " \t\r\n[],";

// Whether the text begins with an object: that is in `object` then.
template <std::size_t Size>
bool parseFirstJsonObject(std::string_view text, JsonObject<Size>& object)
{
    text.remove_prefix(std::min(text.find_first_not_of(kBetweenJsonObjects), text.size()));
    rapidjson::MemoryStream stream(text.data(), text.size());
    rapidjson::Reader reader;
    object.clear();
    return reader.Parse<kJsonObjectFlags>(stream, object) && object.isObject();
}

// Parses the objects of a line one after another into `object`, and calls take() for each, which
// gives a problem or nothing. The first problem, if there is one; what is behind a fault in the
// notation is not looked at.
template <std::size_t Size, typename Take>
std::optional<Problem> eachJsonObject(std::string_view line, rapidjson::Reader& reader,
                                      JsonObject<Size>& object, Take take)
{
    std::optional<Problem> first;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(kBetweenJsonObjects, at)) != std::string_view::npos) {
        rapidjson::MemoryStream stream(line.data() + at, line.size() - at);
        object.clear();
        const rapidjson::ParseResult result = reader.Parse<kJsonObjectFlags>(stream, object);
        if (!result)
            return first ? first : jsonProblemAt(at + result.Offset(), result.Code());
        at += stream.Tell();
        auto problem = object.isObject() ? take() : Problem{FilesTr::tr("it is no object")};
        if (problem && !first)
            first = std::move(problem);
    }
    return first;
}
