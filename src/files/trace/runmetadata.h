// What is known of a run beside its events, as JSON: the "metadata" of a saved run.
#pragma once

#include "base/result.h"
#include "timeline/runrecord.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

// How a timeline began and ended; to be recorded and concluded once its spans are there.
struct TimelineEnd
{
    bool began = false;
    std::optional<qint64> makespanNs{};
    RunOutcome outcome{};
};

struct RunMetadata
{
    std::unique_ptr<RunRecord> record; // without spans
    std::vector<TimelineEnd> ends;     // of each of its parts

    // Later there is nothing: see Timeline::kMaxLanesNs. To a run of Poolscope workers may come.
    qint64 farthestNs() const
    {
        const RunSettings& settings = record->settings;
        return Timeline::kMaxLanesNs /
               (record->origin.isOurs()
                    ? settings.mostLanes()
                    : std::max(settings.pool.workers, int(record->origin.nested.lanes.size())));
    }
};

// Of a run that is over. Names no user, host or path, but what the jobs themselves need.
QByteArray metadataJson(const RunRecord& record);

// The same back, or what is wrong. Nothing (an empty record) where it is not of a run of ours.
Result<RunMetadata> metadataFrom(const QByteArray& json);
