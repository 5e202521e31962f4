#include "files/follow/jsonlines.h"

#include "base/numbertext.h"
#include "base/visibletext.h"
#include "files/follow/chromelines.h"
#include "files/follow/jsonobject.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"

#include <algorithm>

namespace {

enum Name {
    T,
    TsNs,
    Ev,
    Job,
    Worker,
    Error,
    Cpu,
    Ph,
    JobName,
    Ts,
    Dur,
    Pid,
    Tid,
    Cat,
    Id,
    LocalId,
    GlobalId,
    Scope,
    ArgsName,
    ArgsDetail,
    ArgsFunction,
    ArgsKey,
    Names
};
constexpr std::array<std::string_view, Names> kNames{
    "t",         "ts_ns",       "ev",
    "job",       "worker",      "error",
    "cpu",       "ph",          "name",
    "ts",        "dur",         "pid",
    "tid",       "cat",         "id",
    "id2.local", "id2.global",  "scope",
    "args.name", "args.detail", "args.func_or_class_name",
    "args.key"};

struct Word
{
    std::string_view word;
    FollowedEvent::Kind kind;
};
constexpr std::array kWords{
    Word{"queued", FollowedEvent::Kind::Queued},
    Word{"started", FollowedEvent::Kind::Started},
    Word{"finished", FollowedEvent::Kind::Finished},
    Word{"failed", FollowedEvent::Kind::Failed},
    Word{"cancelled", FollowedEvent::Kind::Cancelled},
    Word{"canceled", FollowedEvent::Kind::Cancelled},
    Word{"worker", FollowedEvent::Kind::Worker},
};

class JsonLines : public LineDecoder
{
public:
    std::optional<Problem> decode(std::string_view line,
                                  std::vector<FollowedEvent>& events) override
    {
        return eachJsonObject(line, m_reader, m_object, [&] { return take(events); });
    }

    void finish(std::vector<FollowedEvent>& events) override { m_chrome.finish(events); }

    // Ours come when they happen.
    bool tellsAtTheEnd() const override { return m_chrome.hasEvents(); }

    LaneLabel laneOf(const std::string& worker, std::size_t number) override
    {
        return ChromeLines::isThread(worker) ? m_chrome.laneOf(worker)
                                             : LineDecoder::laneOf(worker, number);
    }

    QStringList notes() const override
    {
        QStringList notes = m_chrome.notes();
        if (m_withoutCpu > 0)
            notes += FilesTr::tr("in %Ln events \"cpu\" is no number of seconds; it is left out",
                                 nullptr, pluralCount(m_withoutCpu));
        return notes;
    }

private:
    std::optional<Problem> take(std::vector<FollowedEvent>& events)
    {
        if (m_object[Ph].isThere() && !m_object[Ev].isThere()) {
            fillTraceEvent();
            return m_chrome.take(m_traceEvent, events);
        }
        return takeOurs(events);
    }

    void fillTraceEvent()
    {
        m_traceEvent.clear();
        const std::string& phase = m_object[Ph].text;
        m_traceEvent.phase = phase.size() == 1 ? phase.front() : '\0';
        m_traceEvent.process = m_object[Pid].text;
        m_traceEvent.thread = m_object[Tid].text;
        m_traceEvent.category = textAt(Cat);
        m_traceEvent.name = textAt(JobName);
        m_traceEvent.scope = m_object[Scope].text;
        m_traceEvent.idIsLocal = m_object[LocalId].isThere();
        for (const Name id : {Id, GlobalId, LocalId}) {
            if (m_object[id].hasText())
                m_traceEvent.id = m_object[id].text;
        }
        m_traceEvent.startNs = microseconds(Ts);
        m_traceEvent.durationNs = microseconds(Dur);
        m_traceEvent.arguments.name = textAt(ArgsName);
        m_traceEvent.arguments.detail = textAt(ArgsDetail);
        m_traceEvent.arguments.function = textAt(ArgsFunction);
        m_traceEvent.arguments.key = textAt(ArgsKey);
    }

    const std::string& textAt(Name name) const
    {
        static const std::string kNone;
        return m_object[name].type == JsonValue::Type::Text ? m_object[name].text : kNone;
    }

    // A value that is there and is no time is a fault.
    std::optional<qint64> microseconds(Name name)
    {
        const JsonValue& value = m_object[name];
        if (!value.isThere() || value.type == JsonValue::Type::Null)
            return std::nullopt;
        const auto ns = value.hasText() ? scaledDecimal(value.text, kUsDecimals) : std::nullopt;
        if (!ns)
            m_traceEvent.timeFault.kind = TimeFault::Kind::NoNumber;
        return ns;
    }

    std::optional<Problem> takeOurs(std::vector<FollowedEvent>& events)
    {
        if (m_object[Ev].type != JsonValue::Type::Text)
            return Problem{FilesTr::tr("it has no \"ev\" that says what happened")};
        const auto word = std::ranges::find(kWords, m_object[Ev].text, &Word::word);
        if (word == kWords.end())
            return Problem{FilesTr::tr("\"ev\" is '%1', which is none of queued, started, "
                                       "finished, failed, cancelled and worker")
                               .arg(visibleExcerpt(QString::fromStdString(m_object[Ev].text)))};
        const auto timeNs = time();
        if (!timeNs)
            return Problem{FilesTr::tr("its time is no number: \"t\" are seconds, \"ts_ns\" "
                                       "nanoseconds")};
        for (const Name name : {Job, Worker, Error}) {
            if (m_object[name].type == JsonValue::Type::Other)
                return Problem{FilesTr::tr("\"%1\" is neither a text nor a number")
                                   .arg(QLatin1String(kNames[name].data()))};
        }
        FollowedEvent event{.kind = word->kind,
                            .timeNs = *timeNs,
                            .job = m_object[Job].text,
                            .worker = m_object[Worker].text,
                            .error = m_object[Error].text};
        if (ChromeLines::isThread(event.worker))
            return Problem{FilesTr::tr("its worker's name begins with a control character that "
                                       "none may begin with (U+001F)")};
        if (event.kind == FollowedEvent::Kind::Worker && event.worker.empty())
            return Problem{FilesTr::tr("it does not say which worker")};
        event.cpuNs = cpu();
        events.push_back(std::move(event));
        return std::nullopt;
    }

    std::optional<qint64> time() const
    {
        if (m_object[TsNs].hasText())
            return scaledDecimal(m_object[TsNs].text, 0);
        return m_object[T].hasText() ? scaledDecimal(m_object[T].text, kSecondDecimals)
                                     : std::nullopt;
    }

    std::optional<qint64> cpu()
    {
        if (!m_object[Cpu].isThere() || m_object[Cpu].type == JsonValue::Type::Null)
            return std::nullopt;
        const auto ns = m_object[Cpu].hasText() ? scaledDecimal(m_object[Cpu].text, kSecondDecimals)
                                                : std::nullopt;
        if (ns && *ns >= 0)
            return ns;
        ++m_withoutCpu;
        return std::nullopt;
    }

    JsonObject<Names> m_object{kNames};
    rapidjson::Reader m_reader;
    TraceEvent m_traceEvent;
    ChromeLines m_chrome;
    qint64 m_withoutCpu = 0;
};

} // namespace

bool beginsJsonLines(std::string_view line)
{
    const auto first = line.find_first_not_of(" \t\r");
    return first != std::string_view::npos && (line[first] == '{' || line[first] == '[');
}

bool beginsOurEvents(std::string_view text)
{
    JsonObject<Names> object{kNames};
    return parseFirstJsonObject(text, object) && object[Ev].type == JsonValue::Type::Text;
}

std::unique_ptr<LineDecoder> jsonLinesDecoder()
{
    return std::make_unique<JsonLines>();
}
