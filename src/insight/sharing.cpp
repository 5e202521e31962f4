#include "insight/sharing.h"

#include "insight/tournament.h"

#include <bit>

namespace {

// Workers without a job: the lowest number first.
class IdleWorkers
{
public:
    explicit IdleWorkers(std::size_t workers) : m_words((workers + kBits - 1) / kBits, 0)
    {
        for (std::size_t i = 0; i < workers; ++i)
            add(qint32(i));
    }

    bool isEmpty() const { return m_count == 0; }
    void add(qint32 worker)
    {
        m_words[std::size_t(worker) / kBits] |= quint64(1) << (std::size_t(worker) % kBits);
        ++m_count;
    }
    qint32 takeFirst()
    {
        std::size_t word = 0;
        while (m_words[word] == 0)
            ++word;
        const auto bit = std::size_t(std::countr_zero(m_words[word]));
        m_words[word] &= m_words[word] - 1;
        --m_count;
        return qint32(word * kBits + bit);
    }

private:
    static constexpr std::size_t kBits = 64;

    std::vector<quint64> m_words;
    std::size_t m_count = 0;
};

// The reader of results: each result has its place in the results channel.
class ResultsReader
{
public:
    ResultsReader(qint64 readNs, std::size_t capacity) : m_readNs(readNs), m_capacity(capacity) {}

    // The results come in the order of their times. When this one's worker is free again: once it
    // is in the channel.
    qint64 take(qint64 endNs)
    {
        if (m_readNs == 0) // it is ready whenever one comes
            return m_lastTakenNs = std::max(m_lastTakenNs, endNs);
        // Into the channel once the result `capacity` places ahead of it has been taken out.
        qint64 putNs = endNs;
        if (m_capacity > 0 && m_taken.size() >= m_capacity)
            putNs = std::max(putNs, m_taken[m_taken.size() - m_capacity]);
        m_lastTakenNs = std::max(putNs, m_readyNs);
        if (m_capacity == 0)
            putNs = m_lastTakenNs;
        m_readyNs = m_lastTakenNs + m_readNs;
        m_taken.push_back(m_lastTakenNs);
        return putNs;
    }
    qint64 lastTakenNs() const { return m_lastTakenNs; }

private:
    const qint64 m_readNs;
    const std::size_t m_capacity;
    qint64 m_readyNs = 0; // for the next one
    qint64 m_lastTakenNs = 0;
    std::vector<qint64> m_taken; // when each was
};

// Event by event. What has to be computed is counted in work done by each of those that compute
// together, which all get the same: its clock runs at the rate cores ÷ jobs while there are more
// jobs than cores.
class Sharing
{
public:
    Sharing(Simulation& run, double cores)
        : m_run(run)
        , m_workers(std::size_t(run.change.workers))
        , m_agenda(m_workers)
        , m_idle(m_workers)
        , m_held(m_workers)
        , m_freeNs(m_workers, run.model.startUpNs)
        , m_reader(run.model.settings.pool.readTime.count(), resultsCapacity(run))
    {
        for (std::size_t jobs = 0; jobs <= m_workers; ++jobs)
            m_rates.push_back(double(jobs) <= cores ? 1 : cores / double(jobs));
        for (const double rate : m_rates)
            m_slowness.push_back(1 / rate);
        const bool isFull = run.model.cores > 0 && run.change.workers >= run.model.cores;
        m_ownCpuNs = isFull ? run.model.ownCpuNs : 0;
    }

    void simulate()
    {
        m_nowNs = double(m_run.model.startUpNs);
        startJobs();
        std::size_t events = 0;
        while (m_computingCount > 0 || m_agenda.earliest().second != Tournaments::kNone ||
               m_next < m_run.tasks.size()) {
            if (++events % kLookAtStopEvery == 0 && m_run.stop.stop_requested())
                return;
            step();
            startJobs();
        }
        const qint64 endNs = std::max(m_lastEndNs, m_reader.lastTakenNs());
        for (const qint64 freeNs : m_freeNs)
            addUpToMost(m_run.simulated.tailNs,
                        std::max<qint64>(0, m_lastEndNs - std::max(freeNs, m_lastStartNs)));
        m_run.simulated.makespanNs = endNs;
    }

private:
    // A worker's job.
    struct Held
    {
        const Task* task;
        qint64 startNs;
        bool done; // its result waits for room
    };

    static std::size_t resultsCapacity(const Simulation& run)
    {
        const RunSettings& settings = run.model.settings;
        return std::size_t(run.change.resultsCapacity.value_or(settings.resultsChannelCapacity()));
    }

    double rate() const { return m_rates[m_computingCount]; }

    // What the hand-over to a worker takes that has just had a job; to one that was idle, nothing:
    // it waits in the channel, and when it comes is when it starts.
    qint64 handOverTo(qint32 worker) const
    {
        const qint64 sinceNs = qint64(m_nowNs) - m_freeNs[std::size_t(worker)];
        return m_held[std::size_t(worker)].task ? std::max<qint64>(0, m_run.handOffNs - sinceNs)
                                                : 0;
    }

    bool isNextThere() const
    {
        return m_next < m_run.tasks.size() &&
               double(m_run.coming.ofJob(m_next, m_run.tasks[m_next])) <= m_nowNs;
    }

    void startJobs()
    {
        while (!m_idle.isEmpty() && isNextThere())
            startOn(m_idle.takeFirst());
    }

    void startOn(qint32 worker)
    {
        const Task& task = m_run.tasks[m_next++];
        const qint64 handOverNs = handOverTo(worker);
        const qint64 startNs = qint64(m_nowNs) + handOverNs;
        m_held[std::size_t(worker)] = {&task, startNs, false};
        m_lastStartNs = startNs;
        const qint64 cpuNs = task.cost.cpuNs;
        if (cpuNs > 0) {
            const double doneAt = m_workNs + double(cpuNs + m_ownCpuNs + handOverNs);
            m_agenda.set(worker, {doneAt, Tournaments::kNone});
            ++m_computingCount;
        } else {
            wait(worker, handOverNs + task.cost.waitNs);
        }
    }

    void wait(qint32 worker, qint64 ns)
    {
        m_agenda.set(worker, {Tournaments::kNone, m_nowNs + double(ns)});
    }

    // To what happens next.
    void step()
    {
        const auto [doneAt, waitedNs] = m_agenda.earliest();
        const double computedNs = m_nowNs + (doneAt - m_workNs) * m_slowness[m_computingCount];
        const bool computes = computedNs < waitedNs;
        const double nextNs = computes ? computedNs : waitedNs;
        if (m_next < m_run.tasks.size() && !m_idle.isEmpty()) {
            const auto comesNs = double(m_run.coming.ofJob(m_next, m_run.tasks[m_next]));
            if (comesNs < nextNs) {
                advanceTo(comesNs);
                return;
            }
        }
        if (computes) {
            m_workNs = doneAt;
            m_nowNs = std::max(m_nowNs, nextNs);
            const qint32 worker = m_agenda.workerOf(&Tournaments::Times::first);
            --m_computingCount;
            const qint64 waitNs = m_held[std::size_t(worker)].task->cost.waitNs;
            if (waitNs > 0)
                wait(worker, waitNs);
            else
                end(worker);
        } else {
            advanceTo(nextNs);
            end(m_agenda.workerOf(&Tournaments::Times::second));
        }
    }

    void advanceTo(double ns)
    {
        const double later = std::max(ns, m_nowNs);
        m_workNs += (later - m_nowNs) * rate();
        m_nowNs = later;
    }

    void end(qint32 worker)
    {
        Held& held = m_held[std::size_t(worker)];
        if (!held.done) {
            const auto endNs = qint64(m_nowNs);
            m_run.keep(*held.task, worker, held.startNs, endNs);
            addUpToMost(m_run.simulated.busyNs, std::max<qint64>(0, endNs - held.startNs));
            m_freeNs[std::size_t(worker)] = m_lastEndNs = endNs;
            held.done = true;
            const qint64 freeNs = held.task->hasResult ? m_reader.take(endNs) : endNs;
            if (double(freeNs) > m_nowNs) {
                m_agenda.set(worker, {Tournaments::kNone, double(freeNs)});
                return;
            }
        }
        // Where others are idle there is nothing to take.
        if (m_idle.isEmpty() && isNextThere())
            return startOn(worker);
        m_agenda.set(worker, {});
        m_idle.add(worker);
    }

    Simulation& m_run;
    const std::size_t m_workers;
    qint64 m_ownCpuNs;
    // Of workers whose job computes the work at which it is done, of those whose job waits, or
    // whose result does, until when.
    Tournaments m_agenda;
    std::size_t m_computingCount = 0;
    IdleWorkers m_idle;
    std::vector<Held> m_held;       // by worker
    std::vector<double> m_rates;    // at which each of so many jobs computes
    std::vector<double> m_slowness; // and 1 ÷ that
    std::vector<qint64> m_freeNs;
    ResultsReader m_reader;
    double m_nowNs = 0;
    double m_workNs = 0;
    qint64 m_lastEndNs = 0;
    qint64 m_lastStartNs = 0;
    std::size_t m_next = 0;
};

} // namespace

void simulateSharing(Simulation& run, double cores)
{
    Sharing(run, cores).simulate();
}
