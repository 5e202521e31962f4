// The hashes of a run's files as sha256sum does, for `sha256sum --check`.
#pragma once

#include <QByteArray>

class RunRecord;

// A line for each file that was hashed, in the order of the jobs: its hash, two blanks, its name. A
// name with a line feed, a carriage return or a backslash is written with escapes, and its line
// begins with a backslash. Source: the GNU coreutils manual, 6.4 and 6.2. Any thread.
QByteArray checksumsOf(const RunRecord& record);
