// Where the workers' time went, as a table (CSV) for spreadsheets and scripts.
#pragma once

#include <QByteArray>

struct LostTime;

// A row for each part, those of no time among them, in the order of LostPart: its key
// (kLostPartKeys), its nanoseconds, and its share of them all, 0 to 1. Any thread.
QByteArray lostTimeTable(const LostTime& lost);
