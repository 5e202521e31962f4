// What a program that is followed says that it does.
#pragma once

#include "files/imports/importedrun.h"

#include <QtGlobal>

#include <optional>
#include <string>

struct FollowedEvent
{
    enum class Kind : quint8 {
        Queued,
        Started,
        Finished,
        Failed,
        Retried, // failed, and is tried again some time, by whichever worker
        Cancelled,
        Worker,  // it is there, from then on, whether or not it has something to do
        Present, // the same, and it was there before
        Anew,    // it has begun again: what it ran until then is lost
        Idle,    // it runs nothing, whatever was said before
        Gone,    // it takes up no more jobs
        Span,    // a job from `startNs` to `timeNs`, of which nobody has said that it started
    };

    Kind kind = Kind::Started;
    // How a span ended: Finished, Failed, Retried or Cancelled.
    Kind spanEnd = Kind::Finished;
    // How it stands to the spans of its worker; what is Within one is no job.
    Nesting nesting = Nesting::Beside;
    qint64 timeNs = 0; // by the program's clock
    qint64 startNs = 0;
    // Of an end, at the latest when the job started: for those whose start was not told. Nothing
    // where these are not shown.
    std::optional<qint64> sinceNs{};
    std::string job{}; // its name; empty where it has none
    // What tells it from others of its name, for ever; where it is empty the name does, and a job
    // that starts again after its end is another one.
    std::string key{};
    std::string worker{}; // the same
    std::string error{};  // of one that failed
    std::optional<qint64> cpuNs{};

    // What its start and its end have in common.
    const std::string& identity() const { return key.empty() ? job : key; }
};
