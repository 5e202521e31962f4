#include "files/follow/followedstream.h"

#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "plan/settings/runsettings.h"
#include "timeline/timeline.h"

#include <algorithm>
#include <utility>

namespace {

// What lies farther apart than a run may be long belongs to two clocks.
constexpr qint64 kFarNs = Timeline::kMaxLanesNs / RunSettings::kMaxWorkers;

bool isFar(qint64 aNs, qint64 bNs)
{
    return aNs - bNs > kFarNs || bNs - aNs > kFarNs;
}

} // namespace

bool FollowedStream::add(std::string_view bytes)
{
    m_lines.add(bytes, [this](std::string_view line) { takeLine(line); });
    m_sink.publish();
    return !m_problem;
}

void FollowedStream::takeLine(std::string_view line)
{
    ++m_line;
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (m_line == 1 && line.starts_with(kByteOrderMark))
        line.remove_prefix(kByteOrderMark.size());
    if (m_problem || line.find_first_not_of(" \t") == std::string_view::npos)
        return;
    if (!m_decoder) {
        auto decoder = decoderFor(line);
        if (auto* problem = std::get_if<Problem>(&decoder)) {
            m_problem = std::move(*problem);
            return;
        }
        m_decoder = std::move(std::get<std::unique_ptr<LineDecoder>>(decoder));
    }
    m_decoded.clear();
    if (const auto problem = m_decoder->decode(line, m_decoded))
        leaveOut(problem->message);
    for (FollowedEvent& event : m_decoded)
        takeEvent(std::move(event));
}

void FollowedStream::leaveOut(const QString& why)
{
    if (m_leftOut++ == 0)
        m_firstLeftOut = FilesTr::tr("line %1 is left out: %2").arg(m_line).arg(why);
}

// Whatever has run runs no more, and the program's clock goes on from here.
void FollowedStream::restart(qint64 timeNs)
{
    give(m_reorder.takeAll());
    m_jobs.interrupt(m_newestNs);
    m_reorder.beginAnew();
    m_shiftNs = m_newestNs - timeNs;
    m_beganNs = m_newestNs;
    m_newestOf.clear();
    ++m_restarts;
}

// Whether a program whose clock begins with it has begun again. Who merely tells of its beginning
// late has said nothing later itself.
bool FollowedStream::isFromAnew(const FollowedEvent& event, qint64 timeNs)
{
    using enum FollowedEvent::Kind;
    const bool isFirstOfFile = std::exchange(m_isFirstOfFile, false);
    const auto place = m_newestOf.find(event.worker);
    const bool saidLater = place != m_newestOf.end() && place->second >= timeNs;
    if (place != m_newestOf.end())
        place->second = std::max(place->second, timeNs);
    else if (event.kind != Worker && m_newestOf.size() <= std::size_t(RunSettings::kMaxWorkers))
        m_newestOf.emplace(event.worker, timeNs);
    const bool begins = saidLater && (event.kind == Queued || event.kind == Started);
    return (begins || isFirstOfFile) && timeNs <= m_beganNs + Reorder::kMostNs &&
           m_newestNs - timeNs > Reorder::kMostNs && m_newestNs > m_beganNs;
}

void FollowedStream::takeEvent(FollowedEvent event)
{
    if (event.kind == FollowedEvent::Kind::Span && isFar(event.timeNs, event.startNs)) {
        leaveOut(FilesTr::tr("it took more than 52 days"));
        return;
    }
    if (!m_hasTime) {
        m_hasTime = true;
        // So that what is added to times never leaves 64 bits.
        m_shiftNs = -event.timeNs;
        m_newestNs = m_beganNs = 0;
    }
    qint64 timeNs = event.timeNs + m_shiftNs;
    if (isFar(timeNs, m_newestNs)) {
        if (!m_farOff || isFar(m_farOff->timeNs, event.timeNs)) {
            if (m_farOff)
                leaveOut(FilesTr::tr("its time is more than 52 days from the others"));
            m_farOff = std::move(event);
            return;
        }
        const FollowedEvent first = std::move(*m_farOff);
        m_farOff.reset();
        restart(std::min(first.timeNs, event.timeNs));
        takeEvent(first);
        takeEvent(std::move(event));
        return;
    }
    if (timeNs > kFarNs) {
        leaveOut(FilesTr::tr("its time is more than 52 days from the beginning"));
        return;
    }
    if (isFromAnew(event, timeNs)) {
        restart(event.timeNs);
        timeNs = event.timeNs + m_shiftNs;
    }
    event.startNs += m_shiftNs;
    event.timeNs = timeNs;
    m_newestNs = std::max(m_newestNs, timeNs);
    m_isQueued = m_isQueued || event.kind == FollowedEvent::Kind::Queued;
    m_reorder.add(std::move(event));
    // At once, so that it does not matter where the bytes were cut.
    if (m_reorder.isAnyDue())
        give(m_reorder.take());
}

void FollowedStream::give(std::vector<FollowedEvent> events)
{
    if (events.empty())
        return;
    if (!m_jobs.hasBegun()) {
        m_zeroNs = events.front().timeNs;
        for (const FollowedEvent& event : events) {
            if (event.kind == FollowedEvent::Kind::Span)
                m_zeroNs = std::min(m_zeroNs, event.startNs);
        }
        m_jobs.begin(m_zeroNs, m_isQueued);
    }
    for (FollowedEvent& event : events) {
        if (!m_together.empty() && m_together.front().timeNs != event.timeNs)
            m_jobs.takeTogether(m_together);
        m_together.push_back(std::move(event));
    }
    m_jobs.takeTogether(m_together);
}

std::optional<qint64> FollowedStream::patienceNs() const
{
    constexpr qint64 kLeastNs = 20'000'000; // what was written together comes together
    return m_reorder.isHolding() ? std::optional(std::max(kLeastNs, m_reorder.windowNs()))
                                 : std::nullopt;
}

void FollowedStream::silent()
{
    give(m_reorder.takeAll());
    m_sink.publish();
}

void FollowedStream::beginAnew(const QString& why)
{
    constexpr qsizetype kMostSaid = 5;
    m_lines.takeRest();
    m_isFirstOfFile = true;
    if (m_decoder)
        m_decoder->beginAnew();
    give(m_reorder.takeAll());
    m_jobs.interrupt(m_newestNs);
    m_sink.publish();
    if (m_anew.size() < kMostSaid)
        m_anew += FilesTr::tr("%1 after line %2").arg(why).arg(m_line);
}

void FollowedStream::finish()
{
    if (const std::string rest = m_lines.takeRest(); !rest.empty())
        takeLine(rest);
    give(m_reorder.takeAll());
    if (m_farOff)
        leaveOut(FilesTr::tr("its time is more than 52 days from the others"));
    m_farOff.reset();
    m_sink.publish();
}

QStringList FollowedStream::notes() const
{
    QStringList notes = m_anew;
    if (m_restarts > 0)
        notes += FilesTr::tr("the program's clock began again %1 times: what follows is shown "
                             "behind what was before")
                     .arg(m_restarts);
    if (m_decoder)
        notes += m_decoder->notes();
    if (m_leftOut == 1)
        notes += m_firstLeftOut;
    else if (m_leftOut > 1)
        notes += FilesTr::tr("%1; and %2 more like that").arg(m_firstLeftOut).arg(m_leftOut - 1);
    if (m_lines.leftOut() > 0)
        notes += FilesTr::tr("lines longer than 16 MiB, left out: %1").arg(m_lines.leftOut());
    return notes + m_jobs.troubles().notes();
}
