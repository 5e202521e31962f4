#include "files/follow/rowlines.h"

#include "base/numbertext.h"
#include "files/follow/csvdecoder.h"
#include "files/imports/endreports.h"
#include "files/imports/logs/joblog.h"
#include "files/imports/logs/ninjalog.h"
#include "files/io/filestr.h"

#include <algorithm>
#include <functional>
#include <unordered_set>
#include <utility>

namespace {

// Jobs of GNU parallel are numbered in the order of their starts, and told when they end.
class ParallelJobs
{
public:
    std::optional<Problem> take(JoblogRows::Said said, std::vector<FollowedEvent>& events)
    {
        if (auto* problem = std::get_if<Problem>(&said))
            return std::move(*problem);
        if (auto* job = std::get_if<JoblogJob>(&said))
            events.push_back(eventOf(*job));
        return std::nullopt;
    }

    // The jobs with the numbers before the first one still run. Their starts are some milliseconds
    // apart: what parallel takes to start a program.
    qint64 roomNs() const
    {
        constexpr qint64 kApartNs = 20'000'000;
        constexpr qint64 kMostNs = 1'000'000'000;
        const qint64 missing = std::max<qint64>(0, m_lowest - 1);
        return missing < kMostNs / kApartNs ? missing * kApartNs : kMostNs;
    }

private:
    FollowedEvent eventOf(JoblogJob& job)
    {
        m_lowest = m_lowest == 0 ? job.number : std::min(m_lowest, job.number);
        FollowedEvent event{.kind = FollowedEvent::Kind::Span,
                            .timeNs = job.endNs,
                            .startNs = job.startNs,
                            .job = std::move(job.command),
                            .worker = std::string(job.host)};
        if (!job.end.isSuccess()) {
            event.spanEnd = FollowedEvent::Kind::Failed;
            event.error = endReport({}, job.end).error.toStdString();
        }
        return event;
    }

    qint64 m_lowest = 0; // number of a job
};

class JoblogLines : public LineDecoder
{
public:
    explicit JoblogLines(const JoblogRows& rows) : m_rows(rows) {}

    std::optional<Problem> decode(std::string_view line,
                                  std::vector<FollowedEvent>& events) override
    {
        return m_jobs.take(m_rows.read(line), events);
    }
    qint64 roomNs() const override { return m_jobs.roomNs(); }
    LaneLabel laneOf(const std::string& worker, std::size_t number) override
    {
        return laneOfHost(QString::fromStdString(worker), number);
    }

private:
    JoblogRows m_rows;
    ParallelJobs m_jobs;
};

class ResultLines : public CsvDecoder
{
public:
    explicit ResultLines(const JoblogRows& rows) : CsvDecoder(rows.separator()), m_rows(rows) {}

    qint64 roomNs() const override { return m_jobs.roomNs(); }
    LaneLabel laneOf(const std::string& worker, std::size_t number) override
    {
        return laneOfHost(QString::fromStdString(worker), number);
    }

protected:
    std::optional<Problem> takeRow(const std::vector<std::string>& row,
                                   std::vector<FollowedEvent>& events) override
    {
        return m_jobs.take(m_rows.read(row), events);
    }

private:
    const JoblogRows m_rows;
    ParallelJobs m_jobs;
};

// Times are those of a build, from its beginning on. The lines that are there already tell together
// of which build they are.
class NinjaLines : public LineDecoder
{
public:
    explicit NinjaLines(std::string_view title) : m_builds(ninjaLogVersion(title)) {}

    std::optional<Problem> decode(std::string_view text,
                                  std::vector<FollowedEvent>& events) override
    {
        constexpr std::size_t kMostHeld = 1 << 18;
        if (text.starts_with('#'))
            return std::nullopt;
        auto said = NinjaLogLine::of(text);
        if (!said)
            return Problem{FilesTr::tr("it has no start, end and output")};
        if (isKnown(text))
            return std::nullopt;
        said->line.name = qint32(m_names.size());
        m_lines.push_back(said->line);
        m_names.emplace_back(said->output);
        if (!m_isFirst || m_lines.size() == kMostHeld)
            flush(events);
        return std::nullopt;
    }

    bool isHolding() const override { return !m_lines.empty(); }

    void flush(std::vector<FollowedEvent>& events) override
    {
        if (m_lines.empty())
            return;
        m_isFirst = false;
        for (const NinjaStep& step : m_builds.stepsOf(std::exchange(m_lines, {})))
            events.push_back({.kind = FollowedEvent::Kind::Span,
                              .timeNs = step.endNs,
                              .startNs = step.startNs,
                              .job = std::move(m_names[std::size_t(step.name)])});
        m_names.clear();
    }

    void finish(std::vector<FollowedEvent>& events) override
    {
        flush(events);
        m_isRewritten = m_isFirst = true;
        m_builds.beginLog();
    }

    QStringList notes() const override
    {
        QStringList notes;
        if (m_passedOver > 0)
            notes += FilesTr::tr("ninja has rewritten its log: %Ln lines that had been shown come "
                                 "again, and are passed over",
                                 nullptr, pluralCount(m_passedOver));
        return notes + m_builds.notes();
    }

private:
    // Once ninja rewrites its log while it is followed, its lines come again.
    bool isKnown(std::string_view text)
    {
        constexpr std::size_t kMostKnown = 1'000'000;
        const std::size_t hash = std::hash<std::string_view>()(text);
        if (m_isRewritten && m_known.contains(hash)) {
            ++m_passedOver;
            return true;
        }
        if (m_known.size() < kMostKnown)
            m_known.insert(hash);
        return false;
    }

    NinjaBuilds m_builds;
    std::vector<NinjaLine> m_lines;   // that are held back
    std::vector<std::string> m_names; // of these
    bool m_isFirst = true;            // lines of the file, that are there when it is followed
    std::unordered_set<std::size_t> m_known; // hashes of lines
    qint64 m_passedOver = 0;
    bool m_isRewritten = false; // or another one took its place
};

} // namespace

std::unique_ptr<LineDecoder> rowLinesDecoder(std::string_view beginning)
{
    if (const auto rows = JoblogRows::of(beginning)) {
        if (rows->areOfResults())
            return std::make_unique<ResultLines>(*rows);
        return std::make_unique<JoblogLines>(*rows);
    }
    return beginsNinjaLog(beginning) ? std::make_unique<NinjaLines>(beginning) : nullptr;
}
