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
        Cancelled,
        Worker, // it is there, whether or not it has something to do
        Span,   // a job from `startNs` to `timeNs`, of which nobody has said that it started
    };

    Kind kind = Kind::Started;
    // How a span ended: Finished, Failed or Cancelled.
    Kind spanEnd = Kind::Finished;
    // How it stands to the spans of its worker; what is Within one is no job.
    Nesting nesting = Nesting::Beside;
    qint64 timeNs = 0; // by the program's clock
    qint64 startNs = 0;
    std::string job{};    // its name; empty where it has none
    std::string worker{}; // the same
    std::string error{};  // of one that failed
    std::optional<qint64> cpuNs{};
};
