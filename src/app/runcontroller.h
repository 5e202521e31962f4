// Starts and stops runs for the window and for the headless program.
#pragma once

#include "timeline/runrecord.h"

#include <QObject>

#include <memory>
#include <stop_token>

class RunThread;

// Lives on the main thread; all calls from there.
class RunController : public QObject
{
    Q_OBJECT

public:
    explicit RunController(QObject* parent = nullptr);
    // Stops a run that goes on and waits for its end.
    ~RunController() override;

    // Begins a run; ignored while one goes on. `finished` comes for every run that was begun.
    void start(const RunSettings& settings);
    // Ends the run soon: within 50 ms for work that can be interrupted.
    void stop();
    // Workers finish the jobs in hand and wait until it goes on again; a stop ends that too.
    void setPaused(bool paused);
    // Has the pool that runs have so many workers from now on.
    void setWorkers(int workers);

    bool isRunning() const { return m_thread != nullptr; }
    bool isPaused() const { return m_paused; }
    // What is being recorded, or was last; nothing before the first run.
    std::shared_ptr<const RunRecord> record() const { return m_record; }

Q_SIGNALS:
    void finished();

private:
    void endRun();

    std::shared_ptr<RunRecord> m_record;
    std::unique_ptr<RunThread> m_thread;
    std::stop_source m_stop;
    bool m_paused = false;
};
