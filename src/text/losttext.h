// Where the workers' time goes, in words.
#pragma once

#include "insight/losttime.h"

#include <QString>

// "Jobs on a core", "Hand-off", "Tail: by the order".
QString lostPartText(LostPart part);
// What time is in it and what that comes from, in a sentence or two.
QString lostPartMeaning(LostPart part);

// Time of workers, in a unit that suits the size: "3.84 worker-s", "312 worker-ms".
QString workerTimeText(qint64 ns);

// A share of 1: "8.0 %"; "< 0.1 %" where it is not 0 but would be written so.
QString lostShareText(double share);

// "4 workers × 12.01 s = 48.02 worker-seconds; the parts add up to it exactly."; where workers came
// or went, how long they were there.
QString lostTotalText(const LostTime& lost);
