#include "files/imports/traces/tracethreads.h"

#include "base/visibletext.h"

#include <QHash>

#include <algorithm>
#include <tuple>

namespace {

// Names of hosts and ranks differ at their ends as well as at their beginnings: the middle goes.
QString shortened(const QString& name, qsizetype most)
{
    if (name.size() <= most)
        return name;
    QString end = name.right(most / 2);
    if (end.front().isLowSurrogate())
        end.remove(0, 1);
    return beginningOf(name, most - 1 - end.size()) + u'…' + end;
}

QString joined(const QString& process, const QString& thread)
{
    return process + u' ' + thread;
}

bool isNumber(const std::string& text)
{
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

} // namespace

qint32 TraceThreads::processOf(const TraceEvent& event)
{
    const auto found = m_processByKey.find(event.process);
    if (found != m_processByKey.end())
        return found->second;
    if (m_processes.size() == kMost)
        return kNone;
    const auto number = qint32(m_processes.size());
    m_processes.push_back({event.process, {}});
    m_processByKey.emplace(event.process, number);
    return number;
}

qint32 TraceThreads::numberOf(const TraceEvent& event, bool isSide, const std::string& key)
{
    m_text.assign(1, isSide ? 's' : 't').append(event.process).append(1, '/').append(key);
    const auto found = m_threadByKey.find(m_text);
    if (found != m_threadByKey.end())
        return found->second;
    const qint32 process = m_threads.size() == kMost ? kNone : processOf(event);
    if (process == kNone)
        return kNone;
    const auto number = qint32(m_threads.size());
    m_threads.push_back({process, isSide, key, {}});
    m_threadByKey.emplace(m_text, number);
    return number;
}

qint32 TraceThreads::threadOf(const TraceEvent& event)
{
    return numberOf(event, false, event.thread);
}

qint32 TraceThreads::sideThreadOf(const TraceEvent& event)
{
    return numberOf(event, true, event.category);
}

void TraceThreads::takeMetadata(const TraceEvent& event)
{
    const TraceEvent::Arguments& arguments = event.arguments;
    if (event.name == "process_name" || event.name == "process_sort_index") {
        const qint32 number = processOf(event);
        if (number == kNone)
            return;
        Process& process = m_processes[std::size_t(number)];
        if (event.name == "process_name")
            process.name = QString::fromStdString(arguments.name).trimmed();
        else
            process.sortIndex = arguments.sortIndex.value_or(0);
    } else if (event.name == "thread_name" || event.name == "thread_sort_index") {
        const qint32 number = threadOf(event);
        if (number == kNone)
            return;
        Thread& thread = m_threads[std::size_t(number)];
        if (event.name == "thread_name")
            thread.name = QString::fromStdString(arguments.name).trimmed();
        else
            thread.sortIndex = arguments.sortIndex.value_or(0);
    }
}

TraceThreads::Shown TraceThreads::shownOf(const std::vector<bool>& hasSpans) const
{
    Shown shown;
    shown.ofProcess.resize(m_processes.size());
    for (std::size_t i = 0; i < m_threads.size(); ++i) {
        if (!hasSpans[i])
            continue;
        shown.threads.push_back(qint32(i));
        ++shown.ofProcess[std::size_t(m_threads[i].process)];
    }
    shown.severalProcesses =
        std::ranges::count_if(shown.ofProcess, [](int threads) { return threads > 0; }) > 1;
    std::ranges::stable_sort(shown.threads, {}, [this](qint32 number) {
        const Thread& thread = m_threads[std::size_t(number)];
        return std::tuple(m_processes[std::size_t(thread.process)].sortIndex, thread.process,
                          thread.sortIndex);
    });
    return shown;
}

// As the file has it.
QString TraceThreads::placeOf(const Thread& thread) const
{
    const std::string& process = m_processes[std::size_t(thread.process)].key;
    return QString::fromStdString(process + '/' + thread.key);
}

QString TraceThreads::ownNameOf(const Thread& thread, const Shown& shown) const
{
    const Process& process = m_processes[std::size_t(thread.process)];
    const QString key = QString::fromStdString(thread.key);
    const QString own = !thread.name.isEmpty() ? thread.name
                        : !thread.isSide       ? QString()
                        : key.isEmpty()        ? QStringLiteral("asynchronous")
                                               : key;
    if (!own.isEmpty() && !shown.severalProcesses)
        return own;
    const QString lead =
        process.name.isEmpty() ? QString::fromStdString(process.key) : process.name;
    if (!own.isEmpty())
        return lead.isEmpty() ? own : joined(lead, own);
    if (process.name.isEmpty())
        return QStringLiteral("thread %1").arg(placeOf(thread));
    if (key.isEmpty() || shown.ofProcess[std::size_t(thread.process)] == 1)
        return process.name;
    return shown.severalProcesses || isNumber(thread.key) ? joined(process.name, key) : key;
}

// Of the threads that are shown, in their order.
std::vector<QString> TraceThreads::namesIn(const Shown& shown) const
{
    std::vector<QString> names;
    QHash<QString, int> sameNames;
    for (const qint32 number : shown.threads) {
        const Thread& thread = m_threads[std::size_t(number)];
        names.push_back(shortened(ownNameOf(thread, shown), RunOrigin::kMaxNameLength));
        ++sameNames[names.back()];
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        QString& name = names[i];
        if (sameNames[name] == 1)
            continue;
        const QString place = shortened(placeOf(m_threads[std::size_t(shown.threads[i])]),
                                        RunOrigin::kMaxNameLength / 2);
        const QString which = QStringLiteral(" (%1)").arg(place);
        name = shortened(name, RunOrigin::kMaxNameLength - which.size()) + which;
    }
    return names;
}

std::vector<QString> TraceThreads::namesOf(std::vector<bool> hasSpans) const
{
    hasSpans.resize(m_threads.size());
    const Shown shown = shownOf(hasSpans);
    const std::vector<QString> inOrder = namesIn(shown);
    std::vector<QString> names(m_threads.size());
    for (std::size_t i = 0; i < inOrder.size(); ++i)
        names[std::size_t(shown.threads[i])] = inOrder[i];
    return names;
}

void TraceThreads::putInOrder(ImportedSpans& imported) const
{
    std::vector<bool> hasSpans(m_threads.size());
    for (const ImportedSpan& span : imported.spans)
        hasSpans[std::size_t(span.thread)] = true;
    const Shown shown = shownOf(hasSpans);
    imported.threads = namesIn(shown);
    std::vector<qint32> places(m_threads.size(), kNone);
    for (std::size_t i = 0; i < shown.threads.size(); ++i)
        places[std::size_t(shown.threads[i])] = qint32(i);
    for (ImportedSpan& span : imported.spans)
        span.thread = places[std::size_t(span.thread)];
}
