#include "files/follow/followedstream.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "plan/settings/runsettings.h"
#include "timeline/timeline.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace {

// What lies farther apart than a run may be long belongs to two clocks.
constexpr qint64 kFarNs = Timeline::kMaxLanesNs / RunSettings::kMaxWorkers;

// Of what happens again and again.
constexpr qsizetype kMostSaid = 5;

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
    const bool isFirstLine = std::exchange(m_isFirstLine, false);
    if (isFirstLine && line.starts_with(kByteOrderMark))
        line.remove_prefix(kByteOrderMark.size());
    const bool isWithinRow = m_decoder && m_decoder->isWithinRow();
    if (!isWithinRow)
        m_rowLine = m_line;
    if (m_problem || (!isWithinRow && line.find_first_not_of(" \t") == std::string_view::npos))
        return;
    if (m_decoder && isFirstLine && tellsNothingAlone(line))
        return; // the titles that follow are known
    if (!m_decoder) {
        const bool saysNothing = m_beginning.empty() && tellsNothingAlone(line);
        m_beginning += line;
        if (saysNothing) {
            m_beginning += '\n';
            return;
        }
        auto decoder = decoderFor(m_beginning);
        if (auto* problem = std::get_if<Problem>(&decoder)) {
            m_problem = std::move(*problem);
            return;
        }
        m_decoder = std::move(std::get<std::unique_ptr<LineDecoder>>(decoder));
        m_beginning.clear();
    }
    if (const auto problem = m_decoder->decode(line, m_decoded))
        leaveOut(problem->message);
    takeDecoded();
}

void FollowedStream::takeDecoded()
{
    for (FollowedEvent& event : m_decoded)
        takeEvent(std::move(event));
    m_decoded.clear();
}

void FollowedStream::leaveOut(const QString& why)
{
    if (m_leftOut++ == 0)
        m_firstLeftOut = FilesTr::tr("line %1 is left out: %2").arg(m_rowLine).arg(why);
}

// Whatever has run runs no more, and the program's clock goes on from here.
void FollowedStream::restart(qint64 timeNs)
{
    giveAll();
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
    if (m_decoder->isWallClock())
        return false;
    const bool isFirstOfFile = std::exchange(m_isFirstOfFile, false);
    const auto place = m_newestOf.find(event.worker);
    const bool saidLater = place != m_newestOf.end() && place->second >= timeNs;
    if (place != m_newestOf.end())
        place->second = std::max(place->second, timeNs);
    else if (event.kind != Worker && m_newestOf.size() <= std::size_t(RunSettings::kMaxWorkers))
        m_newestOf.emplace(event.worker, timeNs);
    // A job that never ends is told late where jobs are told at their ends.
    const bool isToldLate = m_decoder->tellsAtTheEnd() && event.nesting == Nesting::Beside;
    const bool begins = saidLater && !isToldLate && (event.kind == Queued || event.kind == Started);
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
    if (event.sinceNs)
        *event.sinceNs += m_shiftNs;
    event.timeNs = timeNs;
    m_newestNs = std::max(m_newestNs, timeNs);
    m_isQueued = m_isQueued || event.kind == FollowedEvent::Kind::Queued;
    m_reorder.add(std::move(event));
    // At once, so that it does not matter where the bytes were cut.
    giveDue();
}

bool FollowedStream::isHoldingRows() const
{
    return isHoldingBeginning() || (m_decoder && m_decoder->isHolding());
}

bool FollowedStream::isHoldingBeginning() const
{
    return !m_jobs.hasBegun() && m_decoder && m_decoder->tellsAtTheEnd() &&
           (m_reorder.isHolding() || m_decoder->isHolding());
}

void FollowedStream::giveDue()
{
    if (!isHoldingBeginning()) {
        if (m_reorder.isAnyDue())
            show(m_outermost.take(m_reorder.take()));
    } else if (m_reorder.isFull()) {
        giveAll();
    }
}

void FollowedStream::giveAll()
{
    std::vector<FollowedEvent> events = m_outermost.take(m_reorder.takeAll());
    std::ranges::move(m_outermost.takeAll(), std::back_inserter(events));
    show(std::move(events));
}

void FollowedStream::begin(std::vector<FollowedEvent> events)
{
    qint64 zeroNs = events.front().timeNs;
    for (const FollowedEvent& event : events)
        zeroNs = std::min(zeroNs,
                          event.kind == FollowedEvent::Kind::Span ? event.startNs : event.timeNs);
    m_roomNs = m_decoder->roomNs();
    m_jobs.begin(zeroNs - m_roomNs, m_isQueued || m_decoder->tellsOfWaiting());
    m_jobs.takeFirst(std::move(events));
}

void FollowedStream::show(std::vector<FollowedEvent> events)
{
    if (events.empty())
        return;
    if (!m_jobs.hasBegun()) {
        begin(std::move(events));
        return;
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
    if (isHoldingRows() || m_outermost.isHolding())
        return Reorder::kMostNs;
    return m_reorder.isHolding() ? std::optional(std::max(kLeastNs, m_reorder.windowNs()))
                                 : std::nullopt;
}

void FollowedStream::silent()
{
    if (m_decoder)
        m_decoder->flush(m_decoded);
    takeDecoded();
    giveAll();
    m_sink.publish();
}

void FollowedStream::missSome(const QString& why)
{
    m_lines.takeRest();
    if (m_decoder)
        m_decoder->missSome();
    if (m_missed.size() < kMostSaid)
        m_missed += why;
    else
        ++m_missedMore;
}

// What its file had begun never ends.
void FollowedStream::finishFile()
{
    if (m_decoder)
        m_decoder->finish(m_decoded);
    takeDecoded();
    giveAll();
}

void FollowedStream::beginAnew(const QString& sentence)
{
    m_lines.takeRest();
    finishFile();
    m_isFirstOfFile = m_isFirstLine = true;
    m_jobs.interrupt(m_newestNs);
    m_sink.publish();
    if (m_anew.size() < kMostSaid)
        m_anew += sentence.arg(m_line);
}

void FollowedStream::finish()
{
    if (const std::string rest = m_lines.takeRest(); !rest.empty())
        takeLine(rest);
    finishFile();
    if (m_farOff)
        leaveOut(FilesTr::tr("its time is more than 52 days from the others"));
    m_farOff.reset();
    m_sink.publish();
}

QStringList FollowedStream::notes() const
{
    QStringList notes = m_anew + m_missed;
    if (m_missedMore > 0)
        notes += FilesTr::tr("some was lost %Ln times more", nullptr, pluralCount(m_missedMore));
    if (m_restarts > 0)
        notes += FilesTr::tr("the program's clock began again %Ln times: what follows is shown "
                             "behind what was before",
                             nullptr, pluralCount(m_restarts));
    if (m_decoder)
        notes += m_decoder->notes();
    notes += m_outermost.notes();
    if (m_roomNs > 0)
        notes += FilesTr::tr("jobs with lower numbers still ran when the first one was told: the "
                             "run begins %1 before that one started, as they started before it")
                     .arg(readableDuration(std::chrono::nanoseconds(m_roomNs)));
    if (m_leftOut == 1)
        notes += m_firstLeftOut;
    else if (m_leftOut > 1)
        notes += FilesTr::tr("%1; and %2 more like that").arg(m_firstLeftOut).arg(m_leftOut - 1);
    if (m_lines.leftOut() > 0)
        notes += FilesTr::tr("lines longer than 16 MiB, left out: %1").arg(m_lines.leftOut());
    return notes + m_jobs.troubles().notes();
}
