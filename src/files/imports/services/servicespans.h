// Spans of services that trace each other, by service and instance.
#pragma once

#include "files/imports/endreports.h"
#include "files/imports/services/jsonnode.h"
#include "files/imports/spansread.h"

#include <QString>

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

struct ServiceSpan
{
    std::string name{};
    std::string process{}; // its key within the group
    std::size_t id = 0;
    std::size_t parent = 0; // 0 where it has none
    qint64 startNs = 0;
    std::optional<qint64> endNs{}; // nothing where it had not ended
    bool hasFailed = false;
    QString error{};
};

// Spans come in groups, each with the processes that they are of, in any order within a group. A
// span whose parent is of the same service and instance is a part of it, unless it starts when that
// is over.
class ServiceSpans
{
public:
    // What a span, or its parent, is known by.
    static std::size_t idOf(std::string_view trace, std::string_view span);

    void add(const ServiceSpan& span, qint64 byte);
    void describe(const std::string& process, const QString& service, const QString& instance);
    void endGroup();
    void leaveOut(qint64 byte, const QString& why);

    SpansRead finish(const QString& problem);

private:
    using Process = std::pair<QString, QString>; // service, instance

    struct Link
    {
        std::size_t id;
        std::size_t parent;
    };

    qint32 threadOf(const Process& process);
    void nest();
    std::vector<QString> threadNames() const;

    SpansRead m_read;
    EndReports m_failures;
    std::vector<Link> m_links; // by span
    std::map<Process, qint32> m_threads;
    std::unordered_map<std::string, Process> m_described; // of the group
    std::unordered_map<std::string, qint32> m_processes;  // … of its spans, by number
    std::vector<std::string> m_processNames;              // … by that number
    std::size_t m_groupBegin = 0;
    qint64 m_lastNs = 0;
    QString m_firstLeftOut;
    qint64 m_leftOut = 0;
};
