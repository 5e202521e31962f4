// What an attempt at a job has to say beside how it ended.
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

// What a program did that a job ran.
struct ProgramReport
{
    std::optional<int> exitStatus{}; // nothing when a signal ended it, or it never started
    int signal = 0;
    QByteArray output{};      // the end of what it wrote to its standard output
    QByteArray errorOutput{}; // … and to its standard error
    qint64 outputBytes = 0;   // all that it wrote there
    qint64 errorOutputBytes = 0;
    int heldBy = 0;    // the last signal that stopped it for a while, until it went on, if any
    qint64 heldNs = 0; // how long it was stopped in all
};

struct JobReport
{
    QString error{};     // of one that failed: what went wrong, in one line
    QByteArray result{}; // where it gave more than the number: a hash, in hexadecimal digits
    std::shared_ptr<const ProgramReport> program{};
};
