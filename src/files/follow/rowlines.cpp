#include "files/follow/rowlines.h"

#include "files/imports/logs/joblog.h"
#include "files/imports/logs/ninjalog.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_set>

namespace {

constexpr int kSInNs = 9; // decimals
constexpr int kMsInNs = 6;

// The fields of a line; the last one may hold tabs.
template <std::size_t Size>
std::array<std::string_view, Size> fieldsOf(std::string_view line)
{
    std::array<std::string_view, Size> fields;
    for (std::string_view& field : fields) {
        field = line.substr(0, &field == &fields.back() ? line.npos : line.find('\t'));
        line.remove_prefix(std::min(line.size(), field.size() + 1));
        // Numbers are padded.
        field.remove_prefix(std::min(field.size(), field.find_first_not_of(' ')));
    }
    return fields;
}

class JoblogLines : public LineDecoder
{
public:
    std::optional<Problem> decode(std::string_view line,
                                  std::vector<FollowedEvent>& events) override
    {
        enum Column { Seq, Host, Start, Runtime, Send, Receive, Exit, Signal, Command, Columns };
        constexpr qint64 kMaxStatus = 1000; // beyond that of any system
        if (line.empty() || beginsJoblog(line))
            return std::nullopt;
        const auto fields = fieldsOf<Columns>(line);
        const auto start = scaledDecimal(fields[Start], kSInNs);
        const auto runtime = scaledDecimal(fields[Runtime], kSInNs);
        const auto status = scaledDecimal(fields[Exit], 0, kMaxStatus);
        const auto signal = scaledDecimal(fields[Signal], 0, kMaxStatus);
        if (!start || !runtime || *start < 0 || *runtime < 0 || *runtime > kMaxTimeNs - *start ||
            !status || !signal)
            return Problem{FilesTr::tr("it has no start time, runtime, exit value and signal")};
        FollowedEvent event{.kind = FollowedEvent::Kind::Span,
                            .timeNs = *start + *runtime,
                            .startNs = *start,
                            .job = std::string(fields[Command]),
                            .worker =
                                fields[Host] == ":" ? std::string() : std::string(fields[Host])};
        std::ranges::replace(event.job, '\0', '\n'); // as line ends of commands are logged
        if (*status != 0 || *signal != 0) {
            event.spanEnd = FollowedEvent::Kind::Failed;
            const QString error = *signal == 0 ? FilesTr::tr("exit status %1").arg(*status)
                                               : FilesTr::tr("ended by signal %1").arg(*signal);
            event.error = error.toStdString();
        }
        events.push_back(std::move(event));
        return std::nullopt;
    }
};

// The beginning of a ninja log that ninja has rewritten before it was followed: each output is
// there once, and ends are in no order. That is known once some lines have come; it ends where an
// output comes again, or lines stand in order.
class RewrittenBeginning
{
public:
    bool isRewritten(std::string_view output, qint64 endNs)
    {
        if (m_isOver)
            return false;
        const bool isNew = m_outputs.insert(std::hash<std::string_view>()(output)).second;
        const bool isBack = endNs < m_lastEndNs;
        m_steppedBack += isBack;
        m_inOrder = isBack ? 1 : m_inOrder + 1;
        m_lastEndNs = endNs;
        m_isOver = !isNew || m_inOrder > kSure || m_outputs.size() > kMostLines;
        if (m_isOver) {
            m_outputs.clear();
            return false;
        }
        m_isKnown = m_isKnown || (m_outputs.size() >= kSure &&
                                  m_steppedBack * kFewSteps > qint64(m_outputs.size()));
        m_count += m_isKnown;
        return m_isKnown;
    }

    // Lines of it, but for those that had come before it was known.
    qint64 count() const { return m_count; }

private:
    static constexpr std::size_t kSure = 16; // lines
    static constexpr std::size_t kMostLines = 1'000'000;
    static constexpr qint64 kFewSteps = 8; // of a build, on average

    std::unordered_set<std::size_t> m_outputs;
    qint64 m_lastEndNs = -1;
    qint64 m_steppedBack = 0;
    std::size_t m_inOrder = 0;
    bool m_isKnown = false;
    bool m_isOver = false;
    qint64 m_count = 0;
};

// Times are those of a build, from its beginning on.
class NinjaLines : public LineDecoder
{
public:
    std::optional<Problem> decode(std::string_view line,
                                  std::vector<FollowedEvent>& events) override
    {
        enum Column { Start, End, Modified, Output, Hash, Columns };
        if (line.empty() || line.starts_with('#'))
            return std::nullopt;
        const auto fields = fieldsOf<Columns>(line);
        const auto start = scaledDecimal(fields[Start], kMsInNs, kMaxTimeNs / 2);
        const auto end = scaledDecimal(fields[End], kMsInNs, kMaxTimeNs / 2);
        if (!start || !end || *start < 0 || *end < *start || fields[Output].empty())
            return Problem{FilesTr::tr("it has no start, end and output")};
        if (isKnown(line))
            return std::nullopt;
        if (m_rewriting.isRewritten(fields[Output], *end)) {
            m_beginsBuild = true;
            return std::nullopt;
        }
        // Several outputs of one step stand behind each other.
        const bool isSameStep =
            *start == m_startNs && *end == m_endNs && fields[Hash] == m_hash && !m_hash.empty();
        // Steps are logged when they end.
        if ((*end < m_endNs || m_beginsBuild) && m_builds > 0) {
            m_baseNs = std::min(kMaxTimeNs / 2, m_baseNs + m_endNs);
            ++m_builds;
        }
        m_beginsBuild = false;
        m_builds = std::max<qint64>(m_builds, 1);
        m_startNs = *start;
        m_endNs = *end;
        m_hash = fields[Hash];
        if (isSameStep)
            return std::nullopt;
        events.push_back({.kind = FollowedEvent::Kind::Span,
                          .timeNs = m_baseNs + *end,
                          .startNs = m_baseNs + *start,
                          .job = std::string(fields[Output])});
        return std::nullopt;
    }

    void beginAnew() override
    {
        m_beginsBuild = m_isRewritten = true;
        m_hash.clear();
        m_passedOver += m_rewriting.count();
        m_rewriting = {};
    }

    QStringList notes() const override
    {
        QStringList notes;
        const qint64 passedOver = m_passedOver + m_rewriting.count();
        if (passedOver > 0)
            notes += FilesTr::tr("ninja has rewritten its log: %1 lines of earlier builds, which "
                                 "stand there in no order, are passed over")
                         .arg(passedOver);
        if (m_builds > 1)
            notes +=
                FilesTr::tr("it holds %1 builds, which are shown one after another").arg(m_builds);
        return notes;
    }

private:
    // Once ninja rewrites its log while it is followed, its lines come again.
    bool isKnown(std::string_view line)
    {
        constexpr std::size_t kMostKnown = 1'000'000;
        const std::size_t hash = std::hash<std::string_view>()(line);
        if (m_isRewritten && m_lines.contains(hash)) {
            ++m_passedOver;
            return true;
        }
        if (m_lines.size() < kMostKnown)
            m_lines.insert(hash);
        return false;
    }

    std::unordered_set<std::size_t> m_lines; // hashes
    RewrittenBeginning m_rewriting;
    qint64 m_passedOver = 0;
    bool m_isRewritten = false; // or another one took its place
    bool m_beginsBuild = false;
    qint64 m_baseNs = 0; // of the build
    qint64 m_startNs = -1;
    qint64 m_endNs = -1;
    std::string m_hash;
    qint64 m_builds = 0;
};

} // namespace

bool beginsRowLines(std::string_view line)
{
    return beginsJoblog(line) || beginsNinjaLog(line);
}

std::unique_ptr<LineDecoder> rowLinesDecoder(std::string_view title)
{
    if (beginsJoblog(title))
        return std::make_unique<JoblogLines>();
    return std::make_unique<NinjaLines>();
}
