// How the parts of a record are called and coloured in the chart, by their role.
#pragma once

#include "timeline/runrecord.h"

#include <QColor>
#include <QString>

struct Theme;

// Above its rows.
QString headingOf(RunRole role);
// Of what belongs to its time.
const QColor& colorOf(RunRole role, const Theme& theme);
