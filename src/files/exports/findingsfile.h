// The findings of a run as JSON, for programs.
#pragma once

#include <QByteArray>

struct Insight;

// {"state": …, "enough": {…}, "findings": [{"finding": key, "share": 0 to 1, "threshold": …,
// "gain_ns": …, "cost_ns": …, what it is about, and its words}, …]}; see files/README.md.
QByteArray findingsJson(const Insight& insight);
