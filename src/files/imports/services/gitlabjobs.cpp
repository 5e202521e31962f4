#include "files/imports/services/gitlabjobs.h"

#include "files/imports/services/cijobs.h"
#include "files/imports/services/jsonelements.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"

#include <array>
#include <utility>

namespace {

class GitlabSink : public JsonElementSink
{
public:
    bool wants(const std::string& path) const override { return path.empty(); }

    void take(const std::string&, JsonNode job, qint64 byte) override
    {
        if (!job.isObject()) {
            m_jobs.leaveOut(byte, FilesTr::tr("it is %1, not an object").arg(job.quoted()));
            return;
        }
        CiWork work{.name = std::string(job["name"].asText()),
                    .state = stateOf(job["status"]),
                    .queued = isoTimeOf(job["created_at"]),
                    .start = isoTimeOf(job["started_at"]),
                    .end = isoTimeOf(job["finished_at"])};
        const JsonTime waited = numberOf(job["queued_duration"], kSecondDecimals);
        if (waited.ns && work.start.ns)
            work.queued.ns = *work.start.ns - *waited.ns;
        work.queued.isWrong |= waited.isWrong;
        if (work.state == CiState::Failed) {
            const std::string_view reason = job["failure_reason"].asText();
            work.error = reason.empty()
                             ? QStringLiteral("its status is %1").arg(job["status"].quoted())
                             : job["failure_reason"].quoted();
        }
        m_jobs.add(work, runnerOf(job["runner"]), {}, byte);
    }

    void leave(const std::string&) override {}

    CiJobs& jobs() { return m_jobs; }

private:
    static std::string runnerOf(const JsonNode& runner)
    {
        for (const char* name : {"description", "name", "id"}) {
            if (!runner[name].text.empty())
                return runner[name].text;
        }
        return {};
    }

    CiState stateOf(const JsonNode& status)
    {
        using enum CiState;
        constexpr std::array<std::pair<std::string_view, CiState>, 13> kStates{
            {{"success", Passed},
             {"failed", Failed},
             {"canceled", Cancelled},
             {"canceling", Running},
             {"running", Running},
             {"skipped", Skipped},
             {"manual", Skipped},
             {"created", Waiting},
             {"pending", Waiting},
             {"preparing", Waiting},
             {"scheduled", Waiting},
             {"waiting_for_resource", Waiting},
             {"waiting_for_callback", Waiting}}};
        for (const auto& [word, state] : kStates) {
            if (status.asText() == word)
                return state;
        }
        m_jobs.noteUnknown(status.quoted());
        return Passed;
    }

    CiJobs m_jobs;
};

} // namespace

bool beginsGitlabJobs(std::string_view beginning)
{
    const auto keys = jsonKeysOf(beginning);
    return keys.contains("stage") && keys.contains("status") && keys.contains("created_at");
}

SpansRead readGitlabJobs(InputFile& file)
{
    GitlabSink sink;
    const JsonEnd end = readJsonElements(file, JsonTexts::Several, sink);
    SpansRead read = sink.jobs().finish(end.problem);
    read.notes += end.notes;
    return read;
}
