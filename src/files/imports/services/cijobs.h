// The jobs of a CI service and their steps, made into spans.
#pragma once

#include "files/imports/endreports.h"
#include "files/imports/services/jsonnode.h"
#include "files/imports/spansread.h"

#include <QString>

#include <string>
#include <unordered_map>
#include <vector>

enum class CiState {
    Waiting, // it has not started
    Running,
    Passed,
    Failed,
    Cancelled,
    Skipped,
};

// A job, or a step of one.
struct CiWork
{
    std::string name{};
    CiState state = CiState::Waiting;
    JsonTime queued{};
    JsonTime start{};
    JsonTime end{};
    QString error{}; // of one that failed
};

class CiJobs
{
public:
    // On a runner, which has no name where nobody knows it.
    void add(const CiWork& job, const std::string& runner, const std::vector<CiWork>& steps,
             qint64 byte);
    void leaveOut(qint64 byte, const QString& why);
    // Once for each word that says how something ended and is not known: it is taken as passed.
    void noteUnknown(const QString& word);

    SpansRead finish(const QString& problem);

private:
    // Whether it became a span.
    bool addSpan(const CiWork& work, qint32 thread, Nesting nesting, qint64 byte);
    qint32 threadOf(const std::string& runner);
    QStringList notes() const;

    SpansRead m_read;
    EndReports m_failures;
    std::unordered_map<std::string, qint32> m_threads;
    QStringList m_unknown;
    QString m_firstLeftOut;
    qint64 m_leftOut = 0;
    qint64 m_waiting = 0;
    qint64 m_skipped = 0;
    qint64 m_lastNs = 0; // the latest time in the file
    bool m_hasQueued = false;
};
