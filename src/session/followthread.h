// Follows another program and records what it says.
#pragma once

#include "base/bytesource.h"
#include "base/thread.h"
#include "files/follow/linedecoder.h"
#include "session/programend.h"
#include "timeline/runrecord.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class FollowThread : public RunningThread
{
public:
    // A stop detaches. Where there is a `decoder` it is known what is written.
    FollowThread(std::unique_ptr<ByteSource> source, std::stop_source stop,
                 std::unique_ptr<LineDecoder> decoder = {});

    // What it records into; its timeline belongs to this thread's recorder until it ends.
    const std::shared_ptr<RunRecord>& record() const { return m_record; }

    // Says in the timeline that nothing was recorded; for a thread that could not be started.
    void concludeAsFailed();
    // Once it has ended, on the thread that owns the record: its plan is what has been seen.
    void settle();
    // The same: why not all was read that was written, which is one of the record's notes; empty
    // where it was.
    const QString& problem() const { return m_problem; }

protected:
    void work() override;

private:
    void seeAll(std::vector<qint64> durations);

    std::unique_ptr<ByteSource> m_source;
    std::unique_ptr<LineDecoder> m_decoder;
    const std::stop_source m_stop;
    const StopAtProgramEnd m_stopAtEnd;
    const std::shared_ptr<ByteLines> m_names = std::make_shared<ByteLines>();
    const LaneLabels m_lanes = LaneLabels::growing(RunSettings::kMaxWorkers);
    const std::shared_ptr<RunRecord> m_record;
    std::optional<PlannedRun> m_seen; // nothing where there was no memory for it
    QStringList m_notes;
    QString m_problem;
};
