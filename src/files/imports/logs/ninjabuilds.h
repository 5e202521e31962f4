// Which of a ninja log's lines are of one build.
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <vector>

// A line of the log: an output that a step of a build made.
struct NinjaLine
{
    qint64 startNs; // since its build began
    qint64 endNs;
    qint64 modifiedNs;   // since 1970, as it stands there; 0 where it says nothing
    std::size_t output;  // hash of its name
    std::size_t command; // hash of its hash
    qint32 name;
    qint32 build = 0; // from 0
};

struct NinjaBuilds
{
    qint32 count = 0;          // that follow what was rewritten
    std::size_t rewritten = 0; // lines at the beginning that nobody can tell apart
};

// Numbers the builds of the lines, which stand in the order of the log. Lines are logged about when
// their steps end. What speaks for another build:
// - an output comes again;
// - the file cannot have been modified while its step ran, had that build begun when the others of
//   it say: ninja logs when a step's output was modified, from version 6 of the log on also when
//   it was started, so a build began somewhere between modification − end and modification − start
//   of each of its lines. What was modified earlier than that is old, as steps may leave what has
//   not changed;
// - an end lies before that of the line above, where modification times say nothing.
// Where ninja has rewritten its log, as it does with those of 100 lines and more, each output is
// there once, in no order.
NinjaBuilds tellBuildsApart(std::vector<NinjaLine>& lines, int version);
