// A run as a short report for an article or an issue: picture, settings, timings.
#pragma once

#include <QByteArray>
#include <QString>

struct Insight;
class RunRecord;
struct Timings;

// The chart of the run as PNG, for readers who like it light, and dark; where one is empty the
// other serves all.
struct ReportPictures
{
    QByteArray light;
    QByteArray dark{};
};

// One page that needs no other file, light or dark by the reader's setting. What is known of how
// many workers are enough and of what holds the run back stands there, too.
QByteArray htmlReport(const RunRecord& record, const Timings& timings,
                      const ReportPictures& pictures, const Insight* insight = nullptr);

// In GitHub's Markdown; the picture lies beside it as `pictureName`.
QByteArray markdownReport(const RunRecord& record, const Timings& timings,
                          const QString& pictureName, const Insight* insight = nullptr);
