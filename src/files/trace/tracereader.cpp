#include "files/trace/tracereader.h"

#include "files/io/decimal.h"

#include <QCoreApplication>

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TraceReader", text);
}

// The file, piece by piece. Sees to it that no text is longer than kLongestTraceText, give or take
// a piece.
class TraceInput
{
public:
    explicit TraceInput(InputFile& file) : m_file(file), m_buffer(1 << 18) {}

    // The parser has had an event: what comes is another text.
    void beginText() { m_isNewText = true; }
    bool textTooLong() const { return m_textTooLong; }

    // The next piece, after which there is a zero; empty at the end.
    [[gnu::noinline]] std::string_view next()
    {
        m_before += m_count;
        if (std::exchange(m_isNewText, false))
            m_textBegan = m_before;
        m_textTooLong = m_before > m_textBegan + kLongestTraceText;
        m_count = m_textTooLong ? 0 : m_file.read(m_buffer.data(), m_buffer.size() - 1);
        m_buffer[m_count] = '\0';
        return {m_buffer.data(), m_count};
    }

    // Which byte of the file stands there in the piece.
    std::size_t offsetOf(const char* at) const
    {
        return m_before + std::size_t(at - m_buffer.data());
    }

private:
    InputFile& m_file;
    std::vector<char> m_buffer;
    std::size_t m_count = 0;  // bytes in it
    std::size_t m_before = 0; // bytes before it
    std::size_t m_textBegan = 0;
    bool m_isNewText = true;
    bool m_textTooLong = false;
};

// What RapidJSON reads from; it works on copies, which keep their place in a register, and puts
// them back. A zero is the end to it.
class TraceStream
{
public:
    using Ch = char;

    explicit TraceStream(TraceInput& input) : m_input(&input) { fill(); }

    char Peek() const { return *m_at; }
    char Take()
    {
        const char c = *m_at;
        if (m_at != m_end && ++m_at == m_end)
            fill();
        return c;
    }
    std::size_t Tell() const { return m_input->offsetOf(m_at); }
    bool isAtEnd() const { return m_at == m_end; }

    // RapidJSON wants them, for writing in place.
    char* PutBegin() { return nullptr; }
    void Put(char) {}
    void Flush() {}
    std::size_t PutEnd(char*) { return 0; }

private:
    void fill()
    {
        const std::string_view piece = m_input->next();
        m_at = piece.data();
        m_end = m_at + piece.size();
    }

    TraceInput* m_input;
    const char* m_at = nullptr;
    const char* m_end = nullptr;
};

// In place of RapidJSON's, which would copy the stream for each blank that may be there.
void SkipWhitespace(TraceStream& stream)
{
    for (char c = stream.Peek(); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = stream.Peek())
        stream.Take();
}

} // namespace

template <>
struct rapidjson::StreamTraits<TraceStream>
{
    enum { copyOptimization = 1 };
};

namespace {

// The fields that are asked for.
enum class Field {
    None,
    Phase,
    Process,
    Thread,
    Name,
    Category,
    Start,
    Duration,
    Arguments,
    // of the arguments
    ArgumentName,
    Detail,
    Job,
    Status,
    WaitNs,
    CpuNs,
    TakenOff,
    PlannedNs,
    Error,
    Result,
    ExitStatus,
    Signal,
    Output,
    OutputBase64,
    OutputBytes,
    ErrorOutput,
    ErrorOutputBase64,
    ErrorOutputBytes,
    HeldBy,
    HeldNs,
    Input,
    InputBase64,
    InputBytes,
    InputModifiedNs,
    Queued,
};

Field eventField(std::string_view key)
{
    static constexpr std::pair<std::string_view, Field> kFields[] = {
        {"ph", Field::Phase},     {"pid", Field::Process},    {"tid", Field::Thread},
        {"ts", Field::Start},     {"dur", Field::Duration},   {"name", Field::Name},
        {"cat", Field::Category}, {"args", Field::Arguments},
    };
    for (const auto& [name, field] : kFields) {
        if (key == name)
            return field;
    }
    return Field::None;
}

Field argumentField(std::string_view key)
{
    static constexpr std::pair<std::string_view, Field> kFields[] = {
        {"job", Field::Job},
        {"status", Field::Status},
        {"wait_ns", Field::WaitNs},
        {"cpu_ns", Field::CpuNs},
        {"taken_off", Field::TakenOff},
        {"planned_ns", Field::PlannedNs},
        {"name", Field::ArgumentName},
        {"detail", Field::Detail},
        {"error", Field::Error},
        {"result", Field::Result},
        {"exit_status", Field::ExitStatus},
        {"signal", Field::Signal},
        {"output", Field::Output},
        {"output_base64", Field::OutputBase64},
        {"output_bytes", Field::OutputBytes},
        {"error_output", Field::ErrorOutput},
        {"error_output_base64", Field::ErrorOutputBase64},
        {"error_output_bytes", Field::ErrorOutputBytes},
        {"held_by", Field::HeldBy},
        {"held_ns", Field::HeldNs},
        {"input", Field::Input},
        {"input_base64", Field::InputBase64},
        {"input_bytes", Field::InputBytes},
        {"input_modified_ns", Field::InputModifiedNs},
        {"queued", Field::Queued},
    };
    for (const auto& [name, field] : kFields) {
        if (key == name)
            return field;
    }
    return Field::None;
}

// Turns the parser's events into those of the trace.
class TraceHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TraceHandler>
{
public:
    TraceHandler(TraceInput& input, TraceSink& sink)
        : m_input(input), m_sink(sink), m_writer(m_metadata)
    {
    }

    bool tooDeep() const { return m_tooDeep; }
    bool hasEvents() const { return m_hasEvents; }
    // In a bare array of events, and in none of them.
    bool isBetweenEvents() const { return m_places.size() == 1 && place() == Place::Events; }
    bool metadataTooLong() const { return m_metadata.GetSize() > kLongestTraceText; }

    bool Null()
    {
        m_input.beginText();
        if (place() == Place::Metadata)
            m_writer.Null();
        return true;
    }
    bool Bool(bool value)
    {
        m_input.beginText();
        if (place() == Place::Metadata)
            m_writer.Bool(value);
        return true;
    }
    bool RawNumber(const char* text, rapidjson::SizeType length, bool)
    {
        m_input.beginText();
        const std::string_view number(text, length);
        if (place() == Place::Metadata)
            m_writer.RawValue(text, length, rapidjson::kNumberType);
        else if (place() == Place::Event || place() == Place::Arguments)
            takeNumber(number);
        return !metadataTooLong();
    }
    bool String(const char* text, rapidjson::SizeType length, bool)
    {
        m_input.beginText();
        if (place() == Place::Metadata)
            m_writer.String(text, length);
        else if (place() == Place::Event || place() == Place::Arguments)
            takeText({text, length});
        return !metadataTooLong();
    }
    bool Key(const char* text, rapidjson::SizeType length, bool)
    {
        m_input.beginText();
        const std::string_view key(text, length);
        if (place() == Place::Metadata)
            m_writer.Key(text, length);
        else if (place() == Place::Event)
            m_field = eventField(key);
        else if (place() == Place::Arguments)
            m_field = argumentField(key);
        else if (place() == Place::Root)
            m_next = key == "traceEvents" ? Place::Events
                     : key == "metadata"  ? Place::Metadata
                                          : Place::Elsewhere;
        return !metadataTooLong();
    }
    bool StartObject() { return enter(true); }
    bool StartArray() { return enter(false); }
    bool EndObject(rapidjson::SizeType count) { return leave(true, count); }
    bool EndArray(rapidjson::SizeType count) { return leave(false, count); }

private:
    enum class Place { Outside, Root, Events, Event, Arguments, Metadata, Elsewhere };

    Place place() const { return m_places.empty() ? Place::Outside : m_places.back(); }

    Place placeWithin(bool isObject)
    {
        switch (place()) {
        case Place::Outside:
            return isObject ? Place::Root : Place::Events;
        case Place::Root:
            return m_next == Place::Events && isObject ? Place::Elsewhere : m_next;
        case Place::Events:
            return isObject ? Place::Event : Place::Elsewhere;
        case Place::Event:
            return isObject && m_field == Field::Arguments ? Place::Arguments : Place::Elsewhere;
        case Place::Metadata:
            return Place::Metadata;
        default:
            return Place::Elsewhere;
        }
    }

    bool enter(bool isObject)
    {
        m_input.beginText();
        m_tooDeep = m_places.size() >= kDeepestTrace;
        if (m_tooDeep)
            return false;
        m_places.push_back(placeWithin(isObject));
        if (place() == Place::Event)
            m_event = TraceEvent();
        m_hasEvents = m_hasEvents || place() == Place::Events;
        if (place() == Place::Metadata)
            isObject ? m_writer.StartObject() : m_writer.StartArray();
        return !metadataTooLong();
    }

    bool leave(bool isObject, rapidjson::SizeType count)
    {
        m_input.beginText();
        const Place left = place();
        m_places.pop_back();
        m_field = Field::None;
        if (left == Place::Metadata) {
            isObject ? m_writer.EndObject(count) : m_writer.EndArray(count);
            if (place() != Place::Metadata)
                m_sink.takeMetadata(QByteArray(m_metadata.GetString(), m_metadata.GetSize()));
        }
        return left != Place::Event || m_sink.takeEvent(m_event);
    }

    void takeText(std::string_view text)
    {
        TraceEvent::Arguments& arguments = m_event.arguments;
        switch (m_field) {
        case Field::Phase:
            m_event.phase = text.size() == 1 ? text.front() : '\0';
            break;
        case Field::Process:
            m_event.process = text;
            break;
        case Field::Thread:
            m_event.thread = text;
            break;
        case Field::Name:
            m_event.name = text;
            break;
        case Field::Category:
            m_event.category = text;
            break;
        case Field::ArgumentName:
            arguments.name = text;
            break;
        case Field::Detail:
            arguments.detail = text;
            break;
        case Field::Status:
            arguments.status = text;
            break;
        case Field::Error:
            arguments.error = text;
            break;
        case Field::Result:
            arguments.result = text;
            break;
        case Field::Output:
            arguments.output = text;
            break;
        case Field::OutputBase64:
            arguments.outputBase64 = text;
            break;
        case Field::ErrorOutput:
            arguments.errorOutput = text;
            break;
        case Field::ErrorOutputBase64:
            arguments.errorOutputBase64 = text;
            break;
        case Field::Input:
            arguments.input = text;
            break;
        case Field::InputBase64:
            arguments.inputBase64 = text;
            break;
        default:
            break;
        }
    }

    void takeNumber(std::string_view text)
    {
        TraceEvent::Arguments& arguments = m_event.arguments;
        const auto whole = [&](int decimals = 0, qint64 farthest = kFarthestNs) {
            const auto value = scaledDecimal(text, decimals, farthest);
            m_event.outOfRange = m_event.outOfRange || !value;
            return value;
        };
        constexpr int kNsInUs = 3;
        constexpr qint64 kMost = std::numeric_limits<qint64>::max();
        switch (m_field) {
        case Field::Process:
            m_event.process = text;
            break;
        case Field::Thread:
            m_event.thread = text;
            break;
        case Field::Start:
            m_event.startNs = whole(kNsInUs);
            break;
        case Field::Duration:
            m_event.durationNs = whole(kNsInUs);
            break;
        case Field::Job:
            arguments.job = whole();
            break;
        case Field::WaitNs:
            arguments.waitNs = whole();
            break;
        case Field::CpuNs:
            arguments.cpuNs = whole();
            break;
        case Field::TakenOff:
            arguments.takenOff = whole();
            break;
        case Field::PlannedNs:
            arguments.plannedNs = whole();
            break;
        case Field::ExitStatus:
            arguments.exitStatus = whole();
            break;
        case Field::Signal:
            arguments.signal = whole();
            break;
        case Field::OutputBytes:
            arguments.outputBytes = whole(0, kMost);
            break;
        case Field::ErrorOutputBytes:
            arguments.errorOutputBytes = whole(0, kMost);
            break;
        case Field::HeldBy:
            arguments.heldBy = whole();
            break;
        case Field::HeldNs:
            arguments.heldNs = whole(0, kMost);
            break;
        case Field::InputBytes:
            arguments.inputBytes = whole(0, kMost);
            break;
        case Field::InputModifiedNs:
            arguments.inputModifiedNs = whole(0, kMost);
            break;
        case Field::Queued:
            arguments.queued = whole();
            break;
        default:
            break;
        }
    }

    TraceInput& m_input;
    TraceSink& m_sink;
    std::vector<Place> m_places;
    Place m_next = Place::Elsewhere;
    Field m_field = Field::None;
    TraceEvent m_event;
    rapidjson::StringBuffer m_metadata;
    rapidjson::Writer<rapidjson::StringBuffer> m_writer;
    bool m_tooDeep = false;
    bool m_hasEvents = false;
};

} // namespace

namespace {

// RapidJSON's words are sentences; the place follows them.
QString reasonOf(rapidjson::ParseErrorCode code)
{
    const QString words = QString::fromLatin1(rapidjson::GetParseError_En(code));
    return words.endsWith(u'.') ? words.chopped(1) : words;
}

} // namespace

bool beginsTrace(std::string_view beginning)
{
    const auto first = beginning.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (beginning[first] == '{' || beginning[first] == '[');
}

std::optional<QString> readTrace(InputFile& file, TraceSink& sink)
{
    TraceInput input(file);
    TraceStream stream(input);
    TraceHandler handler(input, sink);
    rapidjson::Reader reader;
    const rapidjson::ParseResult result =
        reader.Parse<rapidjson::kParseNumbersAsStringsFlag>(stream, handler);
    const auto at = [](std::size_t byte, const QString& why) {
        return tr("%1, at byte %2").arg(why).arg(byte);
    };
    if (!file.problem().isEmpty())
        return at(stream.Tell(), file.problem());
    if (file.stopped())
        return std::nullopt;
    if (input.textTooLong())
        return at(stream.Tell(), tr("a text or a number is longer than 16 MiB"));
    if (handler.metadataTooLong())
        return at(stream.Tell(), tr("its metadata is longer than 16 MiB"));
    if (handler.tooDeep())
        return at(stream.Tell(),
                  tr("arrays and objects stand in one another deeper than %1").arg(kDeepestTrace));
    // The bracket at the end of an array of events is optional.
    const bool bracketMissing = !result && handler.isBetweenEvents() && stream.isAtEnd();
    if (!result && !bracketMissing && result.Code() != rapidjson::kParseErrorTermination)
        return at(result.Offset(), reasonOf(result.Code()));
    if (!handler.hasEvents())
        return tr("there is no \"traceEvents\" in it");
    return std::nullopt;
}
