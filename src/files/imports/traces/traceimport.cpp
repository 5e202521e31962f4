#include "files/imports/traces/traceimport.h"

#include "base/numbertext.h"
#include "base/visibletext.h"
#include "files/imports/traces/tracenames.h"
#include "files/io/filestr.h"
#include "timeline/originkind.h"

#include <algorithm>

namespace {

// The phases of which spans are made.
bool isEnd(char phase)
{
    return phase == 'E' || phase == 'e' || phase == 'F';
}

} // namespace

qint32 TraceImport::nameOf(const TraceEvent& event)
{
    std::string_view name = spanName(event, m_text);
    const auto found = m_nameByText.find(name);
    if (found != m_nameByText.end())
        return found->second;
    name = m_imported.nameInRoom(name);
    const auto [place, isNew] = m_nameByText.emplace(name, qint32(m_imported.names.count()));
    if (isNew)
        m_imported.addName(place->first);
    return place->second;
}

// Whether an event can be shown by its times; counted where not.
bool TraceImport::hasTimes(const TraceEvent& event)
{
    const TimeFault& fault = event.timeFault;
    if (fault.kind == TimeFault::Kind::None && event.startNs && event.durationNs.value_or(0) >= 0)
        return true;
    if (fault.kind == TimeFault::Kind::None) {
        ++(event.startNs ? m_negative : m_withoutTime);
        return false;
    }
    Faulty& faulty = fault.kind == TimeFault::Kind::NoNumber ? m_noNumber : m_outOfRange;
    if (faulty.count++ == 0)
        faulty.first = fault;
    return false;
}

// False where there is no room for one more.
bool TraceImport::countSpan()
{
    m_full = m_spans == RunSettings::kMaxJobs;
    m_spans += !m_full;
    return !m_full;
}

bool TraceImport::takeComplete(const TraceEvent& event, qint32 thread)
{
    if (isSumOfSpans(event)) {
        ++m_totals;
        return true;
    }
    if (!countSpan())
        return false;
    const qint32 name = nameOf(event);
    const qint64 endNs = *event.startNs + event.durationNs.value_or(0);
    m_lastNs = std::max(m_lastNs, endNs);
    m_critical += event.category == "critical path component";
    if (!event.durationNs && m_endless++ == 0)
        m_firstEndless = name;
    m_imported.spans.push_back({.startNs = *event.startNs,
                                .endNs = endNs,
                                .thread = thread,
                                .name = name,
                                .end = event.durationNs ? SpanEnd::Finished : SpanEnd::Never,
                                .nesting = Nesting::ByTime});
    return true;
}

bool TraceImport::takeAsyncBegin(const TraceEvent& event, qint32 thread)
{
    const qint32 side = m_threads.sideThreadOf(event);
    if (side == TraceThreads::kNone) {
        ++m_withoutThread;
        return true;
    }
    if (!countSpan())
        return false;
    m_asyncPairs.begin(TextHash()(asyncKey(event, m_text)), *event.startNs, nameOf(event), thread,
                       side);
    return true;
}

bool TraceImport::take(const TraceEvent& event)
{
    if (event.phase == 'M') {
        m_threads.takeMetadata(event);
        return true;
    }
    if (!hasDuration(event.phase)) {
        m_withoutDuration.add(event.phase);
        if (event.startNs)
            m_lastNs = std::max(m_lastNs, *event.startNs);
        return true;
    }
    if (!hasTimes(event))
        return true;
    const qint32 thread = m_threads.threadOf(event);
    if (thread == TraceThreads::kNone) {
        ++m_withoutThread;
        return true;
    }
    m_lastNs = std::max(m_lastNs, *event.startNs);
    if (isEnd(event.phase)) {
        m_full = m_ends++ == RunSettings::kMaxJobs;
        if (m_full)
            return false;
    }
    switch (event.phase) {
    case 'X':
        return takeComplete(event, thread);
    case 'B':
        if (!countSpan())
            return false;
        m_threadPairs.begin(thread, *event.startNs, nameOf(event));
        return true;
    case 'E':
        m_threadPairs.end(thread, *event.startNs, nameOf(event));
        return true;
    case 'b':
    case 'S':
        return takeAsyncBegin(event, thread);
    default:
        m_asyncPairs.end(TextHash()(asyncKey(event, m_text)), *event.startNs, nameOf(event),
                         thread);
        return true;
    }
}

ImportedSpans TraceImport::finish()
{
    for (ImportedSpan& span : m_imported.spans) {
        if (span.end == SpanEnd::Never)
            span.endNs = std::max(span.startNs, m_lastNs);
    }
    PairingFaults faults = m_threadPairs.finish(m_imported, m_lastNs);
    faults += m_asyncPairs.finish(
        m_imported, [this](qint32 thread) { return m_threads.processOf(thread); }, m_lastNs);
    m_threads.putInOrder(m_imported);
    m_imported.kind = originkind::kChromeTrace;
    noteEvents();
    notePairs(faults);
    return std::move(m_imported);
}

QString TraceImport::firstOf(qint32 name) const
{
    const QString text = QString::fromUtf8(m_imported.names.at(std::size_t(name)));
    return FilesTr::tr("; the first is %1").arg(visibleExcerpt(text));
}

void TraceImport::note(qint64 count, const QString& text)
{
    if (count > 0)
        m_notes += text;
}

void TraceImport::noteEvents()
{
    note(m_withoutTime, FilesTr::tr("%Ln events are not shown: they have no time", nullptr,
                                    pluralCount(m_withoutTime)));
    const auto noteFaulty = [this](const Faulty& faulty, const QString& text) {
        const QString value = faulty.first.value.empty()
                                  ? FilesTr::tr("an empty text")
                                  : visibleExcerpt(QString::fromStdString(faulty.first.value));
        if (faulty.count > 0)
            m_notes += text.arg(value, QString::number(faulty.first.byte));
    };
    noteFaulty(
        m_outOfRange,
        FilesTr::tr(
            "%Ln events are not shown: times are out of range, the first of them: %1, at byte %2",
            nullptr, pluralCount(m_outOfRange.count)));
    noteFaulty(
        m_noNumber,
        FilesTr::tr(
            "%Ln events are not shown: times are no numbers, the first of them: %1, at byte %2",
            nullptr, pluralCount(m_noNumber.count)));
    note(m_negative, FilesTr::tr("%Ln events are not shown: their durations are negative", nullptr,
                                 pluralCount(m_negative)));
    if (m_withoutThread > 0)
        m_notes += FilesTr::tr("%Ln events are not shown: they are of more than %1 threads",
                               nullptr, pluralCount(m_withoutThread))
                       .arg(TraceThreads::kMost);
    if (m_endless > 0)
        m_notes += FilesTr::tr("%Ln spans have no duration: they are shown as not finished, to the "
                               "end of the trace",
                               nullptr, pluralCount(m_endless)) +
                   firstOf(m_firstEndless);
    note(m_totals,
         FilesTr::tr("%Ln sums of spans (Total …) are not shown: they are no time of their own",
                     nullptr, pluralCount(m_totals)));
    note(m_critical, FilesTr::tr("%Ln spans of the critical path repeat spans of other threads",
                                 nullptr, pluralCount(m_critical)));
    if (m_full)
        m_notes += FilesTr::tr("only the first %1 spans are shown").arg(RunSettings::kMaxJobs);
    const QString others = m_withoutDuration.text();
    if (!others.isEmpty())
        m_notes += FilesTr::tr("not shown, as they have no duration: %1").arg(others);
}

void TraceImport::notePairs(const PairingFaults& faults)
{
    note(faults.endsAlone,
         FilesTr::tr("%Ln ends have no beginning", nullptr, pluralCount(faults.endsAlone)));
    if (faults.neverEnded > 0)
        m_notes +=
            FilesTr::tr(
                "%Ln spans have no end: they are shown as not finished, to the end of the trace",
                nullptr, pluralCount(faults.neverEnded)) +
            firstOf(faults.firstNeverEnded);
    note(faults.otherName,
         FilesTr::tr("%Ln ends bear another name than the spans that they end, the last ones begun",
                     nullptr, pluralCount(faults.otherName)));
    note(faults.threadsByTime,
         FilesTr::tr("time runs backwards on %Ln threads: their beginnings and ends are paired by "
                     "time, not in the order of the file",
                     nullptr, pluralCount(faults.threadsByTime)));
    note(faults.threadsBackwards,
         FilesTr::tr("time runs backwards on %Ln threads between spans: their beginnings and ends "
                     "are paired in the order of the file",
                     nullptr, pluralCount(faults.threadsBackwards)));
}
