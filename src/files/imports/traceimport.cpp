#include "files/imports/traceimport.h"

#include "files/io/filestr.h"
#include "timeline/originkind.h"

#include <algorithm>

namespace {

// A thread costs memory before it has a span; far more than there are rows.
constexpr std::size_t kMaxThreads = 100'000;
constexpr std::size_t kMaxOpen = 10'000; // begun in one another on one thread
// Of all different names together; spans with later ones are shown without a name.
constexpr std::size_t kMaxNameBytes = 256 << 20;

} // namespace

qint32 TraceImport::threadOf(const TraceEvent& event)
{
    std::string key = event.process + '/' + event.thread;
    const auto found = m_threadByKey.find(key);
    if (found != m_threadByKey.end())
        return found->second;
    if (m_threads.size() == kMaxThreads)
        return -1;
    const auto number = qint32(m_threads.size());
    m_threads.push_back({{}, key, {}});
    m_threadByKey.emplace(std::move(key), number);
    return number;
}

qint32 TraceImport::nameOf(const TraceEvent& event)
{
    std::string name =
        event.arguments.detail.empty() ? event.name : event.name + ' ' + event.arguments.detail;
    const auto found = m_nameByText.find(name);
    if (found != m_nameByText.end())
        return found->second;
    if (m_nameBytes + name.size() > kMaxNameBytes)
        name.clear();
    m_nameBytes += name.size();
    const auto [place, isNew] =
        m_nameByText.emplace(std::move(name), qint32(m_imported.names.count()));
    if (isNew)
        m_imported.names.add(QByteArrayView(place->first.data(), qsizetype(place->first.size())));
    return place->second;
}

bool TraceImport::add(qint32 thread, qint64 startNs, qint64 endNs, qint32 name)
{
    m_full = m_imported.spans.size() == std::size_t(RunSettings::kMaxJobs);
    if (!m_full)
        m_imported.spans.push_back({startNs, endNs, thread, name});
    return !m_full;
}

bool TraceImport::take(const TraceEvent& event)
{
    if (event.phase == 'M') {
        const qint32 thread = event.name == "thread_name" ? threadOf(event) : -1;
        if (thread >= 0)
            m_threads[std::size_t(thread)].name = QString::fromStdString(event.arguments.name);
        return true;
    }
    if (event.phase != 'X' && event.phase != 'B' && event.phase != 'E')
        return true;
    if (!event.startNs || event.outOfRange || event.durationNs.value_or(0) < 0) {
        ++m_unusable;
        return true;
    }
    const qint32 number = threadOf(event);
    if (number < 0) {
        ++m_withoutThread;
        return true;
    }
    Thread& thread = m_threads[std::size_t(number)];
    m_lastNs = std::max(m_lastNs, *event.startNs + event.durationNs.value_or(0));
    if (event.phase == 'X')
        return add(number, *event.startNs, *event.startNs + event.durationNs.value_or(0),
                   nameOf(event));
    if (event.phase == 'B') {
        if (thread.open.size() == kMaxOpen)
            ++m_unusable;
        else
            thread.open.push_back({*event.startNs, nameOf(event)});
        return true;
    }
    if (thread.open.empty()) {
        ++m_unbegun;
        return true;
    }
    const Begun begun = thread.open.back();
    thread.open.pop_back();
    return add(number, begun.startNs, std::max(begun.startNs, *event.startNs), begun.name);
}

ImportedSpans TraceImport::finish()
{
    for (std::size_t i = 0; i < m_threads.size(); ++i) {
        for (const Begun& begun : m_threads[i].open) {
            ++m_unended;
            add(qint32(i), begun.startNs, std::max(begun.startNs, m_lastNs), begun.name);
        }
        m_imported.threads.push_back(
            m_threads[i].name.isEmpty()
                ? FilesTr::tr("thread %1").arg(QString::fromStdString(m_threads[i].key))
                : m_threads[i].name);
    }
    m_imported.kind = originkind::kChromeTrace;
    return std::move(m_imported);
}

QStringList TraceImport::notes() const
{
    QStringList notes;
    if (m_unusable > 0)
        notes += FilesTr::tr("%1 events are not shown: they have no time, or one out of range")
                     .arg(m_unusable);
    if (m_withoutThread > 0)
        notes += FilesTr::tr("%1 events are not shown: they are of more than %2 threads")
                     .arg(m_withoutThread)
                     .arg(kMaxThreads);
    if (m_unbegun > 0)
        notes += FilesTr::tr("%1 ends have no beginning").arg(m_unbegun);
    if (m_unended > 0)
        notes += FilesTr::tr("%1 spans have no end: they are shown to the end of the trace")
                     .arg(m_unended);
    if (m_full)
        notes += FilesTr::tr("only the first %1 spans are shown").arg(RunSettings::kMaxJobs);
    return notes;
}
