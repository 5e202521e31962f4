#include "files/imports/services/servicespans.h"

#include "files/io/filestr.h"

#include <algorithm>
#include <functional>
#include <numeric>

std::size_t ServiceSpans::idOf(std::string_view trace, std::string_view span)
{
    const bool isNone = span.find_first_not_of('0') == std::string_view::npos;
    const std::size_t hash = std::hash<std::string>()(std::string(trace) + '/' + std::string(span));
    return isNone ? 0 : std::max<std::size_t>(1, hash);
}

void ServiceSpans::add(const ServiceSpan& span, qint64 byte)
{
    auto& spans = m_read.spans;
    if (span.endNs && *span.endNs < span.startNs) {
        leaveOut(byte, FilesTr::tr("it ends before it starts"));
        return;
    }
    if (spans.spans.size() == std::size_t(RunSettings::kMaxJobs)) {
        leaveOut(byte, FilesTr::tr("there are too many spans"));
        return;
    }
    const auto [process, isNew] = m_processes.emplace(span.process, qint32(m_processNames.size()));
    if (isNew)
        m_processNames.push_back(span.process);
    ImportedSpan imported{.startNs = span.startNs,
                          .endNs = span.endNs.value_or(span.startNs),
                          .thread = process->second,
                          .name = qint32(spans.names.count())};
    if (span.hasFailed) {
        imported.end = SpanEnd::Failed;
        imported.failure = m_failures.ofFirstLine(
            span.error.isEmpty() ? QStringLiteral("its status is an error") : span.error);
    } else if (!span.endNs) {
        imported.end = SpanEnd::Never;
    }
    spans.addName(span.name);
    spans.spans.push_back(imported);
    m_links.push_back({span.id, span.parent});
    m_lastNs = std::max(m_lastNs, imported.endNs);
}

void ServiceSpans::describe(const std::string& process, const QString& service,
                            const QString& instance)
{
    m_described.emplace(process, Process(service, instance));
}

void ServiceSpans::endGroup()
{
    std::vector<qint32> threads;
    for (const std::string& name : m_processNames) {
        const auto described = m_described.find(name);
        threads.push_back(threadOf(described == m_described.end()
                                       ? Process(QString::fromStdString(name), QString())
                                       : described->second));
    }
    auto& spans = m_read.spans.spans;
    for (std::size_t i = m_groupBegin; i < spans.size(); ++i)
        spans[i].thread = threads[std::size_t(spans[i].thread)];
    m_groupBegin = spans.size();
    m_described.clear();
    m_processes.clear();
    m_processNames.clear();
}

void ServiceSpans::leaveOut(qint64 byte, const QString& why)
{
    if (m_leftOut++ == 0)
        m_firstLeftOut = FilesTr::tr("the span at byte %1 is left out: %2").arg(byte).arg(why);
}

qint32 ServiceSpans::threadOf(const Process& process)
{
    return m_threads.emplace(process, qint32(m_threads.size())).first->second;
}

// Finds the parents.
void ServiceSpans::nest()
{
    auto& spans = m_read.spans.spans;
    std::vector<qint32> byId(spans.size());
    std::iota(byId.begin(), byId.end(), 0);
    const auto idAt = [this](qint32 place) {
        return m_links[std::size_t(place)].id;
    };
    std::ranges::stable_sort(byId, {}, idAt);
    for (std::size_t i = 0; i < spans.size(); ++i) {
        ImportedSpan& span = spans[i];
        const auto place = std::ranges::lower_bound(byId, m_links[i].parent, {}, idAt);
        if (m_links[i].parent == 0 || place == byId.end() || idAt(*place) != m_links[i].parent)
            continue;
        ImportedSpan& parent = spans[std::size_t(*place)];
        const bool isOwnParent =
            &parent == &span || m_links[std::size_t(*place)].parent == m_links[i].id;
        const bool startsWithin = parent.startNs <= span.startNs && span.startNs <= parent.endNs;
        if (isOwnParent || parent.thread != span.thread || !startsWithin)
            continue;
        span.nesting = Nesting::Within;
        parent.holdsOthers = true;
    }
}

std::vector<QString> ServiceSpans::threadNames() const
{
    std::map<QString, int> instances; // of each service
    for (const auto& [process, thread] : m_threads)
        ++instances[process.first];
    std::vector<QString> names(m_threads.size());
    for (const auto& [process, thread] : m_threads) {
        const auto& [service, instance] = process;
        const QString name = service.isEmpty() ? QStringLiteral("unknown service") : service;
        names[std::size_t(thread)] = instances[service] == 1 || instance.isEmpty()
                                         ? name
                                         : QStringLiteral("%1 (%2)").arg(name, instance);
    }
    return names;
}

SpansRead ServiceSpans::finish(const QString& problem)
{
    endGroup();
    for (ImportedSpan& span : m_read.spans.spans) {
        if (span.end == SpanEnd::Never)
            span.endNs = std::max(span.startNs, m_lastNs);
    }
    nest();
    m_read.spans.threads = threadNames();
    m_read.spans.failures = m_failures.take();
    if (m_leftOut == 1)
        m_read.notes += m_firstLeftOut;
    else if (m_leftOut > 1)
        m_read.notes +=
            FilesTr::tr("%1; and %2 more like that").arg(m_firstLeftOut).arg(m_leftOut - 1);
    m_read.problem = problem;
    return std::move(m_read);
}
