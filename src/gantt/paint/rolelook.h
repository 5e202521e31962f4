// How the parts of a chart are called and coloured: those of a record by their role, what is
// simulated apart from them.
#pragma once

#include "timeline/runrecord.h"

#include <QColor>
#include <QString>

struct ChartPart;
struct Theme;

// Above its rows.
QString headingOf(RunRole role);
QString headingOf(const ChartPart& part);
// Of what belongs to its time.
const QColor& colorOf(const ChartPart& part, const Theme& theme);
