#include "files/imports/services/junitsuites.h"

#include "base/visibletext.h"
#include "files/io/decimal.h"
#include "files/io/filestr.h"
#include "files/io/isotime.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace {

constexpr qint64 kMostTimestamps = 3; // that are quoted
constexpr qint64 kMsNs = 1'000'000;
constexpr qint64 kSecondNs = 1'000'000'000;

// Seconds, which some write with commas between the thousands: "1,234.567".
std::optional<qint64> secondsOf(const QString& text)
{
    QByteArray digits = text.trimmed().toUtf8();
    if (digits.contains('.'))
        digits.replace(",", "");
    const auto ns =
        scaledDecimal({digits.constData(), std::size_t(digits.size())}, kSecondDecimals);
    return ns && *ns >= 0 ? ns : std::nullopt;
}

std::optional<qint64> timestampOf(const QString& text)
{
    const QByteArray bytes = text.trimmed().toUtf8();
    return isoTimeNs({bytes.constData(), std::size_t(bytes.size())});
}

// How exact a timestamp is: a second, or what its last decimal stands for.
qint64 resolutionNsOf(const QString& timestamp)
{
    const qsizetype point = std::max(timestamp.indexOf(u'.'), timestamp.indexOf(u','));
    qint64 resolutionNs = kSecondNs;
    for (qsizetype i = point + 1; point >= 0 && i < timestamp.size() && timestamp[i].isDigit(); ++i)
        resolutionNs = std::max<qint64>(1, resolutionNs / 10);
    return resolutionNs;
}

QString nameOf(const JunitCase& test, const QString& suite)
{
    const bool isSaid =
        test.className.isEmpty() || test.className == suite || test.name.startsWith(test.className);
    return isSaid ? test.name : test.className + u'.' + test.name;
}

} // namespace

void JunitSuites::begin(const JunitSuite& suite, qint64 line)
{
    const auto time = timeOf(suite.timestamp, line);
    Open open{.thread = threadOf({suite.name, suite.host}),
              .name = suite.name,
              .mostNs = secondsOf(suite.time).value_or(0)};
    open.hasTime = time || (!m_open.empty() && m_open.back().hasTime);
    if (time)
        open.nextNs = *time;
    else
        open.nextNs = open.hasTime ? m_open.back().nextNs : m_looseNextNs;
    m_open.push_back(std::move(open));
}

void JunitSuites::add(const JunitCase& test, qint64 line)
{
    if (m_open.empty())
        begin({}, line);
    Open& suite = m_open.back();
    auto& spans = m_read.spans;
    if (test.isSkipped) {
        ++m_skipped;
        return;
    }
    if (test.time.isEmpty()) {
        ++m_withoutTime;
        return;
    }
    const auto ns = secondsOf(test.time);
    const auto ownNs = timeOf(test.timestamp, line);
    const qint64 startNs = ownNs.value_or(suite.nextNs);
    if (!ns || *ns > kMaxTimeNs - kSecondNs - startNs) {
        m_leftOut.add(line, FilesTr::tr("its time is %1").arg(visibleExcerpt(test.time)));
        return;
    }
    if (spans.spans.size() == std::size_t(RunSettings::kMaxJobs)) {
        m_leftOut.add(line, FilesTr::tr("there are too many tests"));
        return;
    }
    ImportedSpan span{.startNs = startNs,
                      .endNs = startNs + *ns,
                      .thread = suite.thread,
                      .name = qint32(spans.names.count())};
    if (test.hasFailed) {
        span.end = SpanEnd::Failed;
        span.failure = m_failures.ofFirstLine(test.message.trimmed().isEmpty()
                                                  ? FilesTr::tr("the report says that it failed")
                                                  : test.message);
    }
    if (ownNs)
        m_stamped.push_back({spans.spans.size(), resolutionNsOf(test.timestamp)});
    else
        suite.testsNs += *ns;
    if (!ownNs || suite.hasTime)
        suite.nextNs = std::max(suite.nextNs, span.endNs);
    if (ownNs || suite.hasTime) {
        m_hasTimes = true;
        m_lastNs = std::max(m_lastNs, span.endNs);
    } else {
        m_loose.push_back(qint32(spans.spans.size()));
        m_looseNextNs = span.endNs;
    }
    spans.addName(nameOf(test, suite.name).toStdString());
    spans.spans.push_back(span);
}

void JunitSuites::end()
{
    if (m_open.empty())
        return;
    const Open suite = std::move(m_open.back());
    m_open.pop_back();
    // Times are rounded.
    m_atOnce += suite.mostNs > 0 && suite.testsNs > suite.mostNs + suite.mostNs / 100 + 10 * kMsNs;
    if (!m_open.empty() && m_open.back().hasTime == suite.hasTime)
        m_open.back().nextNs = std::max(m_open.back().nextNs, suite.nextNs);
}

// Nothing where there is none.
std::optional<qint64> JunitSuites::timeOf(const QString& timestamp, qint64 line)
{
    const auto time = timestampOf(timestamp);
    if (!time && !timestamp.isEmpty() && ++m_badTimestamps <= kMostTimestamps)
        m_read.notes += FilesTr::tr("line %1: the timestamp %2 is none that can be read")
                            .arg(line)
                            .arg(visibleExcerpt(timestamp));
    return time;
}

// Timestamps are cut, and times are rounded: a test that seems to begin while another one of its
// suite is about to end, and may have begun behind it, did so.
void JunitSuites::putBehindThoseThatEnded()
{
    auto& spans = m_read.spans.spans;
    const auto placeOf = [&spans](const Stamped& test) {
        return std::pair(spans[test.span].thread, spans[test.span].startNs);
    };
    std::ranges::stable_sort(m_stamped, {}, placeOf);
    std::set<qint64> endsNs; // of the tests of a suite that have begun, from the start of the next
    qint32 thread = -1;
    for (const Stamped& test : m_stamped) {
        ImportedSpan& span = spans[test.span];
        if (span.thread != thread)
            endsNs.clear();
        thread = span.thread;
        endsNs.erase(endsNs.begin(), endsNs.upper_bound(span.startNs));
        const auto behind = endsNs.lower_bound(span.startNs + test.resolutionNs + kMsNs);
        if (behind != endsNs.begin()) {
            const qint64 laterNs = *std::prev(behind) - span.startNs;
            span.startNs += laterNs;
            span.endNs += laterNs;
            m_inSameSecond += test.resolutionNs == kSecondNs;
        }
        endsNs.insert(span.endNs);
    }
}

qint32 JunitSuites::threadOf(const Place& place)
{
    return m_threads.emplace(place, qint32(m_threads.size())).first->second;
}

// Behind all that is known to have begun.
void JunitSuites::placeLoose()
{
    if (!m_hasTimes)
        return;
    for (const qint32 place : m_loose) {
        ImportedSpan& span = m_read.spans.spans[std::size_t(place)];
        span.startNs += m_lastNs;
        span.endNs += m_lastNs;
    }
}

std::vector<QString> JunitSuites::threadNames() const
{
    std::set<QString> hosts;
    for (const auto& [place, thread] : m_threads)
        hosts.insert(place.second);
    std::vector<QString> names(m_threads.size());
    for (const auto& [place, thread] : m_threads) {
        const QString name = place.first.isEmpty() ? QStringLiteral("tests") : place.first;
        names[std::size_t(thread)] = hosts.size() > 1 && !place.second.isEmpty()
                                         ? QStringLiteral("%1 on %2").arg(name, place.second)
                                         : name;
    }
    return names;
}

void JunitSuites::addNotes()
{
    QStringList& notes = m_read.notes;
    if (m_badTimestamps > kMostTimestamps)
        notes +=
            FilesTr::tr("and %1 more timestamps like that").arg(m_badTimestamps - kMostTimestamps);
    notes += m_leftOut.notes();
    if (m_skipped > 0)
        notes += FilesTr::tr("skipped tests, which are not shown: %1").arg(m_skipped);
    if (m_withoutTime > 0)
        notes += FilesTr::tr("tests without a time, which are not shown: %1").arg(m_withoutTime);
    if (m_repeated > 0)
        notes += FilesTr::tr("attempts at tests that were repeated, which are not shown: %1")
                     .arg(m_repeated);
    if (m_inSameSecond > 0)
        notes += FilesTr::tr("tests say in which second they began: those that began in the one "
                             "in which another one of their suite ended are shown behind it: %1")
                     .arg(m_inSameSecond);
    if (m_stamped.size() < m_read.spans.spans.size())
        notes += FilesTr::tr("a report says how long tests took, not when each began: those of a "
                             "suite are shown one after another");
    if (!m_loose.empty())
        notes += FilesTr::tr("suites without a timestamp are shown one after another");
    if (m_atOnce > 0)
        notes +=
            FilesTr::tr("suites whose tests took longer together than the suite, so that some ran "
                        "at the same time: %1")
                .arg(m_atOnce);
}

SpansRead JunitSuites::finish(const QString& problem)
{
    while (!m_open.empty())
        end();
    putBehindThoseThatEnded();
    placeLoose();
    auto& spans = m_read.spans;
    spans.threads = threadNames();
    // More suites than lanes: those that ran at once share as few as there can be.
    if (spans.threads.size() > std::size_t(RunSettings::kMaxWorkers)) {
        for (ImportedSpan& span : spans.spans)
            span.thread = 0;
        spans.threads = {QString()};
        spans.lanesAreSlots = true;
    }
    spans.failures = m_failures.take();
    addNotes();
    m_read.problem = problem;
    return std::move(m_read);
}
