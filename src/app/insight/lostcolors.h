// The colours of the parts of the workers' time.
#pragma once

#include "insight/losttime.h"

#include <QColor>

struct Theme;

// From the palette of the bars where it has enough, so that colour-blind people can tell those
// apart that stand beside each other. Two parts share a colour only where no run has both.
QColor lostColor(LostPart part, const Theme& theme);
