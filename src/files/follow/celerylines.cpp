#include "files/follow/celerylines.h"

#include "base/visibletext.h"
#include "files/follow/jsonobject.h"
#include "files/imports/importedrun.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "plan/settings/runsettings.h"

#include <algorithm>
#include <unordered_map>

namespace {

using Kind = FollowedEvent::Kind;

enum Name {
    Type,
    Timestamp,
    Hostname,
    Uuid,
    TaskName,
    Runtime,
    Exception,
    Terminated,
    Signum,
    Expired,
    Requeue,
    Pid,
    Active,
    Ev,
    Ph,
    Names
};
constexpr std::array<std::string_view, Names> kNames{
    "type",   "timestamp", "hostname", "uuid", "name",   "runtime", "exception", "terminated",
    "signum", "expired",   "requeue",  "pid",  "active", "ev",      "ph"};

struct Word
{
    std::string_view word;
    Kind kind;
    bool isOfTask = true;
};
// Source: https://docs.celeryq.dev/en/stable/userguide/monitoring.html#event-reference
constexpr std::array kWords{
    Word{"task-sent", Kind::Queued},
    Word{"task-received", Kind::Queued},
    Word{"task-started", Kind::Started},
    Word{"task-succeeded", Kind::Finished},
    Word{"task-failed", Kind::Failed},
    Word{"task-retried", Kind::Retried},
    Word{"task-rejected", Kind::Failed},
    Word{"task-revoked", Kind::Cancelled},
    Word{"worker-online", Kind::Worker, false},
    Word{"worker-heartbeat", Kind::Present, false},
    Word{"worker-offline", Kind::Gone, false},
};

std::optional<qint64> nsOf(const JsonValue& seconds)
{
    return seconds.type == JsonValue::Type::Number ? scaledDecimal(seconds.text, kSecondDecimals)
                                                   : std::nullopt;
}

class CeleryLines : public LineDecoder
{
public:
    std::optional<Problem> decode(std::string_view line,
                                  std::vector<FollowedEvent>& events) override
    {
        return eachJsonObject(line, m_reader, m_object, [&] { return take(events); });
    }

    bool tellsAtTheEnd() const override { return false; }
    bool tellsOfWaiting() const override { return true; }
    bool isWallClock() const override { return true; }

    // What runs may have ended meanwhile: a worker that runs nothing will say so.
    void missSome() override
    {
        m_sinceNs.reset();
        for (auto& [name, host] : m_hosts)
            host.mayHaveEnded = true;
    }

    LaneLabel laneOf(const std::string& worker, std::size_t number) override
    {
        return laneOfHost(QString::fromStdString(worker), number);
    }

    QStringList notes() const override
    {
        if (m_others == 0)
            return {};
        return {FilesTr::tr("events of other types, passed over: %1, first '%2'")
                    .arg(m_others)
                    .arg(m_firstOther)};
    }

private:
    struct Host
    {
        std::string pid;
        bool mayHaveEnded = false; // what it is known to run
    };

    std::optional<Problem> take(std::vector<FollowedEvent>& events)
    {
        if (m_object[Type].type != JsonValue::Type::Text)
            return Problem{FilesTr::tr("it has no \"type\" that says what happened")};
        const std::string& type = m_object[Type].text;
        const auto word = std::ranges::find(kWords, type, &Word::word);
        if (word == kWords.end()) {
            if (m_others++ == 0)
                m_firstOther = visibleExcerpt(QString::fromStdString(type));
            return std::nullopt;
        }
        const auto timeNs = nsOf(m_object[Timestamp]);
        if (!timeNs)
            return Problem{FilesTr::tr("its \"timestamp\" is no number of seconds")};
        for (const Name name : {Hostname, word->isOfTask ? Uuid : Hostname}) {
            if (m_object[name].type != JsonValue::Type::Text || m_object[name].text.empty())
                return Problem{
                    FilesTr::tr("its \"%1\" is no text").arg(QLatin1String(kNames[name].data()))};
        }
        m_sinceNs = std::min(m_sinceNs.value_or(*timeNs), *timeNs);
        FollowedEvent event{
            .kind = word->kind, .timeNs = *timeNs, .worker = m_object[Hostname].text};
        if (word->isOfTask)
            fillTask(event, type);
        // The program that sends a task is none of the workers.
        if (type == "task-sent")
            event.worker.clear();
        else
            lookAtHost(event, events);
        events.push_back(std::move(event));
        return std::nullopt;
    }

    void fillTask(FollowedEvent& event, const std::string& type)
    {
        event.key = m_object[Uuid].text;
        // Only the events before its start name it.
        const JsonValue& name = m_object[TaskName];
        event.job = name.type == JsonValue::Type::Text ? name.text : event.key;
        if (event.kind == Kind::Queued || event.kind == Kind::Started)
            return;
        if (m_object[Exception].type == JsonValue::Type::Text)
            event.error = m_object[Exception].text;
        if (type == "task-rejected") {
            if (m_object[Requeue].isTrue())
                event.kind = Kind::Retried;
            event.error = "rejected";
        } else if (type == "task-revoked") {
            event.error = m_object[Expired].isTrue() ? "expired" : "revoked";
            if (!m_object[Terminated].isTrue())
                return; // it did not run
            if (m_object[Signum].hasText())
                event.error = "terminated by " + m_object[Signum].text;
        }
        const auto runtimeNs = nsOf(m_object[Runtime]);
        event.sinceNs = runtimeNs && *runtimeNs >= 0 ? event.timeNs - *runtimeNs : *m_sinceNs;
    }

    void lookAtHost(const FollowedEvent& event, std::vector<FollowedEvent>& events)
    {
        const auto known = m_hosts.find(event.worker);
        if (known == m_hosts.end() && m_hosts.size() == std::size_t(RunSettings::kMaxWorkers))
            return; // there is no room for its lanes either
        Host& host = known == m_hosts.end() ? m_hosts[event.worker] : known->second;
        const auto add = [&](Kind kind) {
            events.push_back({.kind = kind, .timeNs = event.timeNs, .worker = event.worker});
        };
        const JsonValue& pid = m_object[Pid];
        if (pid.hasText() && host.pid != pid.text) {
            if (!host.pid.empty())
                add(Kind::Anew);
            host = {pid.text};
        }
        if (host.mayHaveEnded && event.kind == Kind::Present && m_object[Active].text == "0") {
            host.mayHaveEnded = false;
            add(Kind::Idle);
        }
    }

    JsonObject<Names> m_object{kNames};
    rapidjson::Reader m_reader;
    std::unordered_map<std::string, Host> m_hosts; // workers, by hostname
    std::optional<qint64> m_sinceNs;               // from when on all is heard
    qint64 m_others = 0;
    QString m_firstOther;
};

} // namespace

bool beginsCeleryLines(std::string_view text)
{
    JsonObject<Names> object{kNames};
    return parseFirstJsonObject(text, object) && object[Type].type == JsonValue::Type::Text &&
           object[Timestamp].isThere() && object[Hostname].isThere() && !object[Ev].isThere() &&
           !object[Ph].isThere();
}

std::unique_ptr<LineDecoder> celeryLinesDecoder()
{
    return std::make_unique<CeleryLines>();
}
