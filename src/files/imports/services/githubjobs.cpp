#include "files/imports/services/githubjobs.h"

#include "files/imports/services/cijobs.h"
#include "files/imports/services/jsonelements.h"
#include "files/io/filestr.h"
#include "files/io/inputfile.h"

#include <array>
#include <utility>

namespace {

constexpr std::size_t kKeysWithin = 4096;
constexpr std::string_view kJobsPath = "jobs[]";

// A member that the API and the command line tool call differently.
const JsonNode& either(const JsonNode& node, std::string_view name, std::string_view ofTool)
{
    const JsonNode& found = node[name];
    return found.type == JsonNode::Type::Null ? node[ofTool] : found;
}

// The jobs themselves, without an object around them.
bool areBareJobs(const std::set<std::string, std::less<>>& keys)
{
    return (keys.contains("started_at") && keys.contains("run_id")) ||
           (keys.contains("startedAt") && keys.contains("databaseId"));
}

class GithubSink : public JsonElementSink
{
public:
    explicit GithubSink(std::string_view path) : m_path(path) {}

    bool wants(const std::string& path) const override { return path == m_path; }

    void take(const std::string&, JsonNode job, qint64 byte) override
    {
        if (!job.isObject()) {
            m_jobs.leaveOut(byte, FilesTr::tr("it is %1, not an object").arg(job.quoted()));
            return;
        }
        CiWork work = workOf(job);
        std::vector<CiWork> steps;
        for (const JsonNode& step : job["steps"].content)
            steps.push_back(workOf(step));
        const std::string runner(job["runner_name"].asText());
        // Of the API each that has run has a runner.
        if (work.state == CiState::Cancelled && isOfApi(job) && runner.empty() && steps.empty())
            work.state = CiState::Waiting;
        m_jobs.add(work, runner, steps, byte);
    }

    void leave(const std::string&) override {}

    CiJobs& jobs() { return m_jobs; }

private:
    static bool isOfApi(const JsonNode& job) { return job["run_id"].isNumber(); }

    CiWork workOf(const JsonNode& node)
    {
        CiWork work{.name = std::string(node["name"].asText()),
                    .state = stateOf(node),
                    .queued = isoTimeOf(node["created_at"]),
                    .start = isoTimeOf(either(node, "started_at", "startedAt")),
                    .end = isoTimeOf(either(node, "completed_at", "completedAt"))};
        if (work.state == CiState::Failed)
            work.error = QStringLiteral("its conclusion is %1").arg(node["conclusion"].quoted());
        return work;
    }

    CiState stateOf(const JsonNode& node)
    {
        const std::string_view status = node["status"].asText();
        if (status == "in_progress")
            return CiState::Running;
        constexpr std::array kWaiting{"queued", "waiting", "pending", "requested"};
        if (std::ranges::find(kWaiting, status) != kWaiting.end())
            return CiState::Waiting;
        return conclusionOf(node["conclusion"]);
    }

    CiState conclusionOf(const JsonNode& conclusion)
    {
        using enum CiState;
        constexpr std::array<std::pair<std::string_view, CiState>, 9> kConclusions{
            {{"success", Passed},
             {"neutral", Passed},
             {"failure", Failed},
             {"timed_out", Failed},
             {"startup_failure", Failed},
             {"action_required", Failed},
             {"cancelled", Cancelled},
             {"stale", Cancelled},
             {"skipped", Skipped}}};
        for (const auto& [word, state] : kConclusions) {
            if (conclusion.asText() == word)
                return state;
        }
        m_jobs.noteUnknown(conclusion.quoted());
        return Passed;
    }

    const std::string_view m_path;
    CiJobs m_jobs;
};

} // namespace

bool beginsGithubJobs(std::string_view beginning)
{
    const auto keys = jsonKeysOf(beginning);
    const bool hasJobs = keys.contains("jobs") &&
                         (keys.contains("total_count") || keys.contains("jobs[]/started_at") ||
                          keys.contains("jobs[]/startedAt") || keys.contains("jobs[]/run_id") ||
                          keys.contains("jobs[]/conclusion"));
    return hasJobs || areBareJobs(keys);
}

SpansRead readGithubJobs(InputFile& file)
{
    const bool areBare = areBareJobs(jsonKeysOf(file.peek(kKeysWithin)));
    GithubSink sink(areBare ? std::string_view() : kJobsPath);
    const JsonEnd end = readJsonElements(file, JsonTexts::Several, sink);
    SpansRead read = sink.jobs().finish(end.problem);
    read.notes += end.notes;
    return read;
}
