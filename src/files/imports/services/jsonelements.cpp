#include "files/imports/services/jsonelements.h"

#include "files/io/filestr.h"
#include "files/io/inputfile.h"
#include "files/trace/tracestream.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <functional>

namespace {

// Where the parser is: the keys to the value that comes next.
class JsonPath
{
public:
    std::size_t depth() const { return m_around.size(); }
    const std::string& text() const { return m_text; }

    void key(std::string_view name)
    {
        constexpr std::size_t kMostOfKey = 64;
        m_text.resize(m_around.back().length);
        if (!m_text.empty())
            m_text += '/';
        const std::size_t begin = m_text.size();
        m_text += name.empty() ? "?" : name.substr(0, kMostOfKey);
        std::replace(m_text.begin() + std::ptrdiff_t(begin), m_text.end(), '/', '?');
    }

    // The next value of an array, if it stands in one.
    void element()
    {
        if (m_around.empty() || !m_around.back().isArray)
            return;
        m_text.resize(m_around.back().length);
        if (!m_text.empty())
            m_text += "[]";
    }

    void enter(bool isArray) { m_around.push_back({isArray, m_text.size()}); }

    void leave()
    {
        m_text.resize(m_around.back().length);
        m_around.pop_back();
    }

private:
    struct Around
    {
        bool isArray;
        std::size_t length; // of the path to it
    };

    std::string m_text;
    std::vector<Around> m_around;
};

constexpr std::size_t kMaxValues = 500'000;
constexpr std::size_t kMaxElementBytes = 64 << 20;

// What the parser calls: builds the elements that are wanted.
class ElementHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, ElementHandler>
{
public:
    ElementHandler(JsonElementSink& sink, const TraceStream& stream)
        : m_sink(sink), m_stream(stream)
    {
    }

    bool tooDeep() const { return m_tooDeep; }
    bool elementTooLarge() const { return m_values > kMaxValues || m_bytes > kMaxElementBytes; }

    bool Null() { return scalar(JsonNode::Type::Null, {}); }
    bool Bool(bool value) { return scalar(JsonNode::Type::Bool, value ? "true" : "false"); }
    // From a stream that is written in place it comes with its end.
    bool RawNumber(const char* end, rapidjson::SizeType length, bool)
    {
        return scalar(JsonNode::Type::Number, {end - length, length});
    }
    bool String(const char* text, rapidjson::SizeType length, bool)
    {
        return scalar(JsonNode::Type::Text, {text, length});
    }
    bool Key(const char* text, rapidjson::SizeType length, bool)
    {
        if (m_open.empty()) {
            m_path.key({text, length});
            return true;
        }
        m_key.assign(text, length);
        m_bytes += length;
        return !elementTooLarge();
    }
    bool StartObject() { return start(JsonNode::Type::Object); }
    bool StartArray() { return start(JsonNode::Type::Array); }
    bool EndObject(rapidjson::SizeType) { return end(); }
    bool EndArray(rapidjson::SizeType) { return end(); }

private:
    bool scalar(JsonNode::Type type, std::string_view text)
    {
        if (m_open.empty()) {
            m_path.element();
            if (m_sink.wants(m_path.text()))
                m_sink.take(m_path.text(), {.type = type, .text = std::string(text)},
                            qint64(m_stream.Tell()));
            return true;
        }
        close({.type = type, .key = std::move(m_key), .text = std::string(text)});
        m_bytes += text.size();
        return !elementTooLarge();
    }

    bool start(JsonNode::Type type)
    {
        m_tooDeep = m_path.depth() + m_open.size() == std::size_t(kMaxTraceDepth);
        if (m_tooDeep)
            return false;
        if (m_open.empty()) {
            m_path.element();
            const bool isArray = type == JsonNode::Type::Array;
            const bool isAroundAll = isArray && m_path.text().empty();
            if (isAroundAll || !m_sink.wants(m_path.text())) {
                m_path.enter(isArray);
                return true;
            }
            m_begin = qint64(m_stream.Tell()) - 1;
            m_values = m_bytes = 0;
        }
        m_open.push_back({.type = type, .key = std::move(m_key)});
        m_key.clear();
        return true;
    }

    bool end()
    {
        if (m_open.empty()) {
            m_path.leave();
            m_sink.leave(m_path.text());
            return true;
        }
        JsonNode node = std::move(m_open.back());
        m_open.pop_back();
        if (m_open.empty())
            m_sink.take(m_path.text(), std::move(node), m_begin);
        else
            close(std::move(node));
        return !elementTooLarge();
    }

    void close(JsonNode node)
    {
        ++m_values;
        m_open.back().content.push_back(std::move(node));
        m_key.clear();
    }

    JsonElementSink& m_sink;
    const TraceStream& m_stream;
    JsonPath m_path;
    std::vector<JsonNode> m_open; // of the element that is being built
    std::string m_key;
    qint64 m_begin = 0;
    std::size_t m_values = 0;
    std::size_t m_bytes = 0;
    bool m_tooDeep = false;
};

// Notes the paths of keys.
class KeyHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, KeyHandler>
{
public:
    bool Default()
    {
        m_path.element();
        return true;
    }
    bool Key(const char* text, rapidjson::SizeType length, bool)
    {
        m_path.key({text, length});
        keys.insert(m_path.text());
        return true;
    }
    bool StartObject() { return start(false); }
    bool StartArray() { return start(true); }
    bool EndObject(rapidjson::SizeType) { return end(); }
    bool EndArray(rapidjson::SizeType) { return end(); }

    std::set<std::string, std::less<>> keys;

private:
    bool start(bool isArray)
    {
        m_path.element();
        m_path.enter(isArray);
        return m_path.depth() <= std::size_t(kMaxTraceDepth);
    }
    bool end()
    {
        m_path.leave();
        return true;
    }

    JsonPath m_path;
};

QString reasonOf(rapidjson::ParseErrorCode code)
{
    const QString words = QString::fromLatin1(rapidjson::GetParseError_En(code));
    return words.endsWith(u'.') ? words.chopped(1) : words;
}

// One text. Why it ended before its end, if it did.
QString readText(InputFile& file, const TraceInput& input, TraceStream& stream,
                 JsonElementSink& sink)
{
    constexpr unsigned kHow = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag |
                              rapidjson::kParseNanAndInfFlag | rapidjson::kParseStopWhenDoneFlag;
    const auto at = [](std::size_t byte, const QString& why) {
        return FilesTr::tr("%1, at byte %2").arg(why).arg(byte);
    };
    ElementHandler handler(sink, stream);
    rapidjson::Reader reader;
    const rapidjson::ParseResult result = reader.Parse<kHow>(stream, handler);
    if (!file.problem().isEmpty())
        return at(stream.Tell(), file.problem());
    if (file.stopped())
        return {};
    if (input.textTooLong())
        return at(stream.Tell(), FilesTr::tr("a text or a number is longer than 16 MiB"));
    if (handler.tooDeep())
        return at(stream.Tell(),
                  FilesTr::tr("arrays and objects stand in one another deeper than %1")
                      .arg(kMaxTraceDepth));
    if (handler.elementTooLarge())
        return at(stream.Tell(), FilesTr::tr("one element is larger than 64 MiB"));
    if (!result)
        return at(result.Offset(),
                  stream.isAtEnd() ? FilesTr::tr("it ends early") : reasonOf(result.Code()));
    return {};
}

} // namespace

JsonEnd readJsonElements(InputFile& file, JsonTexts texts, JsonElementSink& sink)
{
    TraceInput input(file);
    TraceStream stream(input);
    JsonEnd end;
    do {
        end.problem = readText(file, input, stream, sink);
        if (texts == JsonTexts::Several)
            stream.skipBlanks();
    } while (texts == JsonTexts::Several && end.problem.isEmpty() && !file.stopped() &&
             !stream.isAtEnd());
    end.notes = stream.oddities().notes();
    return end;
}

std::set<std::string, std::less<>> jsonKeysOf(std::string_view beginning)
{
    KeyHandler handler;
    rapidjson::MemoryStream stream(beginning.data(), beginning.size());
    rapidjson::Reader reader;
    reader.Parse<rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseStopWhenDoneFlag>(
        stream, handler);
    return std::move(handler.keys);
}
