// A run as a short report for an article or an issue: picture, settings, timings.
#pragma once

#include <QByteArray>
#include <QString>

struct Insight;
class RunRecord;
struct Timings;

// One page that needs no other file. `png` is the picture of the run. What is known of how many
// workers are enough and of what holds it back stands there, too.
QByteArray htmlReport(const RunRecord& record, const Timings& timings, const QByteArray& png,
                      const Insight* insight = nullptr);

// In GitHub's Markdown; the picture lies beside it as `pictureName`.
QByteArray markdownReport(const RunRecord& record, const Timings& timings,
                          const QString& pictureName, const Insight* insight = nullptr);
