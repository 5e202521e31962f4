// How long the program takes to its first frame. Only the preset `bench` builds it: the released
// program knows no --bench-start.
#pragma once

#include <QStringList>
#include <QtGlobal>

#include <optional>

class QWidget;

namespace BenchStart {

// Takes `--bench-start=NS` out of the arguments: the monotonic clock's nanoseconds when the program
// was started. Without NS it is what the kernel says, in ticks of 10 ms. Nothing without the
// option.
std::optional<qint64> takeFrom(QStringList& arguments);

// When the window has painted its first frame, that of the chart in it, prints the milliseconds
// since then and ends the program.
void tellFirstFrame(QWidget& window, qint64 startedNs);

} // namespace BenchStart
