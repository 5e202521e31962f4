// Follows another program: what it writes becomes the events of a run.
#pragma once

#include "base/bytelines.h"
#include "base/bytesource.h"
#include "pool/runevents.h"
#include "pool/runoutcome.h"
#include "timeline/lanelabel.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

class FollowedStream;
class LineDecoder;

// Used by one thread, as a RunEngine is; somebody drains the events meanwhile.
class Follower
{
public:
    // `events` outlive it, as do those who read `names` and `lanes`. Where there is a `decoder` it
    // is known what the lines say, else the first one tells. May throw std::bad_alloc.
    Follower(std::unique_ptr<ByteSource> source, RunEvents& events,
             std::shared_ptr<ByteLines> names, const LaneLabels& lanes,
             std::unique_ptr<LineDecoder> decoder = {});
    ~Follower();

    // Until the source ends. May throw std::bad_alloc.
    RunOutcome run();

    // Once it has run: how long each job took, by job; 0 where it has not ended.
    std::vector<qint64> takeDurations();
    // The same: what is not shown as it was told, and why.
    QStringList notes() const;
    // The same: why not all was read that was written, which is one of the notes; empty where it
    // was.
    QString problem() const;

private:
    class Sink;

    void takeAll();
    void beginIfNeverSilent();
    qint64 endNs() const;
    QString whyNothingCame() const;

    const std::unique_ptr<ByteSource> m_source;
    const std::shared_ptr<ByteLines> m_names;
    const std::unique_ptr<Sink> m_sink;
    const std::unique_ptr<FollowedStream> m_stream;
    qint64 m_lastHeardNs = 0;
    std::optional<qint64> m_heldSinceNs;
};
