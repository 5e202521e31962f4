// Sends a run's jobs, in order, and closes their channel behind the last.
#pragma once

#include "channel/channel.h"
#include "plan/arrivals.h"
#include "pool/job.h"
#include "pool/runend.h"
#include "pool/runevents.h"

#include <stop_token>
#include <vector>

// Used by one thread at a time. A job's queued event is stamped before the job is offered, so it is
// on its way before any event of a worker that takes the job.
class Feeder
{
public:
    // No wait for room lasts beyond the end of the run; `end` outlives the feeder.
    Feeder(const RunSettings& settings, Sender<Job> channel, EventWriter events,
           std::stop_token stop, RunEnd& end);

    // Before anything is sent: the jobs come as the settings say, counted from then on by the
    // monotonic clock.
    void countFrom(qint64 beganNs) { m_beganNs = beganNs; }
    // Sends while there is room, and nothing to wait for. True when that was all (or a stop came)
    // and the channel is closed.
    bool sendWhileThereIsRoom();
    // Sends the rest, waiting for jobs that come later and for room, and closes the channel; gives
    // up on stop. The time that it waits for room is signalled.
    void sendRest();

    // How many the channel has taken.
    int sent() const { return m_sent; }

private:
    bool sendBatch();
    bool sendNext();
    bool isOver() const { return m_sent == m_jobs || m_stop.stop_requested(); }

    const int m_jobs;
    qint64 m_beganNs = 0;
    Arrivals m_arrivals;
    const Sender<Job> m_channel;
    const EventWriter m_events;
    const std::stop_token m_stop;
    RunEnd& m_end;
    int m_sent = 0;
    std::vector<Job> m_batch; // that are being sent together
};
