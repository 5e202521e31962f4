// Small runs drawn at random with all that there is to lost time, as plain lists beside the record.
#pragma once

#include "timeline/runrecord.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <vector>

// Times are small integers, so that many of them coincide.
struct DrawnRun
{
    struct Job
    {
        int lane;
        int number;
        qint64 startNs;
        qint64 endNs;
        bool finished;
        std::optional<qint64> cpuNs;
        qint64 readyNs = 0;
    };
    struct Stretch
    {
        int lane;
        qint64 fromNs;
        qint64 toNs;
    };

    explicit DrawnRun(unsigned seed) : m_random(seed)
    {
        RunSettings settings;
        settings.arrival.kind = chance(3) ? ArrivalKind::Every : ArrivalKind::All;
        settings.pool.workers = lanes = 1 + upTo(2);
        record = std::make_unique<RunRecord>(settings);
        m_pool = &record->pool();
        m_pool->beginElsewhere();
        drawQueue();
        for (int lane = 0; lane < lanes; ++lane)
            drawLane(lane, 0);
        if (chance(3))
            drawLane(lanes++, 1 + upTo(kTime / 2));
        drawPauses();
        for (const Job& job : jobs)
            makespanNs = std::max({makespanNs, job.startNs, job.endNs});
        for (const Stretch& presence : presences)
            makespanNs = std::max(makespanNs, presence.fromNs);
        makespanNs += upTo(3);
        // What has no end yet lasts until that of the run.
        const auto end = [this](qint64& ns) {
            ns = std::min(ns, makespanNs);
        };
        for (auto* stretches : {&presences, &pauses, &results}) {
            for (Stretch& stretch : *stretches)
                end(stretch.toNs);
        }
        for (Job& job : jobs) {
            if (job.endNs < 0)
                job.endNs = makespanNs;
        }
        send(EventKind::RunEnded, makespanNs);
        m_pool->conclude({chance(3) ? RunState::Stopped : RunState::Finished, {}});
    }

    std::unique_ptr<RunRecord> record;
    int lanes = 0;
    qint64 makespanNs = 0;
    std::vector<qint64> queuedNs;
    std::vector<Job> jobs;
    std::vector<Stretch> presences;
    std::vector<Stretch> results; // that waited for room
    std::vector<Stretch> pauses;

private:
    static constexpr int kTime = 40;
    static constexpr qint64 kOpen = 1'000'000;

    int upTo(int most) { return int(m_random() % unsigned(most + 1)); }
    bool chance(int oneIn) { return m_random() % unsigned(oneIn) == 0; }

    Event event(EventKind kind, qint64 ns) const
    {
        Event event;
        event.kind = kind;
        event.timeNs = ns;
        return event;
    }
    void send(EventKind kind, qint64 ns, int lane = -1, int job = 0)
    {
        Event event = this->event(kind, ns);
        event.worker = WorkerId{lane + 1};
        event.job = JobId{job};
        m_pool->record(event);
    }

    void drawQueue()
    {
        if (chance(4))
            return; // nobody recorded it
        const int step = chance(2) ? 0 : 4;
        qint64 ns = upTo(2) * upTo(4);
        for (int count = upTo(12); count > 0; --count) {
            queuedNs.push_back(ns);
            send(EventKind::Queued, ns);
            ns += upTo(step);
        }
    }

    void drawLane(int lane, qint64 comesNs)
    {
        qint64 ns = comesNs;
        if (comesNs > 0)
            send(EventKind::WorkerCame, ns, lane);
        qint64 presentFromNs = ns;
        const bool idles = chance(6); // throughout
        while (ns < kTime) {
            if (chance(12)) {
                send(EventKind::WorkerWent, ns, lane);
                presences.push_back({lane, presentFromNs, ns});
                if (chance(2))
                    return;
                presentFromNs = ns += upTo(5);
                send(EventKind::WorkerCame, ns, lane);
            }
            ns += chance(2) ? 0 : upTo(9);
            if (idles)
                continue;
            if (drawJob(lane, ns))
                break; // it is still running
            if (chance(4)) {
                const qint64 fromNs = ns += upTo(1);
                send(EventKind::ResultBlocked, fromNs, lane);
                send(EventKind::ResultUnblocked, ns += upTo(4), lane);
                results.push_back({lane, fromNs, ns});
            }
        }
        presences.push_back({lane, presentFromNs, kOpen});
    }

    // Whether it is still running; `ns` goes on to its end.
    bool drawJob(int lane, qint64& ns)
    {
        // Some are done again, by this worker or another.
        const int number = m_jobs > 0 && chance(6) ? 1 + upTo(m_jobs - 1) : ++m_jobs;
        send(EventKind::Started, ns, lane, number);
        if (chance(25)) {
            jobs.push_back({lane, number, ns, -1, false, {}, 0});
            return true;
        }
        const qint64 startNs = ns;
        ns += chance(5) ? 0 : upTo(8);
        Job job{lane, number, startNs, ns, !chance(4), {}, 0};
        Event end = event(EventKind::Finished, ns);
        end.worker = WorkerId{lane + 1};
        end.job = JobId{number};
        end.status = job.finished ? JobStatus::Finished
                     : chance(3)  ? JobStatus::Failed
                     : chance(2)  ? JobStatus::Retried
                                  : JobStatus::Cancelled;
        EventDetails details;
        if (!chance(3)) {
            details.cpu.emplace();
            job.cpuNs = details.cpu->ns = upTo(6); // more than it took, too: clocks differ
            if (!chance(3))
                job.readyNs = details.cpu->readyNs = upTo(4);
        }
        m_pool->record(end, details);
        jobs.push_back(job);
        return false;
    }

    void drawPauses()
    {
        qint64 ns = 0;
        while (chance(2) && ns < kTime) {
            const qint64 fromNs = ns += upTo(15);
            send(EventKind::Paused, fromNs);
            if (chance(6)) {
                pauses.push_back({-1, fromNs, kOpen});
                return;
            }
            send(EventKind::Resumed, ns += upTo(10));
            pauses.push_back({-1, fromNs, ns});
        }
    }

    std::mt19937 m_random;
    Timeline* m_pool = nullptr;
    int m_jobs = 0;
};
