// Plans, starts and stops runs for the window and for the headless program.
#pragma once

#include "channel/channel.h"
#include "plan/runplanner.h"
#include "timeline/runrecord.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <optional>
#include <stop_token>

struct BrokerAddress;
class ByteSource;
class FollowThread;
class LineDecoder;
class RunThread;

// Lives on the main thread; all calls from there.
class RunController : public QObject
{
    Q_OBJECT

public:
    explicit RunController(QObject* parent = nullptr);
    // Stops a run that goes on and waits for its end.
    ~RunController() override;

    // Plans a run, in the background where that takes time, and begins it: `began` comes when there
    // is a new record, and `finished` for every run that began; or `refused`. Ignored while another
    // is planned or goes on.
    void start(const RunSettings& settings);
    // Follows what another program writes to a file, or to standard input ("-"), until that ends
    // or stop(): `began` and `finished` come as for a run, or `refused`. Ignored as start() is.
    void follow(const QString& path);
    // Watches the tasks of Celery's workers at this broker: as follow() does, until stop().
    void watch(const BrokerAddress& address);
    // Ends the run soon: within 50 ms for work that can be interrupted. One that is still planned
    // does not begin.
    void stop();
    // Workers finish the jobs in hand and wait until it goes on again; a stop ends that too.
    void setPaused(bool paused);
    // Has the pool that runs have so many workers from now on.
    void setWorkers(int workers);
    // Holds a run that was opened in place of the last one. Ignored while one is planned or goes
    // on.
    void hold(std::shared_ptr<const RunRecord> record);

    bool isPlanning() const { return m_isPlanning; }
    bool isRunning() const { return m_thread || m_follow; }
    bool isFollowing() const { return m_follow != nullptr; }
    // Why the last one was not read to its end, which is one of its notes; empty where it was.
    const QString& followProblem() const { return m_followProblem; }
    // What holds up what is watched, or a run at a broker, in words, such as a connection that was
    // lost; empty where nothing does.
    const QString& heldUpBy();
    bool isPaused() const { return m_paused; }
    // What is being recorded, or was last, or is held; nothing before the first run.
    std::shared_ptr<const RunRecord> record() const { return m_record; }

Q_SIGNALS:
    // So many files or lines have been found so far.
    void planning(qint64 count);
    void began();
    // Why there is nothing to run; empty when it was stopped before it began. `status` is what a
    // program returns for that; see exitstatus.h. `field` is the setting that has to be filled in,
    // by its name, or empty.
    void refused(const QString& problem, int status, const QString& field);
    void finished();

private:
    using Planned = std::variant<PlannedRun, InputProblem>;

    void onPlanned();
    void begin(const Planned& planned);
    void refuseForWantOfMemory();
    Sender<QString> listenForNews();
    void endRun();
    void beginFollowing(std::unique_ptr<ByteSource> source,
                        std::unique_ptr<LineDecoder> decoder = {});
    void endFollowing();

    std::shared_ptr<const RunRecord> m_record;
    std::unique_ptr<RunThread> m_thread;
    std::unique_ptr<FollowThread> m_follow;
    QString m_followProblem;
    std::optional<Receiver<QString>> m_news; // of what is watched, or of a run at a broker
    QString m_heldUpBy;
    std::stop_source m_stop;
    QFutureWatcher<std::shared_ptr<const Planned>> m_planner;
    bool m_isPlanning = false;
    bool m_paused = false;
};
