#include "files/trace/tracereader.h"

#include "files/io/filestr.h"
#include "files/trace/tracehandler.h"
#include "files/trace/tracestream.h"

#include <rapidjson/error/en.h>

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

std::optional<Problem> readTrace(InputFile& file, TraceSink& sink)
{
    TraceInput input(file);
    TraceStream stream(input);
    TraceHandler handler(sink, stream);
    rapidjson::Reader reader;
    constexpr unsigned kHow = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag |
                              rapidjson::kParseNanAndInfFlag;
    const rapidjson::ParseResult result = reader.Parse<kHow>(stream, handler);
    sink.takeNotes(stream.oddities().notes());
    const auto at = [](std::size_t byte, const QString& why) {
        return Problem{FilesTr::tr("%1, at byte %2").arg(why).arg(byte)};
    };
    if (!file.problem().isEmpty())
        return at(stream.Tell(), file.problem());
    if (file.stopped())
        return std::nullopt;
    if (input.textTooLong())
        return at(stream.Tell(), FilesTr::tr("a text or a number is longer than 16 MiB"));
    if (handler.metadataTooLong())
        return at(stream.Tell(), FilesTr::tr("its metadata is longer than 16 MiB"));
    if (handler.tooDeep())
        return at(stream.Tell(),
                  FilesTr::tr("arrays and objects stand in one another deeper than %1")
                      .arg(kMaxTraceDepth));
    // The bracket at the end of an array of events is optional.
    const bool bracketMissing = !result && handler.isBetweenEvents() && stream.isAtEnd();
    if (!result && !bracketMissing && result.Code() != rapidjson::kParseErrorTermination)
        return at(result.Offset(),
                  stream.isAtEnd() ? FilesTr::tr("it ends early") : reasonOf(result.Code()));
    if (!handler.hasEvents())
        return Problem{FilesTr::tr("there is no \"traceEvents\" in it")};
    return std::nullopt;
}
