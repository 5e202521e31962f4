// Runs the same jobs with several numbers of workers, to see how long each number takes.
#pragma once

#include "session/measureplan.h"
#include "session/runcontroller.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

struct MeasureRequest
{
    RunSettings settings; // its number of workers and its sequential run do not matter
    MeasurePlan plan = MeasurePlan::automatic();
    int repeat = 3;      // runs for each number
    bool isWarm = false; // the same jobs have just been run: nothing has to be warmed up
    int seed = 1;        // of the order of the runs
};

// How a measurement ended.
struct MeasureEnd
{
    enum class Reason {
        Done,
        Cancelled,
        Failed,  // a run could not be carried out
        Refused, // the jobs cannot be planned
    };
    Reason reason = Reason::Done;
    QString message{}; // of what failed or was refused, in one line
    int status = 0;    // what a program returns for that; see exitstatus.h
    QString field{};   // the setting that has to be changed, by its name, or empty
};

// One run after another, by a controller of its own, without a sequential run. First one to warm up
// files and caches, with the smallest number; it counts for nothing. Then rounds: each holds
// every number that has not been run often enough once, in an order left to chance, so that what
// drifts favours none. Numbers that an automatic plan adds are run once at once, and then in the
// rounds of all. A run counts when all its jobs were done, or as many failed as in the first one.
//
// Keeps times, not records. Lives on the main thread; all calls from there. It must not be deleted
// in what its signals call. Its end stops a run that goes on and waits for it.
class Measurement : public QObject
{
    Q_OBJECT

public:
    explicit Measurement(QObject* parent = nullptr);

    // Begins soon, and `finished` follows; no signal comes before this returns. Jobs that come from
    // a pipe are refused, as it can be read only once. Ignored while one goes on.
    void start(const MeasureRequest& request);
    // Stops the run that goes on; what has been measured stays. `finished` follows.
    void cancel();

    bool isRunning() const { return m_isRunning; }
    // What has been measured since it was started, by workers, ascending.
    const std::vector<MeasuredTimes>& times() const { return m_times; }
    // Runs that did not count, as other jobs failed in them than in the first one.
    int leftOut() const { return m_leftOut; }
    // What is still expected to be run, by the times of those before, the run that goes on
    // included; nothing before one has ended. An automatic plan may add to it.
    std::optional<qint64> leftNs() const;
    // The run that goes on; nothing between runs.
    std::shared_ptr<const RunRecord> current() const;

Q_SIGNALS:
    // As it begins, when numbers are added, and after each run: how many have been made and how
    // many there will be, that which warms up among them; see leftNs().
    void progressed(int done, int total, std::optional<qint64> leftNs);
    // A run that counts.
    void runEnded(const std::shared_ptr<const RunRecord>& record);
    void finished(const MeasureEnd& end);

private:
    void begin();
    void next();
    // The numbers of the next round; empty when all has been measured.
    std::vector<int> nextRound();
    void run(int workers);
    void onRunFinished();
    void onRefused(const QString& problem, int status, const QString& field);
    // Whether it counts.
    bool take(const RunRecord& record);
    void end(const MeasureEnd& end);
    void tellProgress();
    // How long a run with so many workers is expected to take.
    std::optional<qint64> expectedNs(int workers) const;

    // What runs with one number have taken so far, whether they counted or not.
    struct Taken
    {
        qint64 sumNs = 0;
        int runs = 0;
        qint64 meanNs() const { return sumNs / runs; }
    };

    RunController m_controller;
    MeasureRequest m_request;
    std::vector<MeasuredTimes> m_times;
    std::map<int, int> m_made;    // runs with each number that is to be measured, the warm-up not
    std::map<int, Taken> m_taken; // by workers
    std::vector<int> m_round;     // the rest of it, the next one last
    std::optional<qint64> m_jobsFailed; // in the first run
    int m_rounds = 0;
    int m_workers = 1; // of the run that goes on
    int m_most = 1;    // workers that are worth measuring
    int m_leftOut = 0;
    bool m_isRunning = false;
    bool m_isWarmingUp = false; // now
    bool m_isCancelled = false;
};
